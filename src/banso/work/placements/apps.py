"""人材紹介."""

from django.apps import AppConfig


class PlacementsConfig(AppConfig):
    name = "banso.work.placements"
    label = "placements"
    verbose_name = "人材紹介"
    default_auto_field = "django.db.models.BigAutoField"
