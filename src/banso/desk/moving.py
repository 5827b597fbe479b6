"""Which figures a record would move, before it is saved: recorded, counted by the engine, and rolled back."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import DEFAULT_DB_ALIAS, transaction

from banso.figures.cells import Cell
from banso.figures.evaluate import evaluate
from banso.figures.measures import get_measure, measures_of
from banso.figures.models import FrozenYear
from banso.figures.periods import InYear
from banso.figures.tracing import records
from banso.figures.values import Value, printed, total
from banso.registers.models import Programme, ProgrammeYear
from banso.report.closing.freeze import leaves
from banso.report.compose import questions
from banso.report.document import Figure
from banso.report.models import Outline
from banso.work.consultations.models import Consultation


@dataclass(frozen=True)
class Question:
    """A figure that might move: what it is called, how it prints, and the cells it is made of."""

    place: str
    label: str
    rule: str
    unit: str
    qualifier: str
    cells: tuple[Cell, ...]
    anchor: str = ""

    def printed(self, values: dict[Cell, Value]) -> str:
        found = [values[cell] for cell in self.cells]
        return printed(found[0] if len(found) == 1 else total(found), self.unit, self.qualifier)


@dataclass(frozen=True)
class Move:
    """A figure the record counts in: before and after. They are equal where its firm is counted already."""

    question: Question
    before: str
    after: str


@dataclass(frozen=True)
class Moves:
    """All of them, of one fiscal year: whether its report is outlined, and whether it is closed already."""

    fiscal_year: int
    moves: list[Move]
    outlined: bool
    closed: bool


def moves_of(fiscal_year: int, programmes: Iterable[Programme], write: Callable[[], Consultation]) -> Moves:
    """The figures that what `write` records would move under these programmes. Nothing of it stays written.

    Raises whatever `write` raises.
    """
    codes = {programme.code for programme in programmes}
    outlined = Outline.objects.filter(fiscal_year=fiscal_year).exists()
    asked = _outlined(fiscal_year, codes) if outlined else _declared(fiscal_year, codes)
    cells = {cell for question in asked for cell in question.cells}
    before = evaluate(cells, using=DEFAULT_DB_ALIAS)
    with transaction.atomic():
        visit = write()
        after = evaluate(cells, using=DEFAULT_DB_ALIAS)
        rows = [visit.pk, *visit.further.values_list("pk", flat=True)]
        counting = {cell for cell in cells if before[cell] != after[cell] or records(cell).filter(pk__in=rows).exists()}
        transaction.set_rollback(True)
    moves = [
        Move(question, question.printed(before), question.printed(after))
        for question in asked
        if counting & set(question.cells)
    ]
    closed = FrozenYear.objects.filter(fiscal_year=fiscal_year).exists()
    return Moves(fiscal_year, moves, outlined, closed)


def _outlined(fiscal_year: int, codes: set[str]) -> list[Question]:
    """The figures of the year's report that count consultations of these programmes in that year."""
    found = []
    for figure in questions(fiscal_year):
        cells = tuple(leaf.cell for leaf in leaves(figure) if leaf.cell)
        if any(_counts(cell, fiscal_year, codes) for cell in cells):
            found.append(_question(figure, cells))
    return found


def _counts(cell: Cell, fiscal_year: int, codes: set[str]) -> bool:
    counts_visits = get_measure(cell.measure).model is Consultation
    return counts_visits and cell.programme in codes and fiscal_year in cell.period.years


def _question(figure: Figure, cells: tuple[Cell, ...]) -> Question:
    key = figure.key
    rules = " ".join(dict.fromkeys(get_measure(cell.measure).rule for cell in cells))
    label = f"{key.row}({key.column})"
    return Question(f"{key.section} {key.programme}", label, rules, figure.unit, figure.qualifier, cells, figure.anchor)


def _declared(fiscal_year: int, codes: set[str]) -> list[Question]:
    """Where the year has no outline yet: every measure of consultations, for each programme."""
    years = ProgrammeYear.objects.filter(programme__code__in=codes, fiscal_year__lte=fiscal_year).order_by(
        "fiscal_year"
    )
    names = {code: code for code in codes} | dict(years.values_list("programme__code", "name"))
    return [
        Question(name, m.label, m.rule, m.unit, m.qualifier, (Cell.of(m.code, code, InYear(fiscal_year)),))
        for code, name in sorted(names.items())
        for m in measures_of(Consultation)
    ]
