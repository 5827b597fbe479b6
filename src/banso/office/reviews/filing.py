"""What panels made of a case, in its file."""

from collections.abc import Iterator, Sequence
from typing import Any

from banso.cases.filing import Leaf, Paper, add_leaves, may
from banso.cases.models import Case

from .models import Outcome


@add_leaves
def results(cases: Sequence[Case], user: Any) -> Iterator[tuple[int, Leaf]]:
    """The results of these cases before panels, each on its day."""
    if not may(user, "reviews.view_outcome"):
        return
    rows = Outcome.objects.filter(candidate__case__in=cases).select_related("candidate__panel")
    for row in rows.order_by("decided_on", "pk"):
        title, panel = f"審査結果 {row.words}", row.candidate.panel
        address = panel.get_absolute_url()
        yield (
            row.candidate.case_id,
            Leaf(row.decided_on, Paper.STEP, title, who=str(panel), note=row.reason, address=address),
        )
