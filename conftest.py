"""What every test may use: a tiny world at a fixed date, and what is counted, refused and told of its records."""

import fcntl
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import Model
from django.test.utils import setup_databases, teardown_databases
from django.urls import get_resolver
from hypothesis import HealthCheck, settings
from pytest_django.plugin import blocking_manager_key

from banso.core.agenda import listed
from banso.core.imports import import_kind
from banso.core.schema import quick_states
from banso.figures.cells import Cell
from banso.figures.evaluate import evaluate
from banso.figures.periods import InYear
from banso.figures.tracing import record_ids
from banso.intake import services as intake
from banso.intake.outcome import Outcome, What
from banso.registers.histories import all_histories, timeline
from banso.registers.models import (
    Company,
    Organisation,
    Person,
    Programme,
    ProgrammeYear,
    RoleAssignment,
    Staff,
    Unit,
    User,
)
from banso.registers.models.programmes import NAMES_KEY

Once = Callable[[str, Callable[[Path], None]], Path]  # (name, how to make it at a place) -> the place

TODAY = date(2024, 4, 10)
WHOLE, OF_ITS_OWN = Path(__file__).parent / "tests", "test_a_folder_of_v0_1.py"

settings.register_profile("banso", deadline=None, suppress_health_check=[HealthCheck.too_slow])  # no test is timed
settings.load_profile("banso")


@pytest.fixture(scope="session", autouse=True)
def pages_loaded() -> None:
    """Every page is loaded before the first test: one loaded while a test holds the clock would keep that clock for good."""
    assert get_resolver().url_patterns


def flat(page: bytes) -> str:
    """A page as a browser takes it: without the blanks between tags, any other run of blanks as one."""
    return re.sub(r"> <", "><", re.sub(r"\s+", " ", page.decode()))


def switch_to(name: str) -> None:
    """Have the connection of this process speak to another database."""
    connection.close()
    connection.settings_dict["NAME"] = name


def copy_database(name: str, template: str) -> None:
    """Make this database anew as a copy of another that nobody uses; the connection is left on neither."""
    switch_to("postgres")
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """Have something made by whichever process of a run comes first, while others that want it wait; the place where it is."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own

    def made(name: str, make: Callable[[Path], None]) -> Path:
        place, done = shared / name, shared / f"{name}.done"
        with (shared / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not done.exists():
                make(place)
                done.touch()
        return place

    return made


def as_migrated() -> str:
    """The name of a database as its migrations leave it, kept to be copied; each process that tests has its own."""
    return f"{connection.settings_dict['TEST']['NAME']}_migrated"


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,
    django_db_modify_db_settings: None,
    django_db_keepdb: bool,
    django_db_createdb: bool,
    django_db_blocker: Any,
) -> Iterator[None]:
    """The database of the tests, also where all chosen tests use the reference world, and a copy of it as migrated."""
    keep = django_db_keepdb and not django_db_createdb
    with django_db_blocker.unblock(), quick_states():
        made = setup_databases(0, False, keepdb=keep, serialized_aliases=set())
        usual = connection.settings_dict["NAME"]
        copy_database(as_migrated(), usual)
        switch_to(usual)
    yield
    if not django_db_keepdb:
        with django_db_blocker.unblock():
            teardown_databases(made, 0)


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Bytes never name a test: a file packed while the tests are collected holds the clock, and each process would name it its own way."""
    return argname if isinstance(val, bytes) else None


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long tests of the whole system first, so that two processes end together; before all others those that need none of the
    worlds made once, so that one process has work while the other makes them."""
    items.sort(key=lambda item: (item.path.parent != WHOLE, item.path.name != OF_ITS_OWN))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    """After a test that commits, what the migrations filled is there again: emptying its tables takes that as well."""
    yield
    marker = item.get_closest_marker("django_db")
    if marker and marker.kwargs.get("transaction"):
        usual = connection.settings_dict["NAME"]
        with item.config.stash[blocking_manager_key].unblock():
            copy_database(usual, as_migrated())
            switch_to(usual)


class TinyWorld:
    """A centre with one unit and one programme that runs in FY2022 to FY2024; more of anything on request."""

    def __init__(self) -> None:
        self.unit = Unit.objects.create(code="unit", name="総合支援課")
        self.staff = Staff.objects.create(name="担当 一郎", unit=self.unit, joined_on=date(2020, 4, 1))
        self.programme = self.add_programme("main", "相談事業")
        self._companies = 0

    def add_programme(self, code: str, name: str, years: tuple[int, ...] = (2022, 2023, 2024)) -> Programme:
        programme = Programme.objects.create(code=code, started_in=min(years))
        for year in years:
            ProgrammeYear.objects.create(programme=programme, fiscal_year=year, name=name)
        cache.delete(NAMES_KEY)  # another test's world may be remembered
        return programme

    def wall(self, programme: Programme | None = None) -> Programme:
        """Put a programme, its own unless told, behind the wall of its unit, where cases of confidential kinds must stand."""
        programme = programme or self.programme
        self.unit.confidential, programme.walled_to = True, self.unit
        self.unit.save()
        programme.save()
        return programme

    def company(self, name: str = "", **facts: Any) -> Company:
        self._companies += 1
        return Company.objects.create(name=name or f"企業{self._companies}", **facts)

    def person(self, name: str = "山田 太郎") -> Person:
        return Person.objects.create(name=name)

    def organisation(self, name: str = "支援機関") -> Organisation:
        return Organisation.objects.get_or_create(name=name)[0]

    def user(self, username: str = "tester", **facts: Any) -> User:
        return User.objects.create_user(username, password="password-12345", **facts)

    def allow(self, user: User, *codenames: str) -> None:
        """Give a login a role of its own with these permissions, standing since long ago."""
        role, _ = Group.objects.get_or_create(name=f"{user.username}の役割")
        role.permissions.add(*Permission.objects.filter(codename__in=codenames))
        RoleAssignment.objects.get_or_create(user=user, role=role, starts_on=date(2000, 1, 1))


@pytest.fixture
def world(db: None) -> TinyWorld:
    return TinyWorld()


Asked = tuple[str, int, str]  # a measure, a fiscal year, and "dimension=code" or nothing


def figures_of(
    programme: Programme, rows: Mapping[str, Model], asked: Iterable[Asked]
) -> dict[Asked, tuple[Any, list[str]]]:
    """Each figure asked of a programme, with the names in `rows` of exactly the records behind it, sorted."""
    cells = {
        one: Cell.of(one[0], programme.code, InYear(one[1]), dict([one[2].split("=")]) if one[2] else {})
        for one in asked
    }
    values = evaluate(cells.values())
    return {one: (values[cell].number, _names(rows, record_ids(cell))) for one, cell in cells.items()}


def _names(rows: Mapping[str, Model], keys: set[int]) -> list[str]:
    named = {row.pk: name for name, row in rows.items()}
    return sorted(named.get(key, f"?{key}") for key in keys)


def refusal(write: Callable[..., Any], *row: Model, **facts: Any) -> dict[str, list[str]]:
    """What a verb says of facts that it refuses, by field; what is of no one field stands under `__all__`."""
    with pytest.raises(ValidationError) as caught, transaction.atomic():
        write(*row, by=None, **facts)
    said = caught.value
    return said.message_dict if hasattr(said, "error_dict") else {"__all__": said.messages}


def floors(row: Model, **facts: Any) -> str:
    """The constraint by which the database itself refuses facts that are written past every verb."""
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        type(row)._base_manager.filter(pk=row.pk).update(**facts)
    name: str = caught.value.__cause__.diag.constraint_name  # type: ignore[union-attr]
    return name


def bring(kind: str, text: str) -> Outcome:
    """A file of a kind taken in."""
    return intake.run(intake.bring(import_kind(kind), text.encode(), "一覧.csv", by=None), by=None)


def why_refused(outcome: Outcome) -> dict[int, str]:
    """The reasons of each refused row of a file, by its number."""
    return {line.number: " ".join(line.why) for line in outcome.shown.get(What.REFUSED, [])}


def history_of(company: Company, app: str) -> list[tuple[date, str, str]]:
    """What a company's history says of one kind of work, the latest first: day, what it is, and the line."""
    shown = [declared for declared in all_histories() if declared.code.startswith(f"{app}.")]
    return [(entry.day, entry.history.label, entry.text) for entry in timeline(company.pk, shown).entries]


def agenda_of(user: User, code: str, today: date = TODAY) -> list[tuple[date | None, str]]:
    """What one matter of the first page shows a user on a day."""
    found = listed(user, today, mine=False, most=50, only=code)
    return [(item.on, item.text) for matters in found.values() for one in matters for item in one.items]
