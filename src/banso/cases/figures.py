"""What the reports count of staged cases."""

from banso.figures.measures import Dimension, Flow, Rows, measure

from .models import Case, StageEntry
from .models.case import STAGED

CASES = measure(
    code="pipelines.cases",
    label="受付案件数",
    rule="受付日が年度内にある案件を、1案件を1件として数える。一度終結した企業が後に再び相談したときは新しい案件として数える。",
    unit="件",
    population=lambda: Case.objects.filter(procedure=STAGED),
    count=Rows(),
    timing=Flow(fiscal_year="fiscal_year", decided_by="受付日"),
    programme="programme_id",
)

ENTERED = measure(
    code="pipelines.entered",
    label="段階に入った件数",
    rule="その段階への移行日が年度内にある案件を、1案件を1件として数える。後で次の段階に進んでも、入った年度の件数は変わらない。",
    unit="件",
    population=lambda: StageEntry.objects.in_force().filter(round=1),
    count=Rows(),
    timing=Flow(fiscal_year="fiscal_year", decided_by="段階への移行日"),
    programme="case__programme_id",
    dimensions={"stage": Dimension("段階", "stage__code")},
)
