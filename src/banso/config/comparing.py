"""What the database should hold by the models and by its own records: rules, triggers, histories and the search's index."""

from collections.abc import Iterator
from typing import Any

import pgtrigger
from django.apps import apps
from django.db import connection
from django.db.models import Model
from psycopg import sql

from banso.core.searching import all_searchables

MEND = "控えから復元するか、開発者に伝えてください"
# One reading of each, joined as a whole: looking up the last row of each record alone reads a history once for every record.
UNLIKE_AND_GONE = """
    SELECT count(*) FILTER (WHERE r.{key} IS NOT NULL
            AND (last.pgh_id IS NULL OR last.pgh_label = 'delete' OR ({own}) IS DISTINCT FROM ({told}))),
        count(*) FILTER (WHERE r.{key} IS NULL AND last.pgh_label <> 'delete')
    FROM (SELECT DISTINCT ON (e.pgh_obj_id) e.* FROM {events} e ORDER BY e.pgh_obj_id, e.pgh_id DESC) last
    FULL JOIN {record} r ON r.{key} = last.pgh_obj_id
"""
WORDS = ("件が、変更履歴と合いません", "件が、削除の履歴なしになくなっています")


def missing_rules() -> list[str]:
    """Constraints, indexes and triggers that the models declare and the database lacks."""
    with connection.cursor() as cursor:
        found = [
            f"表「{model._meta.db_table}」に{what}がありません。{MEND}。"
            for model in _stored()
            for what in _missing(model, connection.introspection.get_constraints(cursor, model._meta.db_table))
        ]
        cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
        there = {name for (name,) in cursor.fetchall()}
    return found + [
        f"表「{model._meta.db_table}」に引き金「{trigger.get_pgid(model)}」がありません。{MEND}。"
        for model, trigger in pgtrigger.registered()
        if trigger.get_pgid(model) not in there
    ]


def _missing(model: type[Model], found: Any) -> Iterator[str]:
    for rule, what in [(c, "制約") for c in model._meta.constraints] + [(i, "索引") for i in model._meta.indexes]:
        if rule.name not in found:
            yield f"{what}「{rule.name}」"
    fields: list[Any] = list(model._meta.local_concrete_fields)
    for field in fields:
        rules = [rule for rule in found.values() if rule["columns"] == [field.column]]
        if field.many_to_one and field.db_constraint and not any(rule["foreign_key"] for rule in rules):
            yield f"列「{field.column}」のつながりの制約"
        if field.unique and not any(rule["unique"] or rule["primary_key"] for rule in rules):
            yield f"列「{field.column}」の重複しない制約"


def unlike_histories(cursor: Any) -> list[str]:
    """Records that are not as their history says they became, or have none. Must be asked as the owner."""
    found = []
    for events in (model for model in _stored() if hasattr(model, "pgh_tracked_model")):
        names = {field.name for field in events._meta.fields}
        if "pgh_obj" not in names:
            continue  # the history of links has no record of its own
        record = events.pgh_tracked_model
        columns = [f.column for f in record._meta.local_concrete_fields if f.name in names]
        parts = {
            "record": sql.Identifier("public", record._meta.db_table),
            "events": sql.Identifier("public", events._meta.db_table),
            "key": sql.Identifier(record._meta.pk.column),
            "own": sql.SQL(", ").join(sql.Identifier("r", column) for column in columns),
            "told": sql.SQL(", ").join(sql.Identifier("last", column) for column in columns),
        }
        cursor.execute(sql.SQL(UNLIKE_AND_GONE).format(**parts))
        for number, words in zip(cursor.fetchone(), WORDS, strict=True):
            if number:
                found.append(f"「{record._meta.verbose_name}」の{number:,}{words}。")
    return found


def missing_documents(cursor: Any) -> list[str]:
    """Kinds of which records are neither in the search's index nor waiting to come in. Must be asked as the owner."""
    cursor.execute("SELECT kind, count(*) FROM public.search_document GROUP BY kind")
    indexed = dict(cursor.fetchall())
    cursor.execute("SELECT kind, count(*) FROM public.search_stale WHERE NOT gone GROUP BY kind")
    waiting = dict(cursor.fetchall())
    found = []
    for declared in all_searchables():
        number = declared.rows().count() - indexed.get(declared.kind, 0) - waiting.get(declared.kind, 0)
        if number > 0:
            found.append(
                f"検索の索引に「{declared.label}」の{number:,}件がありません。banso reindex で作り直してください。"
            )
    return found


def _stored() -> list[Any]:
    return [m for m in apps.get_models(include_auto_created=True) if m._meta.managed and not m._meta.proxy]
