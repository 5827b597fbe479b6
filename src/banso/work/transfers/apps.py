"""第三者承継."""

from django.apps import AppConfig


class TransfersConfig(AppConfig):
    name = "banso.work.transfers"
    label = "transfers"
    verbose_name = "第三者承継"
    default_auto_field = "django.db.models.BigAutoField"
