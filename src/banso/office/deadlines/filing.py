"""Deadlines as duties: a case's file is kept while one is open."""

from collections.abc import Iterator

from banso.cases.filing import Duty, add_duties
from banso.cases.models import Case


@add_duties
def deadlines(case: Case) -> Iterator[Duty]:
    """Each deadline of a case that was not moved: the day it ended, or open."""
    for row in case.deadlines.filter(replaced_by=None).select_related("closing"):
        closing = getattr(row, "closing", None)
        yield Duty(closing.on if closing else None, f"期限: {row.name}")
