"""What the search box finds of what is counted nowhere else."""

from banso.core.searching import searchable

from .models import ActivityCount

searchable(
    model=ActivityCount,
    title=str,
    texts=("note",),
    day="counted_on",
    programme="activity__programme_id",
    related=("activity",),
)
