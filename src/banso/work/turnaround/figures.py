"""What the reports count of jobs kept; stages are counted in :mod:`banso.cases.figures`, plans in :mod:`.improvement.figures`."""

from typing import Any

from django.db.models import QuerySet

from banso.figures.measures import Flow, Total, measure

from .improvement import figures as _improvement  # noqa: F401 - what is counted of improvement plans
from .models import JobsKept


def _of_completions_that_stand() -> QuerySet[Any]:
    return JobsKept.objects.filter(completion__withdrawn=False, completion__replaced_by__isnull=True)


JOBS_KEPT = measure(
    code="turnaround.jobs_kept",
    label="雇用維持効果",
    rule="計画策定支援の完了日が年度内にある企業について、完了時の従業員数を合計する。取り消された完了は数えない。",
    unit="名",
    population=_of_completions_that_stand,
    count=Total("employees"),
    timing=Flow(fiscal_year="completion__fiscal_year", decided_by="計画策定支援の完了日"),
    programme="completion__case__programme_id",
    company="completion__case__company",
)
