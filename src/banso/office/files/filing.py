"""Received files in the file of their case."""

from collections.abc import Iterator
from typing import Any

from banso.cases.filing import Leaf, Paper, add_leaves, may, parts_of
from banso.cases.models import Case


@add_leaves
def received_files(case: Case, user: Any) -> Iterator[Leaf]:
    """What came in, but for what was withdrawn."""
    if not may(user, "files.view_receivedfile"):
        return
    steps = dict(parts_of(case))
    for row in case.received_files.filter(withdrawn_on=None).select_related("party"):
        yield Leaf(
            row.received_on,
            Paper.RECEIVED,
            row.title,
            who=row.whose,
            note=steps.get(row.step, ""),
            file=row if row.file else None,
            address=row.get_absolute_url(),
            gone=not row.file,
        )
