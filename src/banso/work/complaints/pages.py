"""Complaints about trade: lists, records and forms; the laws and their tests."""

from banso.cases.models import Case
from banso.core.forms import record_form
from banso.core.navigation import Entry, add
from banso.core.pages import Panel, add_panel, pages
from banso.core.tables import Column, Filter, Kind
from banso.procedures.naming import state_label
from banso.registers.choosing import fiscal_years, programmes

from . import services
from .choices import Division, Matter
from .models import Complaint, Law, LawTest
from .procedure import COMPLAINT

GROUP = "取引の相談"

add_panel(
    Panel("法令", "complaint-panel", lambda model: model is Case, only=lambda case: case.procedure == COMPLAINT.code)
)
add(Entry(GROUP, "取引の相談の1年", "case-year", "complaints.view_complaint", (COMPLAINT.code,)))
pages(
    record_form(Complaint, COMPLAINT.opening, services.open_complaint, services.correct_complaint),
    model=Complaint,
    group=GROUP,
    title="取引の相談",
    order="-case__opened_on",
    columns=(
        Column("受付日", "case__opened_on", Kind.DATE, sort="case__opened_on"),
        Column("案件番号", "case__number", sort="case__number"),
        Column("相談者", "case__whose"),
        Column("相談の内容", "get_matter_display", sort="matter"),
        Column("区分", "get_division_display", sort="division"),
        Column("法令", "law__name"),
        Column("担当者", "case__keeper__name"),
        Column("状態", lambda complaint: state_label(complaint.case)),
    ),
    search=("case__company__name_key", "case__number"),
    filters=(
        Filter("year", "年度", "case__fiscal_year", fiscal_years),
        Filter("programme", "事業", "case__programme_id", programmes),
        Filter("division", "区分", "division", lambda: Division.choices),
        Filter("matter", "相談の内容", "matter", lambda: Matter.choices),
        Filter("state", "状態", "case__standing__step", COMPLAINT.step_choices),
    ),
    related=("case__programme", "case__company", "case__person", "case__standing", "case__keeper", "law"),
    whole="complaint-case",
    begun_at=("case-new", COMPLAINT.code),
)
pages(
    record_form(
        Law,
        ("code", "name", "division", "orders_from", "orders_until", "source", "checked_on"),
        services.record_law,
        services.correct_law,
    ),
    model=Law,
    group=GROUP,
    title="取引の法令",
    order="-orders_from",
    columns=(
        Column("法令", "name", sort="name"),
        Column("区分", "get_division_display"),
        Column("発注日(始)", "orders_from", Kind.DATE, sort="orders_from"),
        Column("発注日(終)", "orders_until", Kind.DATE),
        Column("確かめた日", "checked_on", Kind.DATE, sort="checked_on"),
    ),
    search=("name",),
    children=("tests",),
)
pages(
    record_form(
        LawTest, ("law", "order", "basis", "over", "most"), services.record_law_test, services.correct_law_test
    ),
    model=LawTest,
    group=GROUP,
    title="法令の適用基準",
    in_menu=False,
    order="-pk",
    columns=(
        Column("法令", "law__name"),
        Column("取引の種類", "get_order_display"),
        Column("基準", "get_basis_display"),
        Column("発注側がこれを超える", "over", Kind.NUMBER),
        Column("受注側がこれ以下", "most", Kind.NUMBER),
    ),
    related=("law",),
)
