"""The papers of the day: the wall (A3), a sheet for each company, table signs and meeting slips; and the same as Excel."""

from io import BytesIO
from pathlib import Path
from typing import Any

from banso.core.era import format_date
from banso.core.typesetting import typeset
from banso.core.workbooks import HEAD, new_book

from .grids import appointments_of, by_company, by_table
from .models import Appointment, Timetable

PAPERS = {"wall": "時間割表", "sheets": "企業別の時間割", "signs": "卓の表示", "slips": "商談票"}
TEMPLATE = Path(__file__).with_name("papers.typ")


def as_pdf(made: Timetable, paper: str) -> bytes:
    """One of the papers of a version. No text from the records is read as markup."""
    data = {"paper": paper, "title": made.fair.name, "version": made.number, **_contents(made, paper)}
    return typeset(TEMPLATE, data)


def _contents(made: Timetable, paper: str) -> dict[str, Any]:
    appointments = appointments_of(made)
    if paper == "wall":
        return _wall(made, appointments)
    if paper == "sheets":
        return {"sheets": [_sheet(made, *entry) for entry in by_company(appointments)]}
    if paper == "signs":
        hosts = {a.table: a.buyer.company.name for a in appointments}
        return {"signs": [{"table": str(table), "name": hosts[table]} for table in sorted(hosts)]}
    return {"slips": [_slip(a) for a in appointments]}


def _wall(made: Timetable, appointments: list[Appointment]) -> dict[str, Any]:
    """Tables by slots. A buyer that keeps a table to itself is named at its head, and only whom it meets in the cells."""
    tables, rows = by_table(appointments, list(made.fair.slots.all()))
    seated: dict[int, set[str]] = {table: set() for table in tables}
    for a in appointments:
        seated[a.table].add(a.buyer.company.name)
    alone = {table: names.pop() for table, names in seated.items() if len(names) == 1}
    return {
        "tables": [{"table": f"卓{table}", "buyer": alone.get(table, "")} for table in tables],
        "rows": [
            {"time": str(slot), "cells": [_supplier(a) if a and a.table in alone else _cell(a) for a in cells]}
            for slot, cells in rows
        ],
    }


def _supplier(appointment: Appointment) -> str:
    return appointment.supplier.company.name


def _cell(appointment: Appointment | None) -> str:
    return f"{appointment.buyer.company}\n{appointment.supplier.company}" if appointment else ""


def _sheet(made: Timetable, participant: Any, entries: list[Any]) -> dict[str, Any]:
    rows = [[str(a.slot), f"卓{a.table}", other.company.name, other.offers[:80]] for a, other in entries]
    side = participant.get_side_display()
    day = format_date(made.fair.starts_on)
    return {"name": participant.company.name, "side": f"{side}側 {day} {made.fair.place}", "rows": rows}


def _slip(a: Appointment) -> dict[str, str]:
    return {
        "time": str(a.slot),
        "table": f"卓{a.table}",
        "buyer": a.buyer.company.name,
        "supplier": a.supplier.company.name,
    }


def as_excel(made: Timetable) -> bytes:
    """The timetable as a workbook: a row for each planned meeting, and the wall."""
    file = BytesIO()
    book = new_book(file)
    bold = book.add_format(HEAD | {"text_wrap": True})
    plain = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
    appointments = appointments_of(made)
    lines = [[str(a.slot), f"卓{a.table}", a.buyer.company.name, a.supplier.company.name] for a in appointments]
    _write(book, "商談一覧", [["時間", "卓", "発注企業", "受注企業"], *lines], bold, plain)
    tables, rows = by_table(appointments, list(made.fair.slots.all()))
    wall = [["時間", *(f"卓{table}" for table in tables)], *([str(s), *map(_cell, cells)] for s, cells in rows)]
    _write(book, PAPERS["wall"], wall, bold, plain)
    book.close()
    return file.getvalue()


def _write(book: Any, title: str, lines: list[list[str]], bold: Any, plain: Any) -> None:
    sheet = book.add_worksheet(title)
    for number, line in enumerate(lines):
        for position, text in enumerate(line):
            sheet.write_string(number, position, text, plain if number else bold)
    sheet.set_column(0, len(lines[0]) - 1, 20)
    sheet.freeze_panes(1, 1)
    sheet.set_paper(8 if len(lines[0]) > 5 else 9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
