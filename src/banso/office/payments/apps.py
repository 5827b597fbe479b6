"""支払."""

from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    name = "banso.office.payments"
    label = "payments"
    verbose_name = "支払"
    default_auto_field = "django.db.models.BigAutoField"
