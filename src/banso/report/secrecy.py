"""秘匿: printed figures so small that a walled company could be recognised, and a report without them.

The figure stays as counted; whoever prints decides, file by file, whether it is printed or hidden.
"""

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any

from django.conf import settings

from banso.figures.cells import Cell
from banso.figures.floors import SmallCellFloor
from banso.figures.measures import Distinct, Rows, get_measure
from banso.figures.periods import InYear, Since
from banso.figures.small_cells import hidden_cells
from banso.figures.tracing import number_of_records
from banso.figures.values import PENDING
from banso.registers.models import Programme, ProgrammeYear

from .document import Block, Chart, Document, Figure, Section

HIDDEN = "x"


def telling(document: Document) -> list[Figure]:
    """The figures of walled programmes behind which there are one or two records (or the centre's own limit)."""
    walled = set(Programme.objects.filter(walled_to__isnull=False).values_list("code", flat=True))
    return [figure for figure in document.figures() if _is_telling(figure, walled)]


def _is_telling(figure: Figure, walled: set[str]) -> bool:
    """A rate or a mark tells as much as the figures it is worked out of; a sum by its own number."""
    if figure.comparison or figure.scale:
        return any(_is_telling(part, walled) for part in figure.parts)
    return any(_tells(cell, figure, walled) for cell in figure.cells)


def _tells(cell: Cell, figure: Figure, walled: set[str]) -> bool:
    measure = get_measure(cell.measure)
    if cell.programme not in walled or measure.is_given or not figure.value.number:
        return False
    counts_records = isinstance(measure.count, Rows | Distinct)
    number = figure.value.number if counts_records else number_of_records(cell)
    return 0 < number <= settings.SECRECY_LIMIT


def marked(document: Document, figures: list[Figure]) -> Document:
    """The document with a mark beside these figures, for the screen."""
    anchors = {figure.anchor for figure in figures}
    return _rewritten(
        document, _figures(anchors, lambda figure: replace(figure, printed=f"{figure.printed} ※秘匿注意"))
    )


def suppressed(document: Document) -> Document:
    """The document without the telling figures and the parts of walled programmes' charts that are as small; its title says so.

    A figure that is hidden has no value either: what a workbook shows is the value it holds.
    """
    anchors = {figure.anchor for figure in telling(document)}
    walled = ProgrammeYear.objects.filter(fiscal_year=document.fiscal_year, programme__walled_to__isnull=False)
    names = set(walled.values_list("name", flat=True))
    hidden = _rewritten(document, _figures(anchors, lambda figure: replace(figure, printed=HIDDEN, value=PENDING)))
    hidden = _rewritten(hidden, lambda node: _without_small_parts(node) if _is_of(node, names) else None)
    return replace(hidden, title=f"{hidden.title}(「{HIDDEN}」は、企業が特定されるおそれがあるため秘匿した数値)")


def guarded(document: Document) -> Document:
    """The document as it may be printed at all: without cells of walled programmes' breakdowns that are below the centre's floor, nor those
    beside them by which they could be worked out. Totals of a year stay, and so do those of each service that was offered.
    """
    anchors = small_cells(document)
    if not anchors:
        return document
    hidden = _rewritten(document, _figures(anchors, lambda figure: replace(figure, printed=HIDDEN, value=PENDING)))
    return replace(hidden, title=f"{hidden.title}(内訳の「{HIDDEN}」は、小さい数値のため示さないもの)")


def small_cells(document: Document) -> set[str]:
    """The anchors of the figures that :func:`guarded` hides."""
    walled = set(Programme.objects.filter(walled_to__isnull=False).values_list("code", flat=True))
    found: dict[Cell, list[str]] = {}
    values: dict[Cell, int] = {}
    for figure in document.figures():
        if (cell := figure.cell) is not None and cell.programme in walled and _counts(figure):
            found.setdefault(cell, []).append(figure.anchor)
            values[cell] = int(figure.value.number or 0)
    totals, between = {cell for cell in values if _is_total(cell)}, _between(values)
    hidden = hidden_cells(
        values | between,
        _sums(values),
        floor=SmallCellFloor.of(document.fiscal_year),
        fixed=totals,
        unpublished=between.keys(),
    )
    return {anchor for cell in hidden for anchor in found.get(cell, ())}


def _is_total(cell: Cell) -> bool:
    """Whether a cell tells what was offered and nothing of who came."""
    known = get_measure(cell.measure).dimensions
    return all(known[name].of_service for name in cell.dimensions)


def _counts(figure: Figure) -> bool:
    """Whether a figure counts records here: sums of money and what others counted are no cells of ours."""
    assert figure.cell is not None
    measure = get_measure(figure.cell.measure)
    return isinstance(measure.count, Rows | Distinct) and not measure.is_given and figure.value.is_counted


def _sums(values: dict[Cell, int]) -> list[tuple[Cell, list[Cell]]]:
    """Which cells add up to which: a breakdown to its total, where it does, and a year to the figure that grows by it."""
    sums = []
    for total in [cell for cell in values if not cell.where]:
        same = [cell for cell in values if replace(cell, where=()) == total and len(cell.where) == 1]
        for dimension in dict.fromkeys(cell.dimensions for cell in same):
            parts = [cell for cell in same if cell.dimensions == dimension]
            if sum(values[cell] for cell in parts) == values[total]:
                sums.append((total, parts))
    grown = [(cell, before) for cell in values if (before := _year_before(cell)) in values]
    return sums + [(cell, [before, _of_the_year(cell)]) for cell, before in grown if before is not None]


def _between(values: dict[Cell, int]) -> dict[Cell, int]:
    """What lies between two figures that grow and is printed nowhere: the year's own."""
    grown = {cell: before for cell in values if not _is_total(cell) and (before := _year_before(cell)) in values}
    found = {_of_the_year(cell): values[cell] - values[before] for cell, before in grown.items() if before is not None}
    return {cell: number for cell, number in found.items() if cell not in values}


def _year_before(cell: Cell) -> Cell | None:
    """The same figure as it stood a year earlier; None for one that does not grow."""
    if not isinstance(cell.period, Since):
        return None
    return replace(cell, period=Since(cell.period.base_year, cell.period.fiscal_year - 1))


def _of_the_year(cell: Cell) -> Cell:
    return replace(cell, period=InYear(cell.period.fiscal_year))


def _figures(anchors: set[str], told: Callable[[Figure], Figure]) -> Callable[[Any], Any]:
    def change(node: Any) -> Any:
        if isinstance(node, Figure):
            return told(node) if node.anchor in anchors else node
        return None

    return change


def _is_of(node: Any, names: set[str]) -> bool:
    return isinstance(node, Section) and node.programme in names


def _without_small_parts(section: Section) -> Section:
    def hide(value: float | None) -> float | None:
        return None if value is not None and 0 < value <= settings.SECRECY_LIMIT else value

    def cleared(block: Block) -> Block:
        if not isinstance(block, Chart):
            return block
        return replace(
            block, series=tuple(replace(s, values=tuple(hide(value) for value in s.values)) for s in block.series)
        )

    inner = tuple(_without_small_parts(part) for part in section.sections)
    return replace(section, blocks=tuple(cleared(block) for block in section.blocks), sections=inner)


def _rewritten(document: Document, change: Callable[[Any], Any]) -> Document:
    """The document with every part that `change` has another for; it returns None where it has nothing to say."""

    def rewrite(node: Any) -> Any:
        changed = change(node)
        if changed is not None:
            return changed
        if isinstance(node, tuple):
            return tuple(rewrite(part) for part in node)
        if is_dataclass(node) and not isinstance(node, type):
            return replace(node, **{f.name: rewrite(getattr(node, f.name)) for f in fields(node) if f.init})
        return node

    return replace(document, chapters=rewrite(document.chapters))
