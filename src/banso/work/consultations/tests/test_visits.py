"""A visit that serves several programmes: recorded once, counted at most once by each, its facts equal everywhere."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from banso.figures.cells import Cell
from banso.figures.evaluate import evaluate
from banso.figures.periods import InYear
from banso.figures.tally import all_drifts
from banso.registers.models import Programme
from banso.work.consultations.choices import Recommended
from banso.work.consultations.models import Category, Consultation, Theme, lacking
from banso.work.consultations.services import correct_consultation, follow_up, record_consultation
from conftest import TinyWorld

HELD = date(2024, 3, 31)


@pytest.fixture
def second(world: TinyWorld) -> Programme:
    return world.add_programme("second", "専門相談事業")


def visit(world: TinyWorld, **facts: Any) -> Consultation:
    company = facts.pop("company", None) or world.company()
    given = {"programme": world.programme, "held_on": HELD, "mode": "desk", "company": company, "note": "内容"}
    return record_consultation(by=None, **(given | facts))


def counted(measure: str, programme: Programme, year: int = 2023) -> int | None:
    cell = Cell.of(measure, programme.code, InYear(year))
    number = evaluate([cell])[cell].number
    return None if number is None else int(number)


def test_each_programme_counts_the_visit_once(world: TinyWorld, second: Programme) -> None:
    """Two programmes, one visit: one consultation and one firm under each, and the tallies agree with the records."""
    main = visit(world, also_under={second: None})
    assert [counted("consultations.held", p) for p in (world.programme, second)] == [1, 1]
    assert [counted("consultations.companies", p) for p in (world.programme, second)] == [1, 1]
    assert list(Consultation.objects.visits()) == [main]
    assert all_drifts() == []


def test_what_was_said_stands_on_the_visit_alone(world: TinyWorld, second: Programme) -> None:
    """The further row has the facts figures look at, the themes too, but neither note nor promise."""
    theme = Theme.objects.create(code="cash", name="資金繰り")
    main = visit(world, also_under={second: None}, themes=[theme], minutes=45, next_on=date(2024, 4, 5))
    row = main.further.get()
    assert (row.held_on, row.mode, row.company_id, row.minutes) == (HELD, "desk", main.company_id, 45)
    assert (row.note, row.next_on, list(row.themes.all())) == ("", None, [theme])
    assert list(Consultation.objects.promises()) == [main]


def test_a_correction_reaches_every_programme(world: TinyWorld, second: Programme) -> None:
    """Moved over the year's end, the visit leaves both programmes' year; a raw UPDATE does the same."""
    main = visit(world, also_under={second: None})
    correct_consultation(main, held_on=date(2024, 4, 1), by=None)
    assert [counted("consultations.held", p, 2024) for p in (world.programme, second)] == [1, 1]
    with connection.cursor() as cursor:
        cursor.execute("UPDATE consultations_consultation SET held_on = %s WHERE id = %s", [HELD, main.pk])
    assert [counted("consultations.held", p, 2024) for p in (world.programme, second)] == [0, 0]
    assert all_drifts() == []


def test_themes_follow_the_visit_by_whatever_way(world: TinyWorld, second: Programme) -> None:
    """Added to and taken from the visit directly, without the service."""
    theme = Theme.objects.create(code="cash", name="資金繰り")
    main = visit(world, also_under={second: None})
    main.themes.add(theme)
    assert list(main.further.get().themes.all()) == [theme]
    main.themes.clear()
    assert list(main.further.get().themes.all()) == []


@pytest.mark.parametrize(
    "facts", [{"held_on": date(2024, 3, 30)}, {"mode": "phone"}, {"minutes": 5}, {"company": None}]
)
def test_the_database_refuses_a_row_that_disagrees(world: TinyWorld, second: Programme, facts: dict[str, Any]) -> None:
    """Changed beside the visit, in any one fact."""
    row = visit(world, person=world.person(), also_under={second: None}).further.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Consultation.objects.filter(pk=row.pk).update(**facts)
    row.refresh_from_db()
    assert (row.held_on, row.mode, row.minutes) == (HELD, "desk", None)


def test_the_database_refuses_the_same_programme_twice_and_rows_of_rows(world: TinyWorld, second: Programme) -> None:
    """Neither the visit's own programme again, nor a further one twice, nor a further row of a further row."""
    main = visit(world, also_under={second: None})
    third = world.add_programme("third", "第三事業")
    facts = {"held_on": HELD, "mode": "desk", "company": main.company}
    for programme, of in ((world.programme, main), (second, main), (third, main.further.get())):
        with pytest.raises(IntegrityError), transaction.atomic():
            Consultation.objects.create(programme=programme, main=of, **facts)
    assert Consultation.objects.count() == 2


def test_the_further_programmes_are_put_right(world: TinyWorld, second: Programme) -> None:
    """One goes, another comes; the visit itself cannot take a programme it already counts under."""
    third = world.add_programme("third", "第三事業")
    main = visit(world, also_under={second: None})
    correct_consultation(main, also_under={third: None}, by=None)
    assert [row.programme for row in main.further.all()] == [third]
    with pytest.raises(ValidationError, match="すでに数えられています"):
        correct_consultation(main, programme=third, by=None)
    with pytest.raises(ValidationError, match="もとの相談"):
        correct_consultation(main.further.get(), mode="phone", by=None)


def test_taking_out_the_visit_takes_out_all_of_it(world: TinyWorld, second: Programme) -> None:
    """No row stays behind, and no count."""
    visit(world, also_under={second: None}).delete()
    assert not Consultation.objects.exists()
    assert counted("consultations.held", second) == 0


def test_a_programme_counted_by_category_asks_for_one(world: TinyWorld, second: Programme) -> None:
    """Of the programme's own; also for a further programme; otherwise nothing is written."""
    category = Category.objects.create(programme=second, code="advice", name="助言")
    with pytest.raises(ValidationError, match="区分を選んでください"):
        visit(world, also_under={second: None})
    with pytest.raises(ValidationError, match="選んだ事業の区分ではありません"):
        visit(world, category=category)
    assert not Consultation.objects.exists()
    assert visit(world, also_under={second: category}).further.get().category == category


def test_a_promise_is_open_until_it_is_answered(world: TinyWorld) -> None:
    """Answered on a day not before the consultation."""
    main = visit(world, next_on=date(2024, 4, 5))
    with pytest.raises(ValidationError, match="相談日以後"):
        follow_up(main, on=date(2024, 3, 30), by=None)
    main.refresh_from_db()
    follow_up(main, on=date(2024, 4, 5), by=None)
    assert not Consultation.objects.promises().exists()


def test_records_that_lack_something_are_found(world: TinyWorld) -> None:
    """Exactly those, for each recommended fact and for any."""
    theme = Theme.objects.create(code="cash", name="資金繰り")
    whole = visit(world, adviser=world.staff, minutes=30, themes=[theme])
    bare = visit(world, note="", adviser=world.staff)
    found = {name: set(Consultation.objects.filter(lacking(name))) for name in [*Recommended.values, "any"]}
    assert found == {"adviser": set(), "themes": {bare}, "minutes": {bare}, "note": {bare}, "any": {bare}}
    assert whole not in found["any"]
