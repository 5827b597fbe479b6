"""What the reports count of dispatched experts."""

from banso.figures.measures import Dimension, Distinct, Flow, Rows, measure

from .models import Visit

_BY_VISIT = Flow(fiscal_year="fiscal_year", decided_by="訪問日", day="visited_on")
_DIMENSIONS = {
    "industry": Dimension(
        "業種",
        "dispatch__case__company__industry__code",
        of_subject=True,
        label_path="dispatch__case__company__industry__name",
    )
}

VISITS = measure(
    code="dispatches.visits",
    label="派遣回数",
    rule="訪問日が年度内にある専門家の派遣を、1回の訪問を1回として延べで数える。",
    unit="回",
    population=Visit.objects.held,
    count=Rows(),
    timing=_BY_VISIT,
    programme="dispatch__case__programme_id",
    company="dispatch__case__company",
    staff="dispatch__case__keeper",
    dimensions=_DIMENSIONS,
)

COMPANIES = measure(
    code="dispatches.companies",
    label="派遣企業数",
    rule="訪問日が年度内にある派遣の相手企業を、年度内に何回訪問しても1社として実数で数える。",
    unit="社",
    population=Visit.objects.held,
    count=Distinct("dispatch__case__company_id"),
    timing=_BY_VISIT,
    programme="dispatch__case__programme_id",
    company="dispatch__case__company",
    staff="dispatch__case__keeper",
    dimensions=_DIMENSIONS,
)
