"""経過の確認."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ChasingConfig(AppConfig):
    name = "banso.office.chasing"
    label = "chasing"
    verbose_name = "経過の確認"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        autodiscover_modules("chasing")  # what each kind asks after
