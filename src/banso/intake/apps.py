"""取込み."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "banso.intake"
    label = "intake"
    verbose_name = "取込み"
    default_auto_field = "django.db.models.BigAutoField"
