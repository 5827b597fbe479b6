"""The columns that counting needs: what the declared measures name, and the keys on the way to them. No names, no notes."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from django.db.models.expressions import Col
from django.db.models.sql.query import Query

from .checks import paths_of
from .measures import Measure, all_measures
from .models import TallyEntry

Columns = dict[str, set[str]]


def counted_columns() -> Columns:
    """{table: columns} of everything a measure reads."""
    found: Columns = defaultdict(set)
    for measure in all_measures():
        _add(found, measure.model, measure.model._meta.pk.column)
        for path in _paths(measure):
            _walk(found, measure.model, path)
        _read(found, measure.population().query)
    for field in TallyEntry._meta.fields:
        _add(found, TallyEntry, field.column)
    return found


def _paths(measure: Measure) -> list[str]:
    labels = [dimension.label_path for dimension in measure.dimensions.values() if dimension.label_path]
    programme = measure.programme.removesuffix("_id") + "__code"
    return [path for _, path in paths_of(measure)] + labels + [programme, *measure.asks]


def _walk(found: Columns, model: type[Model], path: str) -> None:
    """Note the last column of a path and the keys of every join on the way."""
    steps, target, _, _ = Query(model).names_to_path(path.split("__"), model._meta, fail_on_missing=True)
    for step in steps:
        for ours, theirs in step.join_field.get_joining_fields():
            _add(found, ours.model, ours.column)
            _add(found, theirs.model, theirs.column)
    _add(found, target.model, target.column)


def _read(found: Columns, query: Query) -> None:
    """Note what a population reads itself: its conditions, its joins, and the same of every query inside it."""
    for expression in (query.where, *query.annotations.values(), *query.select):
        for part in _parts(expression):
            if isinstance(part, Query):
                _add(found, part.get_meta().model, part.get_meta().pk.column)
                _read(found, part)
            else:
                _add(found, part.target.model, part.target.column)
    for name in query.order_by:
        _walk(found, query.get_meta().model, str(name).lstrip("-"))
    for join in query.alias_map.values():
        for ours, theirs in getattr(join, "join_cols", None) or ():
            found[query.alias_map[join.parent_alias].table_name].add(ours)
            found[join.table_name].add(theirs)


def _parts(expression: Any) -> Iterable[Col | Query]:
    """The columns and the inner queries an expression is made of."""
    if isinstance(expression, Col | Query):
        yield expression
        return
    inner = getattr(expression, "children", None)
    for child in expression.get_source_expressions() if inner is None else inner:
        if child is not None:
            yield from _parts(child)


def _add(found: Columns, model: type[Model], column: str | None) -> None:
    assert column is not None
    found[model._meta.db_table].add(column)
