"""Every write about expenses: entering and putting right, hanging papers on them, sending single ones back."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.timezone import localdate

from banso.cases.models import Case
from banso.core.era import format_date
from banso.core.kept import Upload, digest_of
from banso.core.trail import verb
from banso.core.writing import correct, hold, record
from banso.office.files.choices import Way
from banso.office.files.models import ReceivedFile
from banso.office.files.services import receive
from banso.procedures.offering import State, state_of
from banso.procedures.taking import take
from banso.registers.models import User

from ..models import Application, CostCategory, Expense, ExpensePaper, ExpenseReturn
from ..procedure import GRANT, open_returns
from .choices import Proof
from .period import IN_PERIOD, outside, period_of

SETTLED = "額を確定したあとは、支出を直せません。先に額の確定を取り消してください。"


@verb
def record_expense(*, application: Application, category: CostCategory, by: User | None, **facts: Any) -> Expense:
    """Enter an expense; its number is the next of the application. Raises ValidationError, field by field: before the grant, for a category of
    another call, and for what claims to be eligible outside the period.
    """
    hold(Case.objects.filter(pk=application.case_id), no_key=True)
    _open(application)
    last = application.expenses.aggregate(last=Max("number"))["last"] or 0
    return _write(Expense(application=application, number=last + 1), {"category": category, **facts})


@verb
def correct_expense(expense: Expense, *, by: User | None, **facts: Any) -> Expense:
    """Put an expense right. Raises ValidationError as :func:`record_expense` does, and for one that was withdrawn."""
    _open(expense.application)
    if expense.withdrawn_on is not None:
        raise ValidationError("取り下げた支出は直せません。もう一度必要なら、新しい支出として入れてください。")
    return _write(expense, {name: value for name, value in facts.items() if name != "application"})


def _write(expense: Expense, facts: dict[str, Any]) -> Expense:
    category = facts.get("category") or expense.category
    if category.call_id != expense.application.call_id:
        raise ValidationError({"category": "ほかの公募の経費区分です。この公募の経費区分を選んでください。"})
    _refuse_outside(expense, facts)
    return correct(expense, facts)


def _refuse_outside(expense: Expense, facts: dict[str, Any]) -> None:
    """What the law does not pay for is not taken as eligible: what was ordered, delivered or paid outside the period."""
    said = {name: facts.get(name, getattr(expense, name)) for name in (*IN_PERIOD, "eligible")}
    if said["eligible"] == 0:
        return
    wrong = dict(outside(period_of(state_of(GRANT, expense.application.case)), said))
    if wrong:
        raise ValidationError(wrong)


def _open(application: Application) -> State:
    """Raise ValidationError where a case takes no expenses: before the grant, after it was settled or ended."""
    state = state_of(GRANT, application.case)
    if state.latest("granted") is None:
        raise ValidationError("交付決定の前です。支出は、交付決定のあとに入れてください。")
    if state.latest("settled") is not None:
        raise ValidationError(SETTLED)
    return state


@verb
def withdraw_expense(expense: Expense, *, reason: str, by: User | None) -> Expense:
    """Take an expense back, with the reason: it stays, and its number is not given again. Raises ValidationError without one."""
    _open(expense.application)
    if not reason.strip():
        raise ValidationError({"reason": "取り下げる理由を入れてください。"})
    return correct(expense, {"withdrawn_on": localdate(), "withdrawn_why": reason.strip()})


@verb
def hang_paper(
    expense: Expense, file: Upload, *, proof: str, title: str = "", way: str = Way.HAND, by: User | None, **facts: Any
) -> ExpensePaper:
    """Hang a paper on an expense: kept in the case's file, or, where the case has the same content already, that one again. Raises UserError
    for a file that cannot be opened, and ValidationError, field by field.
    """
    _open(expense.application)
    if proof not in Proof.values:
        raise ValidationError({"proof": "書類の種類を選んでください。"})
    if proof == Proof.EXTRA and not title.strip():
        raise ValidationError({"title": "どの書類かを入れてください。例: 設置前の写真"})
    named = f"証ひょう{expense.number} {title.strip() or Proof(proof).label}"
    kept = _kept(expense, file, named, way, by)
    return record(ExpensePaper, {"expense": expense, "proof": proof, "title": title.strip(), "file": kept, **facts})


def _kept(expense: Expense, file: Upload, title: str, way: str, by: User | None) -> ReceivedFile:
    case = expense.application.case
    same = ReceivedFile.objects.filter(case=case, sha256=digest_of(file), withdrawn_on=None).first()
    if same is not None:
        return same
    party = case.parties.filter(role="applicant", ended_on=None).first()
    facts: dict[str, Any] = {"title": title[:120], "way": way, "received_on": localdate(), "party": party}
    return receive(case, file, by=by, **facts)


@verb
def correct_paper(paper: ExpensePaper, *, by: User | None, **facts: Any) -> ExpensePaper:
    """Put down what was read on a paper. Raises ValidationError, field by field."""
    _open(paper.expense.application)
    return correct(paper, facts)


@verb
def send_expense_back(
    expense: Expense, *, reason: str, note: str, on: date | None = None, by: User | None
) -> ExpenseReturn:
    """Send a single expense back to the applicant, with the reason: the step 差戻し of the case, for this expense. Raises ValidationError where
    nothing is being looked at, or the same is with the applicant already.
    """
    case = expense.application.case
    if is_returned(expense, state_of(GRANT, case)):
        raise ValidationError("この支出は、すでに差し戻してあります。再提出を待っています。")
    facts = {"item": str(expense)[:80], "reason": reason, "note": note[:200], "taken_on": on or localdate()}
    return record(ExpenseReturn, {"expense": expense, "decision": take(case, "returned", facts, by=by)})


def returned_of(application: Application, state: State) -> dict[int, Any]:
    """The expenses that are with the applicant to be put right, by key, each with the 差戻し that says why."""
    rows = {row.pk: row for row in open_returns(state)}
    found = ExpenseReturn.objects.filter(expense__application=application, decision__in=rows)
    return {one.expense_id: rows[one.decision_id] for one in found}


def is_returned(expense: Expense, state: State) -> bool:
    return expense.pk in returned_of(expense.application, state)


def shut_to_guest(application: Application, state: State, expense: Expense | None = None) -> str:
    """Why the applicant cannot enter a new expense now, or put this one right; '' where she can."""
    if state.latest("granted") is None:
        return "交付決定の通知が届いてから入力できます。"
    if state.closed or state.latest("settled") is not None:
        return "額の確定が済んだため、入力できません。"
    reported = state.latest("reported")
    if reported is None:
        return ""
    if expense is not None and expense.pk in returned_of(application, state):
        return ""
    return f"{format_date(reported.taken_on)}に実績報告を受け付けました。直せるのは、センターから差し戻された支出だけです。"
