"""Payments in the file of their case."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.timezone import localtime

from banso.cases.filing import Leaf, Paper, add_leaves, may
from banso.cases.models import Case

from .models import Order


@add_leaves
def payments(cases: Sequence[Case], user: Any) -> Iterator[tuple[int, Leaf]]:
    """What was asked to be paid for these cases, and what came of it."""
    if not may(user, "payments.view_order"):
        return
    for row in Order.objects.filter(case__in=cases).select_related("payee", "progress").order_by("at", "pk"):
        leaf = Leaf(
            localtime(row.at).date(),
            Paper.PAYMENT,
            f"{row.purpose} {row.net:,}円",
            who=str(row.payee),
            note=row.progress.get_state_display(),
            address=row.get_absolute_url(),
        )
        yield row.case_id, leaf
