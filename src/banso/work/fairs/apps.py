"""商談会."""

from django.apps import AppConfig


class FairsConfig(AppConfig):
    name = "banso.work.fairs"
    label = "fairs"
    verbose_name = "商談会"
    default_auto_field = "django.db.models.BigAutoField"
