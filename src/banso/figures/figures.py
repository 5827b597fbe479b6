"""The measure of figures that other organisations send in."""

from .cells import Cell
from .measures import Dimension, Flow, Total, measure
from .models import BorrowedFigure


def _not_received(cell: Cell) -> bool:
    sent = BorrowedFigure.objects.filter(programme__code=cell.programme, fiscal_year=cell.period.fiscal_year)
    items = dict(cell.where).get("item")
    return not (sent.filter(item__in=items) if items else sent).exists()


BORROWED = measure(
    code="figures.borrowed",
    label="他機関から提供を受けた数値",
    rule="提出元の機関が集計し、書面で提出した数値を、その単位のまま用いる。差し替えられたときは最後に提出された数値による。",
    unit="件",
    population=lambda: BorrowedFigure.objects.filter(superseded_on__isnull=True),
    count=Total("number", unit="unit"),
    timing=Flow(fiscal_year="fiscal_year", decided_by="対象年度"),
    programme="programme_id",
    dimensions={"item": Dimension("項目", "item")},
    pending=_not_received,
)
