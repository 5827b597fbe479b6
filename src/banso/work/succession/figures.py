"""What the reports count of succession diagnoses."""

from banso.figures.measures import Dimension, Flow, Rows, measure

from .models import Diagnosis

DIAGNOSES = measure(
    code="succession.diagnoses",
    label="事業承継診断件数",
    rule="受領日が年度内にある診断票を、1枚を1件として延べで数える。",
    unit="件",
    population=Diagnosis.objects.all,
    count=Rows(),
    timing=Flow(fiscal_year="fiscal_year", decided_by="診断票の受領日"),
    programme="programme_id",
    dimensions={"sender": Dimension("実施機関", "sender__name")},
)
