"""What the reports count of turnaround and improvement plans; stages are counted in :mod:`banso.cases.figures`."""

from typing import Any

from django.db.models import QuerySet

from banso.figures.measures import Dimension, Flow, Rows, Total, measure

from .choices import ReceiptKind, Scheme
from .models import Accompaniment, JobsKept, Receipt

_SCHEME = Dimension("制度", "case__scheme", labels=dict(Scheme.choices))


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

RECEIPTS = measure(
    code="turnaround.receipts",
    label="申請受付件数",
    rule="受付日が年度内にある申請を、申請の種類ごとに1件として数える。",
    unit="件",
    population=Receipt.objects.all,
    count=Rows(),
    timing=Flow(fiscal_year="fiscal_year", decided_by="申請の受付日"),
    programme="case__programme_id",
    company="case__company",
    dimensions={"scheme": _SCHEME, "kind": Dimension("申請の種類", "kind", labels=dict(ReceiptKind.choices))},
)

ACCOMPANIMENTS = measure(
    code="turnaround.accompaniments",
    label="伴走支援実施回数",
    rule="実施日が年度内にある伴走支援を、1回を1件として延べで数える。",
    unit="件",
    population=Accompaniment.objects.all,
    count=Rows(),
    timing=Flow(fiscal_year="fiscal_year", decided_by="伴走支援の実施日"),
    programme="case__programme_id",
    company="case__company",
    dimensions={"scheme": _SCHEME},
)
