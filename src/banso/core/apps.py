"""コア."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules

from . import converters


class CoreConfig(AppConfig):
    name = "banso.core"
    label = "core"
    verbose_name = "コア"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Read every app's declarations: its lists, records and forms, what waits for someone, what can come in from files."""
        converters.register()
        autodiscover_modules("pages", "agenda", "imports")
