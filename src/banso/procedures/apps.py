"""手続."""

from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    name = "banso.procedures"
    label = "procedures"
    verbose_name = "手続"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from banso.cases.models import Case  # noqa: F401 - the checks below need the models

        from . import approving, checks, disposing, mailing, reviewing  # noqa: F401 - they register themselves
