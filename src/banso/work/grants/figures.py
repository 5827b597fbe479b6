"""What the reports count of grants."""

from dataclasses import replace
from functools import partial
from typing import Any

from django.db.models import QuerySet

from banso.figures.cells import Cell
from banso.figures.measures import Dimension, Flow, Rows, Total, ValueOf, counting, measure

from .choices import DecisionCode
from .models import Call, Decision

_PROGRAMME = "case__programme_id"
_BY_DECISION = Flow(fiscal_year="fiscal_year", decided_by="決定日")
_BY_CALL = Flow(fiscal_year="fiscal_year", decided_by="公募開始日")
_DECISION_DIMENSIONS = {"course": Dimension("コース・枠", "case__application__call__course__code")}
_CALL_DIMENSIONS = {"course": Dimension("コース・枠", "course__code")}


def _taken(step: DecisionCode) -> QuerySet[Any]:
    return Decision.objects.in_force().filter(step=step)


def _called(cell: Cell) -> bool:
    """Whether the course asked about (or any, where none is named) was called for in the year."""
    calls = counting(Call.objects.all()).filter(
        course__programme__code=cell.programme, fiscal_year=cell.period.fiscal_year
    )
    courses = dict(cell.where).get("course")
    return (calls.filter(course__code__in=courses) if courses else calls).exists()


ADOPTED = measure(
    code="grants.adopted",
    label="採択件数",
    rule="採択日が年度内にある申請を1件として数える。補助事業を行う年度(事業年度)ではなく、採択した年度に数える。",
    unit="件",
    population=partial(_taken, DecisionCode.ADOPTED),
    count=Rows(),
    timing=replace(_BY_DECISION, day="taken_on"),
    programme=_PROGRAMME,
    company="case__company",
    dimensions=_DECISION_DIMENSIONS,
    offered=_called,
)

ADOPTED_AMOUNT = measure(
    code="grants.adopted_amount",
    label="採択金額",
    rule="採択日が年度内にある申請の採択額の合計。円で合計し、印刷のときに千円未満を四捨五入する。",
    unit="千円",
    population=partial(_taken, DecisionCode.ADOPTED),
    count=Total("amount"),
    timing=_BY_DECISION,
    programme=_PROGRAMME,
    company="case__company",
    dimensions=_DECISION_DIMENSIONS,
    offered=_called,
)

GRANTED = measure(
    code="grants.granted",
    label="交付件数",
    rule="交付決定日が年度内にある申請を1件として数える。",
    unit="件",
    population=partial(_taken, DecisionCode.GRANTED),
    count=Rows(),
    timing=_BY_DECISION,
    programme=_PROGRAMME,
    company="case__company",
    dimensions=_DECISION_DIMENSIONS,
    offered=_called,
)

GRANTED_AMOUNT = measure(
    code="grants.granted_amount",
    label="交付金額",
    rule="交付決定日が年度内にある申請の交付決定額の合計。円で合計し、印刷のときに千円未満を四捨五入する。",
    unit="千円",
    population=partial(_taken, DecisionCode.GRANTED),
    count=Total("amount"),
    timing=_BY_DECISION,
    programme=_PROGRAMME,
    company="case__company",
    dimensions=_DECISION_DIMENSIONS,
    offered=_called,
)

RATE = measure(
    code="grants.rate",
    label="補助率",
    rule="公募開始日が年度内にある公募の補助率。",
    unit="以内",
    population=Call.objects.all,
    count=ValueOf("rate"),
    timing=_BY_CALL,
    programme="course__programme_id",
    dimensions=_CALL_DIMENSIONS,
    offered=_called,
)

CAP = measure(
    code="grants.cap",
    label="上限額",
    rule="公募開始日が年度内にある公募の1件当たりの上限額。",
    unit="万円",
    population=Call.objects.all,
    count=ValueOf("cap"),
    timing=_BY_CALL,
    programme="course__programme_id",
    dimensions=_CALL_DIMENSIONS,
    offered=_called,
)
