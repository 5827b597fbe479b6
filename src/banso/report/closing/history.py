"""One figure through the years: as printed before the records, as closed, and as the records count it; each said apart."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from banso.core.fiscal import fiscal_year_label
from banso.figures.evaluate import evaluate
from banso.figures.formulas import Formula, answer_in_words, cells_of, identity_of, moved, own_year
from banso.figures.models import FrozenFigure, FrozenYear, PublishedFigure
from banso.figures.periods import Since
from banso.report.document import Figure
from banso.report.models import Outline

from .published import Published, own_column


class Origin(Enum):
    """Where the number of a year comes from."""

    PUBLISHED = "印刷された報告書"
    CLOSED = "締めた数値"
    COUNTED = "記録から"


@dataclass(frozen=True)
class Past:
    """A year's number of a figure, as text. `row` is the published figure it was taken from."""

    fiscal_year: int
    printed: str
    origin: Origin
    row: PublishedFigure | None = None

    @property
    def label(self) -> str:
        return fiscal_year_label(self.fiscal_year)


def history(figure: Figure) -> list[Past]:
    """The figure of every year that says it, the latest first; one year may have a print and a count, and they may differ."""
    found = [*_published(figure), *_closed(figure), *_counted(figure)]
    order = list(Origin)
    return sorted(found, key=lambda past: (-past.fiscal_year, order.index(past.origin)))


def _published(figure: Figure) -> Iterator[Past]:
    periods = [cell.period for cell in figure.cells]
    column = own_column(figure.key.column, own_year(figure.formula))
    rows = PublishedFigure.objects.filter(cumulative=any(isinstance(period, Since) for period in periods))
    index = Published.of(rows.select_related("source", "programme"))
    for year in sorted({year for year, *_ in index.by_name}):
        row = index.find(figure.key, figure.cells[0].programme, year, column, figure.unit)
        if row is not None:
            yield Past(year, row.printed, Origin.PUBLISHED, row)


def _closed(figure: Figure) -> Iterator[Past]:
    years = list(FrozenYear.objects.values_list("fiscal_year", flat=True))
    identities = {year: identity_of(_in_year(figure, year)) for year in years}
    rows = FrozenFigure.objects.filter(year__fiscal_year__in=years, identity__in=identities.values()).order_by("pk")
    texts = {
        (year, identity): text for year, identity, text in rows.values_list("year__fiscal_year", "identity", "printed")
    }
    for year, identity in identities.items():
        if (year, identity) in texts:
            yield Past(year, texts[year, identity], Origin.CLOSED)


def _counted(figure: Figure) -> Iterator[Past]:
    """What the records of the outlined years that are still open count."""
    closed = FrozenYear.objects.values("fiscal_year")
    years = Outline.objects.exclude(fiscal_year__in=closed).values_list("fiscal_year", flat=True)
    asked = {year: _in_year(figure, year) for year in years}
    values = evaluate(cell for formula in asked.values() for cell in cells_of(formula))
    for year, formula in asked.items():
        yield Past(year, answer_in_words(formula, values, figure.unit, figure.qualifier), Origin.COUNTED)


def _in_year(figure: Figure, year: int) -> Formula:
    """The same question of another year; what is compared with the year before is so in that year too."""
    return moved(figure.formula, year - own_year(figure.formula))
