"""案件."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "banso.cases"
    label = "cases"
    verbose_name = "案件"
    default_auto_field = "django.db.models.BigAutoField"
