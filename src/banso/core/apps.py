"""コア."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.utils.module_loading import autodiscover_modules

from . import converters
from .forms import say_plainly
from .text_floor import clean_what_is_sent


class CoreConfig(AppConfig):
    name = "banso.core"
    label = "core"
    verbose_name = "コア"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Read every app's declarations: its lists, records and forms, what waits for someone, what can come in from files."""
        from . import lookups  # noqa: F401 - they register themselves

        converters.register()
        say_plainly()
        connection_created.connect(clean_what_is_sent, dispatch_uid="clean_what_is_sent")
        autodiscover_modules("pages", "agenda", "imports", "owing")
