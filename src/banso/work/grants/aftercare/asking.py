"""What a firm sends by its own link after the settlement: its reports, the report on input tax, the application for a disposal."""

from collections.abc import Iterable
from typing import Any

from django.forms import model_to_dict
from django.utils.timezone import localdate

from banso.cases.models import Case
from banso.core.era import format_date
from banso.core.forms import RecordForm, record_form
from banso.office.deadlines.models import Deadline
from banso.office.guests.asks import Offer, ask
from banso.office.guests.models import Invitation
from banso.procedures.handing_in import hand_in_for, paper_field
from banso.registers.models import User

from ..models import Disposal, InputTaxReport, OutcomeReport
from . import owed, property, returns, services

OUTCOME_FIELDS = (
    "stage", "product", "sales", "cost", "overhead", "added_cost", "no_sales_reason", "firm_sales", "firm_profit", "employees",
    "wages", "rights", "issues",
)  # fmt: skip
TAX_FIELDS = ("filed_on", "status", "gross", "rate", "reduced_gross", "deduction", "ratio", "deductible")
DISPOSAL_FIELDS = ("asset", "kind", "planned_on", "partner", "price", "quote", "disaster", "reason")
PAPERS = {"outcome": "決算書", "tax": "消費税の確定申告書の写し", "disposal": "見積書・写真など"}


def _case(invitation: Invitation) -> Case:
    assert invitation.case is not None
    return invitation.case


def _about(invitation: Invitation) -> str:
    case = _case(invitation)
    return f"{invitation.programme}({case.number or case.whose})"


def _row(invitation: Invitation) -> Deadline | None:
    return owed.duties().filter(case=invitation.case, code=owed.OUTCOME, round=int(invitation.detail)).first()


def _with_paper(form: RecordForm, label: str) -> RecordForm:
    form.fields["paper"] = paper_field(label=label, required=False)
    return form


def _handed_in(invitation: Invitation, facts: dict[str, Any], label: str, step: str, by: User | None) -> dict[str, Any]:
    """The facts that were typed, after the paper that came with them was taken in."""
    paper = facts.pop("paper", None)
    if paper is not None:
        hand_in_for(invitation, paper, title=label, step=step, by=by)
    return {name: value for name, value in facts.items() if value is not None}


def _open(case: Case, code: str) -> Iterable[Deadline]:
    """The duties of one sort that can be met today."""
    if case.procedure != "grant":
        return []
    today = localdate()
    rows = owed.still_due(owed.duties()).filter(case=case, code=code).order_by("due_on")
    return [row for row in rows if row.opens_on is None or row.opens_on <= today]


def _outcome_form(invitation: Invitation, data: Any) -> RecordForm:
    begun = OutcomeReport.objects.filter(case=invitation.case, nth=int(invitation.detail)).first()
    made = record_form(OutcomeReport, OUTCOME_FIELDS, services.report_outcome, services.correct_outcome)()
    initial = model_to_dict(begun, OUTCOME_FIELDS) if begun else None
    return _with_paper(made(data, initial=initial), PAPERS["outcome"])


def _send_outcome(invitation: Invitation, facts: dict[str, Any], *, by: User | None) -> OutcomeReport:
    """Send the report, whether it was begun before or not."""
    case, nth = _case(invitation), int(invitation.detail)
    given = _handed_in(invitation, facts, PAPERS["outcome"], owed.OUTCOME, by) | {"sent_on": localdate()}
    begun = OutcomeReport.objects.filter(case=case, nth=nth).first()
    if begun is not None:
        return services.correct_outcome(begun, by=by, **given)
    return services.report_outcome(case=case, nth=nth, by=by, **given)


def _outcome_hinders(invitation: Invitation) -> str:
    row = _row(invitation)
    if row is None or not hasattr(row, "open"):
        return "この回の報告は受け付けています。ありがとうございました。"
    if row.opens_on and row.opens_on > localdate():
        return f"この回の報告は{format_date(row.opens_on)}から受け付けます。"
    return ""


def _outcome_offers(case: Case) -> Iterable[Offer]:
    return [Offer(row.name, "applicant", str(row.round)) for row in _open(case, owed.OUTCOME)]


ask(
    code="grant-outcome",
    label="事業化状況報告",
    about=lambda invitation: f"{_about(invitation)} 第{invitation.detail}回",
    names=lambda invitation: f"第{invitation.detail}回",
    permission="grants.change_application",
    form=_outcome_form,
    submit=_send_outcome,
    template="grants/outcome_asked.html",
    shown=lambda invitation: {"row": _row(invitation)},
    hinders=_outcome_hinders,
    button="報告を送る",
    offers=_outcome_offers,
)


def _send_tax(invitation: Invitation, facts: dict[str, Any], *, by: User | None) -> InputTaxReport:
    given = _handed_in(invitation, facts, PAPERS["tax"], owed.INPUT_TAX, by) | {"reported_on": localdate()}
    return returns.report_input_tax(case=_case(invitation), by=by, **given)


def _tax_form(invitation: Invitation, data: Any) -> RecordForm:
    made = record_form(InputTaxReport, TAX_FIELDS, returns.report_input_tax, returns.correct_input_tax)()
    return _with_paper(made(data), PAPERS["tax"])


ask(
    code="grant-input-tax",
    label="仕入控除税額報告",
    about=_about,
    permission="grants.change_application",
    form=_tax_form,
    submit=_send_tax,
    hinders=lambda invitation: "" if list(_open(_case(invitation), owed.INPUT_TAX)) else "報告は受け付けています。",
    button="報告を送る",
    offers=lambda case: [Offer(row.name, "applicant") for row in _open(case, owed.INPUT_TAX)],
)


def _disposal_form(invitation: Invitation, data: Any) -> RecordForm:
    made = record_form(Disposal, DISPOSAL_FIELDS, property.apply_disposal, property.correct_disposal)()
    form = made(data)
    keys = [one.pk for one in owed.restricted(_case(invitation))]
    box: Any = form.fields["asset"]
    box.queryset = box.queryset.filter(pk__in=keys)
    return _with_paper(form, PAPERS["disposal"])


def _send_disposal(invitation: Invitation, facts: dict[str, Any], *, by: User | None) -> Disposal:
    given = _handed_in(invitation, facts, PAPERS["disposal"], owed.ASSETS, by) | {"applied_on": localdate()}
    return property.apply_disposal(by=by, **given)


def _disposal_offers(case: Case) -> Iterable[Offer]:
    kept = case.procedure == "grant" and owed.restricted(case)
    return [Offer("財産処分の承認申請", "applicant")] if kept else []


ask(
    code="grant-disposal",
    label="財産処分の承認申請",
    about=_about,
    permission="grants.change_application",
    form=_disposal_form,
    submit=_send_disposal,
    hinders=lambda invitation: "" if owed.restricted(_case(invitation)) else "処分の制限がある財産はありません。",
    button="申請する",
    again=True,
    offers=_disposal_offers,
)
