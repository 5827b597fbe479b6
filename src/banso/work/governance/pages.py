"""The board's affairs: lists, records and forms."""

from banso.core.forms import record_form
from banso.core.pages import pages
from banso.core.tables import Column, Filter, Kind
from banso.registers.choosing import fiscal_years

from . import services
from .choices import Body
from .models import AgendaItem, Audit, Meeting, OfficerChange

GROUP = "庶務"

pages(
    record_form(
        OfficerChange,
        ("programme", "office", "name", "change", "changed_on"),
        services.record_officer_change,
        services.correct_officer_change,
    ),
    model=OfficerChange,
    group=GROUP,
    title="役員等の異動",
    order="-changed_on",
    columns=(
        Column("異動日", "changed_on", Kind.DATE, sort="changed_on"),
        Column("役職", "get_office_display", sort="office"),
        Column("氏名", "name"),
        Column("異動", "get_change_display", sort="change"),
    ),
    search=("name",),
    filters=(Filter("year", "年度", "fiscal_year", fiscal_years),),
    related=("programme",),
)
pages(
    record_form(
        Audit,
        ("programme", "kind", "starts_on", "ends_on", "audited_year"),
        services.record_audit,
        services.correct_audit,
    ),
    model=Audit,
    group=GROUP,
    title="監査",
    order="-starts_on",
    columns=(
        Column("実施日", "starts_on", Kind.DATE, sort="starts_on"),
        Column("種類", "get_kind_display", sort="kind"),
        Column("対象年度", "audited_year"),
    ),
    filters=(Filter("year", "年度", "fiscal_year", fiscal_years),),
    related=("programme",),
)
pages(
    record_form(
        Meeting,
        ("programme", "body", "number", "is_regular", "form", "place", "held_on"),
        services.record_meeting,
        services.correct_meeting,
    ),
    model=Meeting,
    group=GROUP,
    title="理事会・評議員会",
    order="-held_on",
    columns=(
        Column("開催日", "held_on", Kind.DATE, sort="held_on"),
        Column("会議", "__str__"),
        Column("方法", "get_form_display"),
        Column("場所", "place"),
    ),
    filters=(
        Filter("year", "年度", "fiscal_year", fiscal_years),
        Filter("body", "会議体", "body", lambda: Body.choices),
    ),
    related=("programme",),
    children=("items",),
)
pages(
    record_form(
        AgendaItem, ("meeting", "kind", "number", "title"), services.record_agenda_item, services.correct_agenda_item
    ),
    model=AgendaItem,
    group=GROUP,
    title="議案・報告",
    order="-id",
    columns=(Column("議案・報告", "__str__"), Column("会議", "meeting")),
    search=("title",),
    related=("meeting",),
    in_menu=False,
)
