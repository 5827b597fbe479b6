"""Nominations: list, record and form."""

from banso.core.forms import record_form
from banso.core.pages import pages
from banso.core.tables import Column, Filter, Kind
from banso.procedures.naming import state_label
from banso.registers.choosing import fiscal_years, programmes

from ..choices import Route
from ..models import Nomination
from . import services
from .procedure import AWARD

pages(
    record_form(Nomination, AWARD.opening, services.open_nomination, services.correct_nomination),
    model=Nomination,
    group="研修・催し",
    title="表彰の候補",
    order="-case__opened_on",
    columns=(
        Column("受付日", "case__opened_on", Kind.DATE, sort="case__opened_on"),
        Column("案件番号", "case__number", sort="case__number"),
        Column("部門", "division", sort="division"),
        Column("企業", "case__company__name"),
        Column("取組の名称", "theme"),
        Column("応募の方法", "get_route_display", sort="route"),
        Column("状態", lambda nomination: state_label(nomination.case)),
    ),
    search=("case__company__name_key", "case__number", "theme", "division"),
    filters=(
        Filter("year", "年度", "case__fiscal_year", fiscal_years),
        Filter("programme", "事業", "case__programme_id", programmes),
        Filter("route", "応募の方法", "route", lambda: Route.choices),
        Filter("state", "状態", "case__standing__step", AWARD.step_choices),
    ),
    related=("case__programme", "case__company", "case__person", "case__standing"),
    whole="award-case",
    begun_at=("case-new", AWARD.code),
)
