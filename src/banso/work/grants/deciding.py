"""The steps of an application from its receipt to the grant (審査・採択・交付決定)."""

from typing import Any

from django.core.exceptions import ValidationError

from banso.core.era import format_date
from banso.core.money import yen_text
from banso.core.writing import hold
from banso.procedures.offering import State, state_of
from banso.procedures.terms import values_of
from banso.registers.models import User

from .budgeting import sheet_on
from .eligibility.standing import hindrance
from .models import Application, Call, Decision, Fund
from .procedure import (
    GRANT,
    either,
    open_returns,
    taken,
    taken_with_amount,
    waits_for_papers,
    what_it_may_be,
    worked_out,
)
from .reserves import refuse_out_of_turn, said_of

# what the applicant sends in, and what the centre says of it: between the two it may be sent back
SENT_IN = ("requested", "reported", "claimed")
ANSWERS = ("adopted", "rejected", "waitlisted", "granted", "refused", "settled", "paid")


def _nothing_to_return(state: State) -> str:
    waits = True
    for row in state.taken:
        waits = row.step in SENT_IN or (waits and row.step not in ANSWERS)
    return "" if waits else "いま審査している書類がありません。"


@GRANT.step(
    "returned",
    "差戻し",
    asks=("item", "reason"),
    again=True,
    primary=False,
    paper="grant-return",
    needs={"item": "差し戻す項目を入れてください。", "reason": "差し戻す理由を選んでください。"},
    hinders=_nothing_to_return,
)
def send_back(application: Application, *, by: User | None, **facts: Any) -> Decision:
    """One item of what was sent in goes back to be put right, with the reason. Raises ValidationError without either."""
    return taken(application, "returned", facts)


def _what_was_sent_back(state: State) -> list[tuple[str, str]]:
    rows = open_returns(state)
    items = [(row.item, f"{row.get_reason_display()} {row.note}".strip()) for row in rows]
    return [*items, ("補助対象経費・金額(申請額)", "変わらないときは空欄のままにします。")]


@GRANT.step(
    "resubmitted",
    "再提出",
    after=("returned",),
    asks=("expense", "amount"),
    again=True,
    party="applicant",
    evidence="差し戻された項目を直した書類",
    knows=_what_was_sent_back,
    hinders=lambda state: "" if open_returns(state) else "差し戻した項目はありません。",
)
def resubmit(application: Application, *, by: User | None, **facts: Any) -> Decision:
    """The applicant put right what was sent back; amounts only where they changed. Raises ValidationError for more than was adopted."""
    state, amount = state_of(GRANT, application.case), facts.get("amount")
    adopted = state.latest("adopted")
    if amount is not None and state.latest("granted"):
        raise ValidationError({"amount": "交付決定のあとは申請額を直せません。空欄にしてください。"})
    if amount is not None and adopted and amount > adopted.amount:
        raise ValidationError({"amount": f"採択額{yen_text(adopted.amount)}以下にしてください。"})
    return taken(application, "resubmitted", facts)


@GRANT.step(
    "withdrawn",
    "申請の取下げ",
    never_after=("adopted", "granted"),
    closes=True,
    primary=False,
    party="applicant",
)
def withdraw(application: Application, *, by: User | None, **facts: Any) -> Decision:
    """The applicant takes the application back before anything was decided. It still counts as received."""
    return taken(application, "withdrawn", facts)


def _not_to_be_adopted(state: State) -> str:
    closes_on = state.root.call.closes_on
    if closes_on and state.case.opened_on > closes_on:
        return f"締切({format_date(closes_on)})のあとに受け付けた申請です。不採択にするか、公募の締切日を確かめてください。"
    return waits_for_papers(state)


def _before_it_is_adopted(state: State) -> list[tuple[str, str]]:
    return [*what_it_may_be("adopted")(state), *said_of(state)]


@GRANT.step(
    "adopted",
    "採択",
    never_after=("rejected", "granted"),
    asks=("amount",),
    paper="grant-adoption",
    hinders=either(_not_to_be_adopted, hindrance("adopted")),
    amount=worked_out("adopted"),
    knows=_before_it_is_adopted,
)
def adopt(application: Application, *, by: User | None, **facts: Any) -> Decision:
    """Adopt an application (採択), from the waiting list too. Raises ValidationError above what was asked, the call's cap, its rate of the
    eligible expense, or what is left of its budget; out of the turn of the reserves, or against a panel's result, without a reason.
    """
    _hold_call(application)
    refuse_out_of_turn(state_of(GRANT, application.case), facts)
    return taken_with_amount(application, "adopted", facts)


def _hold_call(application: Application) -> None:
    """Two decided at once do not both take the last of a call's budget, or of a fund."""
    if application.call.budget is not None:
        hold(Call.objects.filter(pk=application.call_id), no_key=True)
    if Fund.objects.filter(programme=application.case.programme_id).exists():
        hold(Fund.objects.filter(programme=application.case.programme_id), no_key=True)


@GRANT.step(
    "waitlisted",
    "補欠",
    never_after=("adopted", "granted"),
    asks=("rank",),
    primary=False,
    paper="grant-waiting",
    needs={"rank": "補欠の順位を入れてください。"},
    hinders=waits_for_papers,
)
def put_on_waiting_list(application: Application, *, by: User | None, **facts: Any) -> Decision:
    """Not adopted for now, but next in turn where another declines. Raises ValidationError for a rank that another of the call has."""
    rows = Decision.objects.in_force().filter(
        step="waitlisted", rank=facts.get("rank"), case__application__call=application.call
    )
    if facts.get("rank") and (other := rows.exclude(case=application.case).select_related("case").first()):
        raise ValidationError({"rank": f"補欠{other.rank}位は「{other.case.whose}」です。ほかの順位にしてください。"})
    return taken(application, "waitlisted", facts)


@GRANT.step(
    "rejected", "不採択", never_after=("adopted", "granted"), closes=True, primary=False, paper="grant-rejection"
)
def reject(application: Application, *, by: User | None, **facts: Any) -> Decision:
    """Decide not to adopt an application (不採択)."""
    return taken(application, "rejected", facts)


@GRANT.step(
    "declined",
    "採択の辞退",
    after=("adopted",),
    never_after=("granted",),
    closes=True,
    primary=False,
    party="applicant",
)
def decline(application: Application, *, by: User | None, **facts: Any) -> Decision:
    """The applicant gives up what was adopted, before the grant; the amount returns to the call's budget."""
    return taken(application, "declined", facts)


@GRANT.step(
    "requested",
    "交付申請",
    after=("adopted",),
    never_after=("granted",),
    asks=("expense", "amount"),
    party="applicant",
    evidence="交付申請書と見積書",
    knows=what_it_may_be("requested"),
    needs={"expense": "補助対象経費を入れてください。"},
)
def request_grant(application: Application, *, by: User | None, **facts: Any) -> Decision:
    """What was adopted is applied for in detail (交付申請). Raises ValidationError without the eligible expense, and above what was adopted or the
    call's rate of that expense.
    """
    return taken_with_amount(application, "requested", facts)


@GRANT.step(
    "granted",
    "交付決定",
    after=("adopted", "requested"),
    asks=("amount",),
    paper="grant-notice",
    hinders=either(waits_for_papers, hindrance("granted")),
    amount=worked_out("granted"),
    knows=what_it_may_be("granted"),
)
def grant(application: Application, *, by: User | None, **facts: Any) -> Decision:
    """Decide the grant (交付決定). Raises ValidationError above what was asked or adopted, the call's cap, its rate of the eligible expense, or what
    is left of its budget, and below the least that the terms grant.
    """
    _hold_call(application)
    least, amount = values_of(application.case).least, worked_out("granted")(application, facts)
    if least is not None and amount < least:
        raise ValidationError(
            {"amount": f"下限額{yen_text(least)}に届きません。それ以上にするか、「不交付決定」にしてください。"}
        )
    plan = {"sheet": sheet_on(application, facts["taken_on"])}  # what later moves between categories are held to
    return taken_with_amount(application, "granted", plan | facts)


@GRANT.step(
    "refused",
    "不交付決定",
    after=("adopted", "requested"),
    never_after=("granted",),
    closes=True,
    primary=False,
    paper="grant-refusal",
    needs={"note": "不交付の理由を入れてください。"},
)
def refuse(application: Application, *, by: User | None, **facts: Any) -> Decision:
    """Decide not to grant what was adopted, with the reason. Raises ValidationError without it."""
    return taken(application, "refused", facts)
