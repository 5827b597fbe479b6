"""Drafts in the file of the case they are about."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from banso.cases.filing import Leaf, Paper, add_leaves, may
from banso.cases.models import Case

from .matters import get_matter
from .models import Draft
from .printing import as_pdf


@add_leaves
def drafts(case: Case, user: Any) -> Iterator[Leaf]:
    """The drafts about a case, those of a round it belongs to too, as the paper with its seals."""
    if not may(user, "approvals.view_draft"):
        return
    found = Draft.objects.about(case).select_related("outcome", "drafter__unit", "case", "quotes")
    for row in found.order_by("drafted_on", "pk"):
        if not get_matter(row.matter).in_the_file:
            continue
        yield Leaf(
            row.drafted_on,
            Paper.DRAFT,
            row.title,
            number=f"起案{row.pk}",
            who=str(row.drafter),
            note=row.outcome.get_state_display(),
            made=partial(as_pdf, row),
            address=row.get_absolute_url(),
        )
