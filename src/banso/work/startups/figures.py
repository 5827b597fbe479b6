"""What the reports count of foundings."""

from banso.figures.measures import Dimension, Distinct, Flow, measure

from .models import Founding

FOUNDERS = measure(
    code="startups.founders",
    label="創業者数",
    rule="創業日が年度内にある創業者を、1名として実数で数える。",
    unit="名",
    population=Founding.objects.all,
    count=Distinct("person_id"),
    timing=Flow(fiscal_year="fiscal_year", decided_by="創業日"),
    programme="programme_id",
    dimensions={"industry": Dimension("業種", "industry__code")},
)
