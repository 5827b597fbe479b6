"""取引の相談(取引かけこみ寺)."""

from django.apps import AppConfig


class ComplaintsConfig(AppConfig):
    name = "banso.work.complaints"
    label = "complaints"
    verbose_name = "取引の相談"
    default_auto_field = "django.db.models.BigAutoField"
