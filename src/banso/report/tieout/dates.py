"""Days in any spelling: 令和5年5月1日, R5.5.1, 2023/5/1, 令5.5.1, 令和五年五月一日; 5月1日(月), 23/5/1 of a known fiscal year."""

import re
from datetime import date

from banso.core.era import ERAS

from .kanji import kanji_number
from .plain import normalise

_NUMBER = r"\d{1,2}|[一二三四五六七八九十〇]{1,3}"
_ERAS = {name: era.start.year for era in ERAS for name in (era.name, era.name[0], era.letter, era.letter.lower())}
_ERA = "|".join(sorted(_ERAS, key=len, reverse=True))
_DAY = re.compile(
    rf"(?:(?P<era>{_ERA})\.?(?P<year>元|{_NUMBER})|(?P<western>(?:19|20)\d\d))(?:年|[./-])(?P<month>{_NUMBER})(?:月|[./-])"
    rf"(?P<day>{_NUMBER})(?!\d)日?"
)

_SHORT = re.compile(
    r"\s*'?(?:(?P<year>\d{1,2})\s*[年/.-]\s*)?(?P<month>\d{1,2})\s*[月/.-]\s*(?P<day>\d{1,2})(?!\d)"
    r"[\s\d日月火水木金土曜祝付け及び午前後時分()、,・:~-]*"
)
_COMPACT = re.compile(r"\s*(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)\s*")


def day_alone(text: str, fiscal_year: int) -> date | None:
    """The day that is all a text says, its year left out or written short (5年, '23): of those it may be, the nearest to the report's."""
    match = _COMPACT.fullmatch(normalise(text)) or _SHORT.fullmatch(normalise(text))
    if match is None:
        return None
    month, year = int(match["month"]), match["year"]
    if year is None:
        years = [fiscal_year + (month < 4)]
    else:
        years = [
            int(year),
            2000 + int(year),
            max(start for start in _ERAS.values() if start <= fiscal_year) + int(year) - 1,
        ]
    try:
        return date(min(years, key=lambda one: abs(one - fiscal_year)), month, int(match["day"]))
    except ValueError:
        return None


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
