"""The steps of a dispatch (専門家派遣の手続), declared: what follows what, what each asks for, who decides."""

from datetime import date

from django.core.exceptions import ValidationError

from banso.cases import words
from banso.cases.services import take_step
from banso.core.era import format_date
from banso.office.payments.fees import FeeTerms
from banso.procedures.declaring import Owed, procedure
from banso.procedures.terms import values_of
from banso.registers.models import User

from .models import Dispatch, DispatchStep
from .services import open_dispatch

DISPATCH = procedure(
    code="dispatch",
    label="専門家派遣",
    of=Dispatch,
    steps=DispatchStep,
    root="dispatch",
    opening=("expert", "subject"),
    roles={"company": "企業の担当者", "expert": "派遣する専門家"},
    values=FeeTerms,
)

words.declare(
    DISPATCH.code,
    DISPATCH.label,
    words.Word("専門家名", "鈴木 花子", lambda about: about.case.dispatch.expert and about.case.dispatch.expert.name),
    words.Word("派遣テーマ", "生産工程の改善", lambda about: about.case.dispatch.subject),
    words.Word("派遣予定回数", "3", lambda about: getattr(about.step, "visits_planned", None)),
    words.Word("手続の日", "令和6年4月10日", lambda about: getattr(about.step, "taken_on", None)),
    words.Word("手続の備考", "予算の範囲を超えるため", lambda about: getattr(about.step, "note", None)),
)
DISPATCH.opened_by(open_dispatch)
DISPATCH.deadline("decision", "派遣の可否を決める", who="keeper", met_by=("decided", "refused", "cancelled"))
DISPATCH.deadline("report", "完了報告書の提出", who="expert", met_by=("reported", "cancelled"))
DISPATCH.deadline("closing", "案件の終結", who="keeper", met_by=("finished", "cancelled"))


@DISPATCH.step("requested", "派遣要請の受理")
def accept_request(dispatch: Dispatch, *, taken_on: date, note: str = "", by: User | None) -> DispatchStep:
    """The company's request (派遣申請書) was received complete."""
    return take_step(DispatchStep, dispatch.case, same={"step": "requested"}, taken_on=taken_on, note=note)


@DISPATCH.step("checked", "事前調査", after=("requested",))
def check_request(dispatch: Dispatch, *, taken_on: date, note: str = "", by: User | None) -> DispatchStep:
    """The centre looked into the request: the company's size, the subject, ties between expert and company."""
    return take_step(DispatchStep, dispatch.case, same={"step": "checked"}, taken_on=taken_on, note=note)


@DISPATCH.step(
    "decided",
    "派遣決定",
    after=("checked",),
    never_after=("refused",),
    asks=("visits_planned",),
    paper="dispatch-decision",
    hinders=lambda dispatch: "" if dispatch.expert_id else "専門家が決まっていません。案件の内容を直してください。",
)
def decide(
    dispatch: Dispatch, *, taken_on: date, visits_planned: int | None = None, note: str = "", by: User | None
) -> DispatchStep:
    """Decide to send the expert (派遣決定). Raises ValidationError without the number of visits planned, or above what the terms allow."""
    if not visits_planned:
        raise ValidationError({"visits_planned": "派遣予定回数を1回以上で入れてください。"})
    most = values_of(dispatch.case).most_visits
    if most is not None and visits_planned > most:
        raise ValidationError({"visits_planned": f"この事業の派遣は{most}回までです。"})
    facts = {"taken_on": taken_on, "visits_planned": visits_planned, "note": note}
    return take_step(DispatchStep, dispatch.case, same={"step": "decided"}, **facts)


@DISPATCH.step(
    "refused",
    "不決定",
    after=("requested",),
    never_after=("decided",),
    closes=True,
    primary=False,
    paper="dispatch-refusal",
)
def refuse(dispatch: Dispatch, *, taken_on: date, note: str = "", by: User | None) -> DispatchStep:
    """Decide not to send anyone, with the reason. Raises ValidationError without it."""
    if not note.strip():
        raise ValidationError({"note": "不決定の理由を入れてください。"})
    return take_step(DispatchStep, dispatch.case, same={"step": "refused"}, taken_on=taken_on, note=note)


def fees(dispatch: Dispatch) -> Owed:
    """The expert's fee for every visit made, by the terms the dispatch was accepted under."""
    terms: FeeTerms = values_of(dispatch.case)
    visits = list(dispatch.visits.order_by("visited_on", "pk"))
    earned = [terms.of_a_day(visit.minutes or 0) for visit in visits]
    lines = [
        (format_date(visit.visited_on), f"{visit.minutes or 0}分 {amount:,}円")
        for visit, amount in zip(visits, earned, strict=True)
    ]
    return Owed(f"専門家派遣 謝金({dispatch.expert} {len(visits)}回)", sum(earned), lines)


@DISPATCH.step("reported", "完了報告", after=("decided",), pays=fees)
def report(dispatch: Dispatch, *, taken_on: date, note: str = "", by: User | None) -> DispatchStep:
    """The expert's final report came in. Raises ValidationError where no visit is recorded."""
    if not dispatch.visits.exists():
        raise ValidationError("派遣の実施が登録されていません。先に訪問を登録してください。")
    return take_step(DispatchStep, dispatch.case, same={"step": "reported"}, taken_on=taken_on, note=note)


@DISPATCH.step("cancelled", "中止", after=("requested",), never_after=("reported",), closes=True, primary=False)
def cancel(dispatch: Dispatch, *, taken_on: date, note: str = "", by: User | None) -> DispatchStep:
    """The dispatch ends before its time, with the reason. Raises ValidationError without it."""
    if not note.strip():
        raise ValidationError({"note": "中止の理由を入れてください。"})
    return take_step(DispatchStep, dispatch.case, same={"step": "cancelled"}, taken_on=taken_on, note=note)


@DISPATCH.step("finished", "終結", after=("reported",), closes=True)
def finish(dispatch: Dispatch, *, taken_on: date, note: str = "", by: User | None) -> DispatchStep:
    """All that belongs to the dispatch is done."""
    return take_step(DispatchStep, dispatch.case, same={"step": "finished"}, taken_on=taken_on, note=note)
