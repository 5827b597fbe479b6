"""Payments in the file of their case."""

from collections.abc import Iterator
from typing import Any

from django.utils.timezone import localtime

from banso.cases.filing import Leaf, Paper, add_leaves, may
from banso.cases.models import Case


@add_leaves
def payments(case: Case, user: Any) -> Iterator[Leaf]:
    """What was asked to be paid for a case, and what came of it."""
    if not may(user, "payments.view_order"):
        return
    for row in case.payments.select_related("payee", "progress").order_by("at", "pk"):
        yield Leaf(
            localtime(row.at).date(),
            Paper.PAYMENT,
            f"{row.purpose} {row.net:,}円",
            who=str(row.payee),
            note=row.progress.get_state_display(),
            address=row.get_absolute_url(),
        )
