"""What PostgreSQL tells everyone of tables nobody may read: how many rows, how large, how often read, what others are asking.

Its catalogues are the administrator's, so the embedded server closes them when it starts, in each of its databases and in the one
new ones are copied from. On a server of one's own its administrator does it once (docs/roles-of-the-database.md).
"""

from typing import Any

import psycopg
from psycopg import sql

TELLING_COLUMNS = ("reltuples", "relpages", "relallvisible", "relfilenode", "relfrozenxid", "relminmxid")
OPEN_FUNCTIONS = """
    SELECT p.oid::regprocedure::text FROM pg_proc p
    WHERE p.pronamespace = 'pg_catalog'::regnamespace AND has_function_privilege('public', p.oid, 'EXECUTE')
      AND (p.proname LIKE 'pg\\_stat\\_get\\_%' AND p.proname <> 'pg_stat_get_activity'
        OR p.proname IN ('pg_relation_size', 'pg_table_size', 'pg_total_relation_size', 'pg_indexes_size', 'pg_database_size',
                         'pg_sequence_last_value', 'pg_lock_status', 'pg_relation_filenode', 'pg_relation_filepath'))
"""
OPEN_VIEWS = """
    SELECT c.oid::regclass::text FROM pg_class c
    WHERE c.relnamespace = 'pg_catalog'::regnamespace AND c.relkind = 'v' AND has_table_privilege('public', c.oid, 'SELECT')
      AND (c.relname ~ '^pg_stat(s|io)?_' OR c.relname IN ('pg_stats', 'pg_sequences', 'pg_locks'))
      AND c.relname <> 'pg_stat_activity'
"""
OPEN_COLUMNS = """
    SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) FROM pg_attribute a
    WHERE a.attrelid = 'pg_class'::regclass AND a.attnum > 0 AND NOT a.attisdropped AND NOT a.attname = ANY (%s)
"""


def close_catalogs(admin: psycopg.Connection[Any], owner: str) -> None:
    """Close one database's catalogues to all but its owner. Must run as the administrator; done again, it does nothing."""
    keeper = sql.Identifier(owner)
    with admin.transaction():
        for routine, found in ((True, OPEN_FUNCTIONS), (False, OPEN_VIEWS)):
            for (name,) in admin.execute(found).fetchall():
                what = sql.SQL(f"FUNCTION {name}" if routine else f"TABLE {name}")
                admin.execute(sql.SQL("REVOKE ALL ON {} FROM PUBLIC").format(what))
                admin.execute(sql.SQL("GRANT {} ON {} TO {}").format(_use(routine), what, keeper))
        if admin.execute("SELECT has_table_privilege('public', 'pg_class', 'SELECT')").fetchone() == (True,):
            (columns,) = admin.execute(OPEN_COLUMNS, [list(TELLING_COLUMNS)]).fetchone() or ("",)
            admin.execute("REVOKE SELECT ON pg_class FROM PUBLIC")
            admin.execute(sql.SQL("GRANT SELECT ({}) ON pg_class TO PUBLIC").format(sql.SQL(columns)))
            admin.execute(sql.SQL("GRANT SELECT ON pg_class TO {}").format(keeper))


def _use(routine: bool) -> sql.SQL:
    return sql.SQL("EXECUTE" if routine else "SELECT")


def hide_statements(admin: psycopg.Connection[Any], role: str) -> None:
    """What a role is asking at this moment is seen by nobody: with its values it would stand in pg_stat_activity."""
    told = admin.execute("SELECT rolconfig FROM pg_roles WHERE rolname = %s", [role]).fetchone()
    if told is None or "track_activities=off" not in (told[0] or []):
        admin.execute(sql.SQL("ALTER ROLE {} SET track_activities = off").format(sql.Identifier(role)))
