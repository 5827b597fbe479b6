"""段階管理."""

from django.apps import AppConfig


class PipelinesConfig(AppConfig):
    name = "banso.pipelines"
    label = "pipelines"
    verbose_name = "段階管理"
    default_auto_field = "django.db.models.BigAutoField"
