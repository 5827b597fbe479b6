"""広報."""

from django.apps import AppConfig


class PublicationsConfig(AppConfig):
    name = "banso.work.publications"
    label = "publications"
    verbose_name = "広報"
    default_auto_field = "django.db.models.BigAutoField"
