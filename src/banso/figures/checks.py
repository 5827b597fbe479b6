"""Declarations are checked before anything runs: every path exists, every code is known. Errors carry file and line."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.checks import CheckMessage, Error
from django.core.exceptions import FieldError
from django.db.models import CheckConstraint, Model, Q
from django.db.models.expressions import Col
from django.db.models.sql.query import Query
from django.utils.choices import CallableChoiceIterator

from .measures import UNSAID, Days, Distinct, Flow, Measure, Total, ValueOf, all_measures


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
    errors += [
        Error(
            f"measure {measure.code}: counts by {model.__name__}.{name}, where the database lets in more than its choices",
            hint="known_values() in the model's constraints",
            id="figures.E003",
        )
        for model, name, choices in _counted_choices(measure)
        if all(_lets_in_more(rule, name, choices) for rule in _rules(model))
    ]
    return errors


def _counted_choices(measure: Measure) -> Iterable[tuple[type[Model], str, set[Any]]]:
    """The columns with fixed choices by which a measure tells its records apart or from others."""
    paths = [d.path for d in measure.dimensions.values() if _resolves(measure.model, d.path)]
    columns = {Query(measure.model).names_to_path(path.split("__"), measure.model._meta)[1] for path in paths}
    columns |= set(_conditions(measure.population().query.where))
    fixed = (c for c in columns if c.choices and not isinstance(c.choices, CallableChoiceIterator))
    return [(c.model, c.name, {code for code, _ in c.flatchoices} | _unsaid(c)) for c in fixed]


def _unsaid(column: Any) -> set[Any]:
    """The code of a text that may be left out on purpose: figures have a place for it (未記入)."""
    return {UNSAID} if column.blank and column.get_internal_type() == "CharField" else set()


def _conditions(where: Any) -> Iterator[Any]:
    """The columns that a population's own conditions look at."""
    for child in getattr(where, "children", ()):
        if isinstance(getattr(child, "lhs", None), Col):
            yield child.lhs.target
        yield from _conditions(child)


def _rules(model: type[Model]) -> list[CheckConstraint]:
    return [one for one in model._meta.constraints if isinstance(one, CheckConstraint)]


def _lets_in_more(rule: CheckConstraint, name: str, choices: set[Any]) -> bool:
    """Whether a row may meet a rule with a code that is none of the choices."""
    possible = _possible(rule.condition, name)
    return possible is None or not possible <= choices


def _possible(condition: Any, name: str) -> set[Any] | None:
    """The values that a column has wherever a condition holds; None where the condition leaves it open."""
    if isinstance(condition, tuple):
        path, value = condition
        if path == f"{name}__in":
            return set(value)
        return {value} if path == name else None
    if not isinstance(condition, Q) or condition.negated:
        return None
    parts = [_possible(child, name) for child in condition.children]
    told = [values for values in parts if values is not None]
    if condition.connector == Q.OR:
        return set().union(*told) if len(told) == len(parts) else None
    return set.intersection(*told) if told else None


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
    if isinstance(measure.count, Days) and measure.count.weight:
        paths.append(("weight", measure.count.weight))
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
