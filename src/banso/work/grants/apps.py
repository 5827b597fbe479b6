"""補助・助成."""

from django.apps import AppConfig


class GrantsConfig(AppConfig):
    name = "banso.work.grants"
    label = "grants"
    verbose_name = "補助・助成"
    default_auto_field = "django.db.models.BigAutoField"
