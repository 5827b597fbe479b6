"""The letters after a settlement: what is to be given back (収益納付・仕入控除税額・財産処分), and what was decided of a disposal.

Each is printed for a record of the case and not for a step: for the last of its sort.
"""

from collections.abc import Callable, Iterable
from typing import Any

from banso.cases import words
from banso.cases.models import Case
from banso.office.papers.models import Form
from banso.office.papers.services import forms_for

from ..models import Demand, Disposal
from ..procedure import GRANT
from .choices import Cause

OF_CAUSE = {
    Cause.INCOME: "grant-income-return",
    Cause.INPUT_TAX: "grant-input-tax-return",
    Cause.DISPOSAL: "grant-disposal-return",
}
APPROVAL, REFUSAL = "grant-disposal-approval", "grant-disposal-refusal"


def _told_by(case: Case, form: str) -> Any:
    """The record that a letter of this code is about; None where it is not one of these letters."""
    causes = {code: cause for cause, code in OF_CAUSE.items()}
    if form in causes:
        return Demand.objects.filter(case=case, cause=causes[form]).order_by("demanded_on", "pk").last()
    decided = {APPROVAL: "approved_on", REFUSAL: "refused_on"}.get(form)
    if decided is None:
        return None
    rows = Disposal.objects.filter(asset__case=case, **{f"{decided}__isnull": False}).select_related("asset")
    return rows.order_by(decided, "pk").last()


words.add_step_finder(_told_by)


def letters_of(case: Case, rows: Iterable[Demand | Disposal]) -> list[Form | None]:
    """The form by which each demand, or decision on a disposal, is told; None where none is registered, or nothing is decided yet."""
    codes = [_code_of(row) for row in rows]
    forms = {form.code: form for form in forms_for(case)} if any(codes) else {}
    return [forms.get(code) for code in codes]


def _code_of(row: Demand | Disposal) -> str:
    if isinstance(row, Demand):
        return OF_CAUSE[Cause(row.cause)]
    return APPROVAL if row.approved_on else REFUSAL if row.refused_on else ""


def _of_demand(value: Callable[[Demand], Any]) -> Callable[[words.Subject], Any]:
    return lambda about: value(about.step) if isinstance(about.step, Demand) else None


def _of_disposal(value: Callable[[Disposal], Any]) -> Callable[[words.Subject], Any]:
    """What is said of a disposal, for its decision and for the demand that follows it."""

    def said(about: words.Subject) -> Any:
        row = about.step.disposal if isinstance(about.step, Demand) else about.step
        return value(row) if isinstance(row, Disposal) else None

    return said


words.declare(
    GRANT.code,
    GRANT.label,
    words.Word("納付の理由", "収益納付", _of_demand(lambda row: str(row.get_cause_display()))),
    words.Word("納付額", "513,334", _of_demand(lambda row: row.amount)),
    words.Word("納期限", "令和8年6月20日", _of_demand(lambda row: row.due_on)),
    words.Word("納付の通知日", "令和8年5月1日", _of_demand(lambda row: row.demanded_on)),
    words.Word("納付のもとになる報告", "第3回", _of_demand(lambda row: _report_of(row))),
    words.Word("財産名", "加工機", _of_disposal(lambda row: str(row.asset))),
    words.Word("財産の型番", "LX-2", _of_disposal(lambda row: row.asset.model)),
    words.Word("財産処分の種類", "有償譲渡", _of_disposal(lambda row: str(row.get_kind_display()))),
    words.Word("財産処分の相手先", "株式会社みなと製作所", _of_disposal(lambda row: row.partner)),
    words.Word("財産処分の予定日", "令和9年7月1日", _of_disposal(lambda row: row.planned_on)),
    words.Word("財産処分の申請日", "令和9年5月1日", _of_disposal(lambda row: row.applied_on)),
    words.Word("財産処分の納付額", "120,000", _of_disposal(lambda row: row.amount)),
    words.Word(
        "財産処分の納付額の計算", "残存簿価180,000円×補助金相当額÷取得金額", _of_disposal(lambda row: row.basis)
    ),
    words.Word("財産処分の決定日", "令和9年6月1日", _of_disposal(lambda row: row.approved_on or row.refused_on)),
    words.Word("財産処分の不承認の理由", "事業に使う期間が残っているため", _of_disposal(lambda row: row.refused_why)),
)


def _report_of(row: Demand) -> str:
    return f"第{row.outcome_report.nth}回" if row.outcome_report else ""
