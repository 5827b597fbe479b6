"""その他の実績."""

from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    name = "banso.work.activities"
    label = "activities"
    verbose_name = "その他の実績"
    default_auto_field = "django.db.models.BigAutoField"
