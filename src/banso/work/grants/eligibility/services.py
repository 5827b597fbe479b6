"""Every write about who may be granted something: checks, who owns and runs the applicant, the lines of size."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.timezone import localdate

from banso.core.days.counting import months_after
from banso.core.done_days import is_to_come
from banso.core.era import format_date
from banso.core.trail import verb
from banso.core.writing import correct, record, verbs
from banso.office.deadlines.models import OpenDeadline
from banso.office.deadlines.services import meet_by_record
from banso.office.files.models import ReceivedFile
from banso.procedures.dating import keep_deadlines
from banso.procedures.offering import state_of
from banso.registers.models import User

from ..aftercare.owed import RESIDENCE
from ..models import Application, EligibilityCheck, Officer, Shareholder, SizeLine
from ..procedure import GRANT
from ..relocation import last_seen, residence
from .choices import CheckKind, CheckResult
from .findings import finding_of
from .standing import asked_of, checks_of

record_size_line, correct_size_line = verbs(SizeLine)


@verb
def check(
    application: Application,
    kind: str,
    *,
    result: str,
    checked_on: date,
    evidence: ReceivedFile | None = None,
    issued_on: date | None = None,
    valid_until: date | None = None,
    reason: str = "",
    by: User | None,
) -> EligibilityCheck:
    """Note what a person found of one check on a day, with what the machine saw. Where the terms say how long a paper is good for, its end follows from
    the day of issue.

    Raises ValidationError, field by field: for a day before the application, a paper of another case, a paper without its day of issue
    where the terms count from it, or one that is too old on the day.
    """
    if checked_on < application.case.opened_on:
        said = f"申請の受付日({format_date(application.case.opened_on)})より前です。その日以後にしてください。"
        raise ValidationError({"checked_on": said})
    if is_to_come(checked_on):
        raise ValidationError({"checked_on": "先の日付です。確かめた日を入れてください。"})
    if evidence is not None and (evidence.case_id != application.case_id or evidence.withdrawn_on):
        raise ValidationError({"evidence": "この案件に届いた書類から選んでください。"})
    if issued_on is not None and issued_on > checked_on:
        raise ValidationError({"issued_on": "発行日が確認日より後です。日付を確かめてください。"})
    until = valid_until
    if result == CheckResult.OK:
        until = _good_until(application, kind, checked_on, issued_on, valid_until)
    finding = finding_of(application, kind, checked_on)
    facts: dict[str, Any] = {"application": application, "kind": kind, "result": result, "checked_on": checked_on}
    facts |= {"evidence": evidence, "issued_on": issued_on, "valid_until": until, "reason": reason, "checked_by": by}
    row = record(EligibilityCheck, facts | {"found": finding.said if finding else ""})
    if kind == CheckKind.RESIDENCE:
        _meet_residence(application, by)
    return row


def _meet_residence(application: Application, by: User | None) -> None:
    """The yearly looks at where a founder lives are met by the last of them."""
    case = application.case
    state = state_of(GRANT, case)
    asked, seen = {fall.round for fall in residence(state)}, last_seen(state)
    due = OpenDeadline.objects.filter(case=case, code=RESIDENCE).values_list("deadline__round", flat=True)
    for nth in sorted(set(due) - asked):
        meet_by_record(case, RESIDENCE, round=nth, on=seen or localdate(), by=by)
    keep_deadlines(state, by)


def _good_until(
    application: Application, kind: str, checked_on: date, issued_on: date | None, valid_until: date | None
) -> date | None:
    """The last day on which a check that was passed holds: that of the terms, counted from the day of issue, or an earlier one that was typed."""
    asked = asked_of(application).get(CheckKind(kind)) if kind in CheckKind.values else None
    most = None
    if asked is not None and asked.months is not None:
        if issued_on is None:
            raise ValidationError(
                {"issued_on": f"証明書の発行日を入れてください。発行から{asked.months}か月以内のものを使います。"}
            )
        most = months_after(issued_on, asked.months)
    until = min(filter(None, (most, valid_until)), default=None)
    if until is not None and until < checked_on:
        said = f"確認日には{format_date(until)}で期限が切れています。新しい証明書を出してもらってください。"
        raise ValidationError({"issued_on" if until == most else "valid_until": said})
    return until


@verb
def accept_proposals(application: Application, *, checked_on: date, by: User | None) -> list[EligibilityCheck]:
    """Note as passed, at once, every check that is asked for, does not stand, and of which the machine sees nothing against it."""
    due = [
        one
        for one in checks_of(application, checked_on)
        if one.asked
        and not one.asked.months
        and not one.stands
        and one.finding
        and one.finding.result == CheckResult.OK
    ]
    return [check(application, one.kind, result=CheckResult.OK, checked_on=checked_on, by=by) for one in due]


@verb
def record_shareholder(*, by: User | None, **facts: Any) -> Shareholder:
    """Note who owns a share of the applicant. Raises ValidationError, field by field, and where the shares come to more than the whole."""
    return _within_the_whole(record(Shareholder, facts))


@verb
def correct_shareholder(row: Shareholder, *, by: User | None, **facts: Any) -> Shareholder:
    """Put right who owns a share. Raises ValidationError as :func:`record_shareholder` does."""
    return _within_the_whole(correct(row, facts))


def _within_the_whole(row: Shareholder) -> Shareholder:
    total = sum((one.share for one in row.application.shareholders.all()), Decimal())
    if total > 100:
        raise ValidationError(
            {"share": f"出資比率の合計が{total.normalize():f}%になります。100%以下になるように直してください。"}
        )
    return row


@verb
def remove_shareholder(row: Shareholder, *, by: User | None) -> None:
    """Take a shareholder off the list; the trail keeps who it was."""
    row.delete()


@verb
def record_officer(*, by: User | None, **facts: Any) -> Officer:
    """Note who runs the applicant. Raises ValidationError, field by field."""
    return record(Officer, facts)


@verb
def correct_officer(row: Officer, *, by: User | None, **facts: Any) -> Officer:
    """Put right who runs the applicant. Raises ValidationError, field by field."""
    return correct(row, facts)


@verb
def remove_officer(row: Officer, *, by: User | None) -> None:
    """Take an officer off the list; the trail keeps who it was."""
    row.delete()
