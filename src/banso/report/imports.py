"""The figures of earlier printed reports from files, each with the document and the page it stands on."""

import re
from collections import defaultdict
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

from banso.core.errors import UserError
from banso.core.fiscal import fiscal_year_label, typed_fiscal_year
from banso.core.imports import Column, Reader, Row, Text, Year, imports
from banso.core.imports.declaring import Writing
from banso.core.imports.readers import as_text
from banso.core.text import fold
from banso.figures import services
from banso.figures.imports import SOURCE_COLUMNS, find_source
from banso.figures.models import PublishedFigure
from banso.figures.values import State
from banso.registers.importing import programme as programmes
from banso.registers.models import Programme, ProgrammeYear

from .closing.printed import as_decimal
from .compose import questions
from .models import Outline
from .tieout.plain import normalise

CUMULATIVE = ("累計", "cumulative")
_PRINTED = re.compile(
    r"(?P<qualifier>延べ|のべ)?\s*(?:(?P<denominator>\d+)分の(?P<numerator>\d+)"
    r"|(?P<sign>[▲△-])?(?P<number>\d[\d,]*(?:\.\d+)?)|(?P<none>-))\s*(?P<unit>\D*)"
)


class Period(Reader):
    """The year a figure is of, as a report heads it: 令和4年度, FY2022; or 累計, up to the report's own year."""

    def read(self, cell: Any, heading: str) -> int | str:
        text = as_text(cell)
        if fold(text) in {fold(word) for word in CUMULATIVE}:
            return CUMULATIVE[0]
        return typed_fiscal_year(text.removeprefix("FY"))


def _period(rows: list[Row], writing: Writing) -> None:
    """The year of the figure and its column: without a word of its own, the report's year."""
    for row in rows:
        said = row.facts.pop("period", None)
        year = row.facts.get("report_year")
        row.facts["cumulative"] = said == CUMULATIVE[0]
        row.facts["fiscal_year"] = said if isinstance(said, int) else year
        for name in ("section", "table"):
            row.facts.setdefault(name, "")
        if year is not None:
            own = CUMULATIVE[0] if row.facts["cumulative"] else fiscal_year_label(row.facts["fiscal_year"])
            row.facts.setdefault("column", own)


def _printed(rows: list[Row], writing: Writing) -> None:
    """The number, the unit and the text that was printed, out of what the cell says."""
    for row in rows:
        text = row.facts.pop("printed", "")
        if not text:
            continue
        try:
            row.facts |= read_printed(text, row.facts.get("unit", ""))
        except UserError as error:
            row.refuse("数値", str(error))


def read_printed(text: str, unit: str = "") -> dict[str, Any]:
    """A printed figure as facts: 「延べ1,077件」, 「-件」, 「3分の2以内」, or a bare number with its unit. Raises UserError."""
    found = _PRINTED.fullmatch(normalise(text).strip())
    if found is None:
        raise UserError(f"「{text}」は数値として読めません。1,077件、-件、9,045千円 のように書いてください。")
    unit = found["unit"].strip() or unit
    if found["none"]:
        return {"state": State.NOT_OFFERED.value, "number": None, "unit": unit, "printed": f"-{unit}"}
    number = _number(found)
    shown = text.strip() if found["unit"].strip() or found["denominator"] else f"{text.strip()}{unit}"
    if re.fullmatch(r"\d{4,}", shown.removesuffix(unit)):
        shown = f"{number:,}{unit}"
    return {"state": State.COUNTED.value, "number": as_decimal(number), "unit": unit, "printed": shown}


def _number(found: re.Match[str]) -> int | Fraction:
    if found["denominator"]:
        if not int(found["denominator"]):
            raise UserError("0では割れません。分数を確かめてください。")
        return Fraction(int(found["numerator"]), int(found["denominator"]))
    number = Fraction(Decimal(found["number"].replace(",", ""))) * (-1 if found["sign"] else 1)
    return number.numerator if number.denominator == 1 else number


def _programme(rows: list[Row], writing: Writing) -> None:
    """The programme a name means, if it still is on the register: an old report also names what has long ended."""
    named = programmes.find(sorted({row.facts.get("programme_name", "") for row in rows}))
    outlined: Callable[[Row], bool] = writing.kept.setdefault("outlined", _outlined())
    for row in rows:
        found = named.get(row.facts.get("programme_name", ""))
        if isinstance(found, Programme):
            row.facts["programme"] = found
        if not row.problems and not outlined(row):
            row.notes.append("いまの報告書の構成に同じ名前の数値がないため、前年度の欄や推移には並びません。")


def _outlined() -> Callable[[Row], bool]:
    """Whether a row has the name of a figure of any outline there is."""
    called: dict[int, set[str]] = defaultdict(set)
    for key, name in ProgrammeYear.objects.values_list("programme_id", "name"):
        called[key].add(fold(name))
    asked = [f.key for year in Outline.objects.values_list("fiscal_year", flat=True) for f in questions(year)]
    names = {(fold(key.programme), fold(key.table), fold(key.row)) for key in asked}
    tables = {(programme, row) for programme, _, row in names}

    def outlined(row: Row) -> bool:
        programme = row.facts.get("programme")
        known = called[programme.pk] if programme else set()
        table, own = fold(row.facts["table"]), fold(row.facts.get("row", ""))
        called_so = {fold(row.facts.get("programme_name", "")), *known}
        return any((name, table, own) in names or (not table and (name, own) in tables) for name in called_so)

    return outlined


imports(
    code="published-figures",
    model=PublishedFigure,
    new=services.record_published_figure,
    change=services.correct_published_figure,
    key=("report_year", "fiscal_year", "cumulative", "section", "programme_name", "table", "row", "column"),
    keeps_sums=True,
    steps=(_period, _printed, _programme, find_source),
    columns=(
        Column("report_year", "報告書の年度", Year(), ("掲載年度",), required=True, example="令和3年度"),
        Column(
            "period",
            "数値の年度",
            Period(),
            ("年度", "period"),
            example="令和2年度",
            note="前年度の欄の数値はその年度、累計は「累計」。空欄なら報告書の年度です。",
        ),
        Column("section", "節", Text(longest=40), ("節番号", "番号", "section")),
        Column(
            "programme_name", "事業", Text(longest=120), ("事業名", "programme"), required=True, example="総合相談事業"
        ),
        Column("table", "表", Text(longest=120), ("表名", "table"), example="実績"),
        Column("row", "行", Text(longest=200), ("項目", "行名", "row"), required=True, example="窓口相談"),
        Column("column", "列", Text(longest=120), ("列名", "column"), note="空欄なら数値の年度です。"),
        Column(
            "printed",
            "数値",
            Text(longest=60),
            ("印刷された数値", "実績値", "件数", "printed"),
            required=True,
            example="1,077件",
            note="印刷されたとおりに。実施していないものは -件。",
        ),
        Column("unit", "単位", Text(longest=20), ("unit",), example="件", note="数値に単位がないときだけ。"),
        *SOURCE_COLUMNS,
        Column("page", "頁", Text(longest=20), ("ページ", "掲載頁"), example="12頁"),
    ),
)
