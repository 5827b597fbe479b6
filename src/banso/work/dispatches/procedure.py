"""The steps of a dispatch (専門家派遣の手続), declared: what follows what, what each asks for, who decides."""

from datetime import date, time
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.timezone import localdate, localtime

from banso.cases import words
from banso.core.era import format_date
from banso.core.writing import correct
from banso.procedures.declaring import Owed, procedure
from banso.procedures.offering import State, state_of
from banso.procedures.terms import values_of
from banso.registers.models import User

from .models import Dispatch, DispatchStep, Visit
from .money import Values, budget_of, cost_of, cost_so_far, minutes_between, planned_cost, told
from .services import open_dispatch

DISPATCH = procedure(
    code="dispatch",
    label="専門家派遣",
    of=Dispatch,
    steps=DispatchStep,
    root="dispatch",
    opening=("expert", "subject"),
    roles={"company": "企業の担当者", "expert": "派遣する専門家"},
    clients=("company", "expert"),  # the company asks for this very expert, who promised to keep what is learnt
    values=Values,
    tells=told,
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
DISPATCH.deadline("visit_report", "訪問の報告", who="expert", each="visited", met_by="visit_reported")
DISPATCH.deadline("report", "完了報告書の提出", who="expert", met_by=("reported", "cancelled"))
DISPATCH.deadline("settlement", "謝金・旅費の確定", who="keeper", met_by=("settled", "cancelled"))
DISPATCH.deadline("survey", "アンケートの回答", who="company", met_by=("surveyed", "finished", "cancelled"))
DISPATCH.deadline("closing", "案件の終結", who="keeper", met_by=("finished", "cancelled"))
DISPATCH.deadline("outcome_6", "6か月後の成果確認", who="company", met_by=("outcome_6", "outcome_12"))
DISPATCH.deadline("outcome_12", "12か月後の成果確認", who="company", met_by="outcome_12")


def _taken(dispatch: Dispatch, code: str, facts: dict[str, Any]) -> DispatchStep:
    """Write a step's row. Raises ValidationError for a fact that it needs and lacks."""
    row: DispatchStep = DISPATCH.taken(dispatch.case, code, facts)
    return row


@DISPATCH.step(
    "requested",
    "派遣要請の受理",
    asks=("issues", "wish", "visits_planned"),
    party="company",
    evidence="会社案内など現状の分かる資料",
)
def accept_request(dispatch: Dispatch, *, by: User | None, **facts: Any) -> DispatchStep:
    """The company's request (派遣申請書) was received complete."""
    return _taken(dispatch, "requested", facts)


@DISPATCH.step("checked", "事前調査", after=("requested",))
def check_request(dispatch: Dispatch, *, by: User | None, **facts: Any) -> DispatchStep:
    """The centre looked into the request: the company's size, the subject, ties between expert and company."""
    return _taken(dispatch, "checked", facts)


def _no_expert(state: State) -> str:
    dispatch = state.root
    if dispatch.expert is None:
        return "専門家が決まっていません。案件の内容を直してください。"
    why = dispatch.expert.why_not(localdate())
    return f"{dispatch.expert}は派遣できません。{why}" if why else ""


@DISPATCH.step(
    "decided",
    "派遣決定",
    after=("checked",),
    never_after=("refused",),
    asks=("visits_planned",),
    paper="dispatch-decision",
    needs={"visits_planned": "派遣予定回数を1回以上で入れてください。"},
    hinders=_no_expert,
    amount=lambda dispatch, facts: planned_cost(values_of(dispatch.case), facts.get("visits_planned") or 0) or 0,
)
def decide(
    dispatch: Dispatch, *, taken_on: date, visits_planned: int | None = None, by: User | None, **facts: Any
) -> DispatchStep:
    """Decide to send the expert (派遣決定). Raises ValidationError for more visits than the terms allow or the budget bears, or an
    expert who on that day is not on the register, or disqualified.
    """
    values = values_of(dispatch.case)
    if values.most_visits is not None and (visits_planned or 0) > values.most_visits:
        raise ValidationError({"visits_planned": f"派遣は{values.most_visits}回までです。回数を減らしてください。"})
    if dispatch.expert and (why := dispatch.expert.why_not(taken_on)):
        raise ValidationError({"taken_on": f"{dispatch.expert}は派遣できません。{why}"})
    committed = planned_cost(values, visits_planned or 0)
    budget = budget_of(dispatch)
    if budget is not None and (committed or 0) > budget.left:
        raise ValidationError(
            {
                "visits_planned": f"予定額{committed:,}円が、予算の残り{budget.left:,}円を超えます。回数を減らしてください。"
            }
        )
    said = {"taken_on": taken_on, "visits_planned": visits_planned, "committed": committed}
    return _taken(dispatch, "decided", facts | said)


@DISPATCH.step(
    "refused",
    "不決定",
    after=("requested",),
    never_after=("decided",),
    closes=True,
    primary=False,
    paper="dispatch-refusal",
    needs={"note": "不決定の理由を入れてください。"},
)
def refuse(dispatch: Dispatch, *, by: User | None, **facts: Any) -> DispatchStep:
    """Decide not to send anyone, with the reason. Raises ValidationError without it."""
    return _taken(dispatch, "refused", facts)


def _under_way(state: State) -> bool:
    return state.count("arrived") > state.count("visited")


def _all_made(state: State) -> str:
    decided = state.latest("decided")  # lists from before do not say how many visits were planned
    planned = decided.visits_planned if decided else None
    return f"予定の{planned}回を終えています。" if planned and state.count("visited") >= planned else ""


@DISPATCH.step(
    "arrived",
    "訪問の開始",
    after=("decided",),
    never_after=("reported",),
    again=True,
    primary=False,
    asks=("place",),
    hinders=lambda state: "始まった訪問が、まだ終わっていません。" if _under_way(state) else _all_made(state),
)
def arrive(dispatch: Dispatch, *, taken_on: date, by: User | None, **facts: Any) -> DispatchStep:
    """The expert is at the company's: the clock is read, nobody types it. Raises ValidationError for another day than today."""
    if taken_on != localdate():
        raise ValidationError(
            {"taken_on": "訪問の開始は当日だけ登録できます。過ぎた訪問は「派遣の実施」に登録してください。"}
        )
    now = localtime().time().replace(second=0, microsecond=0)
    return _taken(dispatch, "arrived", facts | {"taken_on": taken_on, "started_at": now})


@DISPATCH.step(
    "visited",
    "派遣の実施",
    after=("decided",),
    never_after=("reported",),
    again=True,
    asks=("place", "started_at", "ended_at", "travel", "confirmed_by"),
    hinders=_all_made,
)
def note_visit(
    dispatch: Dispatch,
    *,
    taken_on: date,
    started_at: time | None = None,
    ended_at: time | None = None,
    by: User | None,
    **facts: Any,
) -> DispatchStep:
    """A visit was made, from when to when; what was noted on arrival need not be said again, and an end left out is now.

    Raises ValidationError without a beginning, for an end before it, or a second visit on the same day.
    """
    arrived = DispatchStep.objects.in_force().filter(case=dispatch.case_id, step="arrived", taken_on=taken_on).last()
    started = started_at or (arrived.started_at if arrived else None)
    ended = ended_at or (localtime().time().replace(second=0, microsecond=0) if taken_on == localdate() else None)
    if started is None or ended is None:
        raise ValidationError({"started_at": "訪問の開始時刻と終了時刻を入れてください。"})
    minutes = minutes_between(started, ended)
    if minutes < 0:
        raise ValidationError({"ended_at": "終了時刻が開始時刻より前です。"})
    place = facts.pop("place", "") or (arrived.place if arrived else "")
    said = {"taken_on": taken_on, "started_at": started, "ended_at": ended, "place": place}
    row = _taken(dispatch, "visited", facts | said)
    again = dispatch.visits.filter(visited_on=taken_on, step__replaced_by__isnull=False).first()
    correct(again or Visit(dispatch=dispatch), {"visited_on": taken_on, "minutes": minutes, "step": row})
    return row


def unconfirmed(state: State) -> list[DispatchStep]:
    """The visits the company has confirmed neither on the spot nor later, the first one first."""
    last = max((row.pk for row in state.taken if row.step == "confirmed"), default=0)
    return [row for row in state.taken if row.step == "visited" and not row.confirmed_by and row.pk > last]


@DISPATCH.step(
    "confirmed",
    "企業による訪問の確認",
    after=("visited",),
    again=True,
    primary=False,
    asks=("confirmed_by",),
    needs={"confirmed_by": "確認した人の氏名を入れてください。"},
    hinders=lambda state: "" if unconfirmed(state) else "確認を待っている訪問はありません。",
)
def confirm_visit(dispatch: Dispatch, *, by: User | None, **facts: Any) -> DispatchStep:
    """The company confirms the visits made so far. Raises ValidationError without the name of who does."""
    return _taken(dispatch, "confirmed", facts)


def _all_reported(state: State) -> bool:
    return state.count("visit_reported") >= state.count("visited")


@DISPATCH.step(
    "visit_reported",
    "訪問の報告",
    after=("visited",),
    again=True,
    asks=("advice", "next_step"),
    needs={"advice": "助言の内容を入れてください。"},
    hinders=lambda state: "報告の済んでいない訪問はありません。" if _all_reported(state) else "",
)
def report_visit(dispatch: Dispatch, *, by: User | None, **facts: Any) -> DispatchStep:
    """The expert's report of one visit, the first not reported yet. Raises ValidationError without what was advised."""
    row = _taken(dispatch, "visit_reported", facts)
    visits = DispatchStep.objects.in_force().filter(case=dispatch.case_id, step="visited").order_by("taken_on", "pk")
    visit = Visit.objects.filter(step=visits[row.round - 1]).first()
    if visit is not None:
        correct(visit, {"report": row.advice})
    return row


def _not_to_be_reported(state: State) -> str:
    if not state.root.visits.held().exists():
        return "派遣の実施が登録されていません。先に訪問を登録してください。"
    return "" if _all_reported(state) else "報告の済んでいない訪問があります。先に「訪問の報告」を登録してください。"


def fees(dispatch: Dispatch, row: DispatchStep) -> Owed:
    """The expert's fee and travel for every visit made, by the terms the dispatch was accepted under."""
    values: Values = values_of(dispatch.case)
    visits = list(dispatch.visits.held().select_related("step").order_by("visited_on", "pk"))
    made = [
        (visit, cost_of(values, [(visit.minutes or 0, (visit.step and visit.step.travel) or 0)])) for visit in visits
    ]
    lines = [(format_date(visit.visited_on), f"{visit.minutes or 0}分 {cost.fee:,}円") for visit, cost in made]
    lines += [(f"{format_date(visit.visited_on)} 旅費", f"{cost.travel:,}円") for visit, cost in made if cost.travel]
    total = sum(cost.total for _, cost in made)
    return Owed(f"専門家派遣 謝金({dispatch.expert} {len(visits)}回)", total, lines, dispatch.expert)


@DISPATCH.step(
    "reported",
    "完了報告",
    after=("decided",),
    party="expert",
    evidence="旅費の領収書・乗車券の写し",
    hinders=_not_to_be_reported,
    pays=fees,
)
def report(dispatch: Dispatch, *, by: User | None, **facts: Any) -> DispatchStep:
    """The expert's final report came in. Not before there are visits, each with its own report."""
    return _taken(dispatch, "reported", facts)


def _not_to_be_settled(state: State) -> str:
    if not values_of(state.case).pays:
        return "取扱条件に謝金の単価がありません。"
    waiting = unconfirmed(state)
    return f"企業の確認が済んでいない訪問が{len(waiting)}回あります。" if waiting else ""


@DISPATCH.step("settled", "謝金・旅費の確定", after=("reported",), hinders=_not_to_be_settled)
def settle_cost(dispatch: Dispatch, *, by: User | None, **facts: Any) -> DispatchStep:
    """What the visits come to is worked out by the terms: fee, travel, the company's share. Nobody types an amount."""
    cost = cost_so_far(dispatch)
    said = {"fee": cost.fee, "travel": cost.travel, "share": cost.share}
    return _taken(dispatch, "settled", facts | said)


def _share_due(state: State) -> int:
    settled = state.latest("settled")
    return (settled.share or 0) if settled else 0


@DISPATCH.step(
    "share_received",
    "企業負担金の受領",
    after=("settled",),
    asks=("share",),
    needs={"share": "受け取った額を入れてください。"},
    hinders=lambda state: "" if _share_due(state) else "企業の負担はありません。",
)
def receive_share(dispatch: Dispatch, *, share: int | None = None, by: User | None, **facts: Any) -> DispatchStep:
    """The company paid its share. Raises ValidationError for another amount than was settled."""
    due = _share_due(state_of(DISPATCH, dispatch.case))
    if share is not None and share != due:
        raise ValidationError({"share": f"企業負担金は{due:,}円です。受け取った額と合いません。"})
    return _taken(dispatch, "share_received", facts | {"share": share})


@DISPATCH.step(
    "surveyed",
    "アンケートの回答",
    after=("reported",),
    asks=("satisfaction", "effect"),
    party="company",
    primary=False,
    needs={"satisfaction": "満足度を選んでください。"},
)
def answer_survey(dispatch: Dispatch, *, by: User | None, **facts: Any) -> DispatchStep:
    """What the company thinks of the dispatch."""
    return _taken(dispatch, "surveyed", facts)


@DISPATCH.step(
    "cancelled",
    "中止",
    after=("requested",),
    never_after=("reported",),
    closes=True,
    primary=False,
    needs={"note": "中止の理由を入れてください。"},
)
def cancel(dispatch: Dispatch, *, by: User | None, **facts: Any) -> DispatchStep:
    """The dispatch ends before its time, with the reason; planned visits go back to the budget. Raises ValidationError without it."""
    return _taken(dispatch, "cancelled", facts)


def _not_to_be_finished(state: State) -> str:
    if values_of(state.case).pays and not state.count("settled"):
        return "先に「謝金・旅費の確定」が必要です。"
    if (due := _share_due(state)) and not state.count("share_received"):
        return f"企業負担金{due:,}円の受領が済んでいません。"
    return ""


@DISPATCH.step("finished", "終結", after=("reported",), closes=True, hinders=_not_to_be_finished)
def finish(dispatch: Dispatch, *, by: User | None, **facts: Any) -> DispatchStep:
    """All that belongs to the dispatch is done; what came of it is asked 6 and 12 months later."""
    return _taken(dispatch, "finished", facts)


OUTCOME: dict[str, Any] = {
    "asks": ("result", "effect"),
    "needs": {"result": "目標がどうなったかを選んでください。"},
    "party": "company",
    "closes": True,
}


@DISPATCH.step("outcome_6", "6か月後の成果確認", after=("finished",), never_after=("outcome_12",), **OUTCOME)
def note_half_year(dispatch: Dispatch, *, by: User | None, **facts: Any) -> DispatchStep:
    """What came of the dispatch half a year later, as the company says."""
    return _taken(dispatch, "outcome_6", facts)


@DISPATCH.step("outcome_12", "12か月後の成果確認", after=("finished", "outcome_6"), **OUTCOME)
def note_year(dispatch: Dispatch, *, by: User | None, **facts: Any) -> DispatchStep:
    """What came of it a year later."""
    return _taken(dispatch, "outcome_12", facts)
