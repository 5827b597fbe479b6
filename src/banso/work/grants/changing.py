"""The steps of an application whose work does not go as planned (事前着手・届出・変更・中止・廃止・遅延・期限の延長)."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from banso.core.era import format_date
from banso.core.fiscal import fiscal_year_period
from banso.core.money import yen_text
from banso.office.deadlines.models import OpenDeadline
from banso.procedures.offering import State, state_of
from banso.registers.models import User

from .choices import ChangeGround, Stop
from .models import Application, Decision
from .money import decided_of
from .moving import hold_to_decided, newest_sheet
from .procedure import (
    GRANT,
    STOPPED,
    UNDONE,
    limits,
    not_asked,
    open_ask,
    taken,
    taken_with_amount,
    waits_for_answer,
    what_it_may_be,
    worked_out,
)

GOES_ON = (*STOPPED, "completed", "reported", "settled")
ASKED = ("expense", "amount", "ground", "orders_on", "sheet", "note")  # what an approval takes over from what was asked
PRICE_ALONE = (
    "値上がりだけでは変更の理由になりません。仕様・発注先・経費の配分など、変える内容に当たる理由を選ぶか、"
    "決定した額の中で実施してください。"
)


@GRANT.step(
    "early",
    "事前着手の承認",
    after=("adopted", "requested"),
    never_after=("granted",),
    asks=("number",),
    primary=False,
    paper="grant-early-start",
    needs={"number": "承認の通知の番号を入れてください。", "note": "交付決定を待てない理由を入れてください。"},
)
def approve_early_start(application: Application, *, by: User | None, **facts: Any) -> Decision:
    """Allow the applicant to order before the grant (事前着手): from this day on, by this number. Raises ValidationError without number or reason."""
    return taken(application, "early", facts)


@GRANT.step(
    "amended",
    "内容修正届",
    after=("granted",),
    never_after=(*STOPPED, "settled"),
    again=True,
    primary=False,
    party="applicant",
    needs={"note": "直した内容を入れてください。例: 開始日、税区分、承認の要らない流用"},
)
def amend(application: Application, *, by: User | None, **facts: Any) -> Decision:
    """The applicant tells of a minor matter that needs no approval (開始日, 税区分, 軽微な流用). Raises ValidationError without it."""
    return taken(application, "amended", facts)


@GRANT.step(
    "notified",
    "登録事項変更届",
    after=("adopted", "granted"),
    never_after=UNDONE,
    again=True,
    primary=False,
    party="applicant",
    evidence="変更が分かる書類(登記事項証明書など)",
    needs={"note": "変わった事項(名称・住所・代表者・担当者)と、新しい内容を入れてください。"},
)
def notify(application: Application, *, by: User | None, **facts: Any) -> Decision:
    """The applicant tells that its name, place, head or contact has changed. Raises ValidationError without what changed."""
    return taken(application, "notified", facts)


def _no_reason_by_price(facts: dict[str, Any]) -> None:
    if facts.get("ground") == ChangeGround.PRICE:
        raise ValidationError({"ground": PRICE_ALONE})


def _before_ordering(facts: dict[str, Any], what: str) -> None:
    """What is changed is ordered after the approval, never before."""
    on: date | None = facts.get("orders_on")
    if on is not None and on < facts["taken_on"]:
        said = f"発注予定日({format_date(on)})が{what}の日より前です。承認の前に発注したものは補助の対象になりません。"
        raise ValidationError({"orders_on": f"{said}まだ発注していなければ、新しい発注予定日を入れてください。"})


@GRANT.step(
    "change_asked",
    "変更承認申請",
    after=("granted",),
    never_after=GOES_ON,
    asks=("ground", "orders_on", "expense", "amount"),
    again=True,
    primary=False,
    party="applicant",
    evidence="変更承認申請書(新旧対照)と新しい見積書",
    needs={"ground": "変更の理由を選んでください。", "note": "何がいつ分かり、何をどう変えるのかを入れてください。"},
    hinders=waits_for_answer,
    knows=lambda state: [
        ("いまの交付額", yen_text(decided_of(state.taken))),
        ("補助対象経費・金額", "変更後の額。変わらないときは空欄のままにします。交付額は増やせません。"),
    ],
)
def ask_to_change(application: Application, *, by: User | None, **facts: Any) -> Decision:
    """The applicant asks for a change before ordering what is changed. Raises ValidationError: for a price that went up as the only reason, an
    order before, more than is granted, or money in a category that was not decided.
    """
    _no_reason_by_price(facts)
    _before_ordering(facts, "申請")
    state = state_of(GRANT, application.case)
    hold_to_decided(state, facts.get("sheet"))
    now, amount = decided_of(state.taken) or 0, facts.get("amount")
    if amount is not None and amount > now:
        raise ValidationError({"amount": f"変更で交付額は増やせません。いまの{yen_text(now)}以下にしてください。"})
    return taken(application, "change_asked", facts)


def _as_asked(application: Application, facts: dict[str, Any]) -> dict[str, Any]:
    """What a change decides: what is said; else what was asked for; else the grant stays as it is, by the plan as it is now."""
    state = state_of(GRANT, application.case)
    row = open_ask(state)
    asked = row if row is not None and row.step == "change_asked" else None
    given = {name: value for name in ASKED if asked and (value := getattr(asked, name)) not in (None, "")}
    found = {"amount": decided_of(state.taken) or 0, "sheet": newest_sheet(state)} | given
    found |= {name: value for name, value in facts.items() if value not in (None, "")}
    if "amount" not in given and facts.get("amount") in (
        None,
        "",
    ):  # nobody said it: no more than the expense as it is now gives
        found["amount"] = min(found["amount"], *(limit.most for limit in limits(state, "changed", found)))
    return found


def _changed_to(application: Application, facts: dict[str, Any]) -> int:
    """What a change leaves granted."""
    return int(_as_asked(application, facts)["amount"])


def _known_of_change(state: State) -> list[tuple[str, str]]:
    row = open_ask(state)
    now = yen_text(decided_of(state.taken))
    if row is None or row.step != "change_asked":
        return [("空欄のとき", f"いまの{now}のまま")]
    asked = yen_text(_changed_to(state.root, {}))
    found = [
        ("変更の理由", f"{row.get_ground_display()} {row.note}"),
        ("いまの交付額", now),
        ("空欄のとき", f"申請のとおり{asked}"),
    ]
    found += [("発注予定日", format_date(row.orders_on))] if row.orders_on else []
    return found


@GRANT.step(
    "changed",
    "変更承認",
    after=("granted",),
    never_after=(*STOPPED, "settled"),
    asks=("expense", "amount", "orders_on"),
    again=True,
    primary=False,
    paper="grant-change",
    hinders=not_asked("change_asked"),
    amount=_changed_to,
    knows=_known_of_change,
)
def change(application: Application, *, by: User | None, **facts: Any) -> Decision:
    """Approve a change, as it was asked for where nothing else is said; the plan as it was drawn up for it is the plan from then on. Raises
    ValidationError above the grant first decided and the call's rate of the expense as it is now, for an order before, or without the content.
    """
    said = _as_asked(application, facts)
    if not str(said.get("note", "")).strip():
        raise ValidationError({"note": "変更の内容を入れてください。"})
    _no_reason_by_price(said)
    _before_ordering(said, "承認")
    hold_to_decided(state_of(GRANT, application.case), said["sheet"])
    return taken_with_amount(application, "changed", said)


@GRANT.step(
    "stop_asked",
    "中止・廃止承認申請",
    after=("granted",),
    never_after=GOES_ON,
    asks=("stop", "expense"),
    again=True,
    primary=False,
    party="applicant",
    evidence="中止(廃止)承認申請書と、ここまでの支出の証拠書類",
    needs={"stop": "中止か廃止かを選んでください。", "note": "理由と、取得した財産があればその扱いを入れてください。"},
    hinders=waits_for_answer,
    knows=lambda state: [("補助対象経費", "ここまでに支払った額。まだないときは0円とします。")],
)
def ask_to_stop(application: Application, *, by: User | None, **facts: Any) -> Decision:
    """The applicant asks to end the work before its time, with what was spent so far. Raises ValidationError without kind and reason."""
    return taken(application, "stop_asked", facts)


@GRANT.step(
    "abandoned",
    "中止・廃止の承認",
    after=("granted",),
    never_after=(*UNDONE, "reported", "settled"),
    asks=("amount",),
    closes=True,
    primary=False,
    paper="grant-abandonment",
    needs={"note": "中止・廃止の理由を入れてください。"},
    hinders=not_asked("stop_asked"),
    knows=lambda state: [("金額", "中止・廃止のあとも交付する額。空欄のときは0円。額の確定で決まります。")],
)
def abandon(application: Application, *, by: User | None, **facts: Any) -> Decision:
    """Agree that the work ends before its time. The amount is what is still granted for what was done: 0 where nothing is said; it is settled after."""
    row = open_ask(state_of(GRANT, application.case))
    asked = {"note": row.note, "stop": row.stop} if row is not None and row.step == "stop_asked" else {}
    said = asked | {name: value for name, value in facts.items() if value not in (None, "")}
    return taken_with_amount(application, "abandoned", {"amount": 0} | said)


def _is_not_to_be_resumed(state: State) -> str:
    row = state.latest("abandoned")
    abolished = row is not None and row.stop == Stop.ABOLISHED
    return "廃止した補助事業は再開できません。再開できるのは、中止だけです。" if abolished else ""


@GRANT.step(
    "resumed",
    "再開の承認",
    after=("abandoned",),
    never_after=(*UNDONE, "settled"),
    asks=("amount", "until"),
    again=True,
    primary=False,
    paper="grant-resumption",
    lifts=("abandoned",),
    needs={"note": "再開する理由を入れてください。", "until": "再開のあとの完了期限を入れてください。"},
    hinders=_is_not_to_be_resumed,
    amount=worked_out("resumed"),
    knows=what_it_may_be("resumed"),
)
def resume(application: Application, *, by: User | None, **facts: Any) -> Decision:
    """Agree that work that was discontinued (中止) is taken up again: from then on it is as if it had not stopped, with a new limit and, where nothing
    else is said, what was granted before. Raises ValidationError above that or what the call's budget has left, without reason or limit, and for a limit
    before the approval.
    """
    until: date | None = facts.get("until")
    if until is not None and until < facts["taken_on"]:
        raise ValidationError({"until": "承認の日より前です。その日以後にしてください。"})
    return taken_with_amount(application, "resumed", facts)


@GRANT.step(
    "change_refused",
    "変更・中止の不承認",
    after=("change_asked", "stop_asked"),
    never_after=STOPPED,
    again=True,
    primary=False,
    paper="grant-change-refusal",
    needs={"note": "承認しない理由を入れてください。"},
    hinders=lambda state: "" if open_ask(state) else "答えを待っている申請はありません。",
)
def refuse_change(application: Application, *, by: User | None, **facts: Any) -> Decision:
    """Do not approve what was asked for, with the reason: grant and plan stay as they were. Raises ValidationError without it."""
    return taken(application, "change_refused", facts)


@GRANT.step(
    "delayed",
    "遅延等報告",
    after=("granted",),
    never_after=GOES_ON,
    asks=("expected_on", "measures"),
    again=True,
    primary=False,
    party="applicant",
    evidence="遅延等報告書と、遅れの理由が分かる書類(納期遅延の通知など)",
    needs={
        "note": "進み具合と、遅れる原因・内容を入れてください。",
        "measures": "講じた措置を入れてください。",
        "expected_on": "完了の見込み日を入れてください。",
    },
)
def report_delay(application: Application, *, taken_on: date, by: User | None, **facts: Any) -> Decision:
    """The applicant tells that the work will not be done in time, and why (遅延等・事故報告). Raises ValidationError once the limit has passed."""
    last = OpenDeadline.objects.filter(case=application.case, code="completion", due_on__lt=taken_on).first()
    if last is not None:
        said = f"完了の期限({format_date(last.due_on)})を過ぎています。遅延等報告は期限までに出すものです。"
        raise ValidationError({"taken_on": f"{said}期限までに届いていれば、その日付にしてください。"})
    return taken(application, "delayed", facts | {"taken_on": taken_on})


def _no_delay_told(state: State) -> str:
    if not state.content.uses("delayed"):
        return ""
    told = [row.step for row in state.taken if row.step in ("delayed", "extended")]
    return "" if told and told[-1] == "delayed" else "新しい遅延等報告がありません。先に「遅延等報告」が必要です。"


def _known_of_delay(state: State) -> list[tuple[str, str]]:
    row = state.latest("delayed")
    end = fiscal_year_period(state.root.call.executed_in).end
    found = [("年度末を越えるとき", f"{format_date(end)}より後にするには、県の繰越承認が必要です。")]
    return [("完了の見込み日", format_date(row.expected_on)), ("原因と内容", row.note), *found] if row else found


@GRANT.step(
    "extended",
    "期限延長の承認",
    after=("delayed",),
    never_after=GOES_ON,
    asks=("until", "carry_over"),
    again=True,
    primary=False,
    paper="grant-extension",
    needs={"until": "新しい完了期限を入れてください。"},
    hinders=_no_delay_told,
    knows=_known_of_delay,
)
def extend(
    application: Application, *, taken_on: date, until: date | None = None, by: User | None, **facts: Any
) -> Decision:
    """Move the limit for the work, also once it has passed; what is counted from it moves with it. Raises ValidationError for a day that is not
    later, and beyond the fiscal year without the prefecture's carry-over.
    """
    if until is not None:
        _later_than_now(application, taken_on, until)
        end = fiscal_year_period(application.call.executed_in).end
        if until > end and not str(facts.get("carry_over") or "").strip():
            said = f"{format_date(end)}を越える延長です。県の繰越承認の日付と番号を入れてください。"
            raise ValidationError({"carry_over": said})
    return taken(application, "extended", facts | {"taken_on": taken_on, "until": until})


def _later_than_now(application: Application, taken_on: date, until: date) -> None:
    now = OpenDeadline.objects.filter(case=application.case, code="completion").first()
    if now is not None and until <= now.due_on:
        said = f"いまの期限({format_date(now.due_on)})より後の日にしてください。"
        raise ValidationError({"until": said})
    if until < taken_on:
        raise ValidationError({"until": "承認の日より前です。その日以後にしてください。"})
