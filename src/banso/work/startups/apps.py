"""創業."""

from django.apps import AppConfig


class StartupsConfig(AppConfig):
    name = "banso.work.startups"
    label = "startups"
    verbose_name = "創業"
    default_auto_field = "django.db.models.BigAutoField"
