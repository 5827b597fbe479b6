"""What of a grant stands in its case's file: the papers of expenses by their numbers, and the records of inspections; and what keeps that file."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from banso.cases.filing import Leaf, Paper, add_leaves, may
from banso.cases.models import Case

from .aftercare import retention as _retention  # noqa: F401 - restricted assets, and the years the firm keeps its papers
from .models import Decision, ExpensePaper, FinalReport, Inspection
from .spending.choices import Proof
from .spending.printing import inspection_paper, report_paper


@add_leaves
def vouchers(cases: Sequence[Case], user: Any) -> Iterator[tuple[int, Leaf]]:
    """The papers of expenses in one block, where the final report stands or else at the end: by number, and along each chain."""
    if not (may(user, "files.view_receivedfile") and may(user, "grants.view_expensepaper")):
        return
    rows = ExpensePaper.objects.standing().filter(expense__application__case__in=cases, expense__withdrawn_on=None)
    found = rows.select_related("expense__application", "file__party")
    reports = Decision.objects.in_force().filter(case__in=cases, step="reported")
    reported = dict(reports.order_by("taken_on", "pk").values_list("case_id", "taken_on"))
    seen: set[int] = set()
    for paper in sorted(found, key=_place):
        expense, file = paper.expense, paper.file
        case, again = expense.application.case_id, file.pk in seen
        seen.add(file.pk)
        title = f"証ひょう{expense.number} {paper.title or paper.get_proof_display()}"
        leaf = Leaf(
            file.received_on,
            Paper.RECEIVED,
            title,
            number=paper.code,
            who=paper.issuer or expense.payee,
            note=f"{expense.content}{'(同じ書類を上に綴じてある)' if again else ''}",
            file=file if file.file and not again else None,
            address=expense.get_absolute_url(),
            gone=not file.file,
            stands_on=reported.get(case, Leaf.LAST),
            place=_place(paper),
        )
        yield case, leaf


def _place(paper: ExpensePaper) -> tuple[int, ...]:
    return paper.expense.number, Proof.values.index(paper.proof), paper.pk


@add_leaves
def reports(cases: Sequence[Case], user: Any) -> Iterator[tuple[int, Leaf]]:
    """What was reported in the end, as a paper."""
    if not may(user, "grants.view_application"):
        return
    rows = FinalReport.objects.filter(decision__in=Decision.objects.in_force().filter(case__in=cases))
    for row in rows.select_related("decision__case__application"):
        leaf = Leaf(
            row.decision.taken_on,
            Paper.STEP,
            "実績報告書",
            who=row.decision.case.whose,
            made=partial(report_paper, row),
            made_as=f"実績報告書_{row.decision.taken_on:%Y%m%d}.pdf",
        )
        yield row.decision.case_id, leaf


@add_leaves
def inspections(cases: Sequence[Case], user: Any) -> Iterator[tuple[int, Leaf]]:
    """The records of inspections that both have confirmed, as papers."""
    if not may(user, "grants.view_inspection"):
        return
    rows = Inspection.objects.filter(application__case__in=cases).exclude(first_at=None).exclude(second_at=None)
    for row in rows.select_related("application__case__programme", "first", "second"):
        leaf = Leaf(
            row.inspected_on,
            Paper.STEP,
            f"検査調書({row.get_stage_display()})",
            who=f"{row.first}、{row.second}",
            made=partial(inspection_paper, row),
            made_as=f"検査調書_{row.inspected_on:%Y%m%d}.pdf",
            address=row.get_absolute_url(),
        )
        yield row.application.case_id, leaf
