"""What a grant may come to: by its call, the terms it was accepted under, and the decisions before. Amounts are whole yen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Annotated, Any

from pydantic import Field

from banso.core.era import format_date
from banso.core.money import yen_text
from banso.procedures.declaring import TypedAs
from banso.procedures.offering import State
from banso.procedures.terms import values_of

from .aftercare.terms import AfterValues
from .choices import GIVES_BACK, GRANTS, PAYS, SAYS_OTHER_EXPENSE, SETTLES, TAKES, UNDOES, MoveBase
from .eligibility.asked import EXAMPLE, Asked, ChecksField
from .eligibility.choices import CheckKind
from .funds import fund_of, holding
from .models import Application, Call, Decision
from .relocation import RelocationValues
from .spending.terms import SpendingValues


class Values(AfterValues, RelocationValues, SpendingValues):
    """The terms of grants beyond steps and dates. Rate, cap and budget are the call's."""

    cut: int = Field(1, ge=1, title="補助金額の端数(円)", description="この額に満たない端数は切り捨てる。例: 1000")
    by_category: bool = Field(
        False, title="端数を経費区分ごとに切り捨てる", description="使わないときは合計で切り捨てる"
    )
    rivals_from: int | None = Field(
        None, ge=0, title="相見積が要る額(円)", description="この額以上の経費は2者から取る。税込か税抜かは別に決める"
    )
    certificate_months: int = Field(
        3, ge=1, le=24, title="証明書の有効な月数", description="納税証明書などの発行日から"
    )
    least: int | None = Field(None, ge=0, title="補助金額の下限(円)", description="これより少ない額では交付決定しない")
    move_percent: int = Field(
        20, ge=0, le=100, title="承認なしに流用できる割合(%)", description="これを超える経費配分の変更には承認が必要"
    )
    move_base: MoveBase = Field(MoveBase.LOWER, title="流用の割合を掛ける額")
    advance_by_progress: bool = Field(
        False, title="概算払は出来高まで", description="支払済みの補助対象経費に補助率を掛けた額までしか前払いしない"
    )
    draft_days: int = Field(
        90, ge=1, le=3660, title="送られなかった下書きを消すまでの日数", description="受付の終わりの日から数える"
    )
    hearing: bool = Field(False, title="取消しの前に弁明の機会を設ける")
    charge_rate: int = Field(
        1095, ge=0, le=10_000, title="加算金・延滞金の年率(1万分の)", description="1095 は年10.95%。閏年も365日で割る"
    )
    charge_cut: int = Field(
        1, ge=1, title="加算金・延滞金の端数(円)", description="この額に満たない端数は切り捨てる。例: 100"
    )
    checks: Annotated[dict[CheckKind, Asked], TypedAs(ChecksField)] = Field({}, title="資格の確認", description=EXAMPLE)


@dataclass(frozen=True)
class Limit:
    """The most that an amount may be, and what it is, in words that say how to mend what is above it."""

    most: int
    said: str


def grant_of(rate: Fraction, cap: int, expense: int, cut: int = 1) -> int:
    """What an eligible expense is granted: the rate's share, no more than the cap, cut below `cut`."""
    return min(int(expense * rate), cap) // cut * cut


def amount_of(rows: Iterable[Any]) -> int | None:
    """What is granted after these steps: the last that says it; None before any."""
    found = None
    for row in rows:
        if row.step in (*GRANTS, *SETTLES):
            found = row.amount
        elif row.step in UNDOES:
            found = 0
    return found


def decided_of(rows: Iterable[Any]) -> int | None:
    """What was decided, before it was settled: the grant as it was changed last."""
    return amount_of(row for row in rows if row.step not in SETTLES)


def before_the_stop(rows: Iterable[Any]) -> int | None:
    """What was granted before the work ended before its time (中止・廃止): what may be granted again where it is taken up."""
    stood = now = None
    for row in rows:
        stood = now if row.step == "abandoned" else stood
        now = row.amount if row.step in GRANTS else now
    return stood


def paid_of(rows: Iterable[Any]) -> int:
    """What has been paid, in advance and at the end, without what was given back."""
    signs = dict.fromkeys(PAYS, 1) | {"repaid": -1}
    return sum(signs.get(row.step, 0) * (row.amount or 0) for row in rows)


def overpaid_of(rows: Sequence[Any]) -> int:
    """What was paid beyond what is granted after these steps."""
    return max(paid_of(rows) - (amount_of(rows) or 0), 0)


def asked_of(state: State) -> int:
    """What the applicant asks for, as it was put right last."""
    said = [row.amount for row in state.taken if row.step in ("requested", "resubmitted") and row.amount is not None]
    return int(said[-1] if said else state.root.requested)


def expense_of(state: State) -> int | None:
    """The eligible expense, as it was last sent in or accepted; None where nobody said it."""
    rows = (row for row in state.taken if row.step not in SAYS_OTHER_EXPENSE and row.expense is not None)
    said: list[int | None] = [state.root.expense, *(row.expense for row in rows)]
    return said[-1]


def of_call(state: State, expense: int | None) -> list[Limit]:
    """What the call allows, or the frame that was applied for: its cap, and its rate of an expense, where that is known."""
    offer, cut = state.root.offer, values_of(state.case).cut
    found = [Limit(offer.cap, f"{offer._meta.verbose_name}の上限額{yen_text(offer.cap)}")]
    if expense is not None:
        share = grant_of(offer.rate, offer.cap, expense, cut)
        found.append(Limit(share, f"補助対象経費{yen_text(expense)}に補助率{offer.rate}を掛けた額{yen_text(share)}"))
    return found


def of_progress(state: State, spent: int | None) -> list[Limit]:
    """What may be paid in advance of what was spent so far (出来高), where the terms hold to that; as the last claim says where nothing is given."""
    if not values_of(state.case).advance_by_progress:
        return []
    claim = state.latest("advance_claimed")
    spent = spent if spent is not None else claim.expense if claim else None
    offer, cut = state.root.offer, values_of(state.case).cut
    most = max(grant_of(offer.rate, offer.cap, spent or 0, cut) - paid_of(state.taken), 0)
    return [Limit(most, f"支払済みの補助対象経費{yen_text(spent or 0)}の出来高による額{yen_text(most)}")]


def of_request(state: State) -> Limit:
    asked = asked_of(state)
    return Limit(asked, f"申請額{yen_text(asked)}")


def of_step(state: State, *codes: str) -> list[Limit]:
    """The amount of the last of these steps."""
    row = next((row for row in reversed(state.taken) if row.step in codes and row.amount is not None), None)
    return [Limit(row.amount, f"{row.get_step_display()}の額{yen_text(row.amount)}")] if row else []


def of_budget(state: State) -> list[Limit]:
    """What the call's budget leaves for this application, and the fund from which its programme's grants are paid."""
    left = left_of(state.root.call, without=state.root)
    found = [] if left is None else [Limit(max(left, 0), f"公募の予算の残り{yen_text(max(left, 0))}")]
    if (fund := fund_of(state.case.programme_id)) is not None:
        free = max(holding(fund, date.max, without=state.root).available(fund.kind), 0)
        found.append(Limit(free, f"基金「{fund}」で使える残り{yen_text(free)}"))
    return found


def taken_of(call: Call, without: Application | None = None) -> int:
    """What the applications of a call take of its budget: each what was decided of it last."""
    rows = Decision.objects.in_force().filter(case__application__call=call, step__in=(*TAKES, *GIVES_BACK))
    if without is not None:
        rows = rows.exclude(case=without.case_id)
    last = rows.order_by("case_id", "-taken_on", "-pk").distinct("case_id")
    return sum(row.amount for row in last if row.step in TAKES)


def left_of(call: Call, without: Application | None = None) -> int | None:
    """What is left of a call's budget; None where it has none."""
    return None if call.budget is None else call.budget - taken_of(call, without)


def unsound(state: State) -> str:
    """What of a case's amounts contradicts the others, whichever way the steps came to stand so; '' where all hold.

    Nothing is granted beyond what was adopted, settled beyond what was decided, claimed or paid beyond what is granted on that day.
    """
    before: list[Any] = []
    for row in state.taken:
        if said := _beyond(before, row):
            return (
                f"「{row.get_step_display()}」({format_date(row.taken_on)})の{yen_text(row.amount)}が、{said}を超えます。"
                "先に、その手続を取り消してください。"
            )
        before.append(row)
    return ""


def _beyond(before: list[Any], row: Any) -> str:
    adopted = next((one.amount for one in before if one.step == "adopted"), None)
    decided, granted = decided_of(before), amount_of(before)
    most: dict[str, tuple[int | None, str]] = dict.fromkeys(("requested", "granted", "changed"), (adopted, "採択額"))
    most |= dict.fromkeys(("reduced", "abandoned", *SETTLES), (decided, "交付決定の額"))
    most |= {"resumed": (before_the_stop(before), "中止の前の交付決定の額")}
    most |= dict.fromkeys(PAYS, (None if granted is None else granted - paid_of(before), "まだ支払っていない額"))
    most |= {"claimed": most["paid"], "advance_claimed": most["paid"], "repaid": (paid_of(before), "支払った額")}
    most |= {"return_ordered": (overpaid_of(before), "支払い過ぎている額")}
    limit, said = most.get(row.step, (None, ""))
    return f"{said}{yen_text(limit)}" if limit is not None and row.amount is not None and row.amount > limit else ""


def told(application: Application) -> list[tuple[str, str]]:
    """What of its money should be in view on an application's page."""
    rows = list(Decision.objects.in_force().filter(case=application.case_id).order_by("taken_on", "pk"))
    call, granted, paid = application.call, amount_of(rows), paid_of(rows)
    offer = application.offer
    found = [("補助率", str(offer.rate)), ("上限額", yen_text(offer.cap)), ("申請額", yen_text(application.requested))]
    if granted is not None:
        found += [("いまの交付額", yen_text(granted)), ("支払済み", yen_text(paid))]
        found += [("これから支払う額", yen_text(granted - paid))] if granted > paid else []
        found += [("返還を受ける額", yen_text(paid - granted))] if paid > granted else []
    if call.budget is not None:
        left = left_of(call)
        found += [("公募の予算", yen_text(call.budget)), ("予算の残り", yen_text(left))]
    return found
