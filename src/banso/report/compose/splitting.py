"""Rows split along a dimension: which rows a table has, from what records say, or, of a closed year, as they were printed."""

from collections.abc import Sequence
from dataclasses import replace

from banso.figures.cells import Cell
from banso.figures.measures import UNSAID, get_measure
from banso.figures.models import FrozenFigure
from banso.figures.tracing import Coded, codes_along, names_of
from banso.report.outline import schema
from banso.report.outline.splits import VALUE, Split
from banso.report.outline.words import in_one_line, one_line

from .section import SectionContext


def rows_of(matrix: schema.Matrix, context: SectionContext) -> list[schema.Row]:
    """The rows of a table, those that are split each as many as they come to."""
    return [one for row in matrix.rows for one in (_split(row, row.split, matrix, context) if row.split else [row])]


def _split(row: schema.Row, split: Split, matrix: schema.Matrix, context: SectionContext) -> list[schema.Row]:
    key = ("split", context.section, matrix.name, row.model_dump_json())
    codes = context.answers.once(key, lambda: _codes(row, split, matrix, context))
    named: dict[str, int] = {}
    found = []
    for one in codes:
        label, name = (
            text.replace(f"{{{VALUE}}}", one.label) for text in (row.label, row.name or in_one_line(row.label))
        )
        named[name] = named.get(name, 0) + 1
        name = f"{name} ({named[name]})" if named[name] > 1 else name
        where = {**row.where, split.by: one.code}
        found.append(row.model_copy(update={"label": label, "name": name, "where": where}))
    return found


def _codes(row: schema.Row, split: Split, matrix: schema.Matrix, context: SectionContext) -> Sequence[Coded]:
    cells = [context.cell(schema.merged(row, column)) for column in _counted(row, matrix)]
    if not cells:
        return []
    return _as_closed(cells, row, split, matrix, context) or _now(cells, split)


def _counted(row: schema.Row, matrix: schema.Matrix) -> list[schema.Column]:
    """The columns in which a row counts something."""
    columns = [column for column in matrix.columns if not (column.phase or column.target)]
    return [c for c in columns if row.only is None or (c.name or one_line(c.label)) in row.only]


def _now(cells: list[Cell], split: Split) -> list[Coded]:
    """The codes that records have, whatever column counts them; the last column says which are the most frequent."""
    measure = get_measure(cells[-1].measure)
    dimension = measure.dimensions[split.by]
    found: dict[str, Coded] = {}
    for cell in cells:
        earlier = {code: replace(one, number=0) for code, one in found.items()}
        found = earlier | {one.code: one for one in codes_along(cell, split.by)}
    unsaid = found.pop(UNSAID, None)
    given = [str(code) for code in split.codes]
    whole = given or (list(dimension.labels) if split.zeros or dimension.is_month else [])
    names = names_of(measure, split.by, [code for code in whole if code not in found])
    rows = [found.get(code) or Coded(code, names.get(code, code), 0) for code in whole]
    rows = rows or sorted(
        found.values(), key=lambda one: _place(one, list(dimension.labels), measure.is_text(split.by))
    )
    if split.order == "most":
        rows = sorted(rows, key=lambda one: -one.number)
    rows = rows[: split.most]
    return [*rows, Coded(UNSAID, split.unsaid, unsaid.number)] if unsaid and split.unsaid and not given else rows


def _place(one: Coded, declared: list[str], by_code: bool) -> tuple[int, str]:
    """Codes in the order they are declared in; else by themselves, or by their names where they are only keys."""
    place = declared.index(one.code) if one.code in declared else len(declared)
    return place, one.code if by_code else one.label


def _as_closed(
    cells: list[Cell], row: schema.Row, split: Split, matrix: schema.Matrix, context: SectionContext
) -> list[Coded]:
    """The rows that a closed year printed; none where it is open, or did not print them."""
    printed = FrozenFigure.objects.filter(
        year__fiscal_year=context.fiscal_year, section=context.section, table=context.words(matrix.name)
    )
    asked = {(cell.measure, cell.programme, _others(cell, split)) for cell in cells}
    found: dict[str, Coded] = {}
    before, _, after = context.words(row.name or in_one_line(row.label)).partition(f"{{{VALUE}}}")
    for name, identity, keys in printed.order_by("position").values_list("row", "identity", "cells"):
        if [identity] != keys:
            continue  # a sum or a rate
        cell = Cell.parse(identity)
        codes = dict(cell.where).get(split.by)
        if codes and (cell.measure, cell.programme, _others(cell, split)) in asked:
            found.setdefault(codes[0], Coded(codes[0], name.removeprefix(before).removesuffix(after), 0))
    return list(found.values())


def _others(cell: Cell, split: Split) -> tuple[object, ...]:
    return tuple(condition for condition in cell.where if condition[0] != split.by)
