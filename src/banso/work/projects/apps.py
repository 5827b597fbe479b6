"""共同研究開発."""

from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "banso.work.projects"
    label = "projects"
    verbose_name = "共同研究開発"
    default_auto_field = "django.db.models.BigAutoField"
