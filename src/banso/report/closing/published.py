"""What earlier printed reports say, found by the names of figures: never counted, and never without the document."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from banso.core.errors import UserError
from banso.core.fiscal import parse_fiscal_year
from banso.core.text import fold
from banso.figures.models import FrozenYear, PublishedFigure
from banso.figures.values import NOT_OFFERED, State, Value, from_unit
from banso.report.document import FigureKey

from .printed import exact

_OWN_COLUMNS = {fold(word) for word in ("", "値", "累計")}
Name = tuple[int, str, str, str, str]


@dataclass
class Published:
    """Figures of printed reports by year, programme and the names of table, row and column.

    Where several reports print a figure, the latest counts: it may have been put right there.
    """

    by_name: dict[Name, PublishedFigure] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Iterable[PublishedFigure]) -> "Published":
        found = cls()
        for row in sorted(rows, key=lambda row: (row.report_year, row.pk)):
            column = own_column(row.column, row.fiscal_year)
            for programme in {fold(row.programme_name), row.programme.code if row.programme else ""} - {""}:
                found.by_name[row.fiscal_year, programme, fold(row.table), fold(row.row), column] = row
        return found

    def find(self, key: FigureKey, programme: str, fiscal_year: int, column: str, unit: str) -> PublishedFigure | None:
        """What was printed of the figure of this name in a year, in the unit asked. A list without tables' names is taken too."""
        for name in (programme, fold(key.programme)):
            for table in (fold(key.table), ""):
                row = self.by_name.get((fiscal_year, name, table, fold(key.row), column))
                if row is not None and row.unit in ("", unit):
                    return row
        return None


def own_column(column: str, fiscal_year: int) -> str:
    """A column's name to compare by: '' for the one that is the year itself, however it is written."""
    try:
        return "" if parse_fiscal_year(column) == fiscal_year else fold(column)
    except UserError:
        return "" if fold(column) in _OWN_COLUMNS else fold(column)


def published_in(fiscal_years: Iterable[int]) -> Published:
    """What was printed of these years before the centre kept records here; nothing of a year that was closed here."""
    closed = FrozenYear.objects.values("fiscal_year")
    rows = PublishedFigure.objects.filter(fiscal_year__in=set(fiscal_years), cumulative=False)
    return Published.of(rows.exclude(fiscal_year__in=closed).select_related("source", "programme"))


def value_of(row: PublishedFigure) -> Value:
    """A printed number as the value it stands for."""
    if row.state == State.NOT_OFFERED.value or row.number is None:
        return NOT_OFFERED
    return from_unit(exact(row.number), row.unit)
