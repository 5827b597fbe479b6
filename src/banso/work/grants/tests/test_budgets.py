"""What is planned to be spent, and what a plan is granted."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from banso.procedures.offering import state_of
from banso.work.grants import services
from banso.work.grants.budgeting import by_category, draw_up_sheet, grant_by_category, sheet_on
from banso.work.grants.models import BudgetSheet, Call, CostCategory
from banso.work.grants.money import grant_of, of_call
from banso.work.grants.procedure import GRANT
from conftest import TinyWorld

from .worked import DAY, applied, called


def category(call: Call, name: str, **facts: Any) -> CostCategory:
    made: CostCategory = services.record_category(by=None, call=call, name=name, **facts)
    return CostCategory.objects.get(pk=made.pk)


def line(category: CostCategory, eligible: int, **facts: Any) -> dict[str, Any]:
    return {"category": category, "content": "機械", "cost": eligible, "eligible": eligible} | facts


@pytest.mark.parametrize(
    ("rate", "cap", "expense", "cut", "granted"),
    [
        ("1/2", 1_000_000, 1_853_300, 1000, 926_000),  # case 1
        ("2/3", 2_000_000, 3_456_789, 1000, 2_000_000),  # case 2: capped
        ("2/3", 9_000_000, 3_456_789, 1, 2_304_526),
        ("2/3", 9_000_000, 3_456_789, 1000, 2_304_000),
    ],
)
def test_the_first_worked_cases(rate: str, cap: int, expense: int, cut: int, granted: int) -> None:
    assert grant_of(Fraction(rate), cap, expense, cut) == granted


def test_the_third_worked_case_where_rounding_is_a_term() -> None:
    planned = {CostCategory(pk=pk): cost for pk, cost in enumerate((85_000, 250_500, 185_000), start=1)}
    offer: Any = {"rate": Fraction(2, 3), "cap": 2_000_000, "cut": 1000}
    assert grant_by_category(planned, each=True, **offer) == 346_000
    assert grant_by_category(planned, **offer) == 347_000


def test_categories_with_limits_of_their_own() -> None:
    machine = CostCategory(pk=1, share=Fraction(1, 2))
    patent, other = CostCategory(pk=2, cap=100_000), CostCategory(pk=3, rate=Fraction(1, 3))
    offer: Any = {"rate": Fraction(1, 2), "cap": 5_000_000}
    assert grant_by_category({patent: 900_000, other: 300_000}, **offer) == 200_000
    assert grant_by_category({machine: 2_000_000, patent: 900_000, other: 300_000}, **offer) == 400_000
    assert grant_by_category({machine: 100_000, patent: 900_000, other: 300_000}, **offer) == 250_000


COSTS = st.lists(st.integers(0, 10_000_000), max_size=6)


@given(COSTS, st.sampled_from(["1/2", "2/3", "1"]), st.integers(0, 9_000_000), st.sampled_from([1, 100, 1000]))
def test_a_grant_is_within_cap_and_rate(costs: list[int], rate: str, cap: int, cut: int) -> None:
    planned = {CostCategory(pk=pk): cost for pk, cost in enumerate(costs, start=1)}
    once = grant_by_category(planned, rate=Fraction(rate), cap=cap, cut=cut)
    each = grant_by_category(planned, rate=Fraction(rate), cap=cap, cut=cut, each=True)
    assert 0 <= each <= once <= min(cap, sum(costs) * Fraction(rate))
    assert once % cut == 0 and once == grant_of(Fraction(rate), cap, sum(costs), cut)


def test_a_plan_and_what_came_before_it(world: TinyWorld) -> None:
    call = called(world)
    works, travel = category(call, "委託費", position=1), category(call, "旅費", position=2)
    application = applied(world, call)
    first = draw_up_sheet(application, drawn_on=DAY, lines=[line(works, 500_000), line(works, 100_000)], by=None)
    assert by_category(first) == {works: 600_000, travel: 0}
    later = date(2024, 5, 1)
    second = draw_up_sheet(application, drawn_on=later, lines=[line(travel, 70_000, cost=77_000)], own=7_000, by=None)
    assert sheet_on(application, date(2024, 3, 31)) is None
    assert sheet_on(application, date(2024, 4, 30)) == first
    assert sheet_on(application, later) == second


def test_a_sheet_that_does_not_hold_is_refused_whole(world: TinyWorld) -> None:
    call, other = called(world), called(world, code="other")
    works, elsewhere = category(call, "委託費"), category(other, "旅費")
    application = applied(world, call)
    wrong: list[tuple[list[dict[str, Any]], str]] = [
        ([], "1行以上"),
        ([line(works, 1), line(elsewhere, 1)], "2行目: 「旅費」はほかの公募"),
        ([line(works, 3_000, unit_price=1_000, quantity=2)], "単価×数量(2,000円)が経費(3,000円)と合いません"),
        ([line(works, 3_000, cost=2_999)], "1行目: 補助対象経費が経費を超えています"),
    ]
    for lines, said in wrong:
        with pytest.raises(ValidationError) as caught:
            draw_up_sheet(application, drawn_on=DAY, lines=lines, by=None)
        assert said in "".join(caught.value.messages)
    assert not BudgetSheet.objects.exists()


def test_a_frame_has_a_rate_and_a_cap_of_its_own(world: TinyWorld) -> None:
    call, other = called(world), called(world, code="other")
    small = services.record_frame(by=None, call=call, name="小規模企業者", rate="3/4", cap=900_000)
    with pytest.raises(ValidationError, match="申請枠があります"):
        applied(world, call)
    with pytest.raises(ValidationError, match="ほかの公募の申請枠"):
        applied(world, other, frame=small)
    application = applied(world, call, frame=type(small).objects.get(pk=small.pk))
    assert [limit.most for limit in of_call(state_of(GRANT, application.case), 1_000_000)] == [900_000, 750_000]
