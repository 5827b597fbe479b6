"""文書."""

from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "banso.office.papers"
    label = "papers"
    verbose_name = "文書"
    default_auto_field = "django.db.models.BigAutoField"
