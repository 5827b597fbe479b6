"""Mails in the file of their case."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from django.utils.timezone import localtime

from banso.cases.filing import Leaf, Paper, add_leaves, may
from banso.cases.models import Case

from .models import Message
from .printing import as_pdf


@add_leaves
def mails(cases: Sequence[Case], user: Any) -> Iterator[tuple[int, Leaf]]:
    """What was written by mail about these cases, and how it went."""
    if not may(user, "mail.view_message"):
        return
    found = Message.objects.filter(case__in=cases).select_related("mailing__posting", "mailing__dropped")
    for row in found.order_by("created_at", "pk"):
        assert row.case_id is not None
        leaf = Leaf(
            localtime(row.created_at).date(),
            Paper.MAIL,
            row.subject,
            who=row.to_name or row.to_email,
            note=row.state,
            made=partial(as_pdf, row),
            made_as="メール.pdf",
            address=row.get_absolute_url(),
        )
        yield row.case_id, leaf
