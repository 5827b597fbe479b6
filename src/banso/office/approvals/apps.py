"""決裁."""

from django.apps import AppConfig


class ApprovalsConfig(AppConfig):
    name = "banso.office.approvals"
    label = "approvals"
    verbose_name = "決裁"
    default_auto_field = "django.db.models.BigAutoField"
