"""What the reports count of consortium projects, and the rows they print."""

from typing import Any

from banso.core.fiscal import fiscal_year_label, fiscal_year_of
from banso.figures.listings import listing
from banso.figures.measures import Dimension, Flow, Total, measure

from .models import YearDecision

DECIDED_AMOUNT = measure(
    code="projects.decided_amount",
    label="交付決定額",
    rule="交付決定日が年度内にあるプロジェクトの交付決定額の合計。円で合計し、印刷のときに千円未満を四捨五入する。",
    unit="千円",
    population=YearDecision.objects.all,
    count=Total("amount"),
    timing=Flow(fiscal_year="fiscal_year", decided_by="交付決定日"),
    programme="project__programme_id",
    dimensions={"decision": Dimension("交付決定", "id")},
)


def _term(decision: Any) -> str:
    first, last = fiscal_year_of(decision.project.starts_on), fiscal_year_of(decision.project.ends_on)
    return f"{fiscal_year_label(first)}～{fiscal_year_label(last)}"


listing(
    code="projects.funded",
    label="交付決定のあったプロジェクト",
    population=YearDecision.objects.select_related("project").all,
    programme="project__programme",
    fiscal_year="fiscal_year",
    order=("project__starts_on", "pk"),
    dimension="decision",
    related=("project__members",),
    texts={
        "theme": lambda decision: decision.project.theme,
        "term": _term,
        "members": lambda decision: "、".join(str(member) for member in decision.project.members.all()),
    },
    labels={"theme": "研究テーマ", "term": "実施期間", "members": "実施機関"},
)
