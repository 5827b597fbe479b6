"""研修・催し."""

from django.apps import AppConfig


class GatheringsConfig(AppConfig):
    name = "banso.work.gatherings"
    label = "gatherings"
    verbose_name = "研修・催し"
    default_auto_field = "django.db.models.BigAutoField"
