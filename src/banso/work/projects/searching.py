"""What the search box finds of research projects."""

from banso.core.searching import searchable

from .models import Project

searchable(model=Project, title="theme", day="starts_on", programme="programme_id")
