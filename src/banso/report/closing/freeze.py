"""Freezing: each figure of the year, its printed text and the records it counted."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.timezone import localdate

from banso.core.era import format_date
from banso.core.errors import UserError
from banso.core.fiscal import fiscal_year_label, fiscal_year_of, fiscal_year_period
from banso.core.trail import verb
from banso.figures.formulas import as_data, is_compared
from banso.figures.models import FrozenFigure, FrozenListing, FrozenYear
from banso.figures.tracing import record_ids
from banso.figures.values import State
from banso.registers.models import User
from banso.report.compose import compose
from banso.report.document import Figure

from .printed import as_decimal


def has_ended(fiscal_year: int) -> bool:
    """Whether the year's last day (31 March) is over."""
    return fiscal_year_of(localdate()) > fiscal_year


@verb
def close_year(fiscal_year: int, *, early: bool = False, by: User | None) -> FrozenYear:
    """Close a fiscal year: freeze every figure of its report. `early` says that it is meant although the year still runs.

    Raises UserError if it is closed already, still runs, or if figures are still 未集計 (it names them).
    """
    label = fiscal_year_label(fiscal_year)
    if not early and not has_ended(fiscal_year):
        last = format_date(fiscal_year_period(fiscal_year).end)
        raise UserError(
            f"{label}は{last}まで続きます。締めたあとの記録は印刷した数値に入りません。"
            "年度の途中で締めるときは、そのことを確かめた印を付けてください(コマンドでは --early)。"
        )
    if FrozenYear.objects.filter(fiscal_year=fiscal_year).exists():
        raise UserError(f"{label}はすでに締められています。数値の違いは「訂正」として記録してください。")
    document = compose(fiscal_year)
    figures = document.figures()
    pending = [f for f in figures if f.value.state is State.PENDING]
    if pending:
        names = "、".join(f"{f.key.programme}の{f.key.row}" for f in pending[:5])
        raise UserError(
            f"未集計の数値が{len(pending)}件あるため、{label}を締められません({names})。記録を入力してから締めてください。"
        )
    year = FrozenYear.objects.create(fiscal_year=fiscal_year, closed_at=timezone.now(), closed_by=by)
    FrozenFigure.objects.bulk_create(_frozen(year, position, figure) for position, figure in enumerate(figures))
    FrozenListing.objects.bulk_create(
        FrozenListing(year=year, identity=identity, rows=[{"pk": row.pk, "texts": dict(row.texts)} for row in rows])
        for identity, rows in document.listed
    )
    return year


def _frozen(year: FrozenYear, position: int, figure: Figure) -> FrozenFigure:
    """A figure to keep. What was taken from an earlier printed report was counted from no record of ours, and stays so."""
    key = figure.key
    counted = [] if figure.prints else leaves(figure)
    return FrozenFigure(
        year=year,
        position=position,
        section=key.section,
        programme=key.programme,
        table=key.table,
        row=key.row,
        column=key.column,
        identity=figure.identity,
        cells=[part.cell.key() for part in counted if part.cell],
        state=figure.value.state.value,
        number=as_decimal(figure.value.number),
        unit=figure.unit,
        qualifier=figure.qualifier,
        printed=figure.printed,
        record_ids=sorted(_record_ids(counted)),
        formula=_formula(figure),
    )


def _formula(figure: Figure) -> dict[str, Any]:
    """How a figure is worked out of others, to be worked out again; of what is counted or added up its cells say all."""
    return as_data(figure.formula) if is_compared(figure.formula) else {}


def leaves(figure: Figure) -> list[Figure]:
    """The counted figures a figure consists of: itself, or the parts of a sum or a rate."""
    return [leaf for part in figure.parts for leaf in leaves(part)] if figure.parts else [figure]


def _record_ids(figures: Iterable[Figure]) -> set[int]:
    return {pk for f in figures if f.cell for pk in record_ids(f.cell)}
