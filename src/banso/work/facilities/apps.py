"""施設・貸室."""

from django.apps import AppConfig


class FacilitiesConfig(AppConfig):
    name = "banso.work.facilities"
    label = "facilities"
    verbose_name = "施設・貸室"
    default_auto_field = "django.db.models.BigAutoField"
