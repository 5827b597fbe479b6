"""Keeping the index fresh: triggers note what changed, and whoever changed it, or the worker, brings the documents up.

A record that the reader of the queue may not see is left for someone who may, or for the worker.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.db import connection, transaction
from psycopg import sql

from banso.core.searching import Searchable, all_searchables, searchable_of
from banso.registers.walls import side_of, way_to_case

from .meaning import is_installed
from .words import number_vector, part_key, vector

BATCH = 500
_CHANGES = {
    "insert": ("new_values", "false"),
    "update": ("new_values", "false"),
    "delete": ("old_values", "true"),
}
_FUNCTION = """
    CREATE OR REPLACE FUNCTION public.search_note_{name}() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    BEGIN
        INSERT INTO public.search_stale (kind, object_id, gone)
        SELECT TG_ARGV[0], id, {gone} FROM {rows} ORDER BY id
        ON CONFLICT (kind, object_id) DO UPDATE SET gone = excluded.gone;
        RETURN NULL;
    END $$
"""


def install_triggers(**_: Any) -> None:
    """Every searchable table notes its changes, bulk operations and raw SQL included. Run by the owner after migrating."""
    with connection.cursor() as cursor:
        for name, (rows, gone) in _CHANGES.items():
            cursor.execute(_FUNCTION.format(name=name, rows=rows, gone=gone))
        for declared in all_searchables():
            table = declared.model._meta.db_table
            if table not in connection.introspection.table_names(cursor):
                continue
            for name, (rows, _gone) in _CHANGES.items():
                cursor.execute(
                    sql.SQL(
                        "CREATE OR REPLACE TRIGGER {trigger} AFTER {operation} ON {table} "
                        "REFERENCING {which} TABLE AS {rows} FOR EACH STATEMENT EXECUTE FUNCTION {function}({kind})"
                    ).format(
                        trigger=sql.Identifier(f"search_{name}"),
                        operation=sql.SQL(name),
                        table=sql.Identifier(table),
                        which=sql.SQL("OLD" if name == "delete" else "NEW"),
                        rows=sql.Identifier(rows),
                        function=sql.Identifier(f"search_note_{name}"),
                        kind=sql.Literal(declared.kind),
                    )
                )


def refresh(most: int = BATCH) -> int:
    """Bring up to `most` documents that are behind up to date; how many were."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT kind, object_id, gone FROM public.search_take(%s)", [most])
        taken = cursor.fetchall()
        done = [(kind, key) for kind, key, gone in taken if gone or searchable_of(kind) is None]
        for kind in {kind for kind, _, gone in taken if not gone}:
            declared = searchable_of(kind)
            if declared is not None:
                keys = [key for of, key, gone in taken if of == kind and not gone]
                done += [(kind, key) for key in _index(declared, keys)]
        cursor.execute(
            "SELECT public.search_settled(%s::text[], %s::bigint[])", [[k for k, _ in done], [i for _, i in done]]
        )
    return len(done)


def _index(declared: Searchable, keys: list[int]) -> list[int]:
    """Write the documents of these records; the keys of those that could be read. One that is left out loses its own."""
    model = declared.model._default_manager
    seen = set(model.filter(pk__in=keys).values_list("pk", flat=True))
    records = declared.rows().filter(pk__in=keys)
    written = {record.pk for record in _put(declared, records)}
    _drop(declared.kind, sorted(seen - written))
    return sorted(seen)


def _put(declared: Searchable, records: Iterable[Any]) -> list[Any]:
    shown = list(records)
    places = _within_cases(declared, [record.pk for record in shown])
    rows = [_row(declared, record, *places.get(record.pk, (None, ""))) for record in shown]
    with connection.cursor() as cursor:
        cursor.executemany("SELECT public.search_put(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)", rows)
        if declared.case and is_installed():
            cursor.execute("SELECT public.search_unread(%s, %s::bigint[])", [declared.kind, [r.pk for r in shown]])
    return shown


def _within_cases(declared: Searchable, keys: list[int]) -> dict[int, tuple[int | None, str]]:
    """The case to which each of these records belongs, and whose side of it it is."""
    way, side = way_to_case(declared.model), side_of(declared.model)
    if not way:
        return {}
    rows = declared.model._default_manager.filter(pk__in=keys).values_list("pk", way, *([side] if side else []))
    return {pk: (case, said[0] if said else "") for pk, case, *said in rows}


def _row(declared: Searchable, record: Any, case: int | None, side: str) -> tuple[Any, ...]:
    title, names = declared.title_of(record), declared.names_of(record)
    return (
        declared.kind, record.pk, " ".join(part_key(name) for name in names), declared.day_of(record), declared.company_of(record),
        declared.programme_of(record), vector(" ".join([title, *names]), declared.text_of(record)), number_vector(names),
        case, side,
    )  # fmt: skip


def _drop(kind: str, keys: list[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT public.search_drop(%s, %s::bigint[])", [kind, keys])


def reindex(progress: Callable[[int, str], None] = lambda percent, step: None) -> int:
    """Make every document anew, as after a change of dictionary; how many there are."""
    written = 0
    kinds = all_searchables()
    for place, declared in enumerate(kinds):
        progress(100 * place // len(kinds), declared.label)
        last = 0
        while batch := list(declared.rows().filter(pk__gt=last).order_by("pk")[:BATCH]):
            with transaction.atomic():
                written += len(_put(declared, batch))
                with connection.cursor() as cursor:
                    keys = [record.pk for record in batch]
                    cursor.execute(
                        "SELECT public.search_settled(%s::text[], %s::bigint[])", [[declared.kind] * len(keys), keys]
                    )
            last = batch[-1].pk
    progress(100, "")
    return written
