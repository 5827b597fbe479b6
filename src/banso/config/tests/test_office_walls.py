"""Every table in which the office keeps what it does about a case, asked in raw SQL by someone outside the case's wall."""

import json
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import Model

from banso.core.acting import act_for
from banso.registers.walls import all_walls, way_to_programme

from .conftest import ROLE
from .twin import Twin
from .walled import run

APPS = ("cases", "approvals", "deadlines", "papers", "payments")
BY_THE_WALL, BY_A_RULE = (
    "42501",
    ("P0001", "23514"),
)  # row security and rights; triggers and checks that stand before it


@pytest.fixture
def filled(twin: Twin) -> Twin:
    """With all of it behind the wall as well."""
    twin.walled.fill()
    twin.work_on(twin.walled.programme, twin.walled.company)
    run("SET CONSTRAINTS ALL IMMEDIATE")
    run("SET CONSTRAINTS ALL DEFERRED")
    return twin


def tables() -> list[type[Model]]:
    """Every stored kind of these apps that leads to a programme."""
    return [wall.model for wall in all_walls() if wall.model._meta.app_label in APPS]


def hidden(twin: Twin, model: type[Model]) -> list[Any]:
    """The keys of its rows behind the wall."""
    own = {way_to_programme(model): twin.walled.programme}
    return list(model._default_manager.filter(**own).order_by("pk").values_list("pk", flat=True))


def counted(statement: str, *given: object) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return int(cursor.rowcount)


def test_nothing_of_it_is_seen_changed_or_taken_out(filled: Twin) -> None:
    """Nearly every kind has rows behind the wall: whoever is inside sees them, whoever is outside finds nothing to touch."""
    keys = {model: hidden(filled, model) for model in tables()}
    assert len([model for model in keys if keys[model]]) > 25
    run(f"SET LOCAL ROLE {ROLE}")
    wrong = []
    for user, sees in ((filled.walled.inside, True), (filled.walled.outside, False)):
        act_for(user.pk)
        for model, own in keys.items():
            table, key = f'"{model._meta.db_table}"', f'"{model._meta.pk.column}"'
            if counted(f"SELECT 1 FROM {table} WHERE {key} = ANY (%s)", own) != len(own) * sees:
                wrong.append((user.username, table, "seen"))
            if sees:
                continue
            for statement in (f"UPDATE {table} SET {key} = {key}", f"DELETE FROM {table}"):
                if counted(f"{statement} WHERE {key} = ANY (%s)", own):
                    wrong.append((user.username, table, statement))
            if history := getattr(model, "pgh_event_model", None):
                told = run(f'SELECT count(*) FROM "{history._meta.db_table}" WHERE pgh_obj_id = ANY (%s)', own)
                wrong += [(user.username, table, "history")] if told != [(0,)] else []
    assert wrong == []


def test_nothing_is_put_there_from_outside(filled: Twin) -> None:
    """A copy of each row behind the wall, under a number of its own, is refused."""
    rows = {}
    for model in tables():
        if not hidden(filled, model):
            continue
        meta = model._meta
        names = [f.column for f in meta.local_concrete_fields if not f.generated]
        (found,) = run(
            f'SELECT to_jsonb(t) FROM "{meta.db_table}" t WHERE "{meta.pk.column}" = %s', hidden(filled, model)[0]
        )[0]
        found = json.loads(found)
        if not meta.pk.is_relation:
            found[meta.pk.column] += 10**6
        rows[model] = (names, found)
    run(f"SET LOCAL ROLE {ROLE}")
    act_for(filled.walled.outside.pk)
    taken = {
        model.__name__: said
        for model, row in rows.items()
        if (said := _put(model, *row)) not in (BY_THE_WALL, *BY_A_RULE)
    }
    assert taken == {}


def _put(model: type[Model], names: list[str], found: dict[str, Any]) -> str:
    """What the database says to a row."""
    from psycopg.types.json import Jsonb

    table, columns = f'"{model._meta.db_table}"', ", ".join(f'"{name}"' for name in names)
    try:
        with transaction.atomic():
            run(
                f"INSERT INTO {table} ({columns}) SELECT {columns} FROM jsonb_populate_record(NULL::{table}, %s)",
                Jsonb(found),
            )
            transaction.set_rollback(True)
    except DatabaseError as error:
        return str(getattr(error.__cause__, "sqlstate", ""))
    return "taken in"
