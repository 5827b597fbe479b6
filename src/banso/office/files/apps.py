"""一件書類."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "banso.office.files"
    label = "files"
    verbose_name = "一件書類"
    default_auto_field = "django.db.models.BigAutoField"
