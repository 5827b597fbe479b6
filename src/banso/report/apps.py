"""事業報告書."""

from django.apps import AppConfig


class ReportConfig(AppConfig):
    name = "banso.report"
    label = "report"
    verbose_name = "事業報告書"
    default_auto_field = "django.db.models.BigAutoField"
