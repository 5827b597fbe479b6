"""Drafts in the file of the case they are about."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from django.db.models import Q

from banso.cases.filing import Leaf, Paper, add_leaves, may
from banso.cases.models import Case

from .matters import get_matter
from .models import Covered, Draft
from .printing import as_pdf


@add_leaves
def drafts(cases: Sequence[Case], user: Any) -> Iterator[tuple[int, Leaf]]:
    """The drafts about these cases, those of a round they belong to too, as the paper with its seals."""
    if not may(user, "approvals.view_draft"):
        return
    asked = {case.pk for case in cases}
    about: dict[int, set[int]] = {}
    for draft, case in Covered.objects.filter(case__in=asked).values_list("draft", "case"):
        about.setdefault(draft, set()).add(case)
    found = Draft.objects.filter(Q(case__in=asked) | Q(pk__in=about))
    found = found.select_related("outcome", "drafter__unit", "case", "quotes")
    for row in found.order_by("drafted_on", "pk"):
        if not get_matter(row.matter).in_the_file:
            continue
        leaf = Leaf(
            row.drafted_on,
            Paper.DRAFT,
            row.title,
            number=f"起案{row.pk}",
            who=str(row.drafter),
            note=row.outcome.get_state_display(),
            made=partial(as_pdf, row),
            made_as="起案書.pdf",
            address=row.get_absolute_url(),
        )
        for pk in about.get(row.pk, set()) | (asked & {row.case_id}):
            yield pk, leaf
