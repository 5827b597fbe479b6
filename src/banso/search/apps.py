"""検索."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules


class SearchConfig(AppConfig):
    name = "banso.search"
    label = "search"
    verbose_name = "検索"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Every app says what of it is found; whatever is migrated, these tables keep their triggers."""
        from .keeping import install_triggers

        autodiscover_modules("searching")
        post_migrate.connect(install_triggers, sender=self)
