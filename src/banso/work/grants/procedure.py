"""How an application for a grant is worked (補助金の手続): its roles, words and dates, and what each step's amount may come to at most.

The steps themselves are in :mod:`.deciding` (up to the grant), :mod:`.carrying_out` (what follows it as planned), :mod:`.changing` (what
does not), :mod:`.advancing` and :mod:`.returning`.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from banso.cases import words
from banso.core.era import format_date
from banso.core.money import yen_text
from banso.procedures.declaring import procedure
from banso.procedures.offering import State, state_of

from . import money, relocation
from .aftercare import owed
from .aftercare.project_income import less_income
from .charges import Reckoning, pieces_said, reckoning_of
from .choices import ASKS, ASKS_ANSWERED
from .eligibility.choices import POINTS
from .eligibility.standing import why_unchecked
from .models import Application, Call, Decision
from .services import open_application


def _of_its_call(named: dict[str, int]) -> dict[str, Any]:
    """The programme of the call that the address names."""
    call = Call.objects.filter(pk=named["call"]).select_related("course").first() if "call" in named else None
    return {"programme": call.course.programme_id} if call else {}


GRANT = procedure(
    code="grant",
    label="補助金",
    of=Application,
    steps=Decision,
    root="application",
    opening=("call", "frame", "title", "requested", "expense"),
    roles={"applicant": "申請者の担当者"},
    clients=("applicant",),
    judged={"adopted": "adopted", "reserve": "waitlisted", "rejected": "rejected"},
    asks_for=money.asked_of,
    values=money.Values,
    tells=money.told,
    unsound=money.unsound,
    follows=_of_its_call,
    beside=("checks",),
)
GRANT.opened_by(open_application)
GRANT.deadline(
    "decision", "採否を決める", who="keeper", met_by=("adopted", "waitlisted", "rejected", "withdrawn", "granted")
)
GRANT.deadline("request", "交付申請書の提出", who="applicant", met_by=("requested", "declined", "granted", "refused"))
GRANT.deadline("grant", "交付の可否を決める", who="keeper", met_by=("granted", "refused", "declined"))
GRANT.deadline("retraction", "交付申請の取下げの期限", who="applicant", met_by=("retracted", "reported", "completed"))
GRANT.deadline(
    "resubmission",
    "差し戻した書類の再提出",
    who="applicant",
    met_by=("resubmitted", "withdrawn", "rejected", "declined", "refused", "revoked"),
    met=lambda state: state.closed or not open_returns(state),
)
GRANT.deadline(
    "change_answer",
    "変更の可否を決める",
    who="keeper",
    met_by=("changed", "change_refused", "revoked"),
    met=lambda state: _is_answered(state, "change_asked"),
)
GRANT.deadline(
    "stop_answer",
    "中止・廃止の可否を決める",
    who="keeper",
    met_by=("abandoned", "change_refused", "revoked"),
    met=lambda state: _is_answered(state, "stop_asked"),
)
GRANT.deadline(
    "completion",
    "補助事業の完了",
    who="applicant",
    met_by=("completed", "reported", "abandoned", "revoked", "retracted"),
    set_by={"extended": "until", "resumed": "until"},
    event="completion_limit",
)
GRANT.deadline("report", "実績報告書の提出", who="applicant", met_by=("reported", "abandoned", "revoked", "retracted"))
GRANT.deadline("settlement", "額の確定", who="keeper", met_by=("settled", "revoked", "retracted"))
GRANT.deadline("claim", "請求書の提出", who="applicant", met_by=("claimed", "paid", "finished"))
GRANT.deadline("payment", "支払", who="keeper", met_by=("paid", "finished"))
GRANT.deadline(
    "return",
    "返還金の納付",
    who="applicant",
    met_by=("repaid", "finished"),
    set_by={"return_ordered": "due_on"},
    met=lambda state: not money.overpaid_of(state.taken),
)
GRANT.deadline(owed.OUTCOME, owed.LABELS[owed.OUTCOME], who="applicant", falls=owed.outcomes)
GRANT.deadline(owed.INPUT_TAX, owed.LABELS[owed.INPUT_TAX], who="applicant", falls=owed.input_tax)
GRANT.deadline(owed.ASSETS, owed.LABELS[owed.ASSETS], who="keeper", falls=owed.assets)
GRANT.deadline(owed.DEMAND, owed.LABELS[owed.DEMAND], who="applicant", falls=owed.demands)
GRANT.deadline(owed.RESIDENCE, owed.LABELS[owed.RESIDENCE], who="keeper", falls=relocation.residence)
GRANT.deadline(relocation.MUNICIPALITY, "市町村への連絡", who="keeper", falls=relocation.municipality)


def _of_application(*path: str) -> Callable[[words.Subject], Any]:
    def value(about: words.Subject) -> Any:
        found: Any = about.case.application
        for name in path:
            found = getattr(found, name)
        return found

    return value


def _of_step(name: str) -> Callable[[words.Subject], Any]:
    return lambda about: getattr(about.step, name, None)


def _said_of(what: Callable[[State], Any]) -> Callable[[words.Subject], Any]:
    return lambda about: what(state_of(GRANT, about.case))


def _charges(about: words.Subject) -> Reckoning:
    """The charges up to the day of the step that is told."""
    return reckoning_of(state_of(GRANT, about.case), getattr(about.step, "taken_on", None))


def _returned(about: words.Subject) -> list[dict[str, Any]]:
    rows = open_returns(state_of(GRANT, about.case))
    return [{"項目": row.item, "理由": row.get_reason_display(), "備考": row.note} for row in rows]


def _day_of(code: str) -> Callable[[State], date | None]:
    return lambda state: getattr(state.latest(code), "taken_on", None)


words.declare(
    GRANT.code,
    GRANT.label,
    words.Word("補助事業名", "地元食材を使った新商品の開発", _of_application("title")),
    words.Word("コース", "一般枠", _of_application("call", "course", "name")),
    words.Word("補助率", "2/3", lambda about: str(about.case.application.offer.rate)),
    words.Word("上限額", "1,000,000", _of_application("offer", "cap")),
    words.Word("申請額", "800,000", _said_of(money.asked_of)),
    words.Word("補助対象経費", "1,200,000", _said_of(money.expense_of)),
    words.Word("採択額", "800,000", _said_of(lambda state: getattr(state.latest("adopted"), "amount", None))),
    words.Word("交付額", "800,000", _said_of(lambda state: money.amount_of(state.taken))),
    words.Word("支払済額", "300,000", _said_of(lambda state: money.paid_of(state.taken))),
    words.Word("採択日", "令和6年7月1日", _said_of(_day_of("adopted"))),
    words.Word("交付決定日", "令和6年8月1日", _said_of(_day_of("granted"))),
    words.Word("手続の日", "令和6年8月1日", _of_step("taken_on")),
    words.Word("手続の金額", "800,000", _of_step("amount")),
    words.Word("手続の備考", "申請書のとおり", _of_step("note")),
    words.Word("承認番号", "総支第12号", _of_step("number")),
    words.Word("新しい完了期限", "令和7年2月28日", _of_step("until")),
    words.Word("返還の期限", "令和7年6月30日", _of_step("due_on")),
    words.Word("補欠の順位", "1", _of_step("rank")),
    words.Word("加算金", "94,800", lambda about: _charges(about).surcharge),
    words.Word("延滞金", "4,500", lambda about: _charges(about).arrears),
    words.WordList(
        "加算金と延滞金の計算",
        {"種類": "加算金", "元金": "1,000,000", "起算日": "令和5年5月10日", "最終日": "令和6年3月20日", "日数": "316"},
        lambda about: pieces_said(state_of(GRANT, about.case), getattr(about.step, "taken_on", None)),
    ),
    words.WordList("差戻し", {"項目": "見積書", "理由": "期限が切れている", "備考": "3か月以内のもの"}, _returned),
)


def open_returns(state: State) -> list[Decision]:
    """What was sent back and has not been answered since."""
    last = max((place for place, row in enumerate(state.taken) if row.step == "resubmitted"), default=-1)
    return [row for row in state.taken[last + 1 :] if row.step == "returned"]


UNDONE = ("retracted", "revoked")
STOPPED = (*UNDONE, "abandoned")


def open_ask(state: State) -> Decision | None:
    """What the applicant asked for while the work goes on (変更, 中止・廃止) and has had no answer to; None where nothing waits."""
    found = None
    for row in state.taken:
        if row.step in ASKS:
            found = row
        elif row.step in ASKS_ANSWERED:
            found = None
    return found


def _is_answered(state: State, code: str) -> bool:
    """Whether nothing of this sort waits for an answer."""
    row = open_ask(state)
    return state.closed or row is None or row.step != code


def not_asked(code: str) -> Callable[[State], str]:
    """Why nothing is approved that nobody asked for: the application has to come in first, where the terms use it; a hindrance of the answer."""

    def why(state: State) -> str:
        row = open_ask(state)
        if not state.content.uses(code) or (row is not None and row.step == code):
            return ""
        return f"答えていない「{GRANT.label_of(code)}」がありません。先にその申請を受け付けてください。"

    return why


def waits_for_answer(state: State) -> str:
    """Why the grant is not settled, nor anything else asked, while something asked is not answered; '' where nothing is."""
    row = open_ask(state)
    if row is None:
        return ""
    answers = "「変更承認」" if row.step == "change_asked" else "「中止・廃止の承認」"
    return (
        f"{format_date(row.taken_on)}の{row.get_step_display()}にまだ答えていません。"
        f"先に{answers}か「変更・中止の不承認」が必要です。"
    )


def nothing_left(state: State) -> str:
    """Why nothing can be claimed or paid; '' where something of the grant is not paid yet."""
    left = (money.amount_of(state.taken) or 0) - money.paid_of(state.taken)
    return "" if left > 0 else "これから支払う額がありません。"


def waits_for_answers(state: State) -> str:
    """What the applicant has to send again, or the centre to answer, before the report is looked at."""
    return waits_for_papers(state) or waits_for_answer(state)


def waits_for_papers(state: State) -> str:
    """Why nothing is decided while something is with the applicant; '' where nothing is."""
    items = "、".join(dict.fromkeys(row.item for row in open_returns(state)))
    return f"差し戻した「{items}」の再提出を待っています。先に「再提出」が必要です。" if items else ""


def either(*asked: Callable[[State], str]) -> Callable[[State], str]:
    """The first of several hindrances that there is."""
    return lambda state: next((said for one in asked if (said := one(state))), "")


LimitedBy = Callable[[State], list[money.Limit]]
_further: dict[str, list[LimitedBy]] = {}


def limited_by(*codes: str) -> Callable[[LimitedBy], LimitedBy]:
    """Say what else the amount of these steps may not exceed: a decorator."""

    def declare(said: LimitedBy) -> LimitedBy:
        for code in codes:
            _further.setdefault(code, []).append(said)
        return said

    return declare


def limits(state: State, code: str, facts: dict[str, Any]) -> list[money.Limit]:
    """What a step's amount may be at most: by all that was asked, decided and paid before, the call and its budget, and what else limits it."""
    return [*_limits(state, code, facts), *(one for said in _further.get(code, ()) for one in said(state))]


def _limits(state: State, code: str, facts: dict[str, Any]) -> list[money.Limit]:
    given = facts.get("expense")
    of_call = money.of_call(state, money.expense_of(state) if given is None else given)
    if code == "adopted":
        return [money.of_request(state), *of_call, *money.of_budget(state)]
    if code == "requested":
        return [*money.of_step(state, "adopted"), *of_call]
    if code == "granted":
        return [money.of_request(state), *money.of_step(state, "adopted"), *of_call, *money.of_budget(state)]
    if code == "resumed":
        stood = money.before_the_stop(state.taken) or 0
        return [money.Limit(stood, f"中止の前の交付決定の額{yen_text(stood)}"), *money.of_budget(state)]
    if code == "changed":
        before = money.of_step(state, "reduced") or money.of_step(state, "granted")
        return [*before, *of_call, *money.of_budget(state)]
    decided, granted, paid = money.decided_of(state.taken), money.amount_of(state.taken), money.paid_of(state.taken)
    if code in ("claimed", "paid", "advanced", "advance_claimed"):
        left = (granted or 0) - paid
        progress = money.of_progress(state, given) if code.startswith("advance") else []
        return [money.Limit(left, f"まだ支払っていない額{yen_text(left)}"), *progress]
    found = [money.Limit(decided or 0, f"交付決定の額{yen_text(decided or 0)}")]
    if code not in ("settled", "resettled"):
        return found
    found += of_call
    accepted = money.expense_of(state) if given is None else given
    return [*found, *less_income(state, min(limit.most for limit in found), accepted or 0)]


def worked_out(code: str) -> Callable[[Application, dict[str, Any]], int]:
    """What a step comes to: as it was typed, else the most it may be."""

    def amount(application: Application, facts: dict[str, Any]) -> int:
        typed = facts.get("amount")
        if typed is not None:
            return int(typed)
        return min(limit.most for limit in limits(state_of(GRANT, application.case), code, facts))

    return amount


def what_it_may_be(code: str) -> Callable[[State], list[tuple[str, str]]]:
    """What should be in view where an amount is decided: what it may not exceed, and what it comes to where nothing is typed."""

    def known(state: State) -> list[tuple[str, str]]:
        found = limits(state, code, {})
        return [
            ("金額の上限", "、".join(limit.said for limit in found)),
            ("空欄のとき", yen_text(min(one.most for one in found))),
        ]

    return known


def taken(application: Application, code: str, facts: dict[str, Any]) -> Decision:
    """Write a step's row. Raises ValidationError for a day before the last step, for a fact that it needs and lacks, and where a check of
    eligibility that the terms ask for before it is open, failed or expired on its day.
    """
    last = state_of(GRANT, application.case).last
    if last is not None and facts["taken_on"] < last.taken_on:
        said = f"前の手続「{last.get_step_display()}」({format_date(last.taken_on)})より前の日付です。その日以後にしてください。"
        raise ValidationError({"taken_on": said})
    if code in POINTS and (why := why_unchecked(application, code, facts["taken_on"])):
        raise ValidationError(why)
    row: Decision = GRANT.taken(application.case, code, facts)
    return row


def taken_with_amount(application: Application, code: str, facts: dict[str, Any]) -> Decision:
    """Write the row of a step with an amount. Raises ValidationError, naming each limit that the amount is above."""
    state, amount = state_of(GRANT, application.case), worked_out(code)(application, facts)
    beyond = [limit.said for limit in limits(state, code, facts) if amount > limit.most]
    if beyond:
        most = min(limit.most for limit in limits(state, code, facts))
        said = "。".join(f"{yen_text(amount)}は、{one}を超えます" for one in beyond)
        raise ValidationError({"amount": f"{said}。{yen_text(most)}以下にしてください。"})
    return taken(application, code, facts | {"amount": amount})
