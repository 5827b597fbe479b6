"""Mails in the file of their case."""

from collections.abc import Iterator
from typing import Any

from django.utils.timezone import localtime

from banso.cases.filing import Leaf, Paper, add_leaves, may
from banso.cases.models import Case


@add_leaves
def mails(case: Case, user: Any) -> Iterator[Leaf]:
    """What was written by mail about a case, and how it went."""
    if not may(user, "mail.view_message"):
        return
    for row in case.mails.select_related("mailing__posting", "mailing__dropped").order_by("created_at", "pk"):
        yield Leaf(
            localtime(row.created_at).date(),
            Paper.MAIL,
            row.subject,
            who=row.to_name or row.to_email,
            note=row.state,
            address=row.get_absolute_url(),
        )
