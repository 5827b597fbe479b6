"""What the search box finds of the board's affairs."""

from banso.core.searching import searchable

from .models import AgendaItem

searchable(
    model=AgendaItem,
    title="title",
    texts=(lambda item: str(item.meeting),),
    day="meeting__held_on",
    programme="meeting__programme_id",
    related=("meeting",),
)
