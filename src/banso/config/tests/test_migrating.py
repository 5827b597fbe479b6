"""Migrating: a migration and the note that it was made are one."""

from typing import Any

from django.db import connection, models
from django.db.migrations import CreateModel, Migration
from django.db.migrations.state import ProjectState

from banso.config.migrating import noted_with_its_tables


class Linked(Migration):
    """Two tables, one with a link to the other: Django puts off the foreign key and its index."""

    operations = [
        CreateModel("Kept", [("id", models.AutoField(primary_key=True))]),
        CreateModel(
            "Keeper",
            [("id", models.AutoField(primary_key=True)), ("kept", models.ForeignKey("trial.Kept", models.CASCADE))],
        ),
    ]


def _put_off(apply: Any) -> list[Any]:
    """What is left to be done after a migration was applied."""
    migration = Linked("0001", "trial")
    with connection.schema_editor() as editor:
        apply(migration, ProjectState(), editor)
        return list(editor.deferred_sql)


def test_nothing_of_a_migration_is_left_for_after_it(db: None) -> None:
    """Its foreign keys and indexes are there when Django notes it, in the same transaction."""
    assert _put_off(noted_with_its_tables(Migration.apply)) == []
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, "trial_keeper")
    assert sum(bool(one["foreign_key"]) for one in found.values()) == 1
    assert any(one["index"] and one["columns"] == ["kept_id"] for one in found.values())
