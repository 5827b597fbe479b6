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
        for column in _conditions(measure.population().query.where):
            _add(found, column.target.model, column.target.column)
        for join in measure.population().query.alias_map.values():
            for ours, theirs in getattr(join, "join_cols", None) or ():
                found[join.parent_alias].add(ours)
                found[join.table_name].add(theirs)
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


def _conditions(node: Any) -> Iterable[Col]:
    for child in getattr(node, "children", [node]):
        if hasattr(child, "children"):
            yield from _conditions(child)
        elif isinstance(getattr(child, "lhs", None), Col):
            yield child.lhs


def _add(found: Columns, model: type[Model], column: str | None) -> None:
    assert column is not None
    found[model._meta.db_table].add(column)
