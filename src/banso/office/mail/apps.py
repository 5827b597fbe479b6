"""メール."""

from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "banso.office.mail"
    label = "mail"
    verbose_name = "メール"
    default_auto_field = "django.db.models.BigAutoField"
