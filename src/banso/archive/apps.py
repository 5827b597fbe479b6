"""全件の書き出し."""

from django.apps import AppConfig


class ArchiveConfig(AppConfig):
    name = "banso.archive"
    label = "archive"
    verbose_name = "全件の書き出し"
    default_auto_field = "django.db.models.BigAutoField"
