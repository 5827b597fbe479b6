"""Reminders: the ladder as data, which rungs a day brings, digests by addressee, nothing twice and nothing after receipt."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from banso.cases.models import Case, Party
from banso.core.errors import UserError
from banso.office.deadlines.choices import Actor, Addressee
from banso.office.deadlines.ladder import DEFAULT, Rung, read_ladder, rungs_due
from banso.office.deadlines.models import Deadline, Reminded
from banso.office.deadlines.services import due_digests, meet_deadline, move_deadline, note_reminded
from banso.registers.models import Expert, Unit
from conftest import TinyWorld

DUE = date(2024, 6, 20)
LONG_AGO = date(2024, 1, 4)


def on(day: date, actor: Actor = Actor.COMPANY, *, since: date = LONG_AGO, gone: tuple[Rung, ...] = ()) -> list[str]:
    found = rungs_due(DEFAULT, actor=actor, due_on=DUE, since=since, today=day, gone=gone)
    return [f"{rung.to}{rung.days:+d}" for rung in found]


@pytest.mark.parametrize(
    ("day", "due"),
    [
        (date(2024, 6, 5), []),
        (date(2024, 6, 6), ["keeper-14"]),
        (date(2024, 6, 17), ["keeper-14", "company-3"]),
        (date(2024, 6, 21), ["company-3", "keeper+1"]),
        (date(2024, 6, 27), ["company-3", "keeper+1", "manager+7"]),
    ],
)
def test_each_day_brings_the_latest_rung_of_each_addressee(day: date, due: list[str]) -> None:
    assert sorted(on(day)) == sorted(due)


def test_a_rung_that_is_gone_or_lies_before_the_deadline_was_known_is_not_due() -> None:
    assert on(date(2024, 6, 17), gone=(Rung(-14, Addressee.KEEPER),)) == ["company-3"]
    assert on(date(2024, 6, 17), since=date(2024, 6, 10)) == ["company-3"]
    assert on(date(2024, 6, 17), since=date(2024, 6, 17)) == ["company-3"]
    assert on(date(2024, 6, 17), since=date(2024, 6, 18)) == []


def test_those_outside_are_reminded_of_what_they_must_do_only() -> None:
    assert on(date(2024, 6, 17), Actor.KEEPER) == ["keeper-14"]
    assert sorted(on(date(2024, 6, 17), Actor.EXPERT)) == ["expert-3", "keeper-14"]


@given(st.dates(date(2024, 5, 1), date(2024, 8, 1)), st.sampled_from(list(Actor)), st.integers(1, 5))
def test_day_after_day_every_rung_goes_once(first: date, actor: Actor, pause: int) -> None:
    """Whenever the machine runs, nobody is told the same twice, and everybody hears of what is still to come."""
    gone: list[Rung] = []
    day = first
    while day < date(2024, 9, 1):
        found = rungs_due(DEFAULT, actor=actor, due_on=DUE, since=first, today=day, gone=gone)
        assert not set(found) & set(gone)
        gone += found
        day += timedelta(days=pause)
    assert len(gone) == len(set(gone))
    if pause == 1:
        heard = {rung for rung in DEFAULT if rung.day(DUE) >= first and rung in gone}
        assert heard == set(gone)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({}, "並べてください"),
        ([{"days_before": 3}], "1番目は"),
        ([{"days_before": 3, "days_after": 1, "to": "keeper"}], "1番目は"),
        ([{"days_after": "1", "to": "keeper"}], "日数「1」は"),
        ([{"days_after": 1, "to": "boss"}], "宛先「boss」は、keeper、manager"),
        ([{"days_after": 1, "to": "keeper"}, {"days_after": 1, "to": "keeper"}], "2番目は、前にあるものと同じ"),
        ([{"days_after": 61, "to": "keeper"}], "0から60まで"),
    ],
)
def test_a_ladder_that_cannot_be_read_is_refused_by_name(data: Any, said: str) -> None:
    with pytest.raises(UserError, match=said):
        read_ladder(data)


class Office:
    """Two cases of one company with the same keeper, one of an expert's, and one behind a wall."""

    def __init__(self, world: TinyWorld) -> None:
        self.world = world
        self.company = world.company("青森工業")
        self.expert = Expert.objects.create(name="専門 太郎", registered_on=date(2020, 4, 1))

    def case(self, number: str, **facts: Any) -> Case:
        usual = {"programme": self.world.programme, "company": self.company, "keeper": self.world.staff}
        return Case.objects.create(**usual | facts, number=number, opened_on=date(2024, 4, 10))

    def deadline(self, case: Case, **facts: Any) -> Deadline:
        known = timezone.make_aware(datetime(2024, 4, 10, 9))
        usual = {"name": "報告書の提出", "due_on": DUE, "sentence": "規則による", "actor": Actor.COMPANY}
        return Deadline.objects.create(**usual | {"case": case, "created_at": known} | facts)


@pytest.fixture
def office(world: TinyWorld) -> Office:
    return Office(world)


def told(today: date) -> list[tuple[str, str, list[str]]]:
    return [(d.to.value, str(d.who), [line.text for line in d.lines]) for d in due_digests(today)]


def test_each_addressee_has_one_digest_in_the_order_of_the_days(office: Office) -> None:
    first, second = office.case("R6-0001"), office.case("R6-0002")
    office.deadline(first)
    office.deadline(second, due_on=DUE - timedelta(days=1), name="見積書の提出")
    assert told(date(2024, 6, 18)) == [
        ("company", "青森工業", ["見積書の提出 青森工業(R6-0002) あと1日", "報告書の提出 青森工業(R6-0001) あと2日"]),
        ("keeper", "担当 一郎", ["見積書の提出 青森工業(R6-0002) あと1日", "報告書の提出 青森工業(R6-0001) あと2日"]),
    ]


def test_managers_are_told_of_their_unit_and_experts_of_their_own_reports(office: Office) -> None:
    case = office.case("R6-0001")
    party = Party.objects.create(case=case, role="expert", expert=office.expert, name="専門 太郎")
    office.deadline(case, actor=Actor.EXPERT, party=party)
    assert [line[:2] for line in told(date(2024, 6, 27))] == [
        ("expert", "専門 太郎"),
        ("keeper", "担当 一郎"),
        ("manager", "総合支援課"),
    ]
    assert due_digests(date(2024, 6, 27))[2].who == office.world.unit
    assert due_digests(date(2024, 6, 27))[0].who == office.expert


def test_a_case_behind_a_wall_is_named_by_its_number_alone(office: Office) -> None:
    secret = office.world.add_programme("secret", "守秘の事業")
    secret.walled_to = Unit.objects.create(code="walled", name="守秘の部署", confidential=True)
    secret.save()
    office.deadline(office.case("守R6-0001", programme=secret))
    digests = due_digests(date(2024, 6, 18))
    assert {line.text for digest in digests for line in digest.lines} == {"期限(守R6-0001) あと2日"}
    assert all(line.walled for digest in digests for line in digest.lines)


def test_nothing_goes_twice_nor_after_receipt(office: Office) -> None:
    met, moved, left = (office.deadline(office.case(f"R6-000{n}")) for n in (1, 2, 3))
    today = date(2024, 6, 18)
    company = due_digests(today)[0]
    assert len(company.lines) == 3
    meet_deadline(met, on=date(2024, 6, 17), by=None)
    move_deadline(moved, to=date(2024, 9, 1), reason="延長", by=None)
    assert [line.deadline for line in note_reminded(company, on=today, by=None)] == [left]
    assert note_reminded(company, on=today, by=None) == []
    sent = Reminded.objects.get()
    assert (sent.deadline, sent.to, sent.days, sent.on) == (left, "company", -3, today)
    assert [digest.to for digest in due_digests(today)] == [Addressee.KEEPER]


def test_a_date_counted_anew_on_the_day_of_its_reminder_brings_no_second_one(office: Office) -> None:
    first = office.deadline(office.case("R6-0001"))
    today = date(2024, 6, 17)
    for digest in due_digests(today):
        note_reminded(digest, on=today, by=None)
    noon = timezone.make_aware(datetime(2024, 6, 17, 12))
    office.deadline(first.case, replaces=first, reason="数え直した", created_at=noon)
    assert due_digests(today) == []
    assert [digest.to for digest in due_digests(date(2024, 6, 21))] == [Addressee.KEEPER]


def test_a_programmes_own_ladder_is_asked_once_for_its_terms(office: Office) -> None:
    for number in range(3):
        office.deadline(office.case(f"R6-000{number}"))
    asked: list[Deadline] = []

    def ladder_of(deadline: Deadline) -> tuple[Rung, ...]:
        asked.append(deadline)
        return read_ladder([{"days_before": 2, "to": "manager"}])

    (digest,) = due_digests(date(2024, 6, 18), ladder_of)
    assert (digest.to, digest.who, len(digest.lines), len(asked)) == (Addressee.MANAGER, office.world.unit, 3, 1)


def test_digests_of_many_deadlines_ask_few_queries(office: Office, django_assert_max_num_queries: Any) -> None:
    for number in range(30):
        office.deadline(office.case(f"R6-{number:04d}"))
    with django_assert_max_num_queries(3):
        assert len(due_digests(date(2024, 6, 18))) == 2
