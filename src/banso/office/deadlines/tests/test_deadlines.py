"""Deadlines: set, moved and ended by rows, brought in line with the rules, found by keeper and day."""

from datetime import date, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.utils.timezone import localdate

from banso.cases.models import Case
from banso.cases.services import hand_over_case
from banso.core.days import Due
from banso.office.deadlines.choices import Actor, Ending
from banso.office.deadlines.models import Closing, Deadline, OpenDeadline
from banso.office.deadlines.services import (
    Wanted,
    drop_deadline,
    meet_by_step,
    meet_deadline,
    move_deadline,
    set_deadline,
    settle,
)
from banso.registers.models import Programme, Staff
from conftest import TinyWorld

JUNE = date(2024, 6, 13)
DAY = timedelta(days=1)


@pytest.fixture
def case(world: TinyWorld) -> Case:
    facts = {"programme": world.programme, "company": world.company("青森工業"), "keeper": world.staff}
    return Case.objects.create(**facts, number="R6-0001", opened_on=date(2024, 4, 10))


def wanted(code: str = "report", on: date | None = JUNE, **facts: Any) -> Wanted:
    due = Due(on, "完了の日(令和6年5月14日)の翌日から数えて30日目") if on else None
    return Wanted(code, "実績報告書の提出", due, Actor.COMPANY, met_by=("reported",), **facts)


def opened(case: Case) -> list[tuple[str, int, date]]:
    return list(OpenDeadline.objects.filter(case=case).values_list("code", "round", "due_on"))


def next_due(case: Case) -> date | None:
    case.standing.refresh_from_db()
    return case.standing.next_due_on


# By hand


def test_a_deadline_set_by_hand_is_open_for_the_keeper_and_next_of_its_case(case: Case, world: TinyWorld) -> None:
    later = set_deadline(case, name="追加資料の提出", due_on=JUNE, by=world.user())
    sooner = set_deadline(case, name="見積書の確認", due_on=JUNE - DAY, sentence="電話で決めた", by=None)
    assert (later.sentence, later.actor, later.by_hand, later.state) == ("個別に決めた期日", "keeper", True, "未了")
    assert [(row.deadline, row.keeper) for row in OpenDeadline.objects.all()] == [
        (sooner, world.staff),
        (later, world.staff),
    ]
    assert next_due(case) == sooner.due_on
    assert opened(case) == [("", 2, JUNE - DAY), ("", 1, JUNE)]


def test_moving_adds_a_row_with_the_reason_and_keeps_the_old_one(case: Case, world: TinyWorld) -> None:
    first = set_deadline(case, name="実績報告書の提出", due_on=JUNE, by=None)
    moved = move_deadline(first, to=date(2024, 7, 1), reason="遅延届を承認した", by=world.user())
    assert (moved.replaces, moved.due_on, moved.round) == (first, date(2024, 7, 1), 1)
    assert moved.sentence == "令和6年6月13日から変更(理由: 遅延届を承認した)"
    assert opened(case) == [("", 1, date(2024, 7, 1))]
    assert next_due(case) == date(2024, 7, 1)
    assert Deadline.objects.get(pk=first.pk).state == "令和6年7月1日に変更"
    again = move_deadline(moved, to=JUNE, reason="取下げ", by=None)  # back again, and long past
    assert opened(case) == [("", 1, JUNE)]
    assert again.replaces == moved


def test_what_cannot_be_moved_is_refused_with_the_reason(case: Case) -> None:
    first = set_deadline(case, name="報告", due_on=JUNE, by=None)
    for to, reason, said in (
        (JUNE, "延長", "今の期日も令和6年6月13日です"),
        (JUNE + DAY, " ", "期限を変える理由"),
    ):
        with pytest.raises(ValidationError, match=said):
            move_deadline(first, to=to, reason=reason, by=None)
    move_deadline(first, to=JUNE + DAY, reason="延長", by=None)
    with pytest.raises(ValidationError, match="すでに令和6年6月14日に変更されています"):
        move_deadline(first, to=JUNE + 2 * DAY, reason="延長", by=None)
    with pytest.raises(ValidationError, match="すでに令和6年6月14日に変更されています"):
        meet_deadline(first, on=JUNE, by=None)


def test_a_deadline_ends_once_met_or_dropped(case: Case) -> None:
    first = set_deadline(case, name="報告", due_on=JUNE, by=None)
    second = set_deadline(case, name="面談", due_on=JUNE, by=None)
    met = meet_deadline(first, on=JUNE - DAY, by=None)
    assert (str(met), met.by_hand) == ("済んだ 令和6年6月12日", True)
    with pytest.raises(ValidationError, match="すでに終わっています\\(済んだ 令和6年6月12日\\)"):
        drop_deadline(first, reason="不要", by=None)
    with pytest.raises(ValidationError, match="不要になった理由"):
        drop_deadline(second, reason="", by=None)
    with pytest.raises(ValidationError, match="これからの日付"):
        meet_deadline(second, on=localdate() + DAY, by=None)
    drop_deadline(second, reason="面談は行わない", by=None)
    assert opened(case) == []
    assert next_due(case) is None


def test_the_database_refuses_to_rewrite_or_to_end_twice(case: Case, world: TinyWorld) -> None:
    first = set_deadline(case, name="報告", due_on=JUNE, by=None)
    other = Case.objects.create(programme=world.programme, company=world.company(), opened_on=date(2024, 4, 10))
    facts = {"name": "報告", "due_on": JUNE, "sentence": "x", "replaces": first, "reason": "x"}
    for attempt in (
        lambda: Deadline.objects.filter(pk=first.pk).update(due_on=JUNE + DAY),
        lambda: first.delete(),
        lambda: Deadline.objects.create(case=other, **facts),
        lambda: Deadline.objects.create(case=case, **facts | {"reason": ""}),
        lambda: Deadline.objects.create(case=case, name="報告", due_on=JUNE, sentence=""),
        lambda: Deadline.objects.create(case=case, name="報告", due_on=JUNE, sentence="x", actor="nobody"),
        lambda: Closing.objects.create(deadline=first, ending=Ending.DROPPED, on=JUNE),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()
    Deadline.objects.create(case=case, **facts)
    with pytest.raises(DatabaseError, match="deadline_is_not_open"), transaction.atomic():
        Closing.objects.create(deadline=first, ending=Ending.MET, on=JUNE)


def test_another_keeper_gets_the_open_deadlines_along(case: Case, world: TinyWorld) -> None:
    set_deadline(case, name="報告", due_on=JUNE, by=None)
    successor = Staff.objects.create(name="後任 花子", unit=world.unit, joined_on=date(2024, 4, 1))
    hand_over_case(case, to=successor, by=None)
    assert OpenDeadline.objects.get().keeper == successor


# By rule


def test_what_the_rules_ask_for_is_set_and_settling_twice_changes_nothing(case: Case) -> None:
    made = settle(case, [wanted(), wanted("withdrawal", None)], by=None)
    assert [(d.code, d.actor, d.met_by, d.by_hand) for d in made] == [("report", "company", ["reported"], False)]
    assert settle(case, [wanted(), wanted("withdrawal", None)], by=None) == made
    assert Deadline.objects.count() == 1


def test_a_date_counted_anew_replaces_the_former(case: Case) -> None:
    (first,) = settle(case, [wanted()], by=None)
    (second,) = settle(case, [wanted(on=JUNE + DAY)], by=None)
    assert (second.replaces, second.reason) == (first, "手続が進み、期日を数え直した")
    assert opened(case) == [("report", 1, JUNE + DAY)]


def test_what_is_not_asked_for_any_more_is_dropped_and_comes_back(case: Case) -> None:
    settle(case, [wanted()], by=None)
    assert settle(case, [], by=None) == []
    closing = Closing.objects.get()
    assert (closing.ending, closing.by_hand, closing.reason) == ("dropped", False, "もとになる手続がなくなった")
    (again,) = settle(case, [wanted()], by=None)
    assert again.replaces is None
    assert opened(case) == [("report", 1, JUNE)]


def test_rounds_of_one_rule_stand_beside_each_other(case: Case) -> None:
    settle(case, [wanted("visit"), wanted("visit", JUNE + DAY, round=2)], by=None)
    met = meet_by_step(case, "reported", on=JUNE, round=1, by=None)
    assert [closing.step for closing in met] == ["reported"]
    assert opened(case) == [("visit", 2, JUNE + DAY)]


def test_a_step_meets_its_deadlines_and_taken_back_they_are_due_again(case: Case) -> None:
    settle(case, [wanted(), wanted("photos")], by=None)
    set_deadline(case, name="面談", due_on=JUNE, by=None)
    assert len(meet_by_step(case, "reported", on=JUNE - DAY, by=None)) == 2
    assert opened(case) == [("", 1, JUNE)]
    settle(case, [], by=None)
    assert opened(case) == [("", 1, JUNE)]  # what a person set is not the rules' to drop
    settle(case, [wanted(), wanted("photos")], by=None)
    assert sorted(opened(case)) == [("", 1, JUNE), ("photos", 1, JUNE), ("report", 1, JUNE)]


def test_what_a_person_moved_or_ended_stays_as_she_left_it(case: Case) -> None:
    first, photos = settle(case, [wanted(), wanted("photos")], by=None)
    moved = move_deadline(first, to=date(2024, 8, 1), reason="延長を承認した", by=None)
    drop_deadline(photos, reason="写真は要らない", by=None)
    assert settle(case, [wanted(on=JUNE + DAY), wanted("photos")], by=None) == [moved]
    assert opened(case) == [("report", 1, date(2024, 8, 1))]
    settle(case, [], by=None)
    assert opened(case) == [("report", 1, date(2024, 8, 1))]


# Two at once


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("way", ["move", "meet"])
def test_of_two_at_once_one_wins_and_the_other_is_told(way: str) -> None:
    programme = Programme.objects.create(code="main", started_in=2022)
    case = Case.objects.create(programme=programme, title="案件", opened_on=date(2024, 4, 10))
    deadline = set_deadline(case, name="報告", due_on=JUNE, by=None)
    start, found = Barrier(2), []

    def attempt(number: int) -> None:
        start.wait()
        try:
            if way == "meet" and number == 1:
                meet_deadline(deadline, on=JUNE, by=None)
            else:
                move_deadline(deadline, to=JUNE + number * DAY, reason="延長", by=None)
            found.append("")
        except ValidationError as error:
            found.append(error.messages[0])
        finally:
            connection.close()

    threads = [Thread(target=attempt, args=(number,)) for number in (1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found)[0] == ""
    assert "すでに" in sorted(found)[1]
    assert OpenDeadline.objects.count() + Closing.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_case_settled_by_two_at_once_has_each_deadline_once() -> None:
    programme = Programme.objects.create(code="main", started_in=2022)
    case = Case.objects.create(programme=programme, title="案件", opened_on=date(2024, 4, 10))
    start = Barrier(2)

    def attempt() -> None:
        start.wait()
        settle(case, [wanted(), wanted("photos")], by=None)
        connection.close()

    threads = [Thread(target=attempt) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(opened(case)) == [("photos", 1, JUNE), ("report", 1, JUNE)]
    assert Deadline.objects.count() == 2
