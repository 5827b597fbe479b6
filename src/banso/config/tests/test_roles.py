"""The runtime role: it owns nothing, may not touch the trail, and cannot switch it off."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from django.db import Error, connection, transaction
from django.test.utils import CaptureQueriesContext

from banso.figures.cells import Cell
from banso.figures.evaluate import evaluate
from banso.figures.measures import all_measures
from banso.figures.models import TallyEntry
from banso.figures.periods import InYear
from banso.registers.models import Company
from banso.work.consultations.models import Consultation
from conftest import TinyWorld

from .conftest import COUNTER, ROLE


@contextmanager
def as_runtime_role(role: str = ROLE) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {role}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")


def test_the_runtime_role_writes_records_and_the_trail_follows(secured: TinyWorld) -> None:
    """An ordinary insert leaves its event and its tally, though the role may write neither itself."""
    with as_runtime_role():
        company = Company.objects.create(name="企業")
        Consultation.objects.create(programme=secured.programme, held_on=date(2023, 4, 1), mode="desk", company=company)
        events = Company.pgh_event_model.objects.filter(pgh_obj_id=company.pk)
        assert [event.pgh_label for event in events] == ["insert"]
        assert TallyEntry.objects.filter(source="consultations").count() == 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE registers_companyevent SET name = 'x'",
        "DELETE FROM registers_companyevent",
        "INSERT INTO figures_tallyentry (source, programme_id, fiscal_year, cell, rows, amount, subjects) VALUES ('x', 1, 1, '', 1, 1, 1)",
        "ALTER TABLE registers_company DISABLE TRIGGER ALL",
        "DROP TABLE registers_company",
        "TRUNCATE registers_company CASCADE",
        "CREATE TABLE mine (x int)",
        "SET session_replication_role = replica",
        "DELETE FROM django_migrations",
    ],
)
def test_the_runtime_role_may_not(secured: TinyWorld, statement: str) -> None:
    """Neither rewrite the trail nor the counts, nor take triggers or tables away."""
    with as_runtime_role(), pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_no_session_switches_the_trail_off(secured: TinyWorld) -> None:
    """Asking pgtrigger to ignore a trigger changes nothing."""
    with as_runtime_role(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL pgtrigger.ignore = '{registers_company:insert_insert}'")
        company = Company.objects.create(name="企業")
        assert Company.pgh_event_model.objects.filter(pgh_obj_id=company.pk).count() == 1


def test_the_runtime_role_is_nobody_special(secured: TinyWorld) -> None:
    """No superuser, no way round row-level security, owner of nothing."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper, rolbypassrls, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname = %s", [ROLE]
        )
        assert cursor.fetchone() == (False, False, False, False)
        cursor.execute("SELECT count(*) FROM pg_class WHERE relowner = %s::regrole", [ROLE])
        assert cursor.fetchone() == (0,)


def test_the_counting_role_may_read_what_every_measure_counts_by(secured: TinyWorld) -> None:
    """Each measure along each of its dimensions, populations that look into other tables included."""
    asked = [
        Cell.of(measure.code, "main", InYear(2023), where)
        for measure in all_measures()
        for where in ({}, *({dimension: "1"} for dimension in measure.dimensions))
    ]
    with CaptureQueriesContext(connection) as captured:
        evaluate(asked)
    counts = [query["sql"] for query in captured if "programme" in query["sql"] and "GROUP BY" in query["sql"]]
    assert len(counts) > len(all_measures())
    with as_runtime_role(COUNTER), connection.cursor() as cursor:
        for count in counts:
            cursor.execute(count)
