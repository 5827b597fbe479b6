"""コア."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "banso.core"
    label = "core"
    verbose_name = "コア"
    default_auto_field = "django.db.models.BigAutoField"
