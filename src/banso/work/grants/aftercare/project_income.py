"""What the work itself brought in until its report, taken off the grant at its settlement where the terms say so (収益納付)."""

from typing import Any

from django.core.exceptions import ValidationError

from banso.cases.models import Case
from banso.core.money import yen_text
from banso.core.trail import verb
from banso.core.writing import correct
from banso.procedures.offering import State
from banso.procedures.terms import values_of
from banso.registers.models import User

from ..choices import SETTLES
from ..models import Decision, ProjectIncome
from ..money import Limit
from .income import at_report
from .terms import IncomeReturn


@verb
def note_project_income(*, case: Case, by: User | None, **facts: Any) -> ProjectIncome:
    """Note what the work itself brought in: it is taken off the grant when that is settled. Raises ValidationError after the settlement,
    and where the terms do not take it off.
    """
    return correct_project_income(ProjectIncome(case=case), by=by, **{"case": case} | facts)


@verb
def correct_project_income(row: ProjectIncome, *, by: User | None, **facts: Any) -> ProjectIncome:
    """Put right what the work brought in. Raises ValidationError as :func:`note_project_income` does."""
    case = facts.get("case", row.case)
    if case.procedure != "grant" or values_of(case).income_return != IncomeReturn.AT_REPORT:
        raise ValidationError({"case": "この案件の取扱条件では、実績報告のときの収益納付を求めません。"})
    if Decision.objects.in_force().filter(case=case, step__in=SETTLES).exists():
        raise ValidationError({"case": "額の確定が済んでいます。直すときは、先に確定を取り消してください。"})
    return correct(row, facts)


def less_income(state: State, share: int, eligible: int) -> list[Limit]:
    """What is left of a grant once income of the work is taken off; nothing where the terms take off none, or there was none."""
    if values_of(state.case).income_return != IncomeReturn.AT_REPORT:
        return []
    row = ProjectIncome.objects.filter(case=state.case).first()
    off = min(at_report(row.income, row.cost, row.excluded, share, eligible), share) if row else 0
    return [Limit(share - off, f"収益納付{yen_text(off)}を引いた額{yen_text(share - off)}")] if off else []
