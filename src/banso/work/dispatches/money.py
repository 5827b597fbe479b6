"""What a dispatch costs, by the terms it was accepted under, and what of the year's budget is left."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Sum
from pydantic import Field

from banso.office.payments.fees import FeeTerms
from banso.procedures.terms import values_of

from .models import Dispatch, DispatchStep


class Values(FeeTerms):
    """The terms of dispatches beyond steps and dates: the fee, caps and rounding, the company's share, the year's budget.

    Amounts are yen. What is rounded is cut below the number given. Without a fee nothing is worked out.
    """

    travel_most: int | None = Field(None, ge=0, title="旅費の1回の上限(円)")
    travel_cut: int = Field(1, ge=1, title="旅費の端数(円)", description="この額に満たない端数は切り捨てる")
    share_divisor: int | None = Field(None, ge=1, title="企業の負担(何分の1)", description="3と入れると3分の1")
    share_cut: int = Field(1, ge=1, title="企業の負担の端数(円)", description="この額に満たない端数は切り捨てる")
    budget: int | None = Field(None, ge=0, title="年度の予算(円)")

    @property
    def pays(self) -> bool:
        """Whether a fee is laid down."""
        return self.hourly is not None or self.daily is not None


@dataclass(frozen=True)
class Cost:
    """The fee and the travel of visits, and what of them the company bears."""

    fee: int
    travel: int
    share: int

    @property
    def total(self) -> int:
        return self.fee + self.travel


def minutes_between(started: time, ended: time) -> int:
    """How long a visit took; below zero where it would have ended before it began."""
    day = date.min
    return int((datetime.combine(day, ended) - datetime.combine(day, started)).total_seconds()) // 60


def cost_of(values: Values, visits: list[tuple[int, int]]) -> Cost:
    """What visits come to, each given by its minutes and the travel spent on it."""
    earned = sum(values.of_a_day(minutes) for minutes, _ in visits)
    spent = sum(_travel(values, travel) for _, travel in visits)
    share = (earned + spent) // values.share_divisor if values.share_divisor else 0
    return Cost(earned, spent, share // values.share_cut * values.share_cut)


def _travel(values: Values, spent: int) -> int:
    most = spent if values.travel_most is None else min(spent, values.travel_most)
    return most // values.travel_cut * values.travel_cut


def planned_cost(values: Values, visits: int) -> int | None:
    """What so many visits cost at most; None where the terms name no caps."""
    if not values.pays or values.most_a_day is None:
        return None
    return visits * (values.most_a_day + (values.travel_most or 0))


def cost_so_far(dispatch: Dispatch) -> Cost:
    """What the visits made so far come to."""
    rows = DispatchStep.objects.in_force().filter(case=dispatch.case_id, step="visited")
    made = [(minutes_between(row.started_at, row.ended_at), row.travel or 0) for row in rows]
    return cost_of(values_of(dispatch.case), made)


@dataclass(frozen=True)
class Budget:
    """The dispatch budget of a programme's year: the whole, what requests wait for, what was decided and is still to be spent, and
    what was settled.
    """

    whole: int
    requested: int
    decided: int
    settled: int

    @property
    def left(self) -> int:
        return self.whole - self.decided - self.settled


def budget_of(dispatch: Dispatch) -> Budget | None:
    """The budget of the year a dispatch was accepted in; None where its terms name none.

    What was decided counts with its most until it is settled; what was called off counts with the visits made.
    """
    values: Values = values_of(dispatch.case)
    if values.budget is None:
        return None
    case = dispatch.case
    same = {"case__programme": case.programme_id, "case__procedure": "dispatch", "case__fiscal_year": case.fiscal_year}
    rows = DispatchStep.objects.in_force().filter(**same)
    taken = {code: set(rows.filter(step=code).values_list("case", flat=True)) for code in ("decided", "settled")}
    over = set(rows.filter(step__in=("refused", "cancelled")).values_list("case", flat=True))
    asked = rows.filter(step="requested").exclude(case__in=taken["decided"] | over)
    still = rows.filter(step="decided").exclude(case__in=taken["settled"] | over)
    sums = rows.filter(step="settled").aggregate(fee=Sum("fee"), travel=Sum("travel"))
    return Budget(
        whole=values.budget,
        requested=sum(planned_cost(values, row.visits_planned or 0) or 0 for row in asked),
        decided=still.aggregate(all=Sum("committed"))["all"] or 0,
        settled=(sums["fee"] or 0) + (sums["travel"] or 0),
    )


def told(dispatch: Dispatch) -> list[tuple[str, str]]:
    """What of its money should be in view on a dispatch's page."""
    found: list[tuple[str, str]] = []
    if values_of(dispatch.case).pays:
        cost = cost_so_far(dispatch)
        found += [("これまでの謝金", f"{cost.fee:,}円"), ("これまでの旅費", f"{cost.travel:,}円")]
        found += [("企業負担金", f"{cost.share:,}円")] if cost.share else []
    if budget := budget_of(dispatch):
        found += [
            ("年度の予算", f"{budget.whole:,}円"),
            ("要請中(決定前)", f"{budget.requested:,}円"),
            ("決定済み(未確定)", f"{budget.decided:,}円"),
            ("確定済み", f"{budget.settled:,}円"),
            ("予算の残り", f"{budget.left:,}円"),
        ]
    return found
