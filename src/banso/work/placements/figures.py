"""What the reports count of placements."""

from django.db.models import QuerySet

from banso.figures.measures import Dimension, Distinct, Flow, Rows, Total, measure

from .choices import Terms
from .models import Placement, Vacancy

_RECEIVED = Flow(fiscal_year="fiscal_year", decided_by="受付日")
_INTRODUCED = Flow(fiscal_year="fiscal_year", decided_by="紹介日", day="introduced_on")
_HIRED = Flow(fiscal_year="hired_in", decided_by="採用日", day="hired_on")
_OF_VACANCY = {"terms": Dimension("雇用形態", "terms", labels=dict(Terms.choices))}
_OF_PLACEMENT = {"terms": Dimension("雇用形態", "vacancy__terms", labels=dict(Terms.choices))}


def _hired() -> QuerySet[Placement]:
    return Placement.objects.filter(hired_on__isnull=False)


VACANCIES = measure(
    code="placements.vacancies",
    label="人材紹介の依頼件数",
    rule="受付日が年度内にある依頼を、1つの求人を1件として数える。",
    unit="件",
    population=Vacancy.objects.all,
    count=Rows(),
    timing=Flow(fiscal_year="fiscal_year", decided_by="受付日", day="received_on"),
    programme="programme_id",
    dimensions=_OF_VACANCY,
)
WANTED = measure(
    code="placements.wanted",
    label="求人数",
    rule="受付日が年度内にある依頼の人数の合計。",
    unit="名",
    population=Vacancy.objects.all,
    count=Total("wanted"),
    timing=_RECEIVED,
    programme="programme_id",
    dimensions=_OF_VACANCY,
)
COMPANIES = measure(
    code="placements.companies",
    label="人材紹介の依頼企業数",
    rule="受付日が年度内にある依頼の企業を、年度内に何回依頼しても1社として実数で数える。",
    unit="社",
    population=Vacancy.objects.all,
    count=Distinct("company_id"),
    timing=_RECEIVED,
    programme="programme_id",
    dimensions=_OF_VACANCY,
)
INTRODUCED = measure(
    code="placements.introduced",
    label="人材の紹介人数",
    rule="紹介日が年度内にある紹介を、1つの依頼に1人を紹介するごとに1名として延べで数える。",
    unit="名",
    population=Placement.objects.all,
    count=Rows(),
    timing=_INTRODUCED,
    programme="vacancy__programme_id",
    dimensions=_OF_PLACEMENT,
)
HIRED = measure(
    code="placements.hired",
    label="採用人数",
    rule="採用日が年度内にある紹介を1名として数える。紹介が前年度でも、採用された年度に数える。",
    unit="名",
    population=_hired,
    count=Rows(),
    timing=_HIRED,
    programme="vacancy__programme_id",
    dimensions=_OF_PLACEMENT,
)
