"""庶務."""

from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "banso.work.governance"
    label = "governance"
    verbose_name = "庶務"
    default_auto_field = "django.db.models.BigAutoField"
