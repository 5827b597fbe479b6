"""What a section's blocks need to make their figures."""

from dataclasses import dataclass, replace

from banso.core.errors import UserError
from banso.figures.cells import Cell
from banso.figures.comparing import Comparison, compare
from banso.figures.figures import TARGETS
from banso.figures.formulas import own_year
from banso.figures.marks import Scale, judge
from banso.figures.measures import get_measure
from banso.figures.periods import InYear, Since
from banso.figures.values import NOT_OFFERED, PENDING, State, Value, printed, suits, total
from banso.report.closing.published import own_column, value_of
from banso.report.document import Figure, FigureKey, FoundAs, Print, Run
from banso.report.outline.schema import Item, NamedFigure, Question, RatioOf
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
    is_walled: bool = False

    def words(self, label: str) -> str:
        return with_years(label, self.fiscal_year)

    def key(self, table: str, row: str, column: str, period: str) -> FigureKey:
        return FigureKey(self.section, self.name, self.words(table), self.words(row), self.words(column), period)

    def cell(self, question: Question) -> Cell:
        if not question.measure and not question.target:
            raise UserError(f"報告書の{self.section}「{self.name}」に、集計項目のない数値があります。")
        year = self.fiscal_year + question.year
        period = Since(question.since, year) if question.since else InYear(year)
        programme = question.programme or self.programme
        if question.target:
            of = {"measure": question.measure or "", "name": question.target_name or ""}
            return Cell.of(TARGETS.code, programme, period, of)
        return Cell.of(question.measure or "", programme, period, question.where)

    def figure(self, question: Question, table: str, row: str, column: str, found_as: FoundAs) -> Figure:
        """A figure from what it asks and where it stands."""
        cell = self.cell(question)
        measure = get_measure(question.measure or cell.measure)
        value = self.answers.value(cell)
        unit = question.unit or value.given_in or measure.unit
        unit = unit if suits(unit, value.given_in) else value.given_in
        usual = "" if question.target else measure.qualifier
        qualifier = usual if question.qualifier is None else question.qualifier
        period = "cumulative" if question.since else cell.period.key()
        key = self.key(table, row, column, period)
        return self._as_printed(Figure(key, cell, value, unit, qualifier, printed(value, unit, qualifier), found_as))

    def ratio(self, ratio: RatioOf, table: str, row: str, column: str, found_as: FoundAs) -> Figure:
        """What two figures say together that are not printed themselves: each goes by the name of what it counts."""
        first, second = (
            self.figure(question, table, self._counted(question), column, found_as) for question in (ratio.of, ratio.to)
        )
        return self.compared(ratio.comparison, first, second, table, row, column, found_as)

    def _counted(self, question: Question) -> str:
        label = get_measure(question.measure).label if question.measure else question.target_name or ""
        return f"{label}の目標" if question.target else label

    def compared(
        self,
        comparison: Comparison,
        first: Figure,
        second: Figure,
        table: str,
        row: str,
        column: str,
        found_as: FoundAs,
    ) -> Figure:
        """What two figures say together. Where it can't be said, a sentence says so in its unit: -%."""
        unit = comparison.unit_of(first.unit)
        value, text = compare(comparison, first.value, second.value, unit)
        if found_as is FoundAs.SENTENCE and text == comparison.nothing:
            text = printed(NOT_OFFERED, unit)
        key = self.key(table, row, column, first.key.period)
        made = Figure(key, None, value, unit, "", text, found_as, (first, second), comparison=comparison)
        return self._as_printed(made)

    def marked(self, scale: Scale, of: Figure, table: str, row: str, column: str) -> Figure:
        """The mark that a figure earns."""
        value, text = judge(scale, of.value, of.unit)
        key = self.key(table, row, column, of.key.period)
        return self._as_printed(Figure(key, None, value, "", "", text, FoundAs.CELL, (of,), scale=scale))

    def named(self, name: str, figure: NamedFigure, defaults: tuple[str, str, str], found_as: FoundAs) -> Figure:
        """A figure in a text; its name's missing parts are the defaults (table, row, column)."""
        table, row, column = defaults
        place = figure.table or table, figure.row or row or name, figure.column or column
        return self.asked(figure, *place, found_as)

    def asked(self, figure: NamedFigure | Item, table: str, row: str, column: str, found_as: FoundAs) -> Figure:
        """A figure that is counted, or worked out of two."""
        if figure.ratio:
            return self.ratio(figure.ratio, table, row, column, found_as)
        return self.figure(figure, table, row, column, found_as)

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
        year = own_year(figure.formula)
        frozen = self.answers.frozen(year, figure.identity)
        if frozen is not None:
            return replace(figure, value=frozen.value, printed=frozen.text)
        if not all(isinstance(cell.period, InYear) for cell in figure.cells):
            return figure
        return self._as_published(figure, year)

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
