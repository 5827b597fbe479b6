"""Cases: numbers, steps that are answered and never rewritten, and where a case stands."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction

from banso.cases import services
from banso.cases.models import Case, Stage, StageEntry, Standing
from banso.core import done_days
from banso.core.done_days import days_to_come_confirmed
from banso.figures.cells import Cell
from banso.figures.evaluate import evaluate
from banso.figures.periods import InYear
from conftest import TinyWorld

OPENED = date(2023, 4, 3)


@pytest.fixture
def case(world: TinyWorld) -> Case:
    return services.open_case(programme=world.programme, company=world.company("青森工業"), opened_on=OPENED, by=None)


def stage(case: Case, code: str, position: int, **facts: bool) -> Stage:
    return Stage.objects.create(programme=case.programme, code=code, name=code, position=position, **facts)


def stands(case: Case) -> tuple[str, date, int, bool]:
    case.standing.refresh_from_db()
    return case.standing.step, case.standing.since, case.standing.round, case.standing.closed


def test_numbers_run_by_year_and_a_refused_case_gives_its_number_back(world: TinyWorld) -> None:
    def opened(on: date, **facts: object) -> Case:
        return services.open_case(programme=world.programme, opened_on=on, by=None, **facts)

    company = world.company()
    assert opened(date(2024, 3, 31), company=company).number == "R5-0001"
    with pytest.raises(ValidationError), transaction.atomic():
        opened(date(2024, 3, 31))
    assert opened(date(2024, 3, 31), alias="A銀行の取引先").number == "R5-0002"
    assert opened(date(2024, 4, 1), company=company).number == "R6-0001"


def test_a_case_stands_where_its_last_step_in_force_says(case: Case) -> None:
    first, done = stage(case, "first", 1), stage(case, "done", 2, closes=True)
    assert stands(case) == ("", OPENED, 0, False)
    services.enter_stage(case, first, on=date(2023, 5, 1), by=None)
    closing = services.enter_stage(case, done, on=date(2023, 6, 1), by=None)
    assert stands(case) == ("done", date(2023, 6, 1), 1, True)
    services.take_back_step(closing, reason="別の案件の誤り", by=None)
    assert stands(case) == ("first", date(2023, 5, 1), 1, False)
    services.enter_stage(case, first, on=date(2023, 7, 1), by=None)
    assert stands(case) == ("first", date(2023, 7, 1), 2, False)


def test_where_a_case_stands_is_kept_beside_whose_it_is(world: TinyWorld, case: Case) -> None:
    """The wall before lists of cases asks the standing itself, so it follows its case wherever that goes, in bulk too."""

    def kept() -> list[tuple[int, int | None]]:
        return list(Standing.objects.filter(case=case).values_list("programme", "company"))

    assert kept() == [(case.programme_id, case.company_id)]
    other = world.company("弘前食品")
    Case.objects.filter(pk=case.pk).update(company=other)
    assert kept() == [(case.programme_id, other.pk)]
    Case.objects.filter(pk=case.pk).update(company=None, alias="仮の名")
    assert kept() == [(case.programme_id, None)]


def test_a_step_is_answered_once_and_never_rewritten(case: Case) -> None:
    entry = services.enter_stage(case, stage(case, "first", 1), on=date(2023, 5, 1), by=None)
    righted = services.correct_entry(entry, taken_on=date(2023, 5, 2), by=None)
    assert (righted.replaces, righted.round, stands(case)[1]) == (entry, 1, date(2023, 5, 2))
    with pytest.raises(ValidationError, match="すでに訂正"):
        services.take_back_step(entry, reason="誤り", by=None)
    for change in ("UPDATE cases_stageentry SET note = 'x'", "DELETE FROM cases_stageentry"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change)
    assert StageEntry.objects.count() == 2


def test_a_step_is_not_before_its_case(case: Case) -> None:
    first = stage(case, "first", 1)
    with pytest.raises(ValidationError, match="受付日より前"):
        services.enter_stage(case, first, on=date(2023, 4, 2), by=None)
    with pytest.raises(Exception, match="step_before_its_case"), transaction.atomic():
        StageEntry.objects.bulk_create([StageEntry(case=case, stage=first, taken_on=date(2023, 4, 2))])
    services.enter_stage(case, first, on=OPENED, by=None)
    with pytest.raises(ValidationError, match="受付日が、すでに"):
        services.correct_case(case, opened_on=date(2023, 4, 4), by=None)


def test_a_stage_entered_twice_counts_once_and_one_taken_back_does_not(case: Case) -> None:
    first = stage(case, "first", 1)
    cell = Cell.of("pipelines.entered", "main", InYear(2023), {"stage": "first"})
    services.enter_stage(case, first, on=date(2023, 5, 1), by=None)
    services.enter_stage(case, first, on=date(2023, 6, 1), by=None)
    assert evaluate([cell])[cell].number == 1
    for entry in list(StageEntry.objects.in_force()):
        services.take_back_step(entry, reason="誤り", by=None)
    assert evaluate([cell])[cell].number == 0


def test_a_case_goes_forward_and_back_only_by_taking_back(case: Case) -> None:
    """Whichever day is entered first; a day between two is free, and the same stage again is no way back."""
    first, second, third = (stage(case, code, place) for place, code in enumerate(("first", "second", "third"), 1))
    services.enter_stage(case, second, on=date(2023, 6, 1), by=None)
    with pytest.raises(ValidationError, match="後の段階「second」へ進んでいます"):
        services.enter_stage(case, first, on=date(2023, 6, 2), by=None)
    with pytest.raises(ValidationError, match="前の段階「second」に入っています"):
        services.enter_stage(case, third, on=date(2023, 5, 31), by=None)
    services.enter_stage(case, first, on=date(2023, 5, 31), by=None)
    further = services.enter_stage(case, third, on=date(2023, 6, 1), by=None)
    services.enter_stage(case, third, on=date(2023, 7, 1), by=None)
    with pytest.raises(ValidationError, match="前の段階「first」に入っています"):
        services.correct_entry(further, taken_on=date(2023, 5, 1), by=None)
    for entry in StageEntry.objects.in_force().filter(stage=third):
        services.take_back_step(entry, reason="誤って進めた", by=None)
    services.enter_stage(case, second, on=date(2023, 8, 1), by=None)
    assert stands(case) == ("second", date(2023, 8, 1), 2, False)


def test_no_stage_is_entered_tomorrow(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is planned is a deadline; no tick opens this."""
    monkeypatch.setattr(done_days, "localdate", lambda: date(2023, 5, 1))
    first = stage(case, "first", 1)
    with days_to_come_confirmed(), pytest.raises(ValidationError, match="先の日付"):
        services.enter_stage(case, first, on=date(2023, 5, 2), by=None)
    services.enter_stage(case, first, on=date(2023, 5, 1), by=None)
    assert stands(case)[:2] == ("first", date(2023, 5, 1))
