"""The council's cases: lists, records and forms, and what stands beside a case on its page."""

from banso.cases.models import IN_FORCE, Case
from banso.core.forms import record_form
from banso.core.navigation import Entry, add
from banso.core.pages import Panel, add_panel, pages
from banso.core.tables import Column, Filter, Kind
from banso.procedures.naming import state_label
from banso.registers.choosing import fiscal_years, programmes

from . import services, steps  # noqa: F401 - the second declares the steps
from .choices import CouncilStepCode, Route
from .models import CouncilCase, CouncilStep, ExpertCommission
from .procedure import COUNCIL

GROUP = "再生・承継"

pages(
    record_form(CouncilCase, COUNCIL.opening, services.open_council, services.correct_council),
    model=CouncilCase,
    group=GROUP,
    title="活性化協議会の支援案件",
    order="-case__opened_on",
    columns=(
        Column("受付日", "case__opened_on", Kind.DATE, sort="case__opened_on"),
        Column("案件番号", "case__number", sort="case__number"),
        Column("企業", lambda council: council.case.whose),
        Column("持込経路", "get_route_display", sort="route"),
        Column("状態", lambda council: state_label(council.case)),
        Column("担当者", "case__keeper__name"),
    ),
    search=("case__company__name_key", "case__number", "case__alias"),
    filters=(
        Filter("year", "年度", "case__fiscal_year", fiscal_years),
        Filter("programme", "事業", "case__programme_id", programmes),
        Filter("state", "状態", "case__standing__step", COUNCIL.step_choices),
        Filter("route", "持込経路", "route", lambda: Route.choices),
    ),
    related=("case__programme", "case__company", "case__person", "case__standing", "case__keeper"),
    children=("commissions",),
    whole="council-case",
    begun_at=("case-new", COUNCIL.code),
)
pages(
    model=CouncilStep,
    group=GROUP,
    title="活性化協議会の手続",
    order="-taken_on",
    columns=(
        Column("日付", "taken_on", Kind.DATE, sort="taken_on"),
        Column("企業", "case__company__name"),
        Column("手続", "get_step_display", sort="step"),
        Column("案件番号", "case__number"),
    ),
    listed=IN_FORCE,
    search=("case__company__name_key", "case__number"),
    filters=(
        Filter("year", "年度", "fiscal_year", fiscal_years),
        Filter("step", "手続", "step", lambda: CouncilStepCode.choices),
    ),
    related=("case__company", "case__person"),
    in_menu=False,
)
pages(
    record_form(
        ExpertCommission,
        ("council", "expert", "role", "asked_on", "accepted_on", "no_conflict_on", "secrecy_on", "ended_on"),
        services.record_commission,
        services.correct_commission,
    ),
    model=ExpertCommission,
    group=GROUP,
    title="専門家の委嘱",
    order="-asked_on",
    columns=(
        Column("依頼日", "asked_on", Kind.DATE, sort="asked_on"),
        Column("案件番号", "council__case__number"),
        Column("専門家", "expert__name"),
        Column("役割", "get_role_display", sort="role"),
        Column("足りない書類", lambda one: "・".join(one.lacking)),
    ),
    search=("council__case__company__name_key", "council__case__number", "expert__name_key"),
    related=("council__case__company", "expert"),
    in_menu=False,
)
add_panel(
    Panel(
        "債権者・計画・支援チーム",
        "council-panel",
        lambda model: model is Case,
        only=lambda case: case.procedure == COUNCIL.code,
    )
)
add(Entry(GROUP, "活性化協議会の1年", "council-year", "turnaround.view_councilcase"))
