"""Grants: lists, records and forms."""

from banso.core.forms import record_form
from banso.core.pages import pages
from banso.core.tables import Column, Filter, Kind
from banso.registers.choosing import fiscal_years

from . import services
from .choices import Step
from .models import Application, Call, Course, Decision

GROUP = "補助・開発"

pages(
    record_form(
        Course, ("programme", "code", "name", "position", "ended_on"), services.record_course, services.correct_course
    ),
    model=Course,
    group=GROUP,
    title="補助コース",
    order="code",
    columns=(Column("コース・枠", "name"), Column("事業", "programme__name"), Column("コード", "code", sort="code")),
    search=("name",),
    related=("programme",),
    children=("calls",),
)
pages(
    record_form(
        Call,
        ("course", "opened_on", "closes_on", "executed_in", "rate", "cap"),
        services.record_call,
        services.correct_call,
    ),
    model=Call,
    group=GROUP,
    title="公募",
    order="-opened_on",
    columns=(
        Column("公募開始日", "opened_on", Kind.DATE, sort="opened_on"),
        Column("コース・枠", "course__name"),
        Column("補助率", "rate"),
        Column("上限額(円)", "cap", Kind.YEN, sort="cap"),
    ),
    search=("course__name",),
    filters=(Filter("year", "年度", "fiscal_year", fiscal_years),),
    related=("course__programme",),
    children=("applications",),
)
pages(
    record_form(
        Application,
        ("call", "company", "person", "applied_on", "title", "requested"),
        services.record_application,
        services.correct_application,
    ),
    model=Application,
    group=GROUP,
    title="補助申請",
    order="-applied_on",
    columns=(
        Column("申請日", "applied_on", Kind.DATE, sort="applied_on"),
        Column("事業名", "title"),
        Column("企業", "company__name"),
        Column("コース・枠", "call__course__name"),
        Column("申請額(円)", "requested", Kind.YEN, sort="requested"),
    ),
    search=("title", "company__name_key"),
    related=("call__course", "company", "person"),
    children=("decisions",),
)
pages(
    record_form(
        Decision, ("application", "step", "decided_on", "amount"), services.record_decision, services.correct_decision
    ),
    model=Decision,
    group=GROUP,
    title="採択・交付の決定",
    order="-decided_on",
    columns=(
        Column("決定日", "decided_on", Kind.DATE, sort="decided_on"),
        Column("企業", "application__company__name"),
        Column("決定", "get_step_display", sort="step"),
        Column("決定額(円)", "amount", Kind.YEN),
        Column("コース・枠", "application__call__course__name"),
    ),
    search=("application__title", "application__company__name_key"),
    filters=(Filter("year", "年度", "fiscal_year", fiscal_years), Filter("step", "決定", "step", lambda: Step.choices)),
    related=("application__company", "application__call__course"),
)
