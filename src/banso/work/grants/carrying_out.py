"""The steps of an application from the grant to its end (変更・実績・額の確定・支払)."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from banso.core.era import format_date
from banso.core.money import yen_text
from banso.office.deadlines.models import OpenDeadline
from banso.procedures.declaring import Owed
from banso.procedures.offering import State, state_of
from banso.registers.models import User

from .models import Application, Decision
from .money import amount_of, decided_of, paid_of
from .procedure import GRANT, taken, taken_with_amount, waits_for_papers, what_it_may_be, worked_out

UNDONE = ("retracted", "revoked")
STOPPED = (*UNDONE, "abandoned")


@GRANT.step(
    "retracted",
    "交付申請の取下げ",
    after=("granted",),
    never_after=("completed", "reported", "settled", "advanced"),
    closes=True,
    primary=False,
    party="applicant",
)
def retract(application: Application, *, taken_on: date, by: User | None, **facts: Any) -> Decision:
    """The applicant takes the request back after the grant was told: as if it had not been decided. Raises ValidationError after its last day."""
    last = OpenDeadline.objects.filter(case=application.case, code="retraction", due_on__lt=taken_on).first()
    if last is not None:
        said = f"取下げの期限({format_date(last.due_on)})を過ぎています。「中止・廃止の承認」を使ってください。"
        raise ValidationError({"taken_on": said})
    return taken(application, "retracted", facts | {"taken_on": taken_on})


def _changed_to(application: Application, facts: dict[str, Any]) -> int:
    """What a change leaves granted: as before where nothing is said."""
    typed = facts.get("amount")
    return (decided_of(state_of(GRANT, application.case).taken) or 0) if typed is None else int(typed)


@GRANT.step(
    "changed",
    "変更承認",
    after=("granted",),
    never_after=(*STOPPED, "settled"),
    asks=("expense", "amount"),
    again=True,
    primary=False,
    paper="grant-change",
    needs={"note": "変更の内容を入れてください。"},
    amount=_changed_to,
    knows=lambda state: [("空欄のとき", f"いまの{yen_text(decided_of(state.taken))}のまま")],
)
def change(application: Application, *, by: User | None, **facts: Any) -> Decision:
    """Approve a change; without an amount the grant stays as it is. Raises ValidationError above the grant first decided, and the call's rate of the
    expense as it is now.
    """
    return taken_with_amount(application, "changed", facts | {"amount": _changed_to(application, facts)})


@GRANT.step(
    "reduced",
    "交付決定の一部取消し",
    after=("granted",),
    never_after=(*STOPPED, "settled"),
    asks=("amount",),
    again=True,
    primary=False,
    paper="grant-reduction",
    needs={"amount": "取消しのあとに残る額を入れてください。", "note": "取り消す理由を入れてください。"},
)
def reduce(application: Application, *, by: User | None, **facts: Any) -> Decision:
    """Take back a part of the grant; the amount is what is left. Raises ValidationError for no less than before, or without the reason."""
    now, left = decided_of(state_of(GRANT, application.case).taken), facts.get("amount")
    if left is not None and now is not None and left >= now:
        raise ValidationError({"amount": f"取消しのあとに残る額です。{yen_text(now)}より少なくしてください。"})
    return taken(application, "reduced", facts)


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
    knows=lambda state: [("金額", "中止・廃止のあとも交付する額。空欄のときは0円。額の確定で決まります。")],
)
def abandon(application: Application, *, by: User | None, **facts: Any) -> Decision:
    """Agree that the work ends before its time. The amount is what is still granted for what was done: 0 where nothing is said; it is settled after."""
    return taken_with_amount(application, "abandoned", {"amount": 0} | facts)


@GRANT.step(
    "revoked",
    "交付決定の取消し",
    after=("granted",),
    never_after=("retracted",),
    closes=True,
    primary=False,
    paper="grant-revocation",
    needs={"note": "取り消す理由を入れてください。"},
)
def revoke(application: Application, *, by: User | None, **facts: Any) -> Decision:
    """Take back the whole grant, after it was settled too. What was paid is to be given back. Raises ValidationError without the reason."""
    return taken(application, "revoked", facts)


def _nothing_left(state: State) -> str:
    left = (amount_of(state.taken) or 0) - paid_of(state.taken)
    return "" if left > 0 else "これから支払う額がありません。"


@GRANT.step(
    "advanced",
    "概算払",
    after=("granted",),
    never_after=(*STOPPED, "settled"),
    asks=("amount",),
    again=True,
    primary=False,
    needs={"amount": "概算払の額を入れてください。", "note": "前もって支払う理由を入れてください。"},
    knows=lambda state: what_it_may_be("advanced")(state)[:1],
    hinders=_nothing_left,
)
def advance(application: Application, *, by: User | None, **facts: Any) -> Decision:
    """Pay before the grant is settled, with the reason. Raises ValidationError above what is granted and not paid yet."""
    return taken_with_amount(application, "advanced", facts)


@GRANT.step(
    "completed", "補助事業の完了", after=("granted",), never_after=(*STOPPED, "reported", "settled"), party="applicant"
)
def complete(application: Application, *, by: User | None, **facts: Any) -> Decision:
    """All is delivered and paid for; from this day the report's date is counted."""
    return taken(application, "completed", facts)


@GRANT.step(
    "reported",
    "実績報告",
    after=("granted",),
    never_after=(*STOPPED, "settled"),
    asks=("expense",),
    party="applicant",
    evidence="実績報告書と支払の証拠書類",
    needs={"expense": "実績の補助対象経費を入れてください。"},
)
def report(application: Application, *, by: User | None, **facts: Any) -> Decision:
    """The applicant's report of what was done and spent came in. Raises ValidationError without the expense."""
    return taken(application, "reported", facts)


@GRANT.step(
    "inspected",
    "確定検査",
    after=("reported",),
    never_after=(*UNDONE, "settled"),
    asks=("expense",),
    hinders=waits_for_papers,
)
def inspect(application: Application, *, by: User | None, **facts: Any) -> Decision:
    """The report was inspected: the expense is what is accepted of it, as reported where nothing is said. Raises ValidationError for more."""
    reported = state_of(GRANT, application.case).latest("reported")
    if reported and (facts.get("expense") or 0) > reported.expense:
        said = f"報告された補助対象経費{yen_text(reported.expense)}を超えます。認めた額を入れてください。"
        raise ValidationError({"expense": said})
    return taken(application, "inspected", facts)


def _owed(application: Application) -> Owed | None:
    """What is granted and not paid yet; where the terms ask for a claim, as far as it was claimed."""
    state = state_of(GRANT, application.case)
    rows = state.taken
    granted, paid, claimed = amount_of(rows) or 0, paid_of(rows), sum(r.amount for r in rows if r.step == "claimed")
    late = sum(r.amount for r in rows if r.step == "paid")
    due = min(granted - paid, claimed - late) if state.content.uses("claimed") else granted - paid
    lines = [("確定額", yen_text(granted)), ("支払済み", yen_text(paid)), ("今回", yen_text(due))]
    whose = application.case.company or application.case.person
    return Owed(f"{application.call.course.programme} {application.title}", due, lines, whose) if due > 0 else None


def _of_what_expense(application: Application, facts: dict[str, Any]) -> None:
    if facts.get("expense") is None and state_of(GRANT, application.case).latest("abandoned"):
        raise ValidationError({"expense": "中止・廃止までに支出した補助対象経費を入れてください。"})


@GRANT.step(
    "settled",
    "額の確定",
    after=("inspected", "reported", "abandoned"),
    never_after=UNDONE,
    asks=("expense", "amount"),
    paper="grant-settlement",
    hinders=waits_for_papers,
    amount=worked_out("settled"),
    knows=what_it_may_be("settled"),
    pays=_owed,
)
def settle(application: Application, *, by: User | None, **facts: Any) -> Decision:
    """Settle the grant (額の確定): the rate's share of the accepted expense, never above what was decided. Raises ValidationError above either."""
    _of_what_expense(application, facts)
    return taken_with_amount(application, "settled", facts)


@GRANT.step(
    "resettled",
    "額の再確定",
    after=("settled",),
    never_after=UNDONE,
    asks=("expense", "amount"),
    again=True,
    primary=False,
    paper="grant-settlement",
    needs={"note": "確定をやり直す理由を入れてください。"},
    amount=worked_out("resettled"),
    knows=what_it_may_be("resettled"),
    pays=_owed,
)
def settle_again(application: Application, *, by: User | None, **facts: Any) -> Decision:
    """Settle the grant anew, with the reason. Raises ValidationError above what was decided."""
    return taken_with_amount(application, "resettled", facts)


@GRANT.step(
    "claimed",
    "請求",
    after=("settled", "resettled"),
    never_after=UNDONE,
    asks=("amount",),
    again=True,
    party="applicant",
    evidence="請求書と振込口座の通帳の写し",
    knows=what_it_may_be("claimed"),
    hinders=_nothing_left,
)
def claim(application: Application, *, by: User | None, **facts: Any) -> Decision:
    """The applicant's claim (請求書) came in: for all that is left where no amount is said. Raises ValidationError above it."""
    return taken_with_amount(application, "claimed", facts)


@GRANT.step(
    "paid",
    "支払",
    after=("claimed",),
    never_after=UNDONE,
    asks=("amount",),
    again=True,
    hinders=_nothing_left,
    knows=what_it_may_be("paid"),
)
def pay(application: Application, *, by: User | None, **facts: Any) -> Decision:
    """The grant was paid out, on the day the bank paid it. Raises ValidationError above what was settled and is not paid yet."""
    return taken_with_amount(application, "paid", facts)


def overpaid(state: State) -> int:
    """What was paid beyond what is granted now."""
    return max(paid_of(state.taken) - (amount_of(state.taken) or 0), 0)


@GRANT.step(
    "repaid",
    "返還",
    after=("advanced", "paid", "abandoned", "revoked", "retracted"),
    asks=("amount",),
    again=True,
    primary=False,
    hinders=lambda state: "" if paid_of(state.taken) > 0 else "支払った額がありません。",
    knows=lambda state: [("支払済み", yen_text(paid_of(state.taken))), ("空欄のとき", yen_text(overpaid(state)))],
)
def give_back(application: Application, *, by: User | None, **facts: Any) -> Decision:
    """Money came back: what was paid beyond the grant where no amount is said. Raises ValidationError above what was paid."""
    state = state_of(GRANT, application.case)
    amount, paid = facts.get("amount", overpaid(state)), paid_of(state.taken)
    if not 0 < amount <= paid:
        raise ValidationError({"amount": f"返還された額を、1円以上、支払済みの{yen_text(paid)}以下で入れてください。"})
    return taken(application, "repaid", facts | {"amount": amount})


def _not_to_be_finished(state: State) -> str:
    granted, paid = amount_of(state.taken) or 0, paid_of(state.taken)
    if granted > paid:
        return f"支払が済んでいません(残り{yen_text(granted - paid)})。"
    return f"返還が済んでいません(残り{yen_text(paid - granted)})。" if paid > granted else ""


@GRANT.step("finished", "終結", after=("settled", "repaid"), closes=True, hinders=_not_to_be_finished)
def finish(application: Application, *, by: User | None, **facts: Any) -> Decision:
    """What was granted is paid, what was overpaid is back: nothing is left to do. Raises ValidationError before."""
    return taken(application, "finished", facts)
