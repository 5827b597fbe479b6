"""Lists as CSV: a list of figures is compared by name, a list of the board's entries by day and matter."""

import csv
from dataclasses import astuple
from datetime import date
from fractions import Fraction
from pathlib import Path

from banso.core.decoding import decode
from banso.core.era import format_date
from banso.core.errors import UserError
from banso.core.fiscal import fiscal_year_of
from banso.figures.values import in_unit
from banso.report.document import Document, Figure, FigureKey

from .finding import Finding, Status
from .reading.draft import Draft, DraftCell, DraftLine

KEY = ["section", "programme", "table", "row", "column", "period"]
FIGURES = [*KEY, "printed", "value"]
EVENTS = ["date", "body", "kind", "number", "form", "items"]
WRITTEN = "書面"


def read_rows(path: Path) -> tuple[list[str], list[dict[str, str]]]:
    """A CSV's headings and rows. Raises UserError if it is neither a list of figures nor one of entries."""
    reader = csv.DictReader(decode(path.read_bytes()).splitlines())
    headings = list(reader.fieldnames or [])
    if not (set(FIGURES) <= set(headings) or set(EVENTS) <= set(headings)):
        raise UserError(f"見出しが「{'、'.join(FIGURES)}」か「{'、'.join(EVENTS)}」のCSVだけを突き合わせられます。")
    return headings, list(reader)


def year_of_rows(headings: list[str], rows: list[dict[str, str]]) -> int:
    """The latest fiscal year in a list. Raises UserError if it has none."""
    if "date" in headings:
        years = [fiscal_year_of(date.fromisoformat(row["date"])) for row in rows]
    else:
        years = [
            int(row["period"][2:]) for row in rows if row["period"].startswith("FY") and row["period"][2:].isdigit()
        ]
    if not years:
        raise UserError("年度の分かる行がありません。")
    return max(years)


def compare_figures(document: Document, rows: list[dict[str, str]]) -> list[Finding]:
    """Each row against the report's figure of the same name."""
    expected = {astuple(figure.key): figure for figure in document.figures()}
    findings = []
    for line, row in enumerate(rows, start=2):
        key = tuple(row[name] for name in KEY)
        figure = expected.pop(key, None)
        where = f"{line}行目"
        if figure is None:
            findings.append(Finding(Status.NOT_IN_OUTLINE, where, FigureKey(*key), row["printed"], ""))
        else:
            status = Status.AGREES if _same(figure, row["value"]) else Status.DIFFERS
            findings.append(Finding(status, where, figure.key, row["printed"], figure.printed))
    return findings + [Finding(Status.NOT_IN_FILE, "", figure.key, "", figure.printed) for figure in expected.values()]


def _same(figure: Figure, value: str) -> bool:
    number = in_unit(figure.value, figure.unit)
    try:
        return (number is None and value == "") or (number is not None and value != "" and Fraction(value) == number)
    except (ValueError, ZeroDivisionError):
        return False


def events_draft(rows: list[dict[str, str]]) -> Draft:
    """The board's entries as a draft reads them: a day and a matter in words."""
    lines = []
    for line, row in enumerate(rows, start=2):
        form = "(書面による)" if row["form"] == WRITTEN else ""
        matter = (
            f"{row['number']}{row['body']}{form} {row['items']}" if row["number"] else f"{row['body']}{row['items']}"
        )
        text = f"{format_date(date.fromisoformat(row['date']))} {matter}"
        lines.append(DraftLine((DraftCell(text, f"{line}行目"),), table=1))
    return Draft(lines)
