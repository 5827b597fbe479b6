"""審査会."""

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "banso.office.reviews"
    label = "reviews"
    verbose_name = "審査会"
    default_auto_field = "django.db.models.BigAutoField"
