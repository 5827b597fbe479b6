"""What a section's blocks need to make their figures."""

from dataclasses import dataclass, replace

from banso.core.errors import UserError
from banso.figures.cells import Cell
from banso.figures.measures import get_measure
from banso.figures.periods import InYear, Since
from banso.figures.values import PENDING, State, Value, printed, suits, total
from banso.report.closing.published import own_column, value_of
from banso.report.document import Figure, FigureKey, FoundAs, Print, Run
from banso.report.outline.schema import NamedFigure, Question
from banso.report.outline.words import with_years

from .answers import Answers

VALUE = "値"
CUMULATIVE = "累計"
TEXT = "本文"


@dataclass(frozen=True)
class SectionContext:
    """A section being composed: its number, its programme (code and official name), and the answers."""

    answers: Answers
    fiscal_year: int
    section: str
    name: str
    programme: str

    def words(self, label: str) -> str:
        return with_years(label, self.fiscal_year)

    def key(self, table: str, row: str, column: str, period: str) -> FigureKey:
        return FigureKey(self.section, self.name, self.words(table), self.words(row), self.words(column), period)

    def cell(self, question: Question) -> Cell:
        if not question.measure:
            raise UserError(f"報告書の{self.section}「{self.name}」に、集計項目のない数値があります。")
        year = self.fiscal_year + question.year
        period = Since(question.since, year) if question.since else InYear(year)
        return Cell.of(question.measure, question.programme or self.programme, period, question.where)

    def figure(self, question: Question, table: str, row: str, column: str, found_as: FoundAs) -> Figure:
        """A figure from what it asks and where it stands."""
        cell = self.cell(question)
        measure = get_measure(cell.measure)
        value = self.answers.value(cell)
        unit = question.unit or value.given_in or measure.unit
        unit = unit if suits(unit, value.given_in) else value.given_in
        qualifier = measure.qualifier if question.qualifier is None else question.qualifier
        period = "cumulative" if question.since else cell.period.key()
        key = self.key(table, row, column, period)
        return self._as_printed(Figure(key, cell, value, unit, qualifier, printed(value, unit, qualifier), found_as))

    def named(self, name: str, figure: NamedFigure, defaults: tuple[str, str, str], found_as: FoundAs) -> Figure:
        """A figure in a text; its name's missing parts are the defaults (table, row, column)."""
        table, row, column = defaults
        return self.figure(figure, figure.table or table, figure.row or row or name, figure.column or column, found_as)

    def sum(self, parts: tuple[Figure, ...], table: str, row: str, column: str) -> Figure:
        """A sum of figures of this report. The parts' unit is the sum's; what was given in other units is no part of it."""
        first = parts[0]
        value = total([part.value for part in parts])
        if not suits(first.unit, value.given_in):
            value = PENDING
        key = self.key(table, row, column, first.key.period)
        text = printed(value, first.unit, first.qualifier)
        return self._as_printed(Figure(key, None, value, first.unit, first.qualifier, text, FoundAs.CELL, parts))

    def _as_printed(self, figure: Figure) -> Figure:
        """The figure as its year's own report printed it: closed here, or before the centre kept records here."""
        cell = (figure.parts[0] if figure.parts else figure).cell
        frozen = self.answers.frozen(cell.period.fiscal_year, figure.identity) if cell else None
        if frozen is not None:
            return replace(figure, value=frozen.value, printed=frozen.text)
        if cell is None or not isinstance(cell.period, InYear):
            return figure
        return self._as_published(figure, cell.period.fiscal_year)

    def _as_published(self, figure: Figure, fiscal_year: int) -> Figure:
        """The figure as an earlier report printed it, if that is what is known of its year."""
        key = figure.key
        column = own_column(key.column, fiscal_year)
        row = self.answers.published.find(key, self.programme, fiscal_year, column, figure.unit)
        if row is None:
            return figure
        source = Print(row.pk, row.source.title, row.page)
        return replace(figure, value=value_of(row), printed=row.printed, taken_from=source)


def is_nothing(value: Value) -> bool:
    """Whether a part of a breakdown is left out: counted as zero, or not offered."""
    return value.state is State.NOT_OFFERED or (value.is_counted and not value.number)


def in_text(context: SectionContext, figures: dict[str, NamedFigure]) -> "Namer":
    return Namer(context, figures, (TEXT, "", VALUE), FoundAs.SENTENCE)


@dataclass(frozen=True)
class Namer:
    """Turns a name in a template's braces into its figure."""

    context: SectionContext
    figures: dict[str, NamedFigure]
    defaults: tuple[str, str, str]
    found_as: FoundAs

    def __call__(self, name: str) -> Run:
        if name not in self.figures:
            return "{" + name + "}"
        return self.context.named(name, self.figures[name], self.defaults, self.found_as)
