"""Deadlines as duties: a case's file is kept while one is open."""

from collections.abc import Iterator, Sequence

from banso.cases.filing import Duty, add_duties
from banso.cases.models import Case

from .models import Deadline


@add_duties
def deadlines(cases: Sequence[Case]) -> Iterator[tuple[int, Duty]]:
    """Each deadline of these cases that was not moved: the day it ended, or open."""
    for row in Deadline.objects.filter(case__in=cases, replaced_by=None).select_related("closing"):
        closing = getattr(row, "closing", None)
        yield row.case_id, Duty(closing.on if closing else None, f"期限: {row.name}")
