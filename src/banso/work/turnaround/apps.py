"""活性化・経営改善."""

from django.apps import AppConfig


class TurnaroundConfig(AppConfig):
    name = "banso.work.turnaround"
    label = "turnaround"
    verbose_name = "活性化・経営改善"
    default_auto_field = "django.db.models.BigAutoField"
