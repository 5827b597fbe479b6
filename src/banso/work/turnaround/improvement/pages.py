"""Improvement plans: lists, records and forms."""

from banso.cases.models import Case
from banso.core.forms import record_form
from banso.core.navigation import Entry, add
from banso.core.pages import Panel, add_panel, pages
from banso.core.tables import Column, Filter, Kind
from banso.procedures.naming import state_label
from banso.registers.choosing import fiscal_years, programmes

from . import claiming as _claiming  # noqa: F401 - declares the steps after the consent
from . import editions as _editions  # noqa: F401 - declares the catalogue's file of editions
from . import services
from . import wording as _wording  # noqa: F401 - declares what letters print
from .choices import Frame, ReceiptKind, Scheme
from .models import Accompaniment, PlanCase, Receipt, SchemeEdition
from .procedure import IMPROVEMENT

GROUP = "再生・承継"

pages(
    record_form(PlanCase, IMPROVEMENT.opening, services.open_plan, services.correct_plan_case),
    model=PlanCase,
    group=GROUP,
    title="経営改善計画",
    order="-id",
    columns=(
        Column("企業", "case__company__name"),
        Column("案件番号", "case__number", sort="case__number"),
        Column("制度", "get_scheme_display", sort="scheme"),
        Column("枠", "get_frame_display"),
        Column("様式", "edition__form_set"),
        Column("認定支援機関", "adviser__name"),
        Column("状態", lambda plan: state_label(plan.case)),
    ),
    search=("case__company__name_key", "case__number"),
    filters=(
        Filter("scheme", "制度", "scheme", lambda: Scheme.choices),
        Filter("frame", "枠", "frame", lambda: Frame.choices),
        Filter("year", "受付年度", "case__fiscal_year", fiscal_years),
        Filter("programme", "事業", "case__programme_id", programmes),
        Filter("state", "状態", "case__standing__step", IMPROVEMENT.step_choices),
    ),
    related=("case__programme", "case__company", "case__person", "case__standing", "adviser", "edition"),
    children=("receipts", "accompaniments"),
    whole="plan-case",
    begun_at=("case-new", IMPROVEMENT.code),
)
pages(
    record_form(Receipt, ("case", "kind", "received_on"), services.record_receipt, services.correct_receipt),
    model=Receipt,
    group=GROUP,
    title="申請の受付",
    order="-received_on",
    columns=(
        Column("受付日", "received_on", Kind.DATE, sort="received_on"),
        Column("企業", "case__case__company__name"),
        Column("制度", "case__get_scheme_display"),
        Column("様式", "case__edition__form_set"),
        Column("種類", "title", sort="kind"),
    ),
    search=("case__case__company__name_key",),
    filters=(
        Filter("year", "年度", "fiscal_year", fiscal_years),
        Filter("kind", "種類", "kind", lambda: ReceiptKind.choices),
    ),
    related=("case__case__company", "case__case__person", "case__edition"),
)
pages(
    record_form(
        Accompaniment,
        ("case", "held_on", "kind", "bank", "note"),
        services.record_accompaniment,
        services.correct_accompaniment,
    ),
    model=Accompaniment,
    group=GROUP,
    title="伴走支援",
    order="-held_on",
    columns=(
        Column("実施日", "held_on", Kind.DATE, sort="held_on"),
        Column("企業", "case__case__company__name"),
        Column("制度", "case__get_scheme_display"),
        Column("様式", "case__edition__form_set"),
        Column("時期", "get_kind_display"),
        Column("金融機関", "bank__name"),
    ),
    search=("case__case__company__name_key",),
    filters=(Filter("year", "年度", "fiscal_year", fiscal_years),),
    related=("case__case__company", "case__case__person", "case__edition", "bank"),
)
pages(
    model=SchemeEdition,
    group=GROUP,
    title="経営改善計画の版",
    order="-valid_from",
    columns=(
        Column("受付日の初日", "valid_from", Kind.DATE, sort="valid_from"),
        Column("受付日の末日", "valid_to", Kind.DATE),
        Column("様式", "form_set"),
        Column("制度", "get_scheme_display"),
        Column("枠", "get_frame_display"),
        Column("根拠", "basis"),
    ),
    search=("code", "basis"),
    filters=(Filter("scheme", "制度", "scheme", lambda: Scheme.choices),),
)
for title, page in (
    ("版・要件・費用", "plan-costs-panel"),
    ("書類の確認", "plan-papers-panel"),
    ("金融機関", "plan-banks-panel"),
):
    add_panel(Panel(title, page, lambda model: model is Case, only=lambda case: case.procedure == IMPROVEMENT.code))
add(Entry(GROUP, "経営改善計画の1年", "plan-year", "turnaround.view_plancase"))
