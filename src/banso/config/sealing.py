"""The seals on the trail: each row of a history carries a digest of what it says and of the row before it, made as it is written.

Only the triggers by which a record's history is kept can seal. A row that was changed, put in by hand or taken out, by its owner
too, is found by `banso check`: its seal does not fit, is missing, or the row after it points to nothing. Rows that were there
before seals were (or before a migration changed the columns of their history) are sealed one by one and counted instead.

Rows written at the same time may follow the same row: no writer waits for another. The key is in the database, so whoever has
all of the owner's rights and knows this can forge; an export or a backup elsewhere is what remains against that.
"""

from collections.abc import Iterator
from typing import Any

from psycopg import sql

from .recorded import HISTORY

SETTINGS = (
    "timezone = 'UTC'", "datestyle = 'ISO, YMD'", "intervalstyle = 'iso_8601'", "bytea_output = 'hex'", "extra_float_digits = 1",
)  # fmt: skip
HISTORIES = """
    SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
      AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'pgh_id' AND NOT a.attisdropped)
      AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'pgh_label' AND NOT a.attisdropped)
    ORDER BY 1
"""
KEY = "(SELECT k.key FROM public.banso_pass_key k WHERE k.kind = 'trail')"
SEAL = "sha256(convert_to({key} || coalesce(encode({before}, 'hex'), '') || {row}, 'UTF8'))"
FUNCTION = """
CREATE OR REPLACE FUNCTION public.{function}() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp {settings} AS $$
DECLARE
    before_id bigint;
    before_seal bytea;
BEGIN
    NEW.banso_before := NULL;
    NEW.banso_seal := NULL;
    IF pg_trigger_depth() > 1 THEN
        SELECT e.pgh_id, e.banso_seal INTO before_id, before_seal FROM public.{table} e ORDER BY e.pgh_id DESC LIMIT 1;
        NEW.banso_before := before_id;
        NEW.banso_seal := {seal};
    END IF;
    RETURN NEW;
END
$$
"""


def seal_trail(cursor: Any) -> None:
    """Put the seals in place on every history, and on its rows where they have none of this kind. Must run as the owner."""
    _pin(cursor)
    for table in _histories(cursor):
        name = sql.Identifier("public", table).as_string()
        cursor.execute(f"ALTER TABLE {name} ADD COLUMN IF NOT EXISTS banso_before bigint")
        cursor.execute(f"ALTER TABLE {name} ADD COLUMN IF NOT EXISTS banso_seal bytea")
        function = sql.Identifier(f"banso_seal_{table}"[:63]).as_string()
        seal = SEAL.format(key=KEY, before="before_seal", row="NEW::text")
        settings = " ".join(f"SET {setting}" for setting in SETTINGS)
        cursor.execute(
            FUNCTION.format(function=function, table=sql.Identifier(table).as_string(), seal=seal, settings=settings)
        )
        cursor.execute(
            f"CREATE OR REPLACE TRIGGER banso_seal BEFORE INSERT ON {name} FOR EACH ROW EXECUTE FUNCTION public.{function}()"
        )
        columns = ",".join(_columns(cursor, table))
        cursor.execute("SELECT said FROM public.banso_recorded WHERE kind = %s AND name = %s", [HISTORY, table])
        known = cursor.fetchone()
        if known is None or known[0].split(" ")[0] != columns:
            _seal_rows(cursor, table, name, columns)


def reseal(cursor: Any) -> None:
    """Seal every row anew: after records were brought back from an export. Must run as the owner."""
    cursor.execute("DELETE FROM public.banso_recorded WHERE kind = %s", [HISTORY])
    seal_trail(cursor)


def _seal_rows(cursor: Any, table: str, name: str, columns: str) -> None:
    seal = SEAL.format(key=KEY, before="NULL::bytea", row=_row(columns.split(","), "e", before="NULL::bigint"))
    cursor.execute(f"UPDATE {name} e SET banso_before = NULL, banso_seal = {seal}")  # noqa: S608 - names of the catalogue
    cursor.execute(
        f"INSERT INTO public.banso_recorded SELECT %s, %s, concat_ws(' ', %s::text, coalesce(max(pgh_id), 0), count(*))"  # noqa: S608
        f" FROM {name} ON CONFLICT (kind, name) DO UPDATE SET said = excluded.said",
        [HISTORY, table, columns],
    )


def broken(cursor: Any) -> list[str]:
    """What was done to the trail since it was written, in words. Reads every row; must be asked as the owner."""
    _pin(cursor)
    cursor.execute("SELECT name, said FROM public.banso_recorded WHERE kind = %s", [HISTORY])
    known = dict(cursor.fetchall())
    found = []
    for table in _histories(cursor):
        if table not in known:
            found.append(f"変更履歴「{table}」に封がありません。")
            continue
        columns, highest, number = known.pop(table).rsplit(" ", 2)
        for problem, rows in zip(PROBLEMS, _counted(cursor, table, columns, int(highest), int(number)), strict=True):
            if rows:
                found.append(f"変更履歴「{table}」の{rows:,}行{problem}。")
    return [*found, *(f"変更履歴の表「{table}」がなくなっています。" for table in known)]


PROBLEMS = (
    "は、記録の変更によらずに加えられました",
    "は、書かれたあとで書き換えられました",
    "は、前にあった行を失っています(その前の行が削除されました)",
    "が、封をしたあとで削除されました",
)


def _counted(cursor: Any, table: str, columns: str, highest: int, number: int) -> tuple[int, ...]:
    """How many rows of a history show each of the problems."""
    seal = SEAL.format(key=KEY, before="b.banso_seal", row=_row(columns.split(","), "e"))
    name = sql.Identifier("public", table).as_string()
    cursor.execute(
        f"""
        SELECT count(*) FILTER (WHERE e.banso_seal IS NULL),
            count(*) FILTER (WHERE e.banso_seal <> {seal} AND (e.banso_before IS NULL OR b.pgh_id IS NOT NULL)),
            count(*) FILTER (WHERE e.banso_before IS NOT NULL AND b.pgh_id IS NULL),
            greatest(%s - count(*) FILTER (WHERE e.pgh_id <= %s), 0)
        FROM {name} e LEFT JOIN {name} b ON b.pgh_id = e.banso_before
        """,  # noqa: S608 - names of the catalogue
        [number, highest],
    )
    return tuple(cursor.fetchone())


def _row(columns: list[str], alias: str, before: str = "") -> str:
    """A row as text, as its trigger saw it: its seal not yet made."""
    said = {"banso_seal": "NULL::bytea"} | ({"banso_before": before} if before else {})
    return f"ROW({', '.join(said.get(column, f'{alias}.{sql.Identifier(column).as_string()}') for column in columns)})::text"


def _histories(cursor: Any) -> Iterator[str]:
    cursor.execute(HISTORIES)
    yield from [table for (table,) in cursor.fetchall()]


def _columns(cursor: Any, table: str) -> list[str]:
    cursor.execute(
        "SELECT a.attname FROM pg_attribute a WHERE a.attrelid = ('public.' || quote_ident(%s))::regclass"
        " AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum",
        [table],
    )
    return [column for (column,) in cursor.fetchall()]


def _pin(cursor: Any) -> None:
    """Have values written as the seals' triggers write them, until the end of the transaction."""
    for setting in SETTINGS:
        cursor.execute(f"SET LOCAL {setting}")
