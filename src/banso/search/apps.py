"""検索."""

from typing import Any

from django.apps import AppConfig
from django.core.signals import request_finished
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
        request_finished.connect(_give_back)


def _give_back(sender: object, **more: Any) -> None:
    """Whatever a page looked up in the dictionary, no web worker keeps it until the next."""
    from banso.core.dictionary import give_back  # not loaded with the app: it is large

    give_back()
