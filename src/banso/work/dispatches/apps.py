"""専門家派遣."""

from django.apps import AppConfig


class DispatchesConfig(AppConfig):
    name = "banso.work.dispatches"
    label = "dispatches"
    verbose_name = "専門家派遣"
    default_auto_field = "django.db.models.BigAutoField"
