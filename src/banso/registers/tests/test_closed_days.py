"""Closed days: those the law and the centre's habit give, and what the centre says of a day itself."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from banso.core.days import Facts, read_rule
from banso.registers.models import ClosedDay
from banso.registers.services.closed_days import (
    correct_closed_day,
    note_closed_days_ahead,
    note_usual_closed_days,
    open_days,
    record_closed_day,
)
from banso.registers.usual_days import usual_closed_days
from conftest import TinyWorld

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def none_yet(db: None) -> None:
    ClosedDay.objects.all().delete()


def test_a_year_has_its_holidays_and_the_new_years_closure_by_name() -> None:
    days = {facts["on"]: (facts["kind"], facts["name"]) for facts in usual_closed_days([2026])}
    assert days[date(2026, 9, 22)] == ("holiday", "国民の休日")
    assert days[date(2026, 5, 6)] == ("holiday", "振替休日")
    assert days[date(2026, 1, 1)] == ("holiday", "元日")
    closures = [day for day, (kind, _) in days.items() if kind == "closure"]
    assert sorted(closures) == [date(2026, m, d) for m, d in ((1, 2), (1, 3), (12, 29), (12, 30), (12, 31))]
    assert {day.year for day in days} == {2026}


def test_the_year_of_the_new_era_has_its_single_holidays() -> None:
    names = {facts["on"]: facts["name"] for facts in usual_closed_days([2019])}
    assert names[date(2019, 5, 1)] == "天皇の即位の日"
    assert names[date(2019, 10, 22)] == "即位礼正殿の儀が行われる日"


def test_what_the_centre_says_of_a_day_stands_when_years_are_noted_again(world: TinyWorld) -> None:
    tester = world.user()
    record_closed_day(on=date(2026, 7, 20), kind="open", name="海の日(移動)", by=tester)
    noted = note_usual_closed_days([2026], by=None)
    assert noted == len(list(usual_closed_days([2026]))) - 1
    assert note_usual_closed_days([2026], by=None) == 0
    assert open_days().is_open(date(2026, 7, 20))


def test_every_new_year_notes_ten_years_ahead() -> None:
    note_closed_days_ahead.func(0)
    years = {day.year for day in ClosedDay.objects.values_list("on", flat=True)}
    this = min(years)
    assert years == set(range(this, this + 11))


def test_a_holiday_moved_by_the_diet_moves_a_deadline(world: TinyWorld) -> None:
    note_usual_closed_days([2026], by=None)
    rule = read_rule({"days": 20, "after": "asked", "roll": "forward"})

    def due() -> date | None:
        found = rule.due(Facts({"asked": date(2026, 6, 30)}, open_days()))
        return found and found.on

    assert due() == date(2026, 7, 21)
    marine_day = ClosedDay.objects.get(on=date(2026, 7, 20))
    correct_closed_day(marine_day, on=date(2026, 7, 23), by=world.user())
    assert due() == date(2026, 7, 20)


def test_a_day_stands_once_and_has_a_known_kind(world: TinyWorld) -> None:
    tester = world.user()
    record_closed_day(on=date(2026, 8, 13), kind="closure", name="夏季休業", by=tester)
    with pytest.raises(ValidationError, match="この日はすでに登録されています"):
        record_closed_day(on=date(2026, 8, 13), kind="closure", name="夏季休業", by=tester)
    with pytest.raises(ValidationError):
        record_closed_day(on=date(2026, 8, 14), kind="half", name="半日", by=tester)
