"""What a company's history says of the years after a settlement: its reports, what it gave back, its assets' disposals, what it owes."""

from django.db.models import Q

from banso.office.deadlines.models import Deadline
from banso.registers.histories import history

from ..models import Demand, Disposal, InputTaxReport, OutcomeReport
from .owed import DUTIES

GROUP = "補助・開発"

history(
    code="grants.duty",
    group=GROUP,
    label="確定後の義務",
    model=Deadline,
    company="case__company",
    day="due_on",
    line=lambda row: f"{row.name} 期限({row.state})",
    condition=Q(case__procedure="grant", code__in=DUTIES, replaced_by=None),
    related=("closing", "replaced_by"),
)
history(
    code="grants.outcome_report",
    group=GROUP,
    label="事業化状況報告",
    model=OutcomeReport,
    company="case__company",
    day="sent_on",
    line=lambda report: f"第{report.nth}回 {report.get_stage_display()} 売上{report.sales:,}円 利益{report.profit:,}円",
    condition=Q(sent_on__isnull=False),
)
history(
    code="grants.input_tax",
    group=GROUP,
    label="仕入控除税額報告",
    model=InputTaxReport,
    company="case__company",
    day="reported_on",
    line=lambda report: f"{report.get_outcome_display()} 返還額{report.amount:,}円",
)
history(
    code="grants.demand",
    group=GROUP,
    label="納付の通知",
    model=Demand,
    company="case__company",
    day="demanded_on",
    line=lambda row: f"{row} {row.state}",
)
history(
    code="grants.disposal",
    group=GROUP,
    label="財産処分",
    model=Disposal,
    company="asset__case__company",
    day="applied_on",
    line=str,
    related=("asset",),
)
