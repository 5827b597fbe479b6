"""What the runtime role may not write as it likes: who is a superuser, for whom a job acts, who asked for something or did it,
which login a member of staff is, and what the database itself derives.

Kept by triggers that fire for the runtime role alone: the owner, who migrates and restores, is not asked. The numbers of records
behind walls are kept from telling of them too.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from django.db import connection
from psycopg import sql

from banso.core.private import all_asked_for
from banso.procedures.declaring import all_procedures
from banso.registers.walls import all_walled_only, all_walls, walled_procedures

FUNCTIONS = (Path(__file__).parent / "sql" / "bound.sql").read_text(encoding="utf-8")
NAME = "banso_bound"
NAMES = {"banso_decided_by_the_table": "banso_decided", "banso_stands_in": "banso_stands_in"}  # second ones of a table
# derived by triggers alone, which write as the owner: where a case stands, and which of its deadlines are open
DERIVED = {"cases_standing": ("cases_case", "case_id"), "deadlines_opendeadline": ("deadlines_deadline", "deadline_id")}


def bind_rows(runtime_role: str) -> None:
    """Make the triggers anew. Must run as the owner of the tables."""
    with connection.cursor() as cursor:
        cursor.execute(FUNCTIONS)
        for table, when, function, given in _bound():
            cursor.execute(
                sql.SQL(
                    "CREATE OR REPLACE TRIGGER {} BEFORE INSERT OR UPDATE ON {} FOR EACH ROW"
                    " WHEN (current_user = {} AND {}) EXECUTE FUNCTION {}({})"
                ).format(
                    sql.Identifier(NAMES.get(function, NAME)),
                    sql.Identifier("public", table),
                    sql.Literal(runtime_role),
                    sql.SQL(when),
                    sql.Identifier("public", function),
                    sql.SQL(", ").join(map(sql.Literal, given)),
                )
            )


def keep_derived(runtime_role: str) -> None:
    """Have the database refuse what is written by hand where it writes itself. Must run as the owner.

    Such a row may go only where the record it follows from goes in the same transaction.
    """
    with connection.cursor() as cursor:
        for table, (owner, key) in DERIVED.items():
            name, role = sql.Identifier("public", table), sql.Literal(runtime_role)
            for statement in (
                "CREATE OR REPLACE TRIGGER banso_derived BEFORE INSERT OR UPDATE ON {0} FOR EACH ROW"
                " WHEN (current_user = {1}) EXECUTE FUNCTION public.banso_derived()",
                "DROP TRIGGER IF EXISTS banso_goes_along ON {0}",
                "CREATE CONSTRAINT TRIGGER banso_goes_along AFTER DELETE ON {0} DEFERRABLE INITIALLY DEFERRED FOR EACH ROW"
                " WHEN (current_user = {1}) EXECUTE FUNCTION public.banso_goes_along({2}, {3})",
            ):
                cursor.execute(sql.SQL(statement).format(name, role, sql.Literal(owner), sql.Literal(key)))


def await_decisions(runtime_role: str) -> None:
    """Have the database refuse a step that should have waited for a decision. Must run as the owner."""
    with connection.cursor() as cursor:
        for declared in all_procedures():
            table = sql.Identifier("public", declared.steps._meta.db_table)
            asked = {step.code: step.approval for step in declared.step_kinds.values() if step.approval}
            cursor.execute(sql.SQL("DROP TRIGGER IF EXISTS banso_decided ON {}").format(table))
            cursor.execute(
                sql.SQL(
                    "CREATE CONSTRAINT TRIGGER banso_decided AFTER INSERT ON {} DEFERRABLE INITIALLY DEFERRED FOR EACH ROW"
                    " WHEN (current_user = {}) EXECUTE FUNCTION public.banso_step_was_decided({})"
                ).format(table, sql.Literal(runtime_role), sql.Literal(json.dumps(asked)))
            )


def keep_behind_walls() -> None:
    """Have the database refuse what is confidential in a programme that is not walled. Must run as the owner."""
    kinds = [("cases_case", walled_procedures()), *((model._meta.db_table, []) for model in all_walled_only())]
    with connection.cursor() as cursor:
        for table, given in kinds:
            name = sql.Identifier("public", table)
            cursor.execute(
                sql.SQL(
                    "CREATE OR REPLACE TRIGGER banso_behind_a_wall BEFORE INSERT OR UPDATE OF programme_id ON {}"
                    " FOR EACH ROW EXECUTE FUNCTION public.banso_behind_a_wall({})"
                ).format(name, sql.SQL(", ").join(map(sql.Literal, given)))
            )


def leave_gaps() -> None:
    """Have the numbers of every kind behind a wall skip some, so that a missing one tells nothing. Must run as the owner."""
    with connection.cursor() as cursor:
        for wall in all_walls():
            table, key = wall.model._meta.db_table, wall.model._meta.pk.column
            cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [f'public."{table}"', key])
            (sequence,) = cursor.fetchone()
            if sequence:
                cursor.execute(
                    sql.SQL(
                        "CREATE OR REPLACE TRIGGER banso_gaps AFTER INSERT ON {} FOR EACH ROW"
                        " EXECUTE FUNCTION public.banso_leave_gaps({})"
                    ).format(sql.Identifier("public", table), sql.Literal(sequence))
                )


def _bound() -> Iterator[tuple[str, str, str, list[str]]]:
    """(table, when, function, its arguments) of each trigger."""
    yield "registers_user", "NEW.is_superuser", "banso_no_superuser", []
    yield "procrastinate_jobs", "true", "banso_job_is_its_askers", []
    yield "registers_staff", "true", "banso_login_by_managers", []
    yield "approvals_draft", "true", "banso_by_its_staff", ["drafter_id"]
    yield "approvals_act", "true", "banso_by_its_staff", ["staff_id"]
    yield "approvals_version", "NEW.writes = '[]'", "banso_shows_its_rows", []
    yield "approvals_act", "NEW.deed = 'decide'", "banso_decided_by_the_table", []
    yield "approvals_act", "NEW.acting_for_id IS NOT NULL", "banso_stands_in", []
    yield "guests_door", "true", "banso_door_of_its_maker", []
    for asked in all_asked_for():
        yield asked.model._meta.db_table, "true", "banso_asked_by_itself", [*asked.who, "0", *asked.made]
