"""`banso check` names what somebody did to the database behind Banso's back, and says nothing where nobody did."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from django.db import connection, transaction

from banso.config.comparing import missing_documents, missing_rules, unlike_histories
from banso.config.recorded import changed
from banso.config.sealing import broken, reseal
from banso.office.approvals.models import Act, Draft, Station
from banso.registers.models import Company, Staff, Unit
from banso.search.keeping import refresh

from .conftest import ROLE
from .walled import Walled, run

PLANTED = {
    "row security off": "ALTER TABLE consultations_consultation DISABLE ROW LEVEL SECURITY",
    "a policy opened": "ALTER POLICY wall_select ON consultations_consultation USING (true)",
    "a policy more": f"CREATE POLICY mine ON cases_case FOR SELECT TO {ROLE} USING (true)",
    "a policy less": "DROP POLICY wall_update ON cases_case",
    "keys for reading": f"GRANT SELECT ON banso_pass_key TO {ROLE}",
    "one column of the keys": f"GRANT SELECT (key) ON banso_pass_key TO {ROLE}",
    "the trail for writing": f"GRANT DELETE ON registers_companyevent TO {ROLE}",
    "temporary tables": "DO $$ BEGIN EXECUTE format('GRANT TEMP ON DATABASE %I TO PUBLIC', current_database()); END $$",
    "a function for everyone": "GRANT EXECUTE ON FUNCTION search_note_insert() TO PUBLIC",
    "a function rewritten": "CREATE OR REPLACE FUNCTION banso_hidden_programmes() RETURNS bigint[] LANGUAGE sql AS 'SELECT NULL::bigint[]'",
    "a trigger dropped": "DROP TRIGGER banso_bound ON procrastinate_jobs",
    "a trigger switched off": "ALTER TABLE registers_company DISABLE TRIGGER USER",
    "a constraint dropped": "ALTER TABLE registers_merge DROP CONSTRAINT merge_of_two",
    "an index dropped": "DROP INDEX merge_once_at_a_time",
    # the same of what the office keeps about a case
    "row security off where payments are": "ALTER TABLE payments_order DISABLE ROW LEVEL SECURITY",
    "a policy opened where letters are": "ALTER POLICY wall_select ON papers_letter USING (true)",
    "a policy opened where seats are held": "ALTER POLICY wall_update ON approvals_holding USING (true) WITH CHECK (true)",
    "a policy less on steps": "DROP POLICY wall_insert ON dispatches_dispatchstep",
    "the trail of seals for writing": f"GRANT UPDATE ON approvals_actevent TO {ROLE}",
    "who seals no longer asked": "DROP TRIGGER banso_bound ON approvals_act",
    "derived rows for everyone": "DROP TRIGGER banso_derived ON cases_standing",
    "who decides no longer asked": "DROP TRIGGER banso_decided ON approvals_act",
    "steps written without their decision": "DROP TRIGGER banso_decided ON dispatches_dispatchstep",
    "seals no longer kept": "DO $$ BEGIN EXECUTE format('DROP TRIGGER %I ON approvals_act', (SELECT tgname FROM pg_trigger"
    " WHERE tgrelid = 'approvals_act'::regclass AND tgname LIKE '%keep_acts%')); END $$",
    "two releases no longer asked": "DO $$ BEGIN EXECUTE format('DROP TRIGGER %I ON payments_entry', (SELECT tgname FROM pg_trigger"
    " WHERE tgrelid = 'payments_entry'::regclass AND tgname LIKE '%let_go_by_two%')); END $$",
    "a payment in two files": "ALTER TABLE payments_entry DROP CONSTRAINT entry_in_one_file",
    "a number twice": "ALTER TABLE papers_letter DROP CONSTRAINT issued_number_once",
    "a deadline's index": "DROP INDEX open_deadlines_by_day",
}


DAY = date(2023, 6, 1)


def asked(question: Callable[[object], list[str]]) -> list[str]:
    with connection.cursor() as cursor:
        return question(cursor)


@pytest.fixture
def kept(walled: Walled) -> Walled:
    """The walled world as its owner, as it was migrated."""
    run("RESET ROLE")
    run("SET CONSTRAINTS ALL IMMEDIATE")  # else a table with checks still to come cannot be changed
    return walled


@contextmanager
def planted(statement: str) -> Iterator[None]:
    """Something done behind Banso's back, and taken back afterwards."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(statement, None)
        yield
        transaction.set_rollback(True)


def test_nothing_is_said_where_nothing_was_done(kept: Walled) -> None:
    """Also after records were written, changed and deleted by the application."""
    company = Company.objects.create(name="新しい企業")
    company.name = "改めた企業"
    company.save()
    company.delete()
    kept.consult(kept.company)
    refresh(1000)
    assert asked(changed) == [] and asked(broken) == [] and missing_rules() == []
    assert asked(unlike_histories) == [] and asked(missing_documents) == []


def test_what_was_done_to_the_database_is_named(kept: Walled) -> None:
    """Row security, policies, rights, functions, triggers, constraints and indexes: each is told by its name."""
    silent = []
    for what, statement in PLANTED.items():
        with planted(statement):
            found = asked(changed)
            silent += [] if found and all("banso migrate" in problem for problem in found) else [what]
    assert silent == []
    for what in (
        "a constraint dropped",
        "an index dropped",
    ):  # also where it was done before the database was last migrated
        with planted(PLANTED[what]):
            assert any("registers_merge" in problem for problem in missing_rules()), what


def test_what_was_done_to_the_trail_is_named(kept: Walled) -> None:
    """A row edited, taken out of old or new ones, or put in by hand, as the owner."""
    with connection.cursor() as cursor:
        reseal(cursor)
    for number in range(3):
        Company.objects.create(name=f"あとの企業{number}")
    (columns,) = run(
        "SELECT string_agg(quote_ident(attname), ', ') FROM pg_attribute WHERE attrelid = 'registers_companyevent'::regclass"
        " AND attnum > 0 AND attname <> 'pgh_id'"
    )[0]
    events = "registers_companyevent"
    wrong = {}
    for statement, word in (
        (f"UPDATE {events} SET name = '別の名' WHERE pgh_id = (SELECT max(pgh_id) FROM {events})", "書き換え"),
        (f"UPDATE {events} SET pgh_context = '{{}}'", "書き換え"),
        (f"DELETE FROM {events} WHERE pgh_id = (SELECT max(pgh_id) - 1 FROM {events})", "前にあった行"),
        (f"DELETE FROM {events} WHERE pgh_id = (SELECT min(pgh_id) FROM {events})", "削除"),
        (f"INSERT INTO {events} ({columns}) SELECT {columns} FROM {events} LIMIT 1", "変更によらずに"),
    ):
        with planted(statement):
            found = asked(broken)
            if not any(word in problem and events in problem for problem in found):
                wrong[statement] = found
    assert wrong == {}


def test_records_and_index_are_held_against_what_tells_of_them(kept: Walled) -> None:
    """A record changed past its triggers, its last history taken out, and an index that was emptied."""
    refresh(1000)
    for statement, ask in (
        (
            "ALTER TABLE registers_company DISABLE TRIGGER USER; UPDATE registers_company SET name = '別'",
            unlike_histories,
        ),
        ("DELETE FROM registers_companyevent", unlike_histories),
        ("DELETE FROM search_document", missing_documents),
    ):
        with planted(statement):
            assert asked(ask) != [], statement


def test_a_seal_put_in_anothers_name_is_named(kept: Walled) -> None:
    """Rows that are written once have a history too: what was done to them with their triggers off is told."""
    unit = Unit.objects.get(code="unit")
    drafter, other = (Staff.objects.create(name=name, unit=unit, joined_on=DAY) for name in ("起案者", "決裁者"))
    draft = Draft.objects.create(kind="x", title="伺い", drafter=drafter, drafted_on=DAY)
    station = Station.objects.create(draft=draft, round=1, order=1, role="approve", staff=drafter)
    Act.objects.create(draft=draft, round=1, station=station, deed="approve", staff=drafter, digest="0")
    off, on = "ALTER TABLE approvals_act DISABLE TRIGGER USER", "ALTER TABLE approvals_act ENABLE TRIGGER USER"
    for done in (f"UPDATE approvals_act SET staff_id = {other.pk}", "DELETE FROM approvals_act"):
        with planted(f"{off}; {done}; {on}"):
            assert asked(changed) == [] and [said for said in asked(unlike_histories) if "決裁の記録" in said], done
