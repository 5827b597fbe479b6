"""Received files in the file of their case."""

from collections.abc import Iterator
from typing import Any

from banso.cases.filing import Leaf, Paper, Remains, add_leaves, add_remains, may, parts_of
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


@add_remains
def withdrawn_and_copies(case: Case) -> Iterator[Remains]:
    """What was withdrawn, and the copies that were made of the whole."""
    for row in case.received_files.exclude(withdrawn_on=None).exclude(file=""):
        yield Remains(row, "file", row.title, str(Paper.RECEIVED))
    for copy in case.bindings.exclude(pdf=""):
        yield Remains(copy, "pdf", f"{copy}(PDF)")
        yield Remains(copy, "packed", f"{copy}(zip)")
