"""Every write of improvement plans beside their steps: opening a case, lists from before, quotes, banks."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.timezone import localdate

from banso.cases.models import Case, Party
from banso.cases.services import add_party, correct_party, open_case, replace_step, take_step
from banso.core.trail import verb
from banso.core.writing import correct, record, verbs
from banso.procedures.terms import refuse_undecided
from banso.registers.models import Company, Organisation, Programme, User

from .choices import STEP_OF, ReceiptKind
from .models import Accompaniment, BankConsent, PlanBank, PlanCase, PlanStep, Quote, Receipt, edition_on

record_plan_bank, correct_plan_bank = verbs(PlanBank)
record_bank_consent, _ = verbs(BankConsent)
PROCEDURE = "improvement"


@verb
def open_plan(*, by: User | None, **facts: Any) -> PlanCase:
    """Open a case of an improvement plan, with its adviser as one of its parties. Raises ValidationError, field by field."""
    own = {field.name for field in PlanCase._meta.concrete_fields}
    of_plan = {name: value for name, value in facts.items() if name in own}
    of_case = {name: value for name, value in facts.items() if name not in own}
    plan = record(PlanCase, {"case": open_case(procedure=PROCEDURE, by=by, **of_case)} | of_plan)
    _note_adviser(plan, by)
    return plan


@verb
def correct_plan_case(plan: PlanCase, *, by: User | None, **facts: Any) -> PlanCase:
    """Put a plan's own facts right. Raises ValidationError for another scheme or frame once the application was received: the edition stays."""
    changed = [name for name in ("scheme", "frame") if facts.get(name, getattr(plan, name)) != getattr(plan, name)]
    if changed and plan.edition_id:
        said = "利用申請を受け付けたあとは変えられません。取下げとし、新しい案件として受け付けてください。"
        raise ValidationError(dict.fromkeys(changed, said))
    corrected = correct(plan, facts)
    _note_adviser(corrected, by)
    return corrected


def _note_adviser(plan: PlanCase, by: User | None) -> None:
    """The adviser is the case's party in that role; whoever was before has no part any more."""
    standing = list(Party.objects.filter(case=plan.case_id, role="adviser", ended_on=None).exclude(organisation=None))
    for party in standing:
        if party.organisation_id != plan.adviser_id:
            correct_party(party, ended_on=localdate(), by=by)
    if plan.adviser is not None and all(party.organisation_id != plan.adviser_id for party in standing):
        add_party(plan.case, role="adviser", organisation=plan.adviser, name=plan.adviser.name[:60], by=by)


@verb
def record_plan_case(
    *,
    programme: Programme,
    company: Company,
    scheme: str,
    opened_on: date | None = None,
    by: User | None,
    **facts: Any,
) -> PlanCase:
    """A plan as a list from before has it: without a day, its case begins with what is known first of it."""
    given = {name: value for name, value in facts.items() if value is not None}
    of_case = {"programme": programme, "company": company, "opened_on": opened_on or localdate()}
    plan: PlanCase = open_plan(scheme=scheme, by=by, **of_case, **given)
    return plan


@verb
def record_receipt(*, case: PlanCase, kind: str, received_on: date, by: User | None) -> Receipt:
    """Note a paper that was received, as lists from before have it. With the application, the edition of its day is the case's.

    Raises ValidationError where the terms have its step decided here, for a kind nobody knows, or a paper received already.
    """
    if kind not in ReceiptKind.values:
        raise ValidationError({"kind": "種類を一覧から選んでください。"})
    code = STEP_OF[ReceiptKind(kind)]
    refuse_undecided(case.case, code)
    _refuse_twice(case, kind)
    _begin_by(case.case, received_on)
    step = take_step(PlanStep, case.case, same={"step": code}, taken_on=received_on)
    if kind == ReceiptKind.APPLICATION and (edition := edition_on(case.scheme, case.frame, received_on)):
        correct(case, {"edition": edition})
    return note_receipt(case, kind, step)


def _refuse_twice(plan: PlanCase, kind: str) -> None:
    again = plan.receipts.standing().filter(kind=kind).exists()
    if kind != ReceiptKind.FOLLOW and again:
        raise ValidationError("この計画の同じ申請はすでに受け付けています。")


def note_receipt(plan: PlanCase, kind: str, step: PlanStep) -> Receipt:
    """The row that figures count, of a step by which something was received; one taken back before is used again."""
    facts = {"case": plan, "kind": kind, "received_on": step.taken_on, "step": step, "round": step.round}
    gone = Receipt.objects.filter(case=plan, kind=kind, round=step.round, step__replaced_by__isnull=False).first()
    return correct(gone or Receipt(), facts)


def _begin_by(case: Case, day: date) -> None:
    """A case of a list begins with what is known first of it."""
    if day < case.opened_on:
        correct(case, {"opened_on": day})


@verb
def correct_receipt(receipt: Receipt, *, by: User | None, **facts: Any) -> Receipt:
    """Put right on which day a paper was received, with its step. Raises ValidationError for another kind or case, and for a day of another
    edition.
    """
    fixed = [name for name in ("case", "kind") if facts.get(name, getattr(receipt, name)) != getattr(receipt, name)]
    if fixed:
        said = "変えられません。手続を取り消し、正しい計画と種類で受け付け直してください。"
        raise ValidationError(dict.fromkeys(fixed, said))
    day = facts.get("received_on", receipt.received_on)
    if day == receipt.received_on:
        return receipt
    _same_edition(receipt, day)
    _begin_by(receipt.case.case, day)
    correct(receipt, {"received_on": day})
    if receipt.step is not None:
        replace_step(receipt.step, taken_on=day, by=by)
        receipt.refresh_from_db()
    return receipt


def _same_edition(receipt: Receipt, day: date) -> None:
    plan = receipt.case
    if (
        receipt.kind == ReceiptKind.APPLICATION
        and plan.edition
        and edition_on(plan.scheme, plan.frame, day) != plan.edition
    ):
        said = f"この案件は「{plan.edition}」で受け付けています。{plan.edition.days}の日にしてください。"
        raise ValidationError({"received_on": said})


@verb
def record_accompaniment(
    *,
    case: PlanCase,
    held_on: date,
    kind: str = "",
    bank: Organisation | None = None,
    note: str = "",
    by: User | None,
) -> Accompaniment:
    """Note an accompaniment as lists from before have it, the bank too where it is known. Raises ValidationError for a second on one day."""
    refuse_undecided(case.case, "accompanied")
    if case.accompaniments.standing().filter(held_on=held_on).exists():
        raise ValidationError("同じ計画の同じ日の伴走支援が、すでに登録されています。")
    _begin_by(case.case, held_on)
    said = {"kind": kind or "", "bank": bank, "report": note}
    step = take_step(PlanStep, case.case, same={"step": "accompanied"}, taken_on=held_on, **said)
    return note_accompaniment(case, step)


def note_accompaniment(plan: PlanCase, step: PlanStep) -> Accompaniment:
    """The row that figures count, of a step by which a plan was accompanied; one taken back before is used again."""
    facts = {"case": plan, "held_on": step.taken_on, "kind": step.kind, "bank": step.bank, "note": step.report}
    gone = Accompaniment.objects.filter(case=plan, held_on=step.taken_on, step__replaced_by__isnull=False).first()
    return correct(gone or Accompaniment(), facts | {"step": step, "claim": None})


@verb
def correct_accompaniment(row: Accompaniment, *, by: User | None, **facts: Any) -> Accompaniment:
    """Put an accompaniment right, with its step. Raises ValidationError for another plan: that is an accompaniment of its own."""
    if facts.get("case", row.case) != row.case:
        raise ValidationError({"case": "計画は変えられません。手続を取り消し、正しい計画に登録し直してください。"})
    before = {name: getattr(row, name) for name in ("held_on", "kind", "bank", "note")}
    _begin_by(row.case.case, facts.get("held_on", row.held_on))
    corrected = correct(row, facts)
    changed = any(getattr(corrected, name) != value for name, value in before.items())
    if changed and corrected.step is not None:
        said = {"taken_on": corrected.held_on, "kind": corrected.kind, "bank": corrected.bank}
        replace_step(corrected.step, by=by, report=corrected.note, **said)
        corrected.refresh_from_db()
    return corrected


@verb
def add_quote(*, case: PlanCase, line: str, by: User | None, **facts: Any) -> Quote:
    """Note what an adviser asks for one line. Raises ValidationError for a line that the edition does not pay for."""
    if case.edition and line not in case.edition.said.caps:
        known = "、".join(str(one.label) for one in case.edition.said.caps)
        raise ValidationError({"line": f"「{case.edition}」が払うのは {known} です。費目を選び直してください。"})
    return record(Quote, {"case": case, "line": line} | facts)


@verb
def drop_quote(quote: Quote, *, by: User | None) -> Quote:
    """Take a quote out: it was replaced, or is not asked any more. What was decided by it stays decided."""
    return correct(quote, {"dropped_on": localdate()})
