"""The balance of a year's introductions, the funnel and the chase list."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from banso.work.orders import services
from banso.work.orders.balance import balance, funnel, introductions, printed
from banso.work.orders.chasing import INTRODUCED
from banso.work.orders.models import Inquiry, Introduction, Outcome
from conftest import TODAY, TinyWorld

from .making import inquiry, supplier

LAST, FIRST = date(2023, 3, 31), date(2023, 4, 1)


def introduced(world: TinyWorld, on: date, result: str = "", settled_on: date | None = None) -> Introduction:
    asked = inquiry(world, received_on=on)
    made = services.record_introduction(inquiry=asked, supplier=world.company(), introduced_on=on, by=None)
    if result:
        facts: dict[str, Any] = {"amount": 1} if result == "agreed" else {"reason_code": "price"}
        services.record_outcome(introduction=made, result=result, settled_on=settled_on, by=None, **facts)
    return made


def numbers(world: TinyWorld, year: int) -> list[dict[str, int]]:
    return [line.numbers for line in balance(world.programme, year)]


def test_a_years_own_and_those_carried_over_are_kept_apart(world: TinyWorld) -> None:
    """By the last and the first day of the year; an outcome after the year leaves it open in the year."""
    introduced(world, LAST, "agreed", FIRST)
    introduced(world, LAST, "declined", LAST)
    introduced(world, LAST)
    introduced(world, FIRST, "declined", date(2024, 4, 1))
    introduced(world, FIRST, "agreed", date(2024, 3, 31))
    assert numbers(world, 2022) == [
        {"all": 3, "agreed": 0, "declined": 1, "open": 2}, {"all": 0, "agreed": 0, "declined": 0, "open": 0},
    ]  # fmt: skip
    assert numbers(world, 2023) == [
        {"all": 2, "agreed": 1, "declined": 0, "open": 1}, {"all": 2, "agreed": 1, "declined": 0, "open": 1},
    ]  # fmt: skip
    assert printed(world.programme, 2023) == {"all": 2, "agreed": 2, "declined": 0}


EVENTS = st.lists(
    st.tuples(st.dates(date(2021, 4, 1), date(2024, 3, 31)), st.sampled_from(["", "agreed", "declined"]), st.integers(0, 700)),
    max_size=12,
)  # fmt: skip


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(EVENTS)
def test_every_line_adds_up_and_the_lines_make_the_reports_figures(world: TinyWorld, events: list[Any]) -> None:
    """紹介 = 成立 + 不成立 + 継続 in each line; what stays open is carried over; sums are what the report prints."""
    Outcome.objects.all().delete()
    Introduction.objects.all().delete()
    buyer, programme = world.company(), world.programme
    rows = []
    for on, _, _ in events:
        asked = Inquiry.objects.create(programme=programme, buyer=buyer, received_on=on, item="x")
        rows.append(Introduction(inquiry=asked, supplier=buyer, introduced_on=on))
    Introduction.objects.bulk_create(rows)
    for row, (on, result, days) in zip(rows, events, strict=True):
        if result:
            agreed = result == "agreed"
            Outcome.objects.create(
                introduction=row, result=result, settled_on=on + timedelta(days=days),
                amount=1 if agreed else None, reason_code="" if agreed else "price",
            )  # fmt: skip
    for year in (2022, 2023):
        own, carried = numbers(world, year)
        for line in (own, carried):
            assert line["all"] == line["agreed"] + line["declined"] + line["open"]
        report = printed(world.programme, year)
        assert report == {"all": own["all"], **{s: own[s] + carried[s] for s in ("agreed", "declined")}}
        assert numbers(world, year + 1)[1]["all"] == own["open"] + carried["open"]


def test_the_funnel_counts_a_deal_as_quoted(world: TinyWorld) -> None:
    """And two quotes of one introduction once."""
    quoted = introduced(world, FIRST)
    for _ in range(2):
        services.record_follow_up(quoted, heard_on=date(2023, 5, 1), progress="quoted", by=None)
    introduced(world, FIRST, "agreed", date(2023, 5, 1))
    services.record_follow_up(introduced(world, FIRST), heard_on=date(2023, 5, 1), progress="talking", by=None)
    inquiry(world, received_on=FIRST)
    assert funnel(world.programme, 2023) == [("照会", 4), ("紹介", 3), ("見積", 2), ("成立", 1)]


@pytest.mark.parametrize(
    ("heard_on", "until", "due"),
    [
        (None, date(2023, 4, 30), []),
        (None, date(2023, 5, 1), [date(2023, 5, 1)]),
        (None, date(2023, 7, 1), [date(2023, 7, 1)]),
        (date(2023, 4, 16), date(2023, 5, 1), [date(2023, 5, 1)]),
        (date(2023, 4, 17), date(2023, 5, 1), []),
        (date(2023, 5, 20), date(2023, 6, 30), []),
        (date(2023, 5, 20), date(2023, 7, 1), [date(2023, 7, 1)]),
    ],
)
def test_who_is_to_be_asked(world: TinyWorld, heard_on: date | None, until: date, due: list[date]) -> None:
    """From each day on, unless something was heard in the two weeks before it or since."""
    made = introduced(world, FIRST)
    if heard_on:
        services.record_follow_up(made, heard_on=heard_on, progress="talking", by=None)
    assert [row.due_on for row in INTRODUCED.due(until)] == due


def test_a_settled_introduction_is_not_chased(world: TinyWorld) -> None:
    """Nor does it appear twice while it is open."""
    introduced(world, FIRST, "agreed", FIRST)
    kept = introduced(world, FIRST)
    assert list(INTRODUCED.due(TODAY)) == [kept]


def test_the_records_behind_a_number_are_its_introductions(world: TinyWorld) -> None:
    """Exactly those, and none of another programme."""
    mine = introduced(world, FIRST)
    other = world.add_programme("other", "別の事業")
    services.record_introduction(
        inquiry=inquiry(world, programme=other, received_on=FIRST),
        supplier=supplier(world),
        introduced_on=FIRST,
        by=None,
    )
    assert list(introductions(world.programme, 2023, "own", "open")) == [mine]
