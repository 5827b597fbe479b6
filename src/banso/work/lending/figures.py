"""What the reports count of contracts in collection."""

from banso.figures.measures import Dimension, Distinct, Flow, Rows, Stock, Total, measure

from .ledger.rules import Part
from .models import Allotted, Contract

_ON_THE_BOOKS = Stock(starts_on="made_on", ends_on="managed_until", decided_by="年度末")

COMPANIES = measure(
    code="lending.companies",
    label="管理企業数",
    rule="年度末(3月31日)に完済していない債権のある企業を、1社として実数で数える。3月31日に完済した債権は含まない。",
    unit="社",
    population=Contract.objects.all,
    count=Distinct("company_id"),
    timing=_ON_THE_BOOKS,
    programme="programme_id",
)

CONTRACTS = measure(
    code="lending.contracts",
    label="管理件数",
    rule="年度末(3月31日)に完済していない債権を、1契約を1件として数える。3月31日に完済した債権は含まない。",
    unit="件",
    population=Contract.objects.all,
    count=Rows(),
    timing=_ON_THE_BOOKS,
    programme="programme_id",
)

COLLECTED = measure(
    code="lending.collected",
    label="回収額",
    rule="起算日が年度内にある入金のうち、元金・割賦損料・違約金・費用に充てた額の合計。仮受金は、充てた日に数える。",
    unit="円",
    population=lambda: Allotted.objects.filter(superseded_at__isnull=True),
    count=Total("amount"),
    timing=Flow(fiscal_year="fiscal_year", decided_by="起算日"),
    programme="contract__programme_id",
    company="contract__company",
    dimensions={"part": Dimension("費目", "part", labels=dict(Part.choices))},
)
