"""What the reports count of fairs: everything by the fair's first day, deals included."""

from banso.figures.cells import Cell
from banso.figures.measures import Dimension, Distinct, Flow, Rows, Total, counting, measure

from .choices import Side
from .models import Deal, Fair, Meeting, Participant


def _still_followed_up(cell: Cell) -> bool:
    """Whether deals may still come in: zero is then not yet an answer."""
    fairs = counting(Fair.objects.all()).filter(programme__code=cell.programme, fiscal_year=cell.period.fiscal_year)
    return fairs.filter(followed_up_on__isnull=True).exists()


def _by_fair(path: str) -> Flow:
    return Flow(fiscal_year=f"{path}fair__fiscal_year", decided_by="商談会の開催初日")


COMPANIES = measure(
    code="fairs.companies",
    label="出席企業数",
    rule="開催初日が年度内にある商談会に参加した企業を、1社として実数で数える。申込だけの企業と欠席した企業は数えない。",
    unit="社",
    population=Participant.objects.attended,
    count=Distinct("company_id"),
    timing=_by_fair(""),
    programme="fair__programme_id",
    dimensions={
        "side": Dimension("区分", "side", labels=dict(Side.choices)),
        "prefecture": Dimension("都道府県", "prefecture"),
    },
)

MEETINGS = measure(
    code="fairs.meetings",
    label="商談件数",
    rule="開催初日が年度内にある商談会で行った商談を、発注企業1社と受注企業1社の組ごとに1件と数える。",
    unit="件",
    population=Meeting.objects.all,
    count=Rows(),
    timing=_by_fair(""),
    programme="fair__programme_id",
    company="supplier__company",
    dimensions={"prefecture": Dimension("受注企業の都道府県", "supplier__prefecture")},
)

DEALS = measure(
    code="fairs.deals",
    label="商談成立件数",
    rule="開催初日が年度内にある商談会の商談のうち、成立したものを数える。成立が翌年度でも、商談会の年度に数える。",
    unit="件",
    population=Deal.objects.all,
    count=Rows(),
    timing=_by_fair("meeting__"),
    programme="meeting__fair__programme_id",
    company="meeting__supplier__company",
    dimensions={"prefecture": Dimension("受注企業の都道府県", "meeting__supplier__prefecture")},
    pending=_still_followed_up,
    asks=("meeting__fair__followed_up_on",),
)

DEAL_AMOUNT = measure(
    code="fairs.deal_amount",
    label="商談成立金額",
    rule="商談成立件数に数えた商談の成立金額の合計。円で合計し、印刷のときに千円未満を四捨五入する。",
    unit="千円",
    population=Deal.objects.all,
    count=Total("amount"),
    timing=_by_fair("meeting__"),
    programme="meeting__fair__programme_id",
    company="meeting__supplier__company",
    dimensions={"prefecture": Dimension("受注企業の都道府県", "meeting__supplier__prefecture")},
    pending=_still_followed_up,
    asks=("meeting__fair__followed_up_on",),
)
