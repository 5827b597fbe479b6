"""相談."""

from django.apps import AppConfig


class ConsultationsConfig(AppConfig):
    name = "banso.work.consultations"
    label = "consultations"
    verbose_name = "相談"
    default_auto_field = "django.db.models.BigAutoField"
