"""業務."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "banso.desk"
    label = "desk"
    verbose_name = "業務"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import chases, outreach  # noqa: F401 - they join mail and calendar to what goes by them
