"""Staged cases: lists, records and forms."""

from typing import Any

from banso.core.forms import record_form
from banso.core.pages import Panel, add_panel, pages
from banso.core.records import add_form_notice
from banso.core.tables import Column, Filter, Kind
from banso.registers.choosing import fiscal_years
from banso.registers.walls import wall_of

from . import conflicts, services
from .models import Case, ConflictNotice, ReferralReceived, StaffTie, Stage, StageEntry

GROUP = "再生・承継"


def _enter(*, by: Any, case: Case, stage: Stage, taken_on: Any, note: str) -> StageEntry:
    return services.enter_stage(case, stage, on=taken_on, note=note, by=by)


pages(
    record_form(StageEntry, ("case", "stage", "taken_on", "note"), _enter, services.correct_entry),
    model=StageEntry,
    group=GROUP,
    title="段階の移行",
    order="-taken_on",
    columns=(
        Column("移行日", "taken_on", Kind.DATE, sort="taken_on"),
        Column("段階", "stage__name", sort="stage__name"),
        Column("企業", "case__company__name"),
        Column("備考", "note"),
    ),
    filters=(Filter("year", "年度", "fiscal_year", fiscal_years),),
    related=("stage", "case__company"),
    in_menu=False,
)
pages(
    record_form(
        Stage,
        ("programme", "code", "name", "position", "closes", "ended_on"),
        services.record_stage,
        services.correct_stage,
    ),
    model=Stage,
    group=GROUP,
    title="段階",
    order="position",
    columns=(
        Column("段階", "name"),
        Column("事業", "programme__name"),
        Column("並び順", "position", Kind.NUMBER, sort="position"),
    ),
    related=("programme",),
)
add_panel(Panel("チームと閲覧範囲", "team-panel", lambda model: model is Case))
add_form_notice("record-audience", lambda model: wall_of(model) is not None)
pages(
    model=ReferralReceived,
    group="案件",
    title="届いた紹介",
    order="-sent_on",
    columns=(
        Column("紹介日", "sent_on", Kind.DATE, sort="sent_on"),
        Column("用件", "title"),
        Column("企業", "company__name"),
        Column("紹介元", "from_unit"),
        Column("事業", "programme__name"),
        Column("返事", "get_reply_display"),
    ),
    related=("company", "programme"),
)
pages(
    record_form(
        StaffTie,
        ("staff", "tie", "organisation", "company", "person", "recipient_name", "since", "until", "note"),
        conflicts.note_tie,
        conflicts.correct_tie,
    ),
    model=StaffTie,
    group="案件",
    title="職員の利害関係",
    order="staff",
    columns=(
        Column("職員", "staff__name", sort="staff__name"),
        Column("関係", "get_tie_display"),
        Column("相手", "to"),
        Column("いつまで", "until", Kind.DATE),
    ),
    related=("staff", "organisation", "company", "person", "expert"),
)
pages(
    model=ConflictNotice,
    group="案件",
    title="ほかの部署からの照会",
    in_menu=False,
    order="-asked_on",
    columns=(
        Column("照会日", "asked_on", Kind.DATE, sort="asked_on"),
        Column("照会した部署", "asking_unit"),
        Column("この部署の案件", "case"),
        Column("確認の結果", "settlement"),
    ),
    related=("case__company", "case__person"),
)
add_panel(Panel("返事", "referral-panel", lambda model: model in (ReferralReceived, ConflictNotice)))
