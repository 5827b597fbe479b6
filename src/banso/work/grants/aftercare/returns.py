"""What is given back after a settlement: worked out from the reports, told to the firm, paid by it. Every write about that."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Sum

from banso.cases.models import Case
from banso.core.money import yen_text
from banso.core.trail import verb
from banso.core.writing import correct, hold
from banso.office.deadlines.services import meet_by_record
from banso.procedures.offering import State
from banso.procedures.terms import values_of
from banso.registers.models import User

from ..models import Demand, Followup, InputTaxReport, OutcomeReport
from ..money import amount_of, expense_of
from . import income, input_tax
from .choices import Cause, Deduction, TaxOutcome, TaxStatus
from .owed import DEMAND, INPUT_TAX
from .services import keep_in_line, settled_state
from .terms import IncomeReturn, TaxBasis

Facts = dict[str, Any]


def settled_of(state: State) -> int:
    """What was settled, as it was settled last."""
    return amount_of(state.taken) or 0


def total_cost_of(state: State) -> int:
    """What the work cost in all: as it was noted, else the eligible expense that was settled."""
    noted = Followup.objects.filter(case=state.case).values_list("total_cost", flat=True).first()
    if noted is not None:
        return int(noted)
    return expense_of(state) or 0


def incomes(state: State) -> list[tuple[OutcomeReport, income.Share]]:
    """What each report that was sent comes to, in their order; nothing where the terms ask for no yearly return."""
    if values_of(state.case).income_return != IncomeReturn.YEARLY:
        return []
    sent = list(OutcomeReport.objects.filter(case=state.case, sent_on__isnull=False).order_by("nth"))
    years = [income.Year(one.profit, int(one.added_cost)) for one in sent]
    return list(zip(sent, income.over_the_years(years, total_cost_of(state), settled_of(state)), strict=True))


@verb
def report_input_tax(*, case: Case, by: User | None, **facts: Any) -> InputTaxReport:
    """Take in the report on input tax, which is due also where it comes to 0: the outcome and the amount follow from it.

    Raises ValidationError, field by field, for what the way of deduction needs and lacks.
    """
    return _input_tax(InputTaxReport(case=case), {"case": case} | facts, by)


@verb
def correct_input_tax(report: InputTaxReport, *, by: User | None, **facts: Any) -> InputTaxReport:
    """Put a report on input tax right. Raises ValidationError as :func:`report_input_tax` does, and below what was demanded by it."""
    return _input_tax(report, facts, by)


def _input_tax(report: InputTaxReport, facts: Facts, by: User | None) -> InputTaxReport:
    state = settled_state(facts.get("case", report.case))
    said = {field.name: facts.get(field.name, getattr(report, field.name, None)) for field in report._meta.fields}
    outcome, amount = _outcome(state, said)
    told = _demanded(state.case, cause=Cause.INPUT_TAX)
    if told > amount:
        raise ValidationError(
            f"すでに{yen_text(told)}の納付を通知しています。返還額{yen_text(amount)}より多くなります。"
        )
    done = correct(report, facts | {"outcome": outcome, "amount": amount})
    meet_by_record(done.case, INPUT_TAX, round=1, on=done.reported_on, by=by)
    keep_in_line(done.case, by)
    return done


def _outcome(state: State, said: Facts) -> tuple[TaxOutcome, int]:
    if values_of(state.case).tax_basis != TaxBasis.GROSS:
        return TaxOutcome.NET, 0
    if said["status"] != TaxStatus.FULL:
        return TaxOutcome.STATUS, 0
    _refuse_what_lacks(said)
    gross, reduced = int(said["gross"] or 0), int(said["reduced_gross"] or 0)
    tax = input_tax.tax_within(gross, int(said["rate"] or 0)) + input_tax.tax_within(reduced, input_tax.REDUCED)
    if said["deduction"] == Deduction.BY_USE:
        tax = min(int(said["deductible"]), tax)
    elif said["deduction"] == Deduction.PROPORTIONAL:
        tax = input_tax.deducted(tax, Decimal(said["ratio"]))
    settled = settled_of(state)
    return TaxOutcome.AMOUNT, min(input_tax.share_of(tax, settled, gross + reduced), settled)


def _refuse_what_lacks(said: Facts) -> None:
    lacks = {}
    if not said["gross"] and not said["reduced_gross"]:
        lacks["gross"] = "税込みの補助対象経費を入れてください。"
    if not said["deduction"]:
        lacks["deduction"] = "控除の方式を選んでください。"
    if said["deduction"] == Deduction.PROPORTIONAL and said["ratio"] is None:
        lacks["ratio"] = "一括比例配分方式では、課税売上割合を入れてください。"
    if said["deduction"] == Deduction.BY_USE and said["deductible"] is None:
        lacks["deductible"] = "個別対応方式では、控除できた税額を入れてください。"
    if lacks:
        raise ValidationError(lacks)


def _demanded(case: Case, without: int | None = None, **of: Any) -> int:
    rows = Demand.objects.filter(case=case, **of).exclude(pk=without or 0)
    return int(rows.aggregate(sum=Sum("amount"))["sum"] or 0)


def left_to_demand(state: State, cause: str, of: Facts, without: int | None = None) -> tuple[int, str]:
    """What may still be demanded for a cause, and what it comes to in words."""
    case = state.case
    if cause == Cause.INCOME:
        report = of.get("outcome_report")
        due = sum(share.due for one, share in incomes(state) if report is None or one == report)
        already = _demanded(case, without, cause=cause, **({"outcome_report": report} if report else {}))
        return due - already, f"収益納付の計算額{yen_text(due)}のうち、まだ通知していない額"
    if cause == Cause.INPUT_TAX:
        due = InputTaxReport.objects.filter(case=case).values_list("amount", flat=True).first() or 0
        return due - _demanded(
            case, without, cause=cause
        ), f"仕入控除税額報告の返還額{yen_text(due)}のうち、まだ通知していない額"
    disposal = of.get("disposal")
    if disposal is None:
        raise ValidationError({"disposal": "もとになる財産処分を選んでください。"})
    if disposal.approved_on is None:
        raise ValidationError({"disposal": "この財産処分は承認されていません。先に承認が必要です。"})
    already = _demanded(case, without, cause=cause, disposal=disposal)
    return disposal.amount - already, f"財産処分の納付額{yen_text(disposal.amount)}のうち、まだ通知していない額"


@verb
def demand(*, case: Case, by: User | None, **facts: Any) -> Demand:
    """Tell a firm to give back what follows from a report or a disposal: all that is left of it where no amount is said.

    Raises ValidationError, field by field, above what is left to be told, and above the grant itself.
    """
    return _demand(Demand(case=case), {"case": case} | facts, by)


@verb
def correct_demand(row: Demand, *, by: User | None, **facts: Any) -> Demand:
    """Put a demand right, or note the day on which it was paid. Raises ValidationError as :func:`demand` does."""
    return _demand(row, facts, by)


def _demand(row: Demand, facts: Facts, by: User | None) -> Demand:
    case = facts.get("case", row.case)
    hold(Case.objects.filter(pk=case.pk), no_key=True)
    state = settled_state(case)
    of = {name: facts.get(name, getattr(row, name)) for name in ("cause", "outcome_report", "disposal")}
    if strange := [name for name, one in of.items() if name != "cause" and one and _case_of(one) != case.pk]:
        raise ValidationError(dict.fromkeys(strange, "別の案件のものです。この案件のものを選んでください。"))
    left, said = left_to_demand(state, of["cause"], of, row.pk)
    amount = facts.get("amount", row.amount)
    amount = left if amount is None else int(amount)
    settled = settled_of(state)
    if not 0 < amount <= left:
        raise ValidationError({"amount": f"{said}は{yen_text(max(left, 0))}です。1円以上、その額以下にしてください。"})
    if amount + _demanded(case, row.pk) > settled:
        raise ValidationError({"amount": f"納付の合計が確定額{yen_text(settled)}を超えます。額を確かめてください。"})
    done = correct(row, facts | {"amount": amount})
    if done.paid_on:
        meet_by_record(case, DEMAND, round=_place(done), on=done.paid_on, by=by)
    keep_in_line(case, by)
    return done


def _case_of(one: Any) -> int:
    return int(one.case_id if hasattr(one, "case_id") else one.asset.case_id)


def _place(row: Demand) -> int:
    return Demand.objects.filter(case=row.case, pk__lte=row.pk).count()
