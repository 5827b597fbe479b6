"""Consultations' lists, records and forms."""

from banso.core.forms import record_form
from banso.core.pages import pages
from banso.core.tables import Column, Filter, Kind
from banso.registers.choosing import fiscal_years, programmes, staff

from . import services
from .choices import Mode
from .models import Consultation, OutreachDay, Theme

GROUP = "相談・派遣"

pages(
    record_form(
        Consultation,
        (
            "programme",
            "held_on",
            "mode",
            "category",
            "company",
            "person",
            "adviser",
            "municipality",
            "themes",
            "minutes",
            "note",
            "next_step",
            "next_on",
        ),
        services.record_consultation,
        services.correct_consultation,
    ),
    model=Consultation,
    group=GROUP,
    title="相談記録",
    order="-held_on",
    search=("note_key", "company__name_key", "company__kana_key"),
    columns=(
        Column("相談日", "held_on", Kind.DATE, sort="held_on"),
        Column("企業", "company__name"),
        Column("事業", "programme__name"),
        Column("方法", "get_mode_display", sort="mode"),
        Column("担当者", "adviser__name"),
        Column("内容", lambda c: c.note[:60] + ("…" if len(c.note) > 60 else "")),
    ),
    filters=(
        Filter("year", "年度", "fiscal_year", fiscal_years),
        Filter("programme", "事業", "programme_id", programmes),
        Filter("mode", "方法", "mode", lambda: Mode.choices),
        Filter("adviser", "担当者", "adviser_id", staff),
        Filter("held", "相談日", "held_on", is_date=True),
    ),
    related=("company", "programme", "adviser", "person"),
)
pages(
    record_form(
        OutreachDay,
        ("programme", "held_on", "municipality", "venue", "adviser"),
        services.record_outreach_day,
        services.correct_outreach_day,
    ),
    model=OutreachDay,
    group=GROUP,
    title="出張相談会",
    order="-held_on",
    search=("venue",),
    related=("municipality", "adviser"),
    columns=(
        Column("開催日", "held_on", Kind.DATE, sort="held_on"),
        Column("開催地", "municipality__name"),
        Column("会場", "venue"),
        Column("担当者", "adviser__name"),
    ),
    filters=(Filter("year", "年度", "fiscal_year", fiscal_years),),
)
pages(
    record_form(Theme, ("code", "name", "position", "ended_on"), services.record_theme, services.correct_theme),
    model=Theme,
    group=GROUP,
    title="相談テーマ",
    order="position",
    columns=(Column("テーマ", "name"), Column("並び順", "position", Kind.NUMBER, sort="position")),
)
