"""What the reports count of order matching."""

from dataclasses import replace
from typing import Any

from django.db.models import QuerySet

from banso.figures.measures import Dimension, Distinct, Flow, Rows, Stock, Total, measure

from .choices import Result, Side
from .models import Introduction, Outcome, Registration

_BY_SETTLING = Flow(fiscal_year="fiscal_year", decided_by="結果の確定日")
_OUTCOME_PROGRAMME = "introduction__inquiry__programme_id"


def _agreed() -> QuerySet[Any]:
    return Outcome.objects.filter(result=Result.AGREED)


def _declined() -> QuerySet[Any]:
    return Outcome.objects.filter(result=Result.DECLINED)


REGISTERED = measure(
    code="orders.registered",
    label="登録企業数",
    rule="年度末(3月31日)に登録が続いている企業を1社として数える。年度内の新規登録の数ではなく残高である。",
    unit="社",
    population=Registration.objects.all,
    count=Distinct("company_id"),
    timing=Stock(starts_on="registered_on", ends_on="ended_on", decided_by="年度末"),
    programme="programme_id",
    dimensions={"side": Dimension("区分", "side", labels=dict(Side.choices))},
)

INTRODUCTIONS = measure(
    code="orders.introductions",
    label="あっせん紹介件数",
    rule="紹介日が年度内にあるあっせん紹介を、発注案件1件に受注企業1社を紹介するごとに1件として延べで数える。",
    unit="件",
    population=Introduction.objects.all,
    count=Rows(),
    timing=Flow(fiscal_year="fiscal_year", decided_by="紹介日", day="introduced_on"),
    programme="inquiry__programme_id",
    company="supplier",
)

DEALS = measure(
    code="orders.deals",
    label="あっせん成立件数",
    rule="成立が確定した日が年度内にあるあっせんを数える。紹介が前年度でも、成立した年度に数える。",
    unit="件",
    population=_agreed,
    count=Rows(),
    timing=replace(_BY_SETTLING, day="settled_on"),
    programme=_OUTCOME_PROGRAMME,
    company="introduction__supplier",
)

DEAL_AMOUNT = measure(
    code="orders.deal_amount",
    label="あっせん成立金額",
    rule="成立が確定した日が年度内にあるあっせんの成立金額の合計。円で合計し、印刷のときに千円未満を四捨五入する。",
    unit="千円",
    population=_agreed,
    count=Total("amount"),
    timing=_BY_SETTLING,
    programme=_OUTCOME_PROGRAMME,
    company="introduction__supplier",
)

DECLINED = measure(
    code="orders.declined",
    label="あっせん不成立件数",
    rule="不成立が確定した日が年度内にあるあっせんを数える。結果の出ていない紹介は含まない。",
    unit="件",
    population=_declined,
    count=Rows(),
    timing=_BY_SETTLING,
    programme=_OUTCOME_PROGRAMME,
    company="introduction__supplier",
)
