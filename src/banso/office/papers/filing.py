"""Letters and receipts in the file of their case."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.urls import reverse

from banso.cases.filing import Leaf, Paper, Remains, add_leaves, add_remains, may
from banso.cases.models import Case

from .models import Incoming, Letter, Recipient


@add_leaves
def letters(cases: Sequence[Case], user: Any) -> Iterator[tuple[int, Leaf]]:
    """What was issued, a void letter too: its number must not be missing."""
    if not may(user, "papers.view_letter"):
        return
    found = Letter.objects.filter(case__in=cases).select_related("void", "sending")
    for row in found.order_by("issued_on", "pk"):
        assert row.case_id is not None
        leaf = Leaf(
            row.issued_on,
            Paper.LETTER,
            row.title,
            number=row.printed,
            who=row.addressee,
            note=row.state,
            file=row if row.file else None,
            address=row.get_absolute_url(),
            gone=not row.file,
        )
        yield row.case_id, leaf


@add_leaves
def receipts(cases: Sequence[Case], user: Any) -> Iterator[tuple[int, Leaf]]:
    """What the register of receipts (収受簿) says of these cases."""
    if not may(user, "papers.view_incoming"):
        return
    for row in Incoming.objects.filter(case__in=cases).order_by("received_on", "pk"):
        assert row.case_id is not None
        leaf = Leaf(
            row.received_on,
            Paper.RECEIVED,
            row.title,
            number=f"収受第{row.number}号",
            who=row.sender,
            note=row.result,
            address=reverse("papers-incoming-record", args=[row.pk]),
        )
        yield row.case_id, leaf


@add_remains
def rounds(cases: Sequence[Case]) -> Iterator[tuple[int, Remains]]:
    """The PDF of a round holds the letters of these cases too; it can be made anew of what the other letters say."""
    found = Recipient.objects.filter(case__in=cases).exclude(round__pdf="").select_related("round")
    for pk, row in {(one.case_id, one.round_id): one.round for one in found.order_by("pk")}.items():
        yield pk[0], Remains(row, "pdf", f"{row}のPDF", str(Paper.LETTER))
