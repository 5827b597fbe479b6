"""What the reports count of foundings."""

from dataclasses import replace

from banso.figures.measures import Dimension, Distinct, Flow, Rows, measure
from banso.registers.industries import major_groups

from .models import Founding

_BY_FOUNDING = Flow(fiscal_year="fiscal_year", decided_by="創業日")

FOUNDERS = measure(
    code="startups.founders",
    label="創業者数",
    rule="創業日が年度内にある創業者を、1名として実数で数える。",
    unit="名",
    population=Founding.objects.all,
    count=Distinct("person_id"),
    timing=_BY_FOUNDING,
    programme="programme_id",
)

FOUNDINGS = measure(
    code="startups.foundings",
    label="創業件数",
    rule="創業日が年度内にある創業を、1つの事業の開始を1件として数える。",
    unit="件",
    population=Founding.objects.all,
    count=Rows(),
    timing=replace(_BY_FOUNDING, day="founded_on"),
    programme="programme_id",
    dimensions={
        "industry": Dimension("業種", "industry__code", label_path="industry__name"),
        "sector": Dimension("業種(大分類)", "industry__section", labels=major_groups()),
    },
)
