"""受発注あっせん."""

from django.apps import AppConfig


class OrdersConfig(AppConfig):
    name = "banso.work.orders"
    label = "orders"
    verbose_name = "受発注あっせん"
    default_auto_field = "django.db.models.BigAutoField"
