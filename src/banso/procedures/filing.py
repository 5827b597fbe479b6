"""The steps of a case in its file: the lines of its course, and what papers may belong to."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from banso.cases.filing import Leaf, Paper, add_leaves, add_parts, may
from banso.cases.models import Case

from .declaring import get_procedure
from .terms import content_of


@add_parts
def steps_used(case: Case) -> Iterable[tuple[str, str]]:
    """The steps that the case's terms use."""
    declared = get_procedure(case.procedure)
    if declared is None:
        return []
    content = content_of(case)
    return [(step.code, step.label) for step in declared.step_kinds.values() if content.uses(step.code)]


@add_leaves
def course(cases: Sequence[Case], user: Any) -> Iterator[tuple[int, Leaf]]:
    """Every step taken, those taken back or put right too."""
    for code, of_kind in groupby(sorted(cases, key=_kind), key=_kind):
        declared = get_procedure(code)
        if declared is None or not may(user, declared.permission("view")):
            continue
        for row in declared.steps._default_manager.filter(case__in=list(of_kind)).order_by("pk"):
            what = "の取消し" if row.withdrawn else "の訂正" if row.replaces_id else ""
            again = f"({row.round}回目)" if row.round > 1 else ""
            said = f"{declared.label_of(row.step)}{again}{what}"
            yield row.case_id, Leaf(row.taken_on, Paper.STEP, said, note=row.note)


def _kind(case: Case) -> str:
    return case.procedure
