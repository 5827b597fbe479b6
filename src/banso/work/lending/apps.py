"""債権管理."""

from django.apps import AppConfig


class LendingConfig(AppConfig):
    name = "banso.work.lending"
    label = "lending"
    verbose_name = "債権管理"
    default_auto_field = "django.db.models.BigAutoField"
