"""Declarations are checked before anything runs: every path exists, every code is known. Errors carry file and line."""

from typing import Any

from django.core.checks import CheckMessage, Error
from django.core.exceptions import FieldError
from django.db.models import Model
from django.db.models.sql.query import Query

from .measures import Distinct, Flow, Measure, Total, ValueOf, all_measures


def check_declarations(**_: Any) -> list[CheckMessage]:
    return [error for measure in all_measures() for error in _check(measure)]


def _check(measure: Measure) -> list[CheckMessage]:
    errors: list[CheckMessage] = []
    for role, path in paths_of(measure):
        if not _resolves(measure.model, path):
            errors.append(
                Error(
                    f"measure {measure.code}: {role} {path!r} is no column of {measure.model.__name__}",
                    hint=measure.declared_at,
                    id="figures.E001",
                )
            )
    if measure.tally:
        unknown = set(measure.tally.dimensions) - set(measure.dimensions)
        if unknown:
            errors.append(
                Error(
                    f"measure {measure.code}: tally by unknown {unknown}", hint=measure.declared_at, id="figures.E002"
                )
            )
    return errors


def paths_of(measure: Measure) -> list[tuple[str, str]]:
    paths = [("programme", measure.programme)]
    paths += [(f"dimension {name}", dimension.path) for name, dimension in measure.dimensions.items()]
    if isinstance(measure.timing, Flow):
        paths.append(("fiscal year", measure.timing.fiscal_year))
        paths += [("day", measure.timing.day)] if measure.timing.day else []
    else:
        paths += [("start", measure.timing.starts_on), ("end", measure.timing.ends_on)]
    if isinstance(measure.count, Distinct):
        paths.append(("subject", measure.count.subject))
    if isinstance(measure.count, Total):
        paths.append(("amount", measure.count.amount))
        paths += [("unit", measure.count.unit)] if measure.count.unit else []
    if isinstance(measure.count, ValueOf):
        paths.append(("column", measure.count.column))
    return paths


def _resolves(model: type[Model], path: str) -> bool:
    query = Query(model)
    try:
        query.names_to_path(path.split("__"), model._meta, fail_on_missing=True)
    except FieldError:
        return False
    return True
