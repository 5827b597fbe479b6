"""Every write in grants beside the steps of an application, which are in :mod:`.procedure`."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from banso.cases.models import Case
from banso.cases.services import correct_case, guards_case, open_case
from banso.core.era import format_date
from banso.core.trail import verb
from banso.core.writing import correct, record, verbs
from banso.procedures.declaring import known_procedure
from banso.procedures.offering import state_of
from banso.procedures.taking import begin, take
from banso.registers.models import Company, Person, Programme, User

from .calling import refuse_after_the_end
from .models import Application, Call, CostCategory, Course, Decision, Frame, Fund, FundEntry, LeavingRule, Window

record_course, correct_course = verbs(Course)
record_fund, correct_fund = verbs(Fund)
record_fund_entry, correct_fund_entry = verbs(FundEntry)
record_leaving_rule, correct_leaving_rule = verbs(LeavingRule)
record_call, correct_call = verbs(Call)
record_frame, correct_frame = verbs(Frame)
record_category, correct_category = verbs(CostCategory)
record_window, correct_window = verbs(Window)


@verb
def open_application(
    *,
    call: Call,
    title: str,
    requested: int,
    expense: int | None = None,
    frame: Frame | None = None,
    programme: Programme | None = None,
    company: Company | None = None,
    person: Person | None = None,
    opened_on: date,
    by: User | None,
    **of_case: Any,
) -> Application:
    """Take in an application (申請の受付): its case and its own facts. Raises ValidationError, field by field: without an applicant, for another
    programme than the call's, without a frame where the call has some, or for a day before the call was opened or after its receipt was ended early.
    """
    _of_its_call(call, programme, opened_on)
    _in_a_frame(call, frame)
    refuse_after_the_end(call, opened_on)
    if company is None and person is None:
        raise ValidationError("申請企業か申請者のどちらかを入力してください。")
    whose = {"programme": call.course.programme, "company": company, "person": person, "opened_on": opened_on}
    case = open_case(procedure="grant", title=title[:120], by=by, **whose, **of_case)
    own = {"call": call, "frame": frame, "title": title, "requested": requested, "expense": expense}
    return record(Application, {"case": case, **own})


def _in_a_frame(call: Call, frame: Frame | None) -> None:
    """An application is in a frame of its call, wherever that has frames."""
    if frame is None and call.frames.exists():
        raise ValidationError({"frame": "この公募には申請枠があります。どの枠の申請かを選んでください。"})
    if frame is not None and frame.call_id != call.pk:
        raise ValidationError({"frame": "ほかの公募の申請枠です。この公募の枠を選んでください。"})


def _of_its_call(call: Call, programme: Programme | None, opened_on: date) -> None:
    its = call.course.programme
    if programme is not None and programme != its:
        raise ValidationError(
            {"call": f"この公募は「{its}」の公募です。事業を「{its}」にするか、ほかの公募を選んでください。"}
        )
    if opened_on < call.opened_on:
        raise ValidationError(
            {"opened_on": f"公募の開始日({format_date(call.opened_on)})より前です。その日以後にしてください。"}
        )


@guards_case("grant")
def _stays_with_its_call(case: Case, facts: dict[str, Any]) -> None:
    """A grant's case cannot go to another programme, nor be accepted before its call was opened."""
    call = case.application.call
    its, programme = call.course.programme, facts.get("programme", call.course.programme)
    if programme != its:
        raise ValidationError(
            {
                "programme": f"「{its}」の公募への申請です。ほかの事業へは移せません。取り下げて、その事業の公募に受け付けてください。"
            }
        )
    _of_its_call(call, None, facts.get("opened_on", case.opened_on))


@verb
def record_application(*, by: User | None, **facts: Any) -> Application:
    """Take in an application as lists have it, with the dates that begin with it. Raises ValidationError as :func:`open_application` does."""
    taken_in: Application = begin(known_procedure("grant"), by=by, **facts)
    return taken_in


@verb
def correct_application(application: Application, *, by: User | None, **facts: Any) -> Application:
    """Put an application's own facts right; its case is called by its title still. Raises ValidationError, field by field: for a call of another
    programme, or less asked for than was adopted.
    """
    case = application.case
    call = facts.get("call", application.call)
    _of_its_call(call, case.programme, case.opened_on)
    _in_a_frame(call, facts.get("frame", application.frame))
    adopted = state_of(known_procedure("grant"), case).latest("adopted")
    if adopted and facts.get("requested", adopted.amount) < adopted.amount:
        raise ValidationError(
            {"requested": f"採択額{adopted.amount:,}円より少なくできません。先に採択を取り消してください。"}
        )
    corrected = correct(application, facts)
    if case.title != corrected.title[:120]:
        correct_case(case, title=corrected.title[:120], by=by)
    return corrected


@verb
def record_decision(*, application: Application, step: str, taken_on: date, by: User | None, **facts: Any) -> Decision:
    """Take a step of an application as lists have it. Raises ValidationError where it can't be taken, or has to be drafted."""
    row = take(application.case, step, {"taken_on": taken_on, **facts}, by=by)
    assert isinstance(row, Decision)
    return row
