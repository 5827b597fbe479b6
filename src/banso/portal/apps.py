"""The door for companies and partner organisations."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "banso.portal"
    label = "portal"
    verbose_name = "企業の窓口"
    default_auto_field = "django.db.models.BigAutoField"
