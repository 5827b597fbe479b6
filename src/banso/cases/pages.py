"""Staged cases: lists, records and forms."""

from typing import Any

from banso.core.forms import record_form
from banso.core.pages import pages
from banso.core.tables import Column, Filter, Kind
from banso.registers.choosing import fiscal_years

from . import services
from .models import Case, Stage, StageEntry

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
