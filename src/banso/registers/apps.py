"""台帳."""

from django.apps import AppConfig


class RegistersConfig(AppConfig):
    name = "banso.registers"
    label = "registers"
    verbose_name = "台帳"
    default_auto_field = "django.db.models.BigAutoField"
