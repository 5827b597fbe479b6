"""Two companies merged and taken apart: everything follows, nothing is lost, nobody learns what is behind a wall."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.utils.timezone import localdate, now
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from banso.core.errors import UserError
from banso.figures.cells import Cell
from banso.figures.evaluate import evaluate
from banso.figures.periods import InYear
from banso.registers.company_links import links_to_companies, reason_to_stay
from banso.registers.models import Company, CompanyName, Crossing, Merge, MergeMove, Person, User
from banso.registers.seeing import doors
from banso.registers.services.merging import (
    added_since,
    ask_merge,
    ask_undo,
    carry_out,
    left_behind,
    merge_companies,
)
from banso.work.consultations.models import Consultation
from banso.work.orders.models import Profile, Registration, SupplierCard
from conftest import TinyWorld

from .walled import Walled, run

HELD = date(2023, 5, 1)


@pytest.fixture
def by(world: TinyWorld) -> User:
    return world.user("clerk")


@pytest.fixture
def two(world: TinyWorld) -> tuple[Company, Company]:
    return world.company("株式会社山田工業"), world.company("ヤマダ工業", kana="ヤマダコウギョウ", phone="017-700-0001")


def consult(world: TinyWorld, company: Company, **facts: Any) -> Consultation:
    given = {"programme": world.programme, "held_on": HELD, "mode": "desk"} | facts
    return Consultation.objects.create(company=company, **given)


def firms(world: TinyWorld) -> int | None:
    cell = Cell("consultations.companies", world.programme.code, InYear(2023))
    return evaluate([cell])[cell].number


def merged(survivor: Company, absorbed: Company, by: User | None) -> Merge:
    merge = ask_merge(survivor, absorbed, by=by)
    merge_companies(merge_id=merge.pk)
    merge.refresh_from_db()
    for company in (survivor, absorbed):
        company.refresh_from_db()
    return merge


def undone(merge: Merge, by: User | None) -> None:
    ask_undo(merge, by=by)
    merge_companies(merge_id=merge.pk)
    merge.refresh_from_db()


def test_no_link_to_a_company_is_forgotten(db: None) -> None:
    """Every foreign key of the database to the companies' table follows a merge, or says why it does not."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text, attname FROM pg_constraint"
            " JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1]"
            " WHERE contype = 'f' AND confrelid = 'registers_company'::regclass"
        )
        stored = set(cursor.fetchall())
    following = {(link.model._meta.db_table, link.field.column) for link in links_to_companies()}
    staying = {
        (model._meta.db_table, field.column)
        for model in apps.get_models(include_auto_created=True)
        if reason_to_stay(model)
        for field in model._meta.fields
        if field.related_model is Company
    }
    assert following | staying == stored and not following & staying
    assert len(following) > 20


def test_the_firms_are_two_then_one_then_two(world: TinyWorld, two: tuple[Company, Company], by: User) -> None:
    """実企業数 follows a merge and its undoing; 延べ stays what it was."""
    survivor, absorbed = two
    kept, moved = consult(world, survivor), consult(world, absorbed)
    assert firms(world) == 2
    merge = merged(survivor, absorbed, by)
    assert firms(world) == 1
    assert set(survivor.consultations.all()) == {kept, moved}
    undone(merge, by)
    assert firms(world) == 2
    assert (list(survivor.consultations.all()), list(absorbed.consultations.all())) == ([kept], [moved])


def test_what_the_survivor_lacks_it_takes_over(two: tuple[Company, Company], by: User) -> None:
    """Empty facts are filled, its own stand, and undoing empties them again; a 法人番号 has one bearer at a time."""
    survivor, absorbed = two
    Company.objects.filter(pk=absorbed.pk).update(corporate_number="8990000000001", capital=5)
    Company.objects.filter(pk=survivor.pk).update(capital=7)
    merge = merged(survivor, absorbed, by)
    said = (survivor.corporate_number, survivor.kana, survivor.phone, survivor.capital, survivor.name)
    assert said == ("8990000000001", "ヤマダコウギョウ", "017-700-0001", 7, "株式会社山田工業")
    assert (absorbed.corporate_number, absorbed.merged_into) == (None, survivor)
    undone(merge, by)
    survivor.refresh_from_db()
    absorbed.refresh_from_db()
    assert (survivor.corporate_number, survivor.kana, survivor.phone, survivor.capital) == (None, "", "", 7)
    assert (absorbed.corporate_number, absorbed.merged_into) == ("8990000000001", None)


def test_what_was_changed_or_added_since_stays(world: TinyWorld, two: tuple[Company, Company], by: User) -> None:
    """Undoing gives back exactly what moved; a record given to a third company, a corrected fact and a new record stay."""
    survivor, absorbed = two
    third = world.company("第三の企業")
    own, moved, passed_on = consult(world, survivor), consult(world, absorbed), consult(world, absorbed)
    merge = merged(survivor, absorbed, by)
    Consultation.objects.filter(pk=passed_on.pk).update(company=third)
    Company.objects.filter(pk=survivor.pk).update(phone="0178-00-0000")
    added = consult(world, survivor, created_at=now() + timedelta(seconds=1))
    assert [(link.title, list(rows)) for link, rows in added_since(merge)] == [("相談記録", [added])]
    undone(merge, by)
    assert set(survivor.consultations.all()) == {own, added}
    assert (list(absorbed.consultations.all()), list(third.consultations.all())) == ([moved], [passed_on])
    survivor.refresh_from_db()
    assert (survivor.phone, survivor.kana) == ("0178-00-0000", "")
    stayed = {(move.kind, move.column) for move in MergeMove.objects.filter(merge=merge, went_back=False)}
    assert stayed == {("consultations.consultation", "company"), ("registers.company", "phone")}


def test_what_cannot_stand_beside_stays_and_is_listed(world: TinyWorld, two: tuple[Company, Company], by: User) -> None:
    """A second registration for the same days stays with the absorbed company; put right, it follows when moved again."""
    survivor, absorbed = two
    facts = {"programme": world.programme, "side": "supplier"}
    Registration.objects.create(company=survivor, registered_on=date(2022, 4, 1), **facts)
    double = Registration.objects.create(company=absorbed, registered_on=date(2023, 4, 1), **facts)
    older = Registration.objects.create(
        company=absorbed, registered_on=date(2020, 4, 1), ended_on=date(2021, 3, 31), **facts
    )
    merge = merged(survivor, absorbed, by)
    assert [(link.title, list(rows)) for link, rows in left_behind(merge)] == [
        (str(Registration._meta.verbose_name), [double])
    ]
    older.refresh_from_db()
    assert older.company == survivor
    Registration.objects.filter(pk=double.pk).update(registered_on=date(2010, 4, 1), ended_on=date(2011, 3, 31))
    carry_out(merge, by=by)
    assert left_behind(merge) == []
    undone(merge, by)
    assert set(Registration.objects.filter(company=absorbed)) == {double, older}


def test_one_representative_and_no_name_twice(two: tuple[Company, Company], by: User) -> None:
    """The survivor's representative stays one, the other becomes a contact; a name both have stays where it is."""
    survivor, absorbed = two
    Person.objects.create(company=survivor, name="山田 太郎", is_representative=True)
    other = Person.objects.create(company=absorbed, name="山田 花子", is_representative=True)
    for company in two:
        CompanyName.objects.create(company=company, name="山田鉄工所")
    CompanyName.objects.create(company=absorbed, name="ヤマダ鉄工")
    merge = merged(survivor, absorbed, by)
    other.refresh_from_db()
    assert (other.company, other.is_representative) == (survivor, False)
    assert sorted(survivor.other_names.values_list("name", flat=True)) == ["ヤマダ鉄工", "山田鉄工所"]
    undone(merge, by)
    other.refresh_from_db()
    assert (other.company, other.is_representative) == (absorbed, True)
    assert absorbed.other_names.count() == 2


def test_profiles_follow_and_what_was_told_never_changes(
    two: tuple[Company, Company], by: User, world: TinyWorld
) -> None:
    """Both companies' profiles of one year are the survivor's, the latest is current; the supplier's card is made anew."""
    survivor, absorbed = two
    Registration.objects.create(company=absorbed, programme=world.programme, side="supplier", registered_on=HELD)
    for company, day in ((survivor, date(2023, 5, 1)), (absorbed, date(2023, 6, 1))):
        Profile.objects.create(company=company, side="supplier", told_on=day, strengths=f"{company}の強み")
    merged(survivor, absorbed, by)
    assert [profile.told_on for profile in survivor.profiles.current()] == [date(2023, 6, 1)]
    assert list(SupplierCard.objects.values_list("company", flat=True)) == [survivor.pk]
    with pytest.raises(Exception, match="keep_what_was_told"):
        Profile.objects.update(strengths="x")


@pytest.mark.parametrize("refused", ["same", "numbers", "twice"])
def test_who_cannot_be_one(two: tuple[Company, Company], by: User, refused: str) -> None:
    """Itself, another 法人番号, one that is merged already: one message, nothing written."""
    survivor, absorbed = two
    if refused == "same":
        survivor = absorbed
    if refused == "numbers":
        Company.objects.filter(pk=survivor.pk).update(corporate_number="8990000000001")
        Company.objects.filter(pk=absorbed.pk).update(corporate_number="7000012050002")
    if refused == "twice":
        merged(survivor, absorbed, by)
    before = Merge.objects.count()
    with pytest.raises(UserError, match="統合"):
        ask_merge(survivor, absorbed, by=by)
    assert Merge.objects.count() == before


def test_merges_are_undone_the_latest_first(world: TinyWorld, two: tuple[Company, Company], by: User) -> None:
    """A chain of merges leads to the last survivor, and is taken apart from its end."""
    first, second = two
    third = world.company("三つめの企業")
    inner = merged(second, third, by)
    outer = merged(first, second, by)
    third.refresh_from_db()
    assert third.standing == second.standing == first
    with pytest.raises(UserError, match="先に解いて"):
        ask_undo(inner, by=by)
    undone(outer, by)
    undone(inner, by)
    assert list(Company.objects.filter(merged_into__isnull=False)) == []


def test_asked_twice_it_is_done_once(world: TinyWorld, two: tuple[Company, Company], by: User) -> None:
    """The task may run again without moving or undoing anything more; the trail names who asked."""
    visit = consult(world, two[1])
    merge = merged(*two, by)
    merge_companies(merge_id=merge.pk)
    assert MergeMove.objects.filter(kind="consultations.consultation").count() == 1
    event = Consultation.pgh_event_model.objects.filter(pgh_obj_id=visit.pk).latest("pgh_id")
    assert (event.pgh_context["actor"], event.pgh_context["verb"]) == (by.pk, "registers.services.merging.carry_out")


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.booleans(), st.integers(1, 28), st.booleans()), max_size=6))
def test_there_and_back_changes_nothing(world: TinyWorld, visits: list[tuple[bool, int, bool]]) -> None:
    """Whatever visits two companies had, some under two programmes: after merging and undoing each is whose it was."""
    also = world.add_programme(f"also-{Company.objects.count()}", "もう一つの事業")
    two = world.company("甲"), world.company("乙")
    for second, day, shared in visits:
        main = consult(world, two[second], held_on=date(2023, 5, day))
        if shared:
            consult(world, two[second], held_on=date(2023, 5, day), programme=also, main=main)
    before = dict(Consultation.objects.values_list("pk", "company"))
    merge = merged(*two, None)
    assert set(Consultation.objects.filter(pk__in=before, company=two[1])) == set()
    undone(merge, None)
    assert dict(Consultation.objects.values_list("pk", "company")) == before


@pytest.fixture
def outsider(walled: Walled) -> Iterator[Walled]:
    """The walled world under the eyes of someone outside, who may merge."""
    from banso.core.acting import act_for

    act_for(walled.outside.pk)
    yield walled


def test_walled_records_follow_unseen(outsider: Walled) -> None:
    """Whoever asks outside sees no record and no move of it; the worker moves all; inside they are the survivor's."""
    from banso.core.acting import act_for

    merge = ask_merge(outsider.other, outsider.company, by=outsider.outside)
    run("RESET ROLE")
    merge_companies(merge_id=merge.pk)
    run("SET LOCAL ROLE banso_app")
    act_for(outsider.outside.pk)
    assert MergeMove.objects.filter(kind="consultations.consultation").count() == 0
    assert left_behind(merge) == []
    act_for(outsider.inside.pk)
    assert {c.company_id for c in Consultation.objects.all()} == {outsider.other.pk}
    assert MergeMove.objects.filter(kind__in=["consultations.consultation", "cases.case"]).count() == 3


def test_merging_is_no_way_to_look(outsider: Walled) -> None:
    """A grant for one company lapses when that company takes another in, in the database and in what is told of it."""
    from banso.core.acting import act_for

    run("RESET ROLE")
    Crossing.objects.create(
        user=outsider.outside, programme=outsider.programme, company=outsider.other, reason="引継ぎ",
        starts_on=localdate() - timedelta(days=1), ends_on=localdate(), given_by=outsider.inside,
    )  # fmt: skip
    merge = ask_merge(outsider.other, outsider.company, by=outsider.outside)
    for looks in ([], [1]):
        merge_companies(merge_id=merge.pk)
        run("SET LOCAL ROLE banso_app")
        act_for(outsider.outside.pk)
        assert Consultation.objects.count() == 0
        parts = [door.parts for door in doors(outsider.outside, localdate())]
        assert [len(grants) for grants in parts] == (looks or [0])
        run("RESET ROLE")
        if not looks:
            merge.refresh_from_db()
            ask_undo(merge, by=None)
