"""Received files in the file of their case."""

from collections.abc import Iterator, Sequence
from typing import Any

from banso.cases.filing import Leaf, Paper, Remains, add_leaves, add_remains, may, parts_of
from banso.cases.models import Case

from .models import Binding, ReceivedFile


@add_leaves
def received_files(cases: Sequence[Case], user: Any) -> Iterator[tuple[int, Leaf]]:
    """What came in, but for what was withdrawn."""
    if not may(user, "files.view_receivedfile"):
        return
    steps = {case.pk: dict(parts_of(case)) for case in cases}
    for row in ReceivedFile.objects.filter(case__in=cases, withdrawn_on=None).select_related("party"):
        leaf = Leaf(
            row.received_on,
            Paper.RECEIVED,
            row.title,
            who=row.whose,
            note=steps[row.case_id].get(row.step, ""),
            file=row if row.file else None,
            address=row.get_absolute_url(),
            gone=not row.file,
        )
        yield row.case_id, leaf


@add_remains
def withdrawn_and_copies(cases: Sequence[Case]) -> Iterator[tuple[int, Remains]]:
    """What was withdrawn, and the copies that were made of the whole."""
    for row in ReceivedFile.objects.filter(case__in=cases).exclude(withdrawn_on=None).exclude(file=""):
        yield row.case_id, Remains(row, "file", row.title, str(Paper.RECEIVED))
    copies = Binding.objects.filter(case__in=cases).exclude(pdf="")
    for copy in copies.select_related("case__company", "case__person"):
        yield copy.case_id, Remains(copy, "pdf", f"{copy}(PDF)")
        yield copy.case_id, Remains(copy, "packed", f"{copy}(zip)")
