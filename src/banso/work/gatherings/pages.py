"""Gatherings: lists, records and forms."""

from django.db.models import Q

from banso.core.forms import record_form
from banso.core.pages import pages
from banso.core.tables import Column, Filter, Kind
from banso.registers.choosing import fiscal_years

from . import services
from .awarding import pages as _awarding  # noqa: F401 - nominations for prizes
from .choices import Kind as GatheringKind
from .models import AdviserTalk, Attendance, Award, Gathering, Lecture, Presentation, Session, Talk

GROUP = "研修・催し"

pages(
    record_form(
        Gathering,
        ("programme", "kind", "title", "partners", "audience", "position"),
        services.record_gathering,
        services.correct_gathering,
    ),
    model=Gathering,
    group=GROUP,
    title="研修・催し",
    order="-id",
    columns=(
        Column("名称", "title"),
        Column("種類", "get_kind_display", sort="kind"),
        Column("事業", "programme__name"),
        Column("連携機関", "partners"),
    ),
    search=("title",),
    filters=(Filter("kind", "種類", "kind", lambda: GatheringKind.choices),),
    related=("programme",),
    children=("sessions", "lectures"),
)
pages(
    record_form(
        Session,
        ("gathering", "ordinal", "starts_on", "ends_on", "place", "venue", "adviser", "attendance_note"),
        services.record_session,
        services.correct_session,
    ),
    model=Session,
    group=GROUP,
    title="開催",
    order="-starts_on",
    columns=(
        Column("開催日", "starts_on", Kind.DATE, sort="starts_on"),
        Column("名称", "gathering__title"),
        Column("開催地", "place", sort="place"),
        Column("会場", "venue"),
    ),
    search=("gathering__title", "place"),
    filters=(Filter("year", "年度", "fiscal_year", fiscal_years),),
    related=("gathering",),
    children=("attendances", "awards", "talks", "presentations", "adviser_talks"),
)
pages(
    record_form(
        Attendance,
        ("session", "company", "person", "headcount"),
        services.record_attendance,
        services.correct_attendance,
    ),
    model=Attendance,
    group=GROUP,
    title="参加",
    order="-id",
    columns=(
        Column("企業", "company__name"),
        Column("参加者", "person__name"),
        Column("催し", "session__gathering__title"),
        Column("開催日", "session__starts_on", Kind.DATE),
        Column("人数", "headcount", Kind.NUMBER, sort="headcount"),
    ),
    search=("company__name_key",),
    related=("session__gathering", "company", "person"),
)
pages(
    record_form(
        Lecture, ("gathering", "held_on", "title", "lecturer"), services.record_lecture, services.correct_lecture
    ),
    model=Lecture,
    group=GROUP,
    title="講座",
    order="-held_on",
    columns=(
        Column("開催日", "held_on", Kind.DATE, sort="held_on"),
        Column("講座名", "title"),
        Column("講師", "lecturer"),
    ),
    search=("title",),
    filters=(Filter("year", "年度", "fiscal_year", fiscal_years),),
    related=("gathering",),
    in_menu=False,
)
pages(
    record_form(Award, ("session", "division", "company", "position"), services.record_award, services.correct_award),
    model=Award,
    group=GROUP,
    title="表彰",
    order="-id",
    columns=(Column("部門", "division"), Column("企業", "company__name"), Column("催し", "session__gathering__title")),
    search=("company__name_key",),
    listed=Q(step__replaced_by__isnull=True),
    related=("session__gathering", "company"),
    in_menu=False,
)
pages(
    record_form(Talk, ("session", "theme", "speaker"), services.record_talk, services.correct_talk),
    model=Talk,
    group=GROUP,
    title="講演",
    order="-id",
    columns=(Column("テーマ", "theme"), Column("講師", "speaker"), Column("催し", "session__gathering__title")),
    search=("theme",),
    related=("session__gathering",),
    in_menu=False,
)
pages(
    record_form(
        Presentation, ("session", "presenter", "company"), services.record_presentation, services.correct_presentation
    ),
    model=Presentation,
    group=GROUP,
    title="発表",
    order="-id",
    columns=(Column("発表者", "presenter"), Column("催し", "session__gathering__title")),
    search=("presenter",),
    related=("session__gathering",),
    in_menu=False,
)
pages(
    record_form(
        AdviserTalk, ("session", "company", "outcome"), services.record_adviser_talk, services.correct_adviser_talk
    ),
    model=AdviserTalk,
    group=GROUP,
    title="商談・助言",
    order="-id",
    columns=(
        Column("企業", "company__name"),
        Column("結果", "get_outcome_display", sort="outcome"),
        Column("催し", "session__gathering__title"),
    ),
    search=("company__name_key",),
    related=("session__gathering", "company"),
    in_menu=False,
)
