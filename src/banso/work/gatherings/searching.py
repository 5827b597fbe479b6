"""What the search box finds of gatherings."""

from banso.core.searching import searchable

from .awarding import searching as _awarding  # noqa: F401 - nominations for prizes
from .models import Gathering, Lecture, Session, Talk

searchable(model=Gathering, title="title", names=("title",), texts=("partners", "audience"), programme="programme_id")
searchable(
    model=Session,
    title=lambda session: f"{session.gathering} {session.place}",
    texts=("venue", "adviser"),
    day="starts_on",
    programme="gathering__programme_id",
    related=("gathering",),
)
searchable(
    model=Lecture,
    title="title",
    texts=("lecturer",),
    day="held_on",
    programme="gathering__programme_id",
    related=("gathering",),
)
searchable(
    model=Talk,
    title="theme",
    texts=("speaker",),
    day="session__starts_on",
    programme="session__gathering__programme_id",
    related=("session__gathering",),
)
