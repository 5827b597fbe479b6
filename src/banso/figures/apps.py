"""The figures engine."""

from django.apps import AppConfig
from django.core import checks
from django.utils.module_loading import autodiscover_modules


class FiguresConfig(AppConfig):
    name = "banso.figures"
    label = "figures"
    verbose_name = "数値"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Read every kind of work's declarations, and have them checked before anything runs."""
        from banso.figures.checks import check_declarations

        autodiscover_modules("figures")
        checks.register(check_declarations)
