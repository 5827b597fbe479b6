"""A case's steps as its page shows them: every row, in the order they were written."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from banso.cases.models import Step
from banso.core.columns import Column, kind_of
from banso.office.papers.models import Form

from .offering import State

_COMMON = {field.name for field in Step._meta.fields} | {"id", "step"}


@dataclass(frozen=True)
class Line:
    """One row: what it says beside its day and its note, the form that is due for it, and whether its payment can be asked for."""

    row: Any
    label: str
    said: list[tuple[str, str]]
    in_force: bool
    letter: Form | None
    pays: bool


def ledger(state: State, letters: Mapping[int, Form], paying: Collection[str]) -> list[Line]:
    """The rows of a case's steps; `letters` are those due, by row, `paying` the steps whose payment the reader may ask for."""
    standing = {row.pk for row in state.taken}
    return [
        Line(
            row,
            state.declared.label_of(row.step),
            _said(row, state.declared.step_kinds[row.step].asks),
            row.pk in standing,
            letters.get(row.pk),
            row.pk in standing and row.step in paying,
        )
        for row in state.written
    ]


def _said(row: Step, asked: Collection[str]) -> list[tuple[str, str]]:
    """(column, text) of the kind's own columns that are filled in; a box that is not ticked says something only where it was asked."""
    own = [(name, column, getattr(row, name)) for name, column in _own_columns(type(row))]
    filled = [
        column for name, column, value in own if value not in (None, "") and (value is not False or name in asked)
    ]
    return [(column.label, column.text(row)) for column in filled]


@cache
def _own_columns(steps: type[Step]) -> list[tuple[str, Column]]:
    """The columns that a kind's steps have beyond those of every step, each with its field's name."""
    own = [field for field in steps._meta.concrete_fields if field.name not in _COMMON]
    paths = [(field, f"get_{field.name}_display" if field.choices else field.name) for field in own]
    return [(field.name, Column(str(field.verbose_name), path, kind_of(field))) for field, path in paths]
