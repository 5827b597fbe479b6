"""Days in any spelling: 令和5年5月1日, R5.5.1, 2023/5/1, 令5.5.1, 令和五年五月一日."""

import re
from datetime import date

from banso.core.era import ERAS

from .kanji import kanji_number
from .numbers import normalise

_NUMBER = r"\d{1,2}|[一二三四五六七八九十〇]{1,3}"
_ERAS = {name: era.start.year for era in ERAS for name in (era.name, era.name[0], era.letter, era.letter.lower())}
_ERA = "|".join(sorted(_ERAS, key=len, reverse=True))
_DAY = re.compile(
    rf"(?:(?P<era>{_ERA})\.?(?P<year>元|{_NUMBER})|(?P<western>(?:19|20)\d\d))(?:年|[./-])(?P<month>{_NUMBER})(?:月|[./-])"
    rf"(?P<day>{_NUMBER})(?!\d)日?"
)


def days_in(text: str) -> list[date]:
    """The days a text names, spaces within them ignored; what is no day of the calendar is none."""
    found = []
    for match in _DAY.finditer("".join(normalise(text).split())):
        year = int(match["western"]) if match["western"] else _ERAS[match["era"]] + _number(match["year"]) - 1
        try:
            found.append(date(year, _number(match["month"]), _number(match["day"])))
        except ValueError:
            continue
    return found


def _number(text: str) -> int:
    return 1 if text == "元" else int(text) if text.isdecimal() and text.isascii() else kanji_number(text)
