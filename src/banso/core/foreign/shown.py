"""Numbers that a spreadsheet's cell shows otherwise than they are: scaled, with a unit, with zeros in front."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from .number_format import is_date, show

_ASIDE = re.compile(r"[\s,¥\\+\-−‐△▲()]")
_PLAIN = re.compile(r"(?:0|[1-9]\d*)?(?:\.\d+)?")
_PROBES = (0.5, 5, 1_234, 5_678_901, 90_123_456_789, -5_678)


@dataclass(frozen=True)
class Shown:
    """A cell's number as it is shown, where that is not the number alone: 1,500,000 as 「1,500」, 1500 as 「1,500千円」.

    `scaled` tells that the format itself made the number smaller (#,##0,): what is shown and what the cell holds then differ.
    `day` is the day that the number is where its workbook counts them otherwise than others do.
    """

    text: str
    value: float
    scaled: bool = False
    day: date | None = None

    def __str__(self) -> str:
        return self.text


def shown_otherwise(value: float, text: str) -> Shown | None:
    """A number with the text its cell shows, if that says something else than the number, rounded or not."""
    plain = _ASIDE.sub("", unicodedata.normalize("NFKC", text))
    if not plain or re.fullmatch(r"#+|[\d.]*E[+-]?\d+", plain, re.IGNORECASE):
        return None  # nothing, too narrow a column, a long number cut short: the number itself says more
    if _PLAIN.fullmatch(plain):
        return None if _is_rounded(value, plain) else Shown(text, value, scaled=True)
    found = re.findall(r"\d+(?:\.\d+)?", plain)
    if not found:
        return None if value == 0 else Shown(text, value)
    if len(found) > 1 or re.match(r"0\d", plain) or "%" in plain:
        return Shown(text, value)  # a number of a paper, with its zeros and hyphens
    return Shown(text, value, scaled=not _is_rounded(value, found[0]))


def _is_rounded(value: float, plain: str) -> bool:
    try:
        number, step = Decimal(plain), Decimal(1).scaleb(-len(plain.partition(".")[2]))
        return abs(abs(Decimal(repr(value))) - number) <= step / 2
    except InvalidOperation:
        return False


def shows_otherwise(code: str) -> bool:
    """Whether a number format may show a number otherwise than it is. Days and times are read by the reader of values."""
    return not is_date(code) and any(shown_otherwise(probe, show(probe, code)) for probe in _PROBES)
