"""What each role may do. The runtime role reads and writes records behind their walls, only reads the trail and the tallies,
and owns nothing. The counting role reads every row, but only the columns that figures need. Neither may make anything in the
database, temporary tables included, and nobody has a right that is not given here.

Run by the owner after every migration. Trigger functions run with the owner's rights (SECURITY DEFINER), so that the trail
and the tallies are written by them alone. The function by which a session may ask them to be skipped always says no.
"""

from django.db import connection, transaction
from psycopg import sql

from banso.figures.columns import counted_columns

from .reachable import give_functions
from .recorded import SQL, write_down
from .rewriting import await_decisions, bind_rows, keep_behind_walls, keep_derived, leave_gaps
from .row_security import make_pass_keys, raise_walls, tell_what_is_shut, watch_walls
from .sealing import seal_trail

READ_ONLY = (
    "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND (tablename LIKE '%%event' OR tablename = ANY(%s))"
)
TALLIES = ["figures_tallysubject", "figures_tallyentry"]
# of the tables it may write to: to take the next number, not to read how many were taken
SEQUENCES = """
    SELECT d.objid::regclass::text FROM pg_depend d JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S'
    WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
      AND s.relnamespace = 'public'::regnamespace AND has_table_privilege(%s::regrole, d.refobjid, 'INSERT')
"""
TRIGGER_FUNCTIONS = """
    SELECT p.oid::regprocedure::text FROM pg_proc p
    WHERE p.pronamespace = 'public'::regnamespace AND p.proname LIKE 'pgtrigger\\_%%' AND NOT p.prosecdef
"""

# All tables at once, first, against autovacuum alone: one that holds a table would else wait for rights granted here while we
# wait for its table. Who reads or writes is not kept waiting by it.
HOLD_TABLES = """
    DO $$ BEGIN EXECUTE (
        SELECT 'LOCK TABLE ' || string_agg(c.oid::regclass::text, ', ' ORDER BY c.oid) || ' IN SHARE UPDATE EXCLUSIVE MODE'
        FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
    ); END $$
"""

NEVER_SKIP = """
    CREATE OR REPLACE FUNCTION public._pgtrigger_should_ignore(trigger_name name) RETURNS boolean
    LANGUAGE sql IMMUTABLE AS 'SELECT false'
"""


def secure(runtime_role: str, counting_role: str) -> None:
    """Give the runtime and the counting role their rights, and no more. Must run as the owner of the tables."""
    with transaction.atomic():
        runtime, counter = sql.Identifier(runtime_role), sql.Identifier(counting_role)
        with connection.cursor() as cursor:
            cursor.execute(HOLD_TABLES)
        make_pass_keys()
        with connection.cursor() as cursor:
            cursor.execute(SQL)
            seal_trail(cursor)
        _take_all_rights(runtime, counter)
        _give_runtime_rights(runtime)
        _give_counting_rights(counter)
        bind_rows(runtime_role)
        keep_derived(runtime_role)
        await_decisions(runtime_role)
        keep_behind_walls()
        leave_gaps()
        tell_what_is_shut()
        give_functions(runtime)
        raise_walls(runtime_role, counting_role)
        watch_walls()
        with connection.cursor() as cursor:
            write_down(cursor)


def _take_all_rights(runtime: sql.Identifier, counter: sql.Identifier) -> None:
    """Begin from nothing: what was given once, by an older version or by hand, does not stay."""
    with connection.cursor() as cursor:
        for statement in (
            "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, {0}, {1}",
            "REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM PUBLIC, {0}, {1}",
            "REVOKE ALL ON SCHEMA public FROM PUBLIC, {0}, {1}",
            "GRANT USAGE ON SCHEMA public TO {0}, {1}",
            "REVOKE CREATE, TEMPORARY ON DATABASE {2} FROM PUBLIC, {0}, {1}",
        ):
            database = sql.Identifier(connection.settings_dict["NAME"])
            cursor.execute(sql.SQL(statement).format(runtime, counter, database))


def _give_runtime_rights(role: sql.Identifier) -> None:
    with connection.cursor() as cursor:
        for statement in (
            "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {}",
            "REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON public.django_migrations FROM {}",
            "REVOKE ALL ON public.banso_pass_key, public.banso_recorded, public.banso_schema, public.django_session FROM {}",
        ):
            cursor.execute(sql.SQL(statement).format(role))
        cursor.execute(READ_ONLY, [TALLIES])
        for (table,) in cursor.fetchall():
            cursor.execute(
                sql.SQL("REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON {} FROM {}").format(sql.Identifier(table), role)
            )
        cursor.execute(SEQUENCES, [role.as_string()])
        for (sequence,) in cursor.fetchall():
            cursor.execute(sql.SQL(f"GRANT USAGE ON SEQUENCE {sequence} TO {{}}").format(role))
        cursor.execute(TRIGGER_FUNCTIONS)
        for (function,) in cursor.fetchall():
            cursor.execute(f"ALTER FUNCTION {function} SECURITY DEFINER")
        cursor.execute(NEVER_SKIP)


def _give_counting_rights(role: sql.Identifier) -> None:
    """The columns that declared measures count by, and no other; nothing to write."""
    with connection.cursor() as cursor:
        for table, columns in sorted(counted_columns().items()):
            names = sql.SQL(", ").join(sql.Identifier(column) for column in sorted(columns))
            cursor.execute(sql.SQL("GRANT SELECT ({}) ON {} TO {}").format(names, sql.Identifier(table), role))
