"""Dispatched experts: lists, records and forms."""

from django.db.models import Q

from banso.core.forms import record_form
from banso.core.pages import pages
from banso.core.tables import Column, Filter, Kind
from banso.procedures.naming import state_label
from banso.registers.choosing import fiscal_years, programmes

from . import services
from .models import Dispatch, Visit
from .procedure import DISPATCH

GROUP = "相談・派遣"

pages(
    record_form(Dispatch, DISPATCH.opening, services.open_dispatch, services.correct_dispatch),
    model=Dispatch,
    group=GROUP,
    title="専門家派遣",
    order="-case__opened_on",
    columns=(
        Column("受付日", "case__opened_on", Kind.DATE, sort="case__opened_on"),
        Column("案件番号", "case__number", sort="case__number"),
        Column("企業", "case__company__name"),
        Column("専門家", "expert__name"),
        Column("派遣テーマ", "subject"),
        Column("状態", lambda dispatch: state_label(dispatch.case)),
    ),
    search=("case__company__name_key", "case__number", "subject"),
    filters=(
        Filter("year", "年度", "case__fiscal_year", fiscal_years),
        Filter("programme", "事業", "case__programme_id", programmes),
        Filter("state", "状態", "case__standing__step", DISPATCH.step_choices),
    ),
    related=("case__programme", "case__company", "case__person", "case__standing", "expert"),
    children=("visits",),
    whole="dispatch-case",
    begun_at=("case-new", DISPATCH.code),
)
pages(
    record_form(Visit, ("dispatch", "visited_on", "minutes", "report"), services.record_visit, services.correct_visit),
    model=Visit,
    group=GROUP,
    title="派遣の実施",
    order="-visited_on",
    columns=(
        Column("訪問日", "visited_on", Kind.DATE, sort="visited_on"),
        Column("企業", "dispatch__case__company__name"),
        Column("専門家", "dispatch__expert__name"),
        Column("時間(分)", "minutes", Kind.NUMBER, sort="minutes"),
    ),
    listed=Q(step__replaced_by__isnull=True),
    search=("dispatch__case__company__name_key",),
    filters=(Filter("year", "年度", "fiscal_year", fiscal_years),),
    related=("dispatch__case__company", "dispatch__case__person", "dispatch__expert"),
    in_menu=False,
)
