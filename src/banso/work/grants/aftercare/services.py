"""Every write about what follows a settlement. Each brings the case's deadlines in line with what is still owed."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from banso.cases.models import Case
from banso.core.era import format_date
from banso.core.fiscal import fiscal_year_of, fiscal_year_period
from banso.core.trail import verb
from banso.core.writing import correct, record
from banso.office.deadlines.services import meet_by_record
from banso.procedures.dating import keep_deadlines
from banso.procedures.offering import State, state_of
from banso.procedures.terms import values_of
from banso.registers.models import User

from ..models import Followup, OutcomeReport
from ..procedure import GRANT
from .choices import Stage
from .owed import LABELS, OUTCOME, settled_on
from .windows import Span, windows

SELLS = (Stage.SOLD, Stage.SELLING, Stage.EARNING)


def settled_state(case: Case) -> State:
    """Where a settled grant stands. Raises ValidationError for a case that is no grant, or is not settled with something."""
    if case.procedure != GRANT.code:
        raise ValidationError({"case": "補助金の案件ではありません。補助金の案件を選んでください。"})
    state = state_of(GRANT, case)
    if settled_on(state) is None:
        raise ValidationError({"case": "額の確定が済んでいない案件です。先に「額の確定」が必要です。"})
    return state


def keep_in_line(case: Case, by: User | None) -> None:
    """Bring the deadlines of a grant in line with what it still owes."""
    keep_deadlines(state_of(GRANT, case), by)


@verb
def note_followup(*, case: Case, by: User | None, **facts: Any) -> Followup:
    """Note what the years after the settlement rest on. Raises ValidationError, field by field."""
    return put_followup_right(record(Followup, {"case": case}), by=by, **facts)


@verb
def put_followup_right(followup: Followup, *, by: User | None, **facts: Any) -> Followup:
    """Put right when the firm's business year ends, or what the work cost; the days of its reports follow."""
    settled_state(facts.get("case", followup.case))
    corrected = correct(followup, facts)
    keep_in_line(corrected.case, by)
    return corrected


@verb
def report_outcome(*, case: Case, nth: int, by: User | None, **facts: Any) -> OutcomeReport:
    """Take in a report on commercialisation; without the day it was sent it stays in progress, and owed.

    Raises ValidationError, field by field: for a time that the terms do not ask for, before its window, for sales that its stage
    should have and has not.
    """
    return _outcome(OutcomeReport(case=case, nth=nth), {"case": case, "nth": nth} | facts, by)


@verb
def correct_outcome(report: OutcomeReport, *, by: User | None, **facts: Any) -> OutcomeReport:
    """Put a report right, or send what was in progress. Raises ValidationError as :func:`report_outcome` does."""
    return _outcome(report, facts, by)


def _outcome(report: OutcomeReport, facts: dict[str, Any], by: User | None) -> OutcomeReport:
    case, nth = facts.get("case", report.case), facts.get("nth", report.nth)
    sent_on = facts.get("sent_on", report.sent_on)
    _refuse_unasked(case, nth, sent_on)
    said = {name: facts.get(name, getattr(report, name)) for name in ("stage", "sales", "no_sales_reason")}
    if said["stage"] in SELLS and not said["sales"] and not str(said["no_sales_reason"] or "").strip():
        words = "第3段階以上で売上額が0円です。売上額を入れるか、売上がない理由を入れてください。"
        raise ValidationError({"no_sales_reason": words})
    done = correct(report, facts | _period(case, nth, facts, report))
    if done.sent_on:
        meet_by_record(done.case, OUTCOME, round=done.nth, on=done.sent_on, by=by)
    keep_in_line(done.case, by)
    return done


def _window(case: Case, nth: int) -> Span:
    state, values = settled_state(case), values_of(case)
    day = settled_on(state)
    assert day is not None
    ends = Followup.objects.filter(case=case).values_list("year_ends_in", flat=True).first()
    return windows(values.outcome_window, day, values.outcome_reports or 0, ends)[nth - 1]


def _period(case: Case, nth: int, facts: dict[str, Any], report: OutcomeReport) -> dict[str, Any]:
    """The fiscal year that ended before the window, where the period was left out."""
    opens_on = _window(case, nth).opens_on
    if facts.get("period_to", report.period_to) is not None or opens_on is None:
        return {}
    span = fiscal_year_period(fiscal_year_of(opens_on) - 1)
    return {"period_from": facts.get("period_from", report.period_from) or span.start, "period_to": span.end}


def _refuse_unasked(case: Case, nth: int, sent_on: date | None) -> None:
    settled_state(case)
    times = values_of(case).outcome_reports or 0
    if not 1 <= nth <= times:
        raise ValidationError(
            {"nth": f"この案件の{LABELS[OUTCOME]}は{times}回です。第1回から第{times}回で入れてください。"}
            if times
            else {"nth": f"この案件の取扱条件では{LABELS[OUTCOME]}を求めません。"}
        )
    opens_on = _window(case, nth).opens_on
    if sent_on and opens_on and sent_on < opens_on:
        words = f"第{nth}回は{format_date(opens_on)}から受け付けます。それより前の日付は入れられません。"
        raise ValidationError({"sent_on": words})
