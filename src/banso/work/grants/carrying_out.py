"""The steps of an application from the grant to the payment, where all goes as planned (完了・実績・額の確定・請求・支払)."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from banso.core.era import format_date
from banso.core.money import yen_text
from banso.office.deadlines.models import OpenDeadline
from banso.procedures.declaring import Owed
from banso.procedures.offering import state_of
from banso.registers.models import User

from .eligibility.standing import hindrance
from .models import Application, Decision
from .money import amount_of, paid_of
from .procedure import (
    GRANT,
    STOPPED,
    UNDONE,
    either,
    nothing_left,
    taken,
    taken_with_amount,
    waits_for_answers,
    what_it_may_be,
    worked_out,
)
from .spending.inspecting import accepted_by_category, waits_for_inspectors
from .spending.reporting import spent_of


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
    """The applicant's report of what was done and spent came in; what was spent is the sum of the expenses, where they were entered one by one.
    Raises ValidationError without it, and for another one than that sum.
    """
    spent, said = spent_of(application), facts.get("expense")
    if spent is not None and said not in (None, spent):
        raise ValidationError(
            {"expense": f"支出管理表の対象額の合計{yen_text(spent)}と合いません。空欄にするか、支出を直してください。"}
        )
    return taken(application, "reported", facts | ({} if spent is None else {"expense": spent}))


@GRANT.step(
    "inspected",
    "確定検査",
    after=("reported",),
    never_after=(*UNDONE, "settled"),
    asks=("expense",),
    hinders=either(waits_for_answers, lambda state: waits_for_inspectors(state.root)),
)
def inspect(application: Application, *, by: User | None, **facts: Any) -> Decision:
    """The report was inspected: the expense is what is accepted of it: what the two inspectors' sheet says, as reported where there is no sheet and
    nothing is said. Raises ValidationError for more than was reported, and for another amount than the sheet's.
    """
    accepted = accepted_by_category(application)
    if accepted is not None:
        found = sum(accepted.values())
        if facts.get("expense") not in (None, found):
            said = f"検査調書の認定額の合計{yen_text(found)}と合いません。空欄にするか、検査をやり直してください。"
            raise ValidationError({"expense": said})
        facts["expense"] = found
    reported = state_of(GRANT, application.case).latest("reported")
    if reported and (facts.get("expense") or 0) > reported.expense:
        said = f"報告された補助対象経費{yen_text(reported.expense)}を超えます。認めた額を入れてください。"
        raise ValidationError({"expense": said})
    return taken(application, "inspected", facts)


def _owed(application: Application, row: Decision) -> Owed | None:
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
    hinders=either(waits_for_answers, hindrance("settled")),
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
    hinders=nothing_left,
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
    hinders=nothing_left,
    knows=what_it_may_be("paid"),
)
def pay(application: Application, *, by: User | None, **facts: Any) -> Decision:
    """The grant was paid out, on the day the bank paid it. Raises ValidationError above what was settled and is not paid yet."""
    return taken_with_amount(application, "paid", facts)
