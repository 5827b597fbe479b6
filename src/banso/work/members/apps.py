"""会員."""

from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "banso.work.members"
    label = "members"
    verbose_name = "会員"
    default_auto_field = "django.db.models.BigAutoField"
