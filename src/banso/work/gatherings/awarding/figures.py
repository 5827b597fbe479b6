"""What the reports count of nominations and of what became of winners; prizes are counted in :mod:`..figures`."""

from typing import Any

from django.db.models import QuerySet

from banso.figures.measures import Dimension, Flow, Rows, measure

from ..choices import AwardStepCode, Route
from ..models import AwardStep, Nomination


def _followed() -> QuerySet[Any]:
    return AwardStep.objects.in_force().filter(step=AwardStepCode.FOLLOWED)


NOMINATIONS = measure(
    code="gatherings.nominations",
    label="表彰の応募・推薦件数",
    rule="受付日が年度内にある表彰の応募・推薦を、1件として数える。取り下げたものも数える。",
    unit="件",
    population=Nomination.objects.all,
    count=Rows(),
    timing=Flow(fiscal_year="case__fiscal_year", decided_by="受付日", day="case__opened_on"),
    programme="case__programme_id",
    company="case__company",
    dimensions={"route": Dimension("応募の方法", "route", labels=dict(Route.choices))},
)

FOLLOW_UPS = measure(
    code="gatherings.award_follow_ups",
    label="受賞後の状況の回答件数",
    rule="回答日が年度内にある受賞後の状況を、1回の回答を1件として数える。取り消したものは数えない。",
    unit="件",
    population=_followed,
    count=Rows(),
    timing=Flow(fiscal_year="fiscal_year", decided_by="回答日", day="taken_on"),
    programme="case__programme_id",
    company="case__company",
)
