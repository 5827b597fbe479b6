"""Labels of rows, columns and tables as a clerk compares them: years in any spelling, units and marks of notes apart."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from banso.core.era import ERAS

from ..kanji import kanji_number
from ..plain import clean

_STARTS = {name: era.start.year for era in ERAS for name in (era.name, era.letter, era.name[0])}
_ERA = rf"(?P<era>{'|'.join(sorted(_STARTS, key=len, reverse=True))})\.?\s*(?P<year>元|\d{{1,2}}|[一二三四五六七八九十]{{1,3}})\s*(?:年度|年|(?![\d.]))"
_YEARS = re.compile(
    rf"{_ERA}|(?:FY|西暦)?\s*(?P<western>(?:19|20)\d\d)\s*(?:年度|年|(?!\d))|(?<![\d.])(?P<bare>\d{{1,2}})\s*年度"
    r"|(?P<relative>本年度|当年度|今年度|当期|前年度|昨年度|前期|前々年度|一昨年度|本年|今年|当年|(?:前|昨)年(?![度比同対]))"
)
_RELATIVE = {"前年度": -1, "昨年度": -1, "前期": -1, "前々年度": -2, "一昨年度": -2, "前年": -1, "昨年": -1}
_TELLING = ("不", "未", "非", "うち", "累計", "実", "延べ", "前", "後", "除", "外", "以外")
"""Short words that make another thing of a label that is otherwise the same."""
_PLANNED = re.compile("計画(?!策定|の策定)|目標|予算|見込|予定|当初")


@dataclass(frozen=True)
class Label:
    """A label's letters and the years it names; `words` has a sign in the place of each year."""

    letters: str
    years: tuple[int, ...]
    words: str

    @property
    def is_empty(self) -> bool:
        return not self.letters and not self.years


@lru_cache(maxsize=50_000)
def label(text: str, fiscal_year: int) -> Label:
    plain = re.sub(r"[(\[]\s*単位[^)\]]*[)\]]", "", clean(text))
    years = tuple(year for year in (_year(match, fiscal_year) for match in _YEARS.finditer(plain)) if year)
    letters = re.sub(r"[\W_]+", "", _YEARS.sub("", plain))
    return Label(letters, years, re.sub(r"[\W_]+", "", _YEARS.sub("年", plain)))


def joined(labels: Iterable[Label]) -> Label:
    parts = list(labels)
    return Label(
        "".join(part.letters for part in parts),
        tuple(year for part in parts for year in part.years),
        "".join(part.words for part in parts),
    )


def _year(match: re.Match[str], fiscal_year: int) -> int | None:
    if match["relative"]:
        return fiscal_year + _RELATIVE.get(match["relative"], 0)
    if match["western"]:
        return int(match["western"])
    if match["bare"]:  # 5年度 of the era of the report, or 23年度 of its century: whichever is nearer
        in_era = int(match["bare"]) + max(start for start in _STARTS.values() if start <= fiscal_year) - 1
        in_century = int(match["bare"]) + fiscal_year // 100 * 100
        return min(in_era, in_century, key=lambda year: abs(year - fiscal_year))
    year = match["year"]
    number = 1 if year == "元" else int(year) if year.isdecimal() else kanji_number(year)
    return _STARTS[match["era"]] + number - 1


_GOES_ON = re.compile(r"\s*(?:から|より|以来|以降|に続|に比|と比|比|を上回|を下回|まで|に引き続)|.*(?:\d|それぞれ)")


def year_governing(before: str, fiscal_year: int) -> int | None:
    """The year that stands just before a number and makes it that year's; None where none does, or two stand there."""
    plain = clean(re.split("[。!?]", before)[-1])
    years = list(_YEARS.finditer(plain))
    if not years or _GOES_ON.match(plain, years[-1].end()):
        return None
    if len(years) > 1 and not re.search(r"\d", plain[years[-2].end() : years[-1].start()]):
        return None
    return _year(years[-1], fiscal_year)


def without_years(text: str) -> str:
    return _YEARS.sub("", clean(text))


def contradict(a: Label, b: Label) -> bool:
    """Whether two labels name different years."""
    return bool(a.years and b.years and a.years[0] != b.years[0])


def alike(a: Label, b: Label) -> float:
    """How much two labels say the same, 0 to 1: nothing where they name different years."""
    if a == b:
        return 1.0
    if contradict(a, b):
        return 0.0
    words = alike_words(a.letters, b.letters)
    if a.years and b.years and bool(_PLANNED.search(a.letters)) != bool(_PLANNED.search(b.letters)):
        return 0.4  # what was planned for a year is not what came of it
    if a.years and b.years:
        return 0.95 if not a.letters or not b.letters else 0.4 + 0.59 * words
    return words * (0.8 if a.years or b.years else 1.0)


def alike_words(a: str, b: str) -> float:
    if a == b:
        return 1.0
    if not a or not b:
        return 0.2
    score = fuzz.ratio(a, b) / 100
    short, long = sorted((a, b), key=len)
    if len(short) >= 2 and short in long:
        score = max(score, 0.6 + 0.35 * len(short) / len(long))
    if any((word in a) != (word in b) for word in _TELLING):
        score *= 0.75
    return min(score, 0.99)
