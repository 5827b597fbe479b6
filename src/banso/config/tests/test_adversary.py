"""Someone who has broken into the web process, and knows the schema: nothing of a case that is hidden from them, by no statement at all.

As a stranger, as a colleague who is kept out, as the other side's team, as nobody, and as the counting role: every table, history and
function; every address is walked in `tests/test_walls_at_every_address.py` and `test_kept_out_twins.py`.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import Error, connection, transaction

from banso.cases import teams
from banso.cases.models import Case
from banso.core.acting import act_for
from banso.registers.walls import all_histories_behind, all_walls, way_to_case

from .conftest import COUNTER, ROLE
from .test_kept_out_twins import UnitOfThree
from .twin import Twin
from .walled import run

ALL_OF_IT = """SELECT count(*), md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM public."{}" t"""


class Hidden:
    """A unit with an open case and one that is kept from a colleague; all rows that lead to the hidden one, by table."""

    def __init__(self, twin: Twin) -> None:
        self.unit = UnitOfThree(twin)
        before = set(Case.objects.values_list("pk", flat=True))
        self.unit.add_what_she_may_not_see("kept out")
        self.cases = sorted(set(Case.objects.values_list("pk", flat=True)) - before)
        for case in Case.objects.filter(pk__in=self.cases):
            teams.join_team(case, staff=twin.staff, role="lead", by=None)
            teams.close_to_team(case, reason="守秘の理由", by=None)
        run("SET CONSTRAINTS ALL IMMEDIATE")
        run("SET CONSTRAINTS ALL DEFERRED")
        self.rows = {
            model: sorted(model._default_manager.filter(**{f"{way}__in": self.cases}).values_list("pk", flat=True))
            for wall in all_walls()
            if (way := way_to_case(model := wall.model))
        }
        self.people = {
            "a stranger": twin.walled.outside.pk,
            "a colleague kept out": self.unit.colleague.pk,
            "nobody": None,
        }

    def act_as(self, who: str) -> None:
        run(f"SET LOCAL ROLE {ROLE}")
        act_for(self.people[who])


@pytest.fixture
def hidden(twin: Twin) -> Iterator[Hidden]:
    made = Hidden(twin)
    yield made
    run("RESET ROLE")


def attempt(statement: str, *given: object) -> Any:
    """What a statement answers; None where it is refused."""
    try:
        with transaction.atomic():
            return run(statement, *given)
    except Error:
        return None


def test_every_kind_that_leads_to_a_case_is_asked_here(hidden: Hidden) -> None:
    """Most of what the office keeps stands in this world, so that an empty answer means something."""
    assert sum(1 for rows in hidden.rows.values() if rows) >= 20


@pytest.mark.parametrize("who", ["a stranger", "a colleague kept out", "nobody"])
def test_no_row_is_read_counted_changed_or_taken_out(hidden: Hidden, who: str) -> None:
    """Of no table with a case's rows: by SELECT, COPY, aggregate, UPDATE with and without a condition, DELETE, nor by its lock."""
    hidden.act_as(who)
    wrong = []
    for model, keys in hidden.rows.items():
        meta = model._meta
        table, key = f'"{meta.db_table}"', meta.pk.column
        if not keys:
            continue
        if attempt(f"SELECT count(*) FROM {table} WHERE {key} = ANY (%s)", keys) != [(0,)]:
            wrong.append(f"{table} is read")
        if attempt(f"SELECT {key} FROM {table} WHERE {key} = ANY (%s) FOR UPDATE", keys) not in ([], None):
            wrong.append(f"{table} is locked")
        for change in (f"UPDATE {table} SET {key} = {key}", f"DELETE FROM {table}"):
            changed = attempt(f"{change} WHERE {key} = ANY (%s) RETURNING {key}", keys)
            if changed not in ([], None):
                wrong.append(f"{change} works")
    assert wrong == []


@pytest.mark.parametrize("who", ["a stranger", "a colleague kept out", "nobody"])
def test_no_history_tells_of_it(hidden: Hidden, who: str) -> None:
    run("RESET ROLE")
    events = {
        history._meta.db_table: keys
        for wall, history in all_histories_behind()
        if (keys := hidden.rows.get(wall.model)) and any(f.name == "pgh_obj" for f in history._meta.fields)
    }
    assert len(events) > 10
    hidden.act_as(who)
    assert [
        t for t, keys in events.items() if run(f"SELECT count(*) FROM {t} WHERE pgh_obj_id = ANY (%s)", keys) != [(0,)]
    ] == []


WRITES_ITSELF = {
    *("payments_slip", "payments_slipevent"),  # a person's year in the unit is one total: docs/roles-of-the-database.md
    "core_numberseries",  # how far a unit's own series have come is its own to read; numbers skip some by chance
}


@pytest.mark.parametrize("who", ["a stranger", "a colleague kept out", "nobody"])
def test_everything_that_can_be_read_is_the_same_with_it_and_without(twin: Twin, who: str) -> None:
    """Every row of every table that the runtime role may read, histories, jobs, logs and counters too: the same to the letter."""
    unit = UnitOfThree(twin)
    people = {"a stranger": twin.walled.outside.pk, "a colleague kept out": unit.colleague.pk, "nobody": None}
    tables = [t for (t,) in run("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")]
    seen = []
    for filled in (False, True):
        if filled:
            unit.add_what_she_may_not_see("kept out")
        run("SET CONSTRAINTS ALL IMMEDIATE")
        run("SET CONSTRAINTS ALL DEFERRED")
        run(f"SET LOCAL ROLE {ROLE}")
        act_for(people[who])
        seen.append({table: attempt(ALL_OF_IT.format(table)) for table in tables})
        run("RESET ROLE")
    without, with_ = seen
    assert {t for t in tables if without[t] != with_[t]} - WRITES_ITSELF == set()


def test_the_counting_role_reads_no_words(hidden: Hidden) -> None:
    """It sees every row, and of none who or what: no name, no text, no number of a case; it calls no function and writes nothing."""
    run(f"SET LOCAL ROLE {COUNTER}")
    for table, column in (
        ("cases_case", "summary"), ("cases_case", "number"), ("cases_party", "name"), ("cases_exclusion", "id"),
        ("cases_teammember", "staff_id"), ("cases_enclosure", "reason"), ("registers_look", "subject"),
        ("search_document", "names"),
    ):  # fmt: skip
        assert attempt(f"SELECT {column} FROM {table}") is None, (table, column)
    assert attempt("SELECT public.banso_hidden_cases()") is None
    assert attempt("UPDATE cases_case SET opened_on = opened_on") is None


def test_no_function_tells_of_it(hidden: Hidden) -> None:
    """Who asks whether someone sees a hidden case is answered as of a case that is none; the search's functions know nothing of it."""
    for who in hidden.people:
        hidden.act_as(who)
        for case in (*hidden.cases, 10**9):
            assert run("SELECT public.banso_is_seen_by(%s, %s)", case, hidden.unit.keeper.pk) == [(False,)], who
        for name in (
            "banso_cases_hidden_from(1, '{}')",
            "banso_kept_units()",
            "banso_reach()",
            "search_limits('{}', 1, 1)",
        ):
            assert attempt(f"SELECT public.{name}") is None, name
    hidden.act_as("a stranger")
    assert run("SELECT public.banso_hidden_cases()") == [([],)]  # to a stranger nothing is hidden but programmes


def test_refusals_do_not_tell(hidden: Hidden) -> None:
    """A row for a hidden case is refused in the same words as one for a case that is none, and a key that is taken as one that is free."""

    def refusal(case: int) -> str:
        statement = (
            "INSERT INTO cases_party (case_id, role, name, title, email, phone, postal_code, address, branch, created_at, updated_at)"
            " VALUES (%s, 'x', 'x', '', '', '', '', '', '', now(), now())"
        )
        with pytest.raises(Error) as refused, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, [case])
        return str(refused.value)

    for who in ("a stranger", "a colleague kept out"):
        hidden.act_as(who)
        assert refusal(hidden.cases[0]) == refusal(10**9)
