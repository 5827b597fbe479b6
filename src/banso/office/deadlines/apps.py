"""期限."""

from django.apps import AppConfig


class DeadlinesConfig(AppConfig):
    name = "banso.office.deadlines"
    label = "deadlines"
    verbose_name = "期限"
    default_auto_field = "django.db.models.BigAutoField"
