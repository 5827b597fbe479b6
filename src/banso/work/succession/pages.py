"""Succession: sheets, tracks, plans, editions of questions, days of the law: lists, records and forms."""

from banso.cases.models import Case
from banso.core.forms import record_form
from banso.core.navigation import Entry, add
from banso.core.pages import Panel, add_panel, pages
from banso.core.tables import Column, Filter, Kind
from banso.procedures.naming import state_label
from banso.registers.choosing import fiscal_years, programmes

from .choices import Heir, Scheme, SheetPurpose, SheetResult, TrackKind
from .diagnosis import services as sheets
from .family import services as plans
from .models import Diagnosis, LawDay, PlanVersion, SheetEdition, SheetQuestion, Track
from .tracks.procedure import SUCCESSION
from .tracks.services import correct_track, open_track

GROUP = "再生・承継"

add(Entry(GROUP, "事業承継の支援の1年", "case-year", "succession.view_track", (SUCCESSION.code,)))
add(Entry(GROUP, "診断票から相談まで", "succession-conversion", "succession.view_diagnosis"))
add_panel(
    Panel(
        "支援のつながりと計画",
        "succession-panel",
        lambda model: model is Case,
        only=lambda case: case.procedure == SUCCESSION.code,
    )
)
pages(
    record_form(Track, SUCCESSION.opening, open_track, correct_track),
    model=Track,
    group=GROUP,
    title="事業承継の支援",
    order="-case__opened_on",
    columns=(
        Column("受付日", "case__opened_on", Kind.DATE, sort="case__opened_on"),
        Column("案件番号", "case__number", sort="case__number"),
        Column("相手", "case__whose"),
        Column("支援の種類", "get_kind_display", sort="kind"),
        Column("担当者", "case__keeper__name"),
        Column("状態", lambda track: state_label(track.case)),
    ),
    search=("case__company__name_key", "case__number"),
    filters=(
        Filter("year", "年度", "case__fiscal_year", fiscal_years),
        Filter("programme", "事業", "case__programme_id", programmes),
        Filter("kind", "支援の種類", "kind", lambda: TrackKind.choices),
        Filter("state", "状態", "case__standing__step", SUCCESSION.step_choices),
    ),
    related=("case__programme", "case__company", "case__person", "case__standing", "case__keeper"),
    whole="succession-case",
    begun_at=("case-new", SUCCESSION.code),
)
pages(
    record_form(
        Diagnosis,
        (
            "programme",
            "received_on",
            "made_on",
            "sender",
            "branch",
            "filled_by",
            "edition",
            "consented",
            "company",
            "industry",
            "municipality",
            "head_age",
            "has_successor",
            "heir",
            "wants_help",
            "urgency",
            "owner",
            "result",
            "track",
        ),
        sheets.record_diagnosis,
        sheets.correct_diagnosis,
        groups=(
            ("診断票", ("programme", "received_on", "made_on", "sender", "branch", "filled_by", "edition")),
            ("企業", ("consented", "company", "industry", "municipality", "head_age")),
            ("後継者と希望", ("has_successor", "heir", "wants_help", "urgency")),
            ("診断のあと", ("owner", "result", "track")),
        ),
    ),
    model=Diagnosis,
    group=GROUP,
    title="事業承継診断",
    order="-received_on",
    columns=(
        Column("受領日", "received_on", Kind.DATE, sort="received_on"),
        Column("実施機関", "sender__name"),
        Column("企業", "company__name"),
        Column("後継者の状況", "get_heir_display"),
        Column("診断のあと", "get_result_display"),
    ),
    search=("company__name_key", "sender__name"),
    filters=(
        Filter("year", "年度", "fiscal_year", fiscal_years),
        Filter("heir", "後継者の状況", "heir", lambda: Heir.choices),
        Filter("result", "診断のあと", "result", lambda: SheetResult.choices),
    ),
    related=("sender", "company"),
)
pages(
    record_form(
        SheetEdition,
        ("purpose", "code", "name", "valid_from", "source", "ended_on"),
        sheets.record_edition,
        sheets.correct_edition,
    ),
    model=SheetEdition,
    group=GROUP,
    title="診断票・チェックシートの版",
    order="-valid_from",
    columns=(
        Column("用途", "get_purpose_display", sort="purpose"),
        Column("版", "name", sort="name"),
        Column("使い始めた日", "valid_from", Kind.DATE, sort="valid_from"),
    ),
    filters=(Filter("purpose", "用途", "purpose", lambda: SheetPurpose.choices),),
    children=("questions",),
)
pages(
    record_form(
        SheetQuestion,
        ("edition", "number", "text", "kind", "options", "yes_to", "no_to", "must", "ended_on"),
        sheets.record_question,
        sheets.correct_question,
    ),
    model=SheetQuestion,
    group=GROUP,
    title="診断票・チェックシートの質問",
    in_menu=False,
    order="number",
    columns=(
        Column("番号", "number", Kind.NUMBER, sort="number"),
        Column("版", "edition__name"),
        Column("質問", "text"),
        Column("「はい」の次", "yes_to", Kind.NUMBER),
        Column("「いいえ」の次", "no_to", Kind.NUMBER),
    ),
    related=("edition",),
)
pages(
    model=PlanVersion,
    group=GROUP,
    title="事業承継計画",
    in_menu=False,
    order="-made_on",
    columns=(
        Column("作成日", "made_on", Kind.DATE, sort="made_on"),
        Column("相手", "track__case__whose"),
        Column("版", "version", Kind.NUMBER),
        Column("変更の理由", "reason"),
    ),
    related=("track__case__programme", "track__case__company", "track__case__person"),
)
pages(
    record_form(
        LawDay,
        ("code", "label", "scheme", "due_on", "known_from", "source", "checked_on"),
        plans.record_law_day,
        plans.correct_law_day,
    ),
    model=LawDay,
    group=GROUP,
    title="法令の期限",
    order="due_on",
    columns=(
        Column("期限", "label", sort="label"),
        Column("期限の日", "due_on", Kind.DATE, sort="due_on"),
        Column("いつからの定めか", "known_from", Kind.DATE, sort="known_from"),
        Column("確かめた日", "checked_on", Kind.DATE, sort="checked_on"),
    ),
    filters=(Filter("scheme", "事業承継税制", "scheme", lambda: Scheme.choices),),
)
