"""What the search box finds of surveys."""

from banso.core.searching import searchable

from .models import Survey

searchable(model=Survey, title="name", names=("name",), day="reference_date", programme="programme_id")
