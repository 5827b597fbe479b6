"""Placements: lists, records and forms."""

from banso.core.forms import record_form
from banso.core.pages import pages
from banso.core.tables import Column, Filter, Kind
from banso.registers.choosing import fiscal_years

from . import services
from .choices import Terms
from .models import Placement, Vacancy

GROUP = "相談・派遣"

pages(
    record_form(
        Vacancy,
        (
            *("programme", "company", "received_on", "work", "terms", "wanted"),
            *("details", "staff", "closed_on"),
        ),
        services.record_vacancy,
        services.correct_vacancy,
    ),
    model=Vacancy,
    group=GROUP,
    title="人材紹介の依頼",
    order="-received_on",
    columns=(
        Column("受付日", "received_on", Kind.DATE, sort="received_on"),
        Column("依頼企業", "company__name"),
        Column("職種・業務", "work"),
        Column("雇用形態", "get_terms_display", sort="terms"),
        Column("人数", "wanted", Kind.NUMBER, sort="wanted"),
        Column("締切日", "closed_on", Kind.DATE),
        Column("担当者", "staff__name"),
    ),
    search=("company__name_key", "work", "details"),
    filters=(
        Filter("year", "年度", "fiscal_year", fiscal_years),
        Filter("terms", "雇用形態", "terms", lambda: Terms.choices),
    ),
    related=("company", "staff"),
    children=("placements",),
)
pages(
    record_form(
        Placement,
        ("vacancy", "person", "introduced_on", "hired_on", "declined_on", "reason", "note"),
        services.record_placement,
        services.correct_placement,
    ),
    model=Placement,
    group=GROUP,
    title="人材の紹介",
    order="-introduced_on",
    columns=(
        Column("紹介日", "introduced_on", Kind.DATE, sort="introduced_on"),
        Column("紹介した人", "person__name"),
        Column("依頼企業", "vacancy__company__name"),
        Column("職種・業務", "vacancy__work"),
        Column("結果", "state"),
        Column("採用日", "hired_on", Kind.DATE, sort="hired_on"),
    ),
    search=("person__name_key", "vacancy__company__name_key", "vacancy__work"),
    filters=(
        Filter("year", "紹介年度", "fiscal_year", fiscal_years),
        Filter("hired", "採用日", "hired_on", is_date=True),
    ),
    related=("person", "vacancy__company"),
)
