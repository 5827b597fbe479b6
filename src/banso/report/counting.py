"""Which figures count a record: one answer, for the form before it is saved and for its page afterwards."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model

from banso.core.era import parse_date
from banso.core.errors import UserError
from banso.core.fiscal import fiscal_year_of
from banso.figures.cells import Cell
from banso.figures.formulas import Formula, answer_in_words, cells_of
from banso.figures.measures import Flow, get_measure, measures_of
from banso.figures.models import FrozenYear
from banso.figures.periods import InYear
from banso.figures.tracing import cells_counting
from banso.figures.values import Value
from banso.registers.models import Programme, ProgrammeYear
from banso.report.compose import questions
from banso.report.document import Figure
from banso.report.models import Outline


@dataclass(frozen=True)
class Place:
    """A figure that counts a record: of which year's report, what it is called, how it prints, and what it asks.

    `anchor` opens it in its report; it is '' where the year has no outline yet and the measure stands for itself.
    """

    fiscal_year: int
    section: str
    label: str
    rule: str
    unit: str
    qualifier: str
    formula: Formula
    anchor: str = ""

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The counted cells it is made of."""
        return cells_of(self.formula)

    def printed(self, values: dict[Cell, Value]) -> str:
        return answer_in_words(self.formula, values, self.unit, self.qualifier)


def rows_counted(record: Any) -> list[Model]:
    """A record with the rows that are there only to count it elsewhere, such as a visit's further programmes."""
    return list(record.counted_rows()) if hasattr(record, "counted_rows") else [record]


def places_counting(rows: Sequence[Model]) -> list[Place]:
    """The figures in which any of these records counts, of every outlined year; of the records' own year also without an outline."""
    outlined = list(Outline.objects.order_by("-fiscal_year").values_list("fiscal_year", flat=True))
    asked = [(year, figure) for year in outlined for figure in questions(year)]
    counting = cells_counting(rows, (cell for _, figure in asked for cell in figure.cells))
    found = [_place(year, figure) for year, figure in asked if counting & set(figure.cells)]
    return found + [place for year in sorted(years_of(rows) - {*outlined}) for place in _declared(year, rows)]


def years_of(rows: Sequence[Model]) -> set[int]:
    """The fiscal years in which records count as having happened."""
    found: set[int] = set()
    for model in {type(row) for row in rows}:
        keys = [row.pk for row in rows if type(row) is model]
        for timing in {m.timing for m in measures_of(model) if isinstance(m.timing, Flow)}:
            found |= set(model._default_manager.filter(pk__in=keys).values_list(timing.fiscal_year, flat=True))
    return found - {None}  # type: ignore[arg-type]


def years_typed(model: type[Model], typed: Mapping[str, str]) -> set[int]:
    """The fiscal years a form's record would count in, from the day typed or the record it is put under."""
    found: set[int] = set()
    for path in {m.timing.fiscal_year for m in measures_of(model) if isinstance(m.timing, Flow)}:
        first, _, rest = path.partition("__")
        if rest:
            found |= _years_under(model, first, rest, typed)
        else:
            found |= {fiscal_year_of(day) for name in _days_of(model, first) if (day := _day(typed.get(name, "")))}
    return found


def _days_of(model: type[Model], name: str) -> list[str]:
    """The date columns a fiscal-year column is made from."""
    column: Any = model._meta.get_field(name)
    expression: Any = getattr(column, "expression", None)
    parts = expression.flatten() if expression is not None else ()
    return sorted({str(part.name) for part in parts if hasattr(part, "name")})


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except UserError:
        return None


def _years_under(model: type[Model], name: str, rest: str, typed: Mapping[str, str]) -> set[int]:
    column: Any = model._meta.get_field(name)
    key = typed.get(f"{name}_key") or typed.get(name, "")
    if not (key.isascii() and key.isdecimal() and len(key) < 18):
        return set()
    rows = column.related_model._default_manager.filter(pk=int(key))
    return set(rows.values_list(rest, flat=True)) - {None}


def closed_years(years: Iterable[int]) -> list[int]:
    """Those of the years that are closed: what is printed of them is printed."""
    return sorted(FrozenYear.objects.filter(fiscal_year__in=list(years)).values_list("fiscal_year", flat=True))


def _place(fiscal_year: int, figure: Figure) -> Place:
    key = figure.key
    rules = " ".join(dict.fromkeys(get_measure(cell.measure).rule for cell in figure.cells))
    section, label = f"{key.section} {key.programme}", f"{key.row}({key.column})"
    return Place(fiscal_year, section, label, rules, figure.unit, figure.qualifier, figure.formula, figure.anchor)


def _declared(fiscal_year: int, rows: Sequence[Model]) -> list[Place]:
    """Where the year has no outline: every measure that counts the records, under the programmes they belong to."""
    codes = Programme.objects.order_by("pk").values_list("code", flat=True)
    measures = [measure for model in {type(row) for row in rows} for measure in measures_of(model)]
    cells = {Cell.of(m.code, code, InYear(fiscal_year)): m for code in codes for m in measures}
    found = []
    for cell in cells_counting(rows, cells):
        m = cells[cell]
        name = _name(cell.programme, fiscal_year)
        found.append(Place(fiscal_year, name, m.label, m.rule, m.unit, m.qualifier, cell))
    return sorted(found, key=lambda place: (place.section, place.label))


def _name(code: str, fiscal_year: int) -> str:
    years = ProgrammeYear.objects.filter(programme__code=code, fiscal_year__lte=fiscal_year).order_by("-fiscal_year")
    return years.values_list("name", flat=True).first() or str(Programme.objects.get(code=code))
