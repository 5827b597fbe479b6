"""The figures as JSON, one object each, in printed order."""

import json
from fractions import Fraction
from typing import Any

from banso.figures.values import RATE, as_decimal, ends, in_unit
from banso.report.document import Document, Figure


def render_json(document: Document) -> bytes:
    rows = [as_object(figure) for figure in document.figures()]
    return (json.dumps(rows, ensure_ascii=False, indent=1) + "\n").encode()


def as_object(figure: Figure) -> dict[str, Any]:
    """A figure with its name, its printed text and its value in the printed unit; a rate's value is text such as 1/2."""
    number = in_unit(figure.value, figure.unit)
    return {
        "section": figure.key.section,
        "programme": figure.key.programme,
        "table": figure.key.table,
        "row": figure.key.row,
        "column": figure.key.column,
        "period": figure.key.period,
        "printed": figure.printed,
        "value": _as_text(number, figure.unit) if isinstance(number, Fraction) else number,
        "unit": figure.unit,
        "qualifier": figure.qualifier,
        "found_as": figure.found_as.value,
    }


def _as_text(number: Fraction, unit: str) -> str:
    """A number that is not whole: a rate as 1/2, all else as 12.345."""
    return str(number) if unit == RATE or not ends(number) else f"{as_decimal(number):f}"
