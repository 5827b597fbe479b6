"""業務."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "banso.desk"
    label = "desk"
    verbose_name = "業務"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import outreach  # noqa: F401 - it joins the mail to what sends by it
