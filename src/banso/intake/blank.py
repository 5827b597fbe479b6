"""The Excel form of an import (様式): headings to fill in, what may be chosen, checks while typing, and an example beside it."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

from banso.core.imports import Choice, Column, Day, Flag, ImportKind, Linked, Whole, Year
from banso.core.workbooks import new_book
from banso.registers.importing import CompanyName
from banso.registers.models import Company

ENTRY, EXAMPLE, OFFERED, COMPANIES = "記入", "記入例", "選択肢", "企業"
ROWS = 2_000
MOST_OFFERED = 3_000


def example_of(column: Column) -> str:
    """What the example says in a column: the declared one, else the first that may be chosen."""
    offered = offers_of(column)
    return column.example or (offered[0] if column.required and offered else "")


def offers_of(column: Column) -> list[str]:
    """What may be chosen in a column today; nothing where anything may be typed."""
    reads = column.reads
    if isinstance(reads, Choice):
        return [label for _, label in reads.choices]
    if isinstance(reads, Flag):
        return ["○", "×"]
    return reads.offers()[:MOST_OFFERED] if isinstance(reads, Linked) and reads.offers else []


def blank_form(
    kind: ImportKind, rows: Sequence[Mapping[str, str]] = (), companies: Sequence[Company] | None = None
) -> bytes:
    """The form of a kind, with the choices of today. The first sheet is the one that is filled in and brought back.

    `rows` are begun already: their cells by column. `companies` may be chosen by name, and are found in a sheet of their own.
    """
    target = io.BytesIO()
    book = new_book(target)
    head = {
        needed: book.add_format({"bold": True, "border": 1, "text_wrap": True, "bg_color": colour})
        for needed, colour in ((True, "#FFE3B8"), (False, "#E8EDF5"))
    }
    entry, example = book.add_worksheet(ENTRY), book.add_worksheet(EXAMPLE)
    offered = book.add_worksheet(OFFERED)
    example.write_string(
        2, 0, "オレンジ色の見出しは必須です。列の順番は変えてかまいません。使わない列は消してかまいません。"
    )
    for place, column in enumerate(kind.columns):
        for sheet in (entry, example):
            sheet.write_string(0, place, column.heading, head[column.required])
            sheet.set_column(place, place, max(14, 2 * len(column.heading) + 4))
        example.write_string(1, place, example_of(column))
        example.write_string(3, place, column.note)
        _choices(book, entry, offered, place, column)
        for number, row in enumerate(rows, 1):
            if row.get(column.name):
                entry.write_string(number, place, row[column.name])
    entry.freeze_panes(1, 0)
    _companies(book, entry, kind, companies or ())
    book.close()
    return target.getvalue()


def _companies(book: Any, entry: Any, kind: ImportKind, companies: Sequence[Company]) -> None:
    """The companies of the register to choose from: a drop-down of names, and a sheet to look them up in."""
    named = [column for column in kind.columns if isinstance(column.reads, CompanyName)]
    if not named or not companies:
        return
    sheet = book.add_worksheet(COMPANIES)
    rows = [(c.name, c.kana, str(c.municipality or ""), c.corporate_number or "", c.phone) for c in companies]
    for number, cells in enumerate([("企業名", "フリガナ", "市町村", "法人番号", "電話番号"), *rows]):
        for place, text in enumerate(cells):
            sheet.write_string(number, place, text)
    sheet.set_column(0, 1, 30)
    sheet.set_column(2, 4, 16)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(rows), 4)
    rule = {
        "validate": "list",
        "source": f"={COMPANIES}!$A$2:$A${len(rows) + 1}",
        "input_title": "企業名",
        "input_message": f"「{COMPANIES}」のシートから選ぶか、写してください。ない企業は、そのまま書いてかまいません。",
        "show_error": False,
    }
    for column in named:
        entry.data_validation(1, kind.columns.index(column), ROWS, kind.columns.index(column), rule)


def _choices(book: Any, entry: Any, offered: Any, place: int, column: Column) -> None:
    """What may be chosen, as a drop-down; what may be typed, with a word of help. Nothing is forced: the import says what is wrong."""
    if isinstance(column.reads, CompanyName):
        return
    words = offers_of(column)
    rule: dict[str, Any] = {"validate": "any", "input_title": column.heading[:32], "input_message": _help(column)[:255]}
    if words:
        offered.write_string(0, place, column.heading)
        for row, word in enumerate(words, 1):
            offered.write_string(row, place, word)
        import xlsxwriter

        letter = xlsxwriter.utility.xl_col_to_name(place)
        source = f"={OFFERED}!${letter}$2:${letter}${len(words) + 1}"
        rule |= {"validate": "list", "source": source, "error_type": "warning", "error_message": "選択肢にない値です。"}
    elif isinstance(column.reads, Whole):
        least = column.reads.least
        rule |= {"validate": "decimal", "criteria": ">=", "value": least if least is not None else -(10**15)}
        rule |= {"error_type": "warning", "error_message": "数で入れてください。"}
    if rule["validate"] != "any" or rule["input_message"]:
        entry.data_validation(1, place, ROWS, place, rule)


def _help(column: Column) -> str:
    parts = ["必須" if column.required else "", column.note]
    if isinstance(column.reads, Day):
        parts.append("日付は和暦でも西暦でもかまいません。")
    if isinstance(column.reads, Year):
        parts.append("令和6年度、R6、2024 のように。")
    if column.example:
        parts.append(f"例: {column.example}")
    return " ".join(part for part in parts if part)
