"""Letters and receipts in the file of their case."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from banso.cases.filing import Leaf, Paper, Remains, add_leaves, add_remains, may
from banso.cases.models import Case

from .models import Round


@add_leaves
def letters(case: Case, user: Any) -> Iterator[Leaf]:
    """What was issued, a void letter too: its number must not be missing."""
    if not may(user, "papers.view_letter"):
        return
    for row in case.letters.select_related("void", "sending").order_by("issued_on", "pk"):
        yield Leaf(
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


@add_leaves
def receipts(case: Case, user: Any) -> Iterator[Leaf]:
    """What the register of receipts (収受簿) says of the case."""
    if not may(user, "papers.view_incoming"):
        return
    for row in case.incoming_papers.order_by("received_on", "pk"):
        yield Leaf(
            row.received_on,
            Paper.RECEIVED,
            row.title,
            number=f"収受第{row.number}号",
            who=row.sender,
            note=row.result,
            address=reverse("papers-incoming-record", args=[row.pk]),
        )


@add_remains
def rounds(case: Case) -> Iterator[Remains]:
    """The PDF of a round holds the letter of this case too; it can be made anew of what the other letters say."""
    for row in Round.objects.filter(recipients__case=case).exclude(pdf="").distinct():
        yield Remains(row, "pdf", f"{row}のPDF", str(Paper.LETTER))
