"""What the reports count of grants."""

from dataclasses import replace
from functools import partial
from typing import Any

from django.db.models import BigIntegerField, Case, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from banso.figures.cells import Cell
from banso.figures.measures import Dimension, Flow, Rows, Total, TotalOf, ValueOf, counting, measure

from .choices import GRANTS, PAYS, SETTLES, UNDOES, DecisionCode, FundEntryKind
from .models import Application, Call, Decision
from .models.funds import FundEntry

_PROGRAMME = "case__programme_id"
_BY_DECISION = Flow(fiscal_year="fiscal_year", decided_by="決定日")
_BY_CALL = Flow(fiscal_year="fiscal_year", decided_by="公募開始日")
_OF_DECISIONS: dict[str, Any] = {
    "programme": _PROGRAMME,
    "company": "case__company",
    "dimensions": {"course": Dimension("コース・枠", "case__application__call__course__code")},
    "timing": _BY_DECISION,
}
_OF_CALLS: dict[str, Any] = {
    "population": Call.objects.all,
    "programme": "course__programme_id",
    "dimensions": {"course": Dimension("コース・枠", "course__code")},
    "timing": _BY_CALL,
}


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
    offered=_called,
    **_OF_DECISIONS | {"timing": replace(_BY_DECISION, day="taken_on")},
)

ADOPTED_AMOUNT = measure(
    code="grants.adopted_amount",
    label="採択金額",
    rule="採択日が年度内にある申請の採択額の合計。円で合計し、印刷のときに千円未満を四捨五入する。",
    unit="千円",
    population=partial(_taken, DecisionCode.ADOPTED),
    count=Total("amount"),
    most=("grants.adopted", "grants.cap"),
    offered=_called,
    **_OF_DECISIONS,
)

GRANTED = measure(
    code="grants.granted",
    label="交付件数",
    rule="交付決定日が年度内にある申請を1件として数える。",
    unit="件",
    population=partial(_taken, DecisionCode.GRANTED),
    count=Rows(),
    offered=_called,
    **_OF_DECISIONS,
)

GRANTED_AMOUNT = measure(
    code="grants.granted_amount",
    label="交付金額",
    rule="交付決定日が年度内にある申請の交付決定額の合計。円で合計し、印刷のときに千円未満を四捨五入する。",
    unit="千円",
    population=partial(_taken, DecisionCode.GRANTED),
    count=Total("amount"),
    most=("grants.granted", "grants.cap"),
    offered=_called,
    **_OF_DECISIONS,
)

_GRANTING = (*GRANTS, *UNDOES)
_SETTLING = (*_GRANTING, *SETTLES)


def _with_difference(rows: QuerySet[Any], codes: tuple[str, ...]) -> QuerySet[Any]:
    """Each with `difference`: by how much its amount is more or less than what the last of these steps before it left; what undoes leaves nothing."""
    left = Case(When(step__in=UNDOES, then=Value(0)), default=F("amount"), output_field=BigIntegerField())
    earlier = Q(taken_on__lt=OuterRef("taken_on")) | Q(taken_on=OuterRef("taken_on"), pk__lt=OuterRef("pk"))
    before = Decision.objects.in_force().filter(earlier, case=OuterRef("case"), step__in=codes)
    last = Subquery(before.order_by("-taken_on", "-pk").annotate(left=left).values("left")[:1])
    found: QuerySet[Any] = rows.annotate(difference=left - Coalesce(last, Value(0), output_field=BigIntegerField()))
    return found


def _among(codes: tuple[str, ...]) -> QuerySet[Any]:
    found: QuerySet[Any] = Decision.objects.in_force().filter(step__in=codes)
    return found


def _granting() -> QuerySet[Any]:
    return _with_difference(_among(_GRANTING), _GRANTING)


def _settling() -> QuerySet[Any]:
    return _with_difference(_among(SETTLES), SETTLES)


def _unspent() -> QuerySet[Any]:
    found: QuerySet[Any] = _with_difference(_among(SETTLES), _SETTLING).annotate(unspent=-F("difference"))
    return found


def _paying() -> QuerySet[Any]:
    back = Case(When(step="repaid", then=-F("amount")), default=F("amount"), output_field=BigIntegerField())
    found: QuerySet[Any] = _among((*PAYS, "repaid")).annotate(net=back)
    return found


_OF_APPLICATIONS: dict[str, Any] = {
    "population": Application.objects.all,
    "programme": _PROGRAMME,
    "company": "case__company",
    "dimensions": {"course": Dimension("コース・枠", "call__course__code")},
    "offered": _called,
}
_BY_RECEIPT = Flow(fiscal_year="case__fiscal_year", decided_by="受付日")

APPLIED = measure(
    code="grants.applied",
    label="申請件数",
    rule="受付日が年度内にある申請を1件として数える。審査の前に取り下げたものも数える。",
    unit="件",
    count=Rows(),
    timing=replace(_BY_RECEIPT, day="case__opened_on"),
    **_OF_APPLICATIONS,
)

APPLIED_AMOUNT = measure(
    code="grants.applied_amount",
    label="申請金額",
    rule="受付日が年度内にある申請の、受け付けたときの申請額の合計。円で合計し、印刷のときに千円未満を四捨五入する。",
    unit="千円",
    count=Total("requested"),
    timing=_BY_RECEIPT,
    **_OF_APPLICATIONS,
)

RETURNED = measure(
    code="grants.returned",
    label="差戻し件数",
    rule="年度内に差し戻した項目を、1項目を1件として延べで数える。",
    unit="件",
    population=partial(_taken, DecisionCode.RETURNED),
    count=Rows(),
    **_OF_DECISIONS,
)

GRANTED_NET_AMOUNT = measure(
    code="grants.granted_net_amount",
    label="交付決定金額(変更後)",
    rule="年度内の交付決定額に、年度内の変更・一部取消し・中止・取消し・取下げによる増減を加えた額。増減は、その決定の日の年度に数える。"
    "円で合計し、印刷のときに千円未満を四捨五入する。",
    unit="千円",
    population=_granting,
    count=TotalOf("amount", worked_out="difference"),
    **_OF_DECISIONS,
)

SETTLED = measure(
    code="grants.settled",
    label="額の確定件数",
    rule="額の確定の日が年度内にある申請を1件として数える。再確定は数えない。",
    unit="件",
    population=partial(_taken, DecisionCode.SETTLED),
    count=Rows(),
    **_OF_DECISIONS,
)

SETTLED_AMOUNT = measure(
    code="grants.settled_amount",
    label="確定金額",
    rule="額の確定の日が年度内にある申請の確定額の合計。再確定による増減は、再確定の日の年度に数える。円で合計し、印刷のときに千円未満を四捨五入する。",
    unit="千円",
    population=_settling,
    count=TotalOf("amount", worked_out="difference"),
    **_OF_DECISIONS,
)

UNSPENT = measure(
    code="grants.unspent",
    label="執行残",
    rule="額の確定・再確定の日が年度内にある申請の、それまでの交付決定額と確定額の差の合計。円で合計し、印刷のときに千円未満を四捨五入する。",
    unit="千円",
    population=_unspent,
    count=TotalOf("amount", worked_out="unspent"),
    **_OF_DECISIONS,
)

PAID = measure(
    code="grants.paid",
    label="支払件数",
    rule="支払日が年度内にある支払を1回を1件として数える。概算払も、支払ったときに数える。",
    unit="件",
    population=partial(_among, PAYS),
    count=Rows(),
    **_OF_DECISIONS,
)

PAID_AMOUNT = measure(
    code="grants.paid_amount",
    label="支払金額",
    rule="支払日が年度内にある支払の額から、年度内に返還された額を引いた額。加算金と延滞金は含まない。円で合計し、印刷のときに千円未満を四捨五入する。",
    unit="千円",
    population=_paying,
    count=TotalOf("amount", worked_out="net"),
    **_OF_DECISIONS,
)

RATE = measure(
    code="grants.rate",
    label="補助率",
    rule="公募開始日が年度内にある公募の補助率。",
    unit="以内",
    count=ValueOf("rate"),
    offered=_called,
    **_OF_CALLS,
)

CAP = measure(
    code="grants.cap",
    label="上限額",
    rule="公募開始日が年度内にある公募の1件当たりの上限額。",
    unit="万円",
    count=ValueOf("cap"),
    offered=_called,
    **_OF_CALLS,
)


_OF_FUNDS: dict[str, Any] = {
    "unit": "千円",
    "programme": "fund__programme_id",
    "dimensions": {"kind": Dimension("種類", "kind", labels=dict(FundEntryKind.choices))},
    "timing": Flow(fiscal_year="fiscal_year", decided_by="出納の日"),
}
_INTO = (FundEntryKind.CONTRIBUTION, FundEntryKind.INCOME)
_OUT_OF = (FundEntryKind.FEE, FundEntryKind.RETURNED)


def _entries(kinds: tuple[str, ...]) -> QuerySet[Any]:
    return FundEntry.objects.filter(kind__in=kinds)


def _signed() -> QuerySet[Any]:
    sign = Case(When(kind__in=_OUT_OF, then=-F("amount")), default=F("amount"), output_field=BigIntegerField())
    return FundEntry.objects.annotate(signed=sign)


FUND_IN = measure(
    code="grants.fund_in",
    label="基金の収入額",
    rule="出納の日が年度内にある基金の拠出と運用益の合計。円で合計し、印刷のときに千円未満を四捨五入する。",
    population=partial(_entries, _INTO),
    count=Total("amount"),
    **_OF_FUNDS,
)

FUND_OUT = measure(
    code="grants.fund_out",
    label="基金の支出額",
    rule="出納の日が年度内にある基金の経費と拠出者への返還の合計。助成金の支払は含まない。円で合計し、印刷のときに千円未満を四捨五入する。",
    population=partial(_entries, _OUT_OF),
    count=Total("amount"),
    **_OF_FUNDS,
)

FUND_NET = measure(
    code="grants.fund_net",
    label="基金の収支",
    rule="出納の日が期間内にある基金の拠出と運用益から、経費と拠出者への返還を引いた額。造成からの累計と、支払金額の累計との差が基金残高になる。"
    "円で合計し、印刷のときに千円未満を四捨五入する。",
    population=_signed,
    count=TotalOf("amount", worked_out="signed"),
    **_OF_FUNDS,
)
