"""外部の方へのお願い."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class GuestsConfig(AppConfig):
    name = "banso.office.guests"
    label = "guests"
    verbose_name = "外部の方"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        autodiscover_modules("asking")  # what each kind asks
