"""Consultations from files: one row is one visit. A row that came in before is known again by what it says."""

from typing import Any

from banso.core.imports import Choice, Column, Day, Linked, Minutes, Row, Several, Text, imports
from banso.core.imports.declaring import Writing
from banso.core.imports.deriving import facts
from banso.core.text import fold
from banso.registers.importing import company_columns, find_company, municipality, programme, staff
from banso.registers.importing.finders import by_names

from . import services
from .choices import Mode
from .models import Category, Consultation, OutreachDay, Theme


def _themes(texts: list[str]) -> dict[str, Any]:
    return by_names(texts, [(name, row) for row in Theme.objects.all() for name in (row.name, row.code)], "相談テーマ")


def _category(rows: list[Row], writing: Writing) -> None:
    """A category is one of the row's own programme."""
    known = {(row.programme_id, fold(row.name)): row for row in Category.objects.all()}
    for row in rows:
        name = row.facts.pop("category.name", "")
        if not name or "programme" not in row.facts:
            continue
        category = known.get((row.facts["programme"].pk, fold(name)))
        if category is None:
            row.refuse("区分", f"「{name}」という区分は、この事業にありません。")
        else:
            row.facts["category"] = category


imports(
    code="consultations",
    model=Consultation,
    new=services.record_consultation,
    new_many=services.record_consultations,
    steps=(_category, find_company()),
    columns=(
        Column("programme", "事業", programme, ("事業名", "対象事業"), required=True, note="正式名称か報告書での表記"),
        Column(
            "held_on",
            "相談日",
            Day(),
            ("日付", "年月日", "実施日", "対応日", "相談年月日"),
            required=True,
            example="令和6年4月10日",
        ),
        Column(
            "mode", "相談方法", Choice(Mode.choices), ("方法", "相談形態", "対応方法"), required=True, example="窓口"
        ),
        Column("category.name", "区分", Text(), ("相談区分",)),
        *company_columns(required=True),
        Column("adviser", "担当者", staff, ("担当", "相談員", "対応者", "担当者名")),
        Column("municipality", "相談場所", municipality, ("場所", "会場市町村")),
        Column("themes", "相談テーマ", Several(Linked(_themes, "相談テーマ")), ("テーマ", "相談分野", "分野")),
        Column("minutes", "相談時間(分)", Minutes(), ("相談時間", "時間(分)", "所要時間"), example="60"),
        Column(
            "note", "相談内容", Text(), ("内容", "相談概要", "概要", "相談内容・対応"), example="補助金の申請について"
        ),
        Column("next_step", "次の対応", Text(longest=200), ("今後の対応", "次回対応")),
        Column("next_on", "次回予定日", Day(), ("次回", "次回日")),
    ),
)
imports(
    code="outreach-days",
    model=OutreachDay,
    new=services.record_outreach_day,
    columns=facts(
        OutreachDay, "programme", "held_on", "municipality", "venue", "adviser",
        programme=programme, municipality=municipality, adviser=staff,
    ),
)  # fmt: skip
imports(
    code="themes",
    model=Theme,
    new=services.record_theme,
    change=services.correct_theme,
    key=("code",),
    columns=facts(Theme, "code", "name", "position", "ended_on"),
)
imports(
    code="categories",
    model=Category,
    new=services.record_category,
    change=services.correct_category,
    key=("programme", "code"),
    columns=facts(Category, "programme", "code", "name", "position", "ended_on", programme=programme),
)
