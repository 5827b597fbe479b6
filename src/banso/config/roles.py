"""What the runtime role may do: read and write records; only read the trail and the tallies; own nothing.

Run by the owner after every migration. Trigger functions run with the owner's rights (SECURITY DEFINER), so that the trail
and the tallies are written by them alone. The function by which a session may ask them to be skipped always says no.
"""

from django.db import connection
from psycopg import sql

READ_ONLY = (
    "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND (tablename LIKE '%%event' OR tablename = ANY(%s))"
)
TALLIES = ["figures_tallysubject", "figures_tallyentry"]
TRIGGER_FUNCTIONS = """
    SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE n.nspname = 'public' AND p.proname LIKE 'pgtrigger\\_%%'
"""

NEVER_SKIP = """
    CREATE OR REPLACE FUNCTION public._pgtrigger_should_ignore(trigger_name name) RETURNS boolean
    LANGUAGE sql IMMUTABLE AS 'SELECT false'
"""


def secure(runtime_role: str) -> None:
    """Give the runtime role its rights, and no more. Must run as the owner of the tables."""
    role = sql.Identifier(runtime_role)
    with connection.cursor() as cursor:
        for statement in (
            "GRANT USAGE ON SCHEMA public TO {}",
            "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {}",
            "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {}",
            "REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON public.django_migrations FROM {}",
        ):
            cursor.execute(sql.SQL(statement).format(role))
        cursor.execute(READ_ONLY, [TALLIES])
        for (table,) in cursor.fetchall():
            cursor.execute(
                sql.SQL("REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON {} FROM {}").format(sql.Identifier(table), role)
            )
        cursor.execute(TRIGGER_FUNCTIONS)
        for (function,) in cursor.fetchall():
            cursor.execute(f"ALTER FUNCTION {function} SECURITY DEFINER SET search_path = public, pg_temp")
        cursor.execute(NEVER_SKIP)
