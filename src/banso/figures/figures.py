"""The measures of what is given rather than counted: figures others send in, targets of the year, budgets and results."""

from functools import partial

from django.db.models import QuerySet

from .budgets import BudgetLine, BudgetSide
from .cells import Cell
from .measures import Dimension, Flow, MeasureLabels, Total, counting, measure
from .models import BorrowedFigure, Target


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


def _is_set(cell: Cell) -> bool:
    """Whether there is such a target of the year: one that nobody set is no target of 0."""
    wanted = {f"{name}__in": codes for name, codes in cell.where}
    year = {"programme__code": cell.programme, "fiscal_year__in": list(cell.period.years)}
    return counting(Target.objects.filter(**year, **wanted)).exists()


TARGETS = measure(
    code="figures.target",
    label="年度の目標",
    rule="年度の初めに決め、「年度の目標」に登録した数値を、その単位のまま用いる。",
    unit="件",
    population=Target.objects.all,
    count=Total("number", unit="unit"),
    timing=Flow(fiscal_year="fiscal_year", decided_by="目標の年度"),
    programme="programme_id",
    dimensions={
        "measure": Dimension("集計項目", "measure", labels=MeasureLabels()),
        "name": Dimension("目標の名前", "name"),
    },
    offered=_is_set,
    is_given=True,
)


def _has_lines(cell: Cell) -> bool:
    return counting(_lines(cell)).exists()


def _has_open_lines(cell: Cell) -> bool:
    return counting(_lines(cell).filter(result=None)).exists()


def _lines(cell: Cell) -> QuerySet[BudgetLine]:
    wanted = {f"{name}__in": codes for name, codes in cell.where}
    return BudgetLine.objects.filter(programme__code=cell.programme, fiscal_year__in=list(cell.period.years), **wanted)


_BY_YEAR = Flow(fiscal_year="fiscal_year", decided_by="年度")
BUDGET = measure(
    code="figures.budget",
    label="予算額",
    rule="「予算・決算」に登録した年度の予算額(補正後)の合計。円で合計し、印刷のときに千円未満を四捨五入する。",
    unit="千円",
    population=BudgetLine.objects.all,
    count=Total("budget"),
    timing=_BY_YEAR,
    programme="programme_id",
    dimensions={
        "side": Dimension("収支", "side", labels=dict(BudgetSide.choices)),
        "item": Dimension("科目", "item"),
    },
    offered=_has_lines,
    is_given=True,
)

RESULT = measure(
    code="figures.result",
    label="決算額",
    rule="「予算・決算」に登録した年度の決算額の合計。決算額がまだの科目は含まない。円で合計し、印刷のときに千円未満を四捨五入する。",
    unit="千円",
    population=partial(BudgetLine.objects.exclude, result=None),
    count=Total("result"),
    timing=_BY_YEAR,
    programme="programme_id",
    dimensions=BUDGET.dimensions,
    offered=_has_lines,
    pending=_has_open_lines,
    is_given=True,
)
