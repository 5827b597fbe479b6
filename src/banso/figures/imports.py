"""What is given from files: opening balances and figures others sent in, each with its document; targets, budgets and results.

A document that is not yet among the sources is noted by its title on the way; the file itself is added on its page.
"""

from functools import partial
from typing import Any

from django.core.exceptions import ValidationError

from banso.core.decimals import parse_decimal
from banso.core.errors import UserError
from banso.core.imports import Choice, Column, Day, Row, Text, Whole, Year, Yen, imports
from banso.core.imports.declaring import Writing
from banso.core.text import fold
from banso.registers.importing import organisation, programme

from . import services
from .budgets import BudgetLine, BudgetSide
from .conditions import from_words
from .measures import all_measures
from .models import BorrowedFigure, OpeningBalance, SourceDocument, Target

SOURCE_COLUMNS = (
    Column(
        "source.title",
        "出典",
        Text(longest=200),
        ("資料名", "出典資料", "根拠資料"),
        required=True,
        example="平成30年度事業報告書",
    ),
    Column("source.issuer", "作成者", Text(longest=120), ("発行者",)),
    Column("source.dated_on", "資料の日付", Day(), ("発行日",)),
)


def find_source(rows: list[Row], writing: Writing) -> None:
    """The document a figure was taken from, by its title; a new one is noted once."""
    known: dict[str, SourceDocument] = writing.kept.setdefault(
        "sources", {fold(document.title): document for document in SourceDocument.objects.order_by("-pk")}
    )
    for row in rows:
        said = {name: row.facts.pop(f"source.{name}", None) for name in ("title", "issuer", "dated_on")}
        if row.problems or not said["title"]:
            continue
        key = fold(said["title"])
        if key not in known:
            facts: dict[str, Any] = {name: value for name, value in said.items() if value}
            known[key] = services.record_source_document(by=writing.by, **facts)
            row.made.append(known[key])
            row.notes.append(f"出典資料「{said['title']}」を登録します。")
        row.facts["source"] = known[key]


def _given(rows: list[Row], writing: Writing, heading: str = "数値") -> None:
    """The number, and its unit where that stands behind it."""
    for row in rows:
        said = row.facts.pop("number", None)
        if not said:
            continue
        try:
            row.facts["number"], unit = parse_decimal(said)
        except UserError as error:
            row.refuse(heading, str(error))
            continue
        own = row.facts.get("unit", "")
        if unit and own and unit != own:
            row.refuse("単位", f"{heading}には「{unit}」、単位の列には「{own}」とあります。どちらかに直してください。")
        elif unit:
            row.facts["unit"] = unit


def _measure(rows: list[Row], writing: Writing) -> None:
    """What is counted, by its name or code."""
    named: dict[str, set[str]] = {}
    for measure in all_measures():
        for word in (measure.label, f"{measure.label}({measure.unit})", measure.code):
            named.setdefault(fold(word), set()).add(measure.code)
    for row in rows:
        said = row.facts.get("measure", "")
        codes = named.get(fold(said), set()) if said else set()
        if said and len(codes) != 1:
            row.refuse(
                "集計項目",
                f"「{said}」という集計項目は{'2つ以上あります' if codes else 'ありません'}。コードで書いてください。",
            )
        elif codes:
            row.facts["measure"] = next(iter(codes))


def _whole_key(rows: list[Row], writing: Writing) -> None:
    """A target is told apart by measure and name together: the one that a row leaves out is empty."""
    for row in rows:
        for name in ("measure", "name"):
            row.facts.setdefault(name, "")


def _cell_conditions(rows: list[Row], writing: Writing) -> None:
    """The conditions of a balance's cell, written in the words that staff see (or as its key has them)."""
    read: dict[tuple[Any, ...], str | ValidationError] = writing.kept.setdefault("conditions", {})
    for row in rows:
        row.facts.setdefault("conditions", "")
        said, of, counted = (row.facts.get(name) for name in ("conditions", "programme", "measure"))
        if row.problems or not (of and counted):
            continue
        key = (counted, said, of.pk)
        if key not in read:
            try:
                read[key] = from_words(counted, said or "", of.code)
            except ValidationError as error:
                read[key] = error
        found = read[key]
        if isinstance(found, str):
            row.facts["conditions"] = found
        else:
            row.refuse("条件", found.messages[0])


imports(
    code="opening-balances",
    model=OpeningBalance,
    new=services.record_opening_balance,
    change=services.correct_opening_balance,
    key=("measure", "programme", "conditions", "base_year"),
    steps=(_measure, _cell_conditions, find_source),
    columns=(
        Column("programme", "事業", programme, ("事業名",), required=True),
        Column("measure", "集計項目", Text(), ("項目",), required=True, example="相談件数"),
        Column(
            "conditions",
            "条件",
            Text(longest=200),
            note="区分などで分けるときだけ。例 相談方法: 窓口、電話 / 区分: 創業",
        ),
        Column("base_year", "起算年度", Year(), required=True, example="平成15年度"),
        Column("records_from", "記録の開始年度", Year(), required=True, example="令和5年度"),
        Column("number", "期首残高", Whole(), ("累計", "数値", "件数"), required=True, example="12,345"),
        *SOURCE_COLUMNS,
    ),
)
imports(
    code="borrowed-figures",
    model=BorrowedFigure,
    new=services.record_borrowed_figure,
    change=services.correct_borrowed_figure,
    key=("programme", "item", "fiscal_year"),
    steps=(_given, find_source),
    columns=(
        Column("programme", "事業", programme, ("事業名",), required=True),
        Column("item", "項目", Text(longest=80), ("集計項目",), required=True, example="相談対応件数"),
        Column("fiscal_year", "年度", Year(), required=True, example="令和5年度"),
        Column(
            "number",
            "数値",
            Text(longest=40),
            ("件数", "数"),
            required=True,
            example="39",
            note="12.5 や △3 も書けます。",
        ),
        Column("unit", "単位", Text(longest=20), example="件", note="提出された書面の単位。その単位のまま印刷します。"),
        Column("sender", "提出元", organisation, ("提出機関", "機関名"), required=True),
        Column("received_on", "受領日", Day(), ("受付日",), required=True, example="令和6年4月10日"),
        *SOURCE_COLUMNS,
    ),
)
imports(
    code="targets",
    model=Target,
    new=services.record_target,
    change=services.correct_target,
    key=("programme", "measure", "name", "fiscal_year"),
    steps=(_whole_key, _measure, partial(_given, heading="目標")),
    columns=(
        Column("programme", "事業", programme, ("事業名",), required=True),
        Column(
            "measure", "集計項目", Text(), ("項目", "指標"), example="相談件数", note="率などの目標では空欄にします。"
        ),
        Column(
            "name",
            "目標の名前",
            Text(longest=80),
            ("目標名", "指標名"),
            note="率や、条件を付けた数値の目標だけ。例 入居率",
        ),
        Column("fiscal_year", "年度", Year(), required=True, example="令和6年度"),
        Column("number", "目標", Text(longest=40), ("目標値", "目標数"), required=True, example="500"),
        Column("unit", "単位", Text(longest=20), example="件", note="空欄なら集計項目の単位。率は %"),
    ),
)
imports(
    code="budget-lines",
    model=BudgetLine,
    new=services.record_budget_line,
    change=services.correct_budget_line,
    key=("programme", "fiscal_year", "side", "item"),
    columns=(
        Column("programme", "事業", programme, ("事業名",), required=True),
        Column("fiscal_year", "年度", Year(), required=True, example="令和6年度"),
        Column("side", "収支", Choice(BudgetSide.choices), ("区分", "収入・支出"), required=True, example="支出"),
        Column("item", "科目", Text(longest=80), ("費目", "項目"), required=True, example="謝金"),
        Column("budget", "予算額", Yen(), ("予算", "予算現額", "予算額(円)"), required=True, example="1,200,000"),
        Column("result", "決算額", Yen(), ("決算", "決算額(円)"), note="決算が済むまでは空欄"),
    ),
)
