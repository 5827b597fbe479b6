"""Consultations' lists, records and forms."""

from django.db.models import Q

from banso.core.forms import record_form
from banso.core.pages import pages
from banso.core.tables import Column, Filter, Kind
from banso.registers.choosing import fiscal_years, programmes, staff

from . import services
from .choices import Mode, Recommended
from .models import Category, Consultation, OutreachDay, Theme, lacking

GROUP = "相談・派遣"


class ProgrammeFilter(Filter):
    """Visits that count under a programme, as their own or as a further one."""

    def condition(self, text: str, until: str = "") -> Q:
        further = Consultation.objects.filter(main__isnull=False, programme_id=int(text))
        return Q(programme_id=int(text)) | Q(pk__in=further.values("main_id"))


class LackingFilter(Filter):
    """Visits that lack what is recommended."""

    def condition(self, text: str, until: str = "") -> Q:
        return lacking(text)


def _said(visit: Consultation) -> str:
    """The beginning of what was said; a row of a further programme shows what its visit says."""
    note = (visit.main or visit).note
    return note[:60] + ("…" if len(note) > 60 else "")


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
        groups=(
            ("いつ・どの事業で", ("programme", "category", "held_on", "mode", "minutes")),
            ("だれが", ("company", "person", "adviser", "municipality")),
            ("内容", ("themes", "note")),
            ("次の対応", ("next_step", "next_on")),
        ),
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
        Column("内容", _said),
    ),
    filters=(
        Filter("year", "年度", "fiscal_year", fiscal_years),
        ProgrammeFilter("programme", "事業", "programme_id", programmes),
        Filter("mode", "方法", "mode", lambda: Mode.choices),
        Filter("adviser", "担当者", "adviser_id", staff),
        Filter("held", "相談日", "held_on", is_date=True),
        LackingFilter("lacking", "推奨項目の未記入", "note", lambda: [("any", "いずれか"), *Recommended.choices]),
    ),
    related=("company", "programme", "adviser", "person", "main"),
    listed=Q(main__isnull=True),
    bulk=("adviser", "mode", "category", "municipality"),
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
pages(
    record_form(
        Category,
        ("programme", "code", "name", "position", "ended_on"),
        services.record_category,
        services.correct_category,
    ),
    model=Category,
    group=GROUP,
    title="相談区分",
    order="programme",
    search=("name", "code"),
    related=("programme",),
    columns=(
        Column("区分", "name"),
        Column("事業", "programme", sort="programme"),
        Column("並び順", "position", Kind.NUMBER, sort="position"),
    ),
)
