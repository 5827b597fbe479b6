"""調査."""

from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "banso.work.surveys"
    label = "surveys"
    verbose_name = "調査"
    default_auto_field = "django.db.models.BigAutoField"
