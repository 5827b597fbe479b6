"""Turnaround and improvement plans: lists, records and forms."""

from banso.core.forms import record_form
from banso.core.pages import pages
from banso.core.tables import Column, Filter, Kind
from banso.registers.choosing import fiscal_years

from . import services
from .choices import Scheme
from .models import Accompaniment, JobsKept, PlanCase, Receipt

GROUP = "再生・承継"

pages(
    record_form(
        PlanCase, ("programme", "scheme", "company", "adviser"), services.record_plan_case, services.correct_plan_case
    ),
    model=PlanCase,
    group=GROUP,
    title="経営改善計画",
    order="-id",
    columns=(
        Column("企業", "company__name"),
        Column("制度", "get_scheme_display", sort="scheme"),
        Column("認定支援機関", "adviser__name"),
    ),
    search=("company__name_key",),
    filters=(Filter("scheme", "制度", "scheme", lambda: Scheme.choices),),
    related=("company", "adviser"),
    children=("receipts", "accompaniments"),
)
pages(
    record_form(Receipt, ("case", "kind", "received_on"), services.record_receipt, services.correct_receipt),
    model=Receipt,
    group=GROUP,
    title="申請の受付",
    order="-received_on",
    columns=(
        Column("受付日", "received_on", Kind.DATE, sort="received_on"),
        Column("企業", "case__company__name"),
        Column("制度", "case__get_scheme_display"),
        Column("種類", "get_kind_display", sort="kind"),
    ),
    search=("case__company__name_key",),
    filters=(Filter("year", "年度", "fiscal_year", fiscal_years),),
    related=("case__company",),
)
pages(
    record_form(
        Accompaniment, ("case", "held_on", "note"), services.record_accompaniment, services.correct_accompaniment
    ),
    model=Accompaniment,
    group=GROUP,
    title="伴走支援",
    order="-held_on",
    columns=(
        Column("実施日", "held_on", Kind.DATE, sort="held_on"),
        Column("企業", "case__company__name"),
        Column("制度", "case__get_scheme_display"),
    ),
    search=("case__company__name_key",),
    filters=(Filter("year", "年度", "fiscal_year", fiscal_years),),
    related=("case__company",),
)
pages(
    record_form(JobsKept, ("completion", "employees"), services.record_jobs_kept, services.correct_jobs_kept),
    model=JobsKept,
    group=GROUP,
    title="雇用維持効果",
    order="-id",
    columns=(
        Column("企業", "completion__case__company__name"),
        Column("完了日", "completion__entered_on", Kind.DATE),
        Column("維持された雇用(名)", "employees", Kind.NUMBER, sort="employees"),
    ),
    search=("completion__case__company__name_key",),
    related=("completion__case__company", "completion__stage"),
    in_menu=False,
)
