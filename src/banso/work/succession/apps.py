"""事業承継."""

from django.apps import AppConfig


class SuccessionConfig(AppConfig):
    name = "banso.work.succession"
    label = "succession"
    verbose_name = "事業承継"
    default_auto_field = "django.db.models.BigAutoField"
