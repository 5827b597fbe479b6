"""A number as Excel shows it: rounded, scaled, signed and worded by its cell's format."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import lru_cache

from banso.core.era import era_of, era_year_text
from banso.core.errors import UserError

BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: '"¥"#,##0;"¥"-#,##0', 6: '"¥"#,##0;"¥"-#,##0',
    7: '"¥"#,##0.00;"¥"-#,##0.00', 8: '"¥"#,##0.00;"¥"-#,##0.00', 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?",
    13: "# ??/??", 14: "yyyy/m/d", 15: "yyyy/m/d", 16: "m/d", 17: "yyyy/m", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM",
    20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm", 27: 'ggge"年"m"月"d"日"', 28: 'ggge"年"m"月"d"日"', 29: 'ggge"年"m"月"d"日"',
    30: "m/d", 31: 'yyyy"年"m"月"d"日"', 32: 'h"時"mm"分"', 33: 'h"時"mm"分"ss"秒"', 36: 'ggge"年"m"月"d"日"', 37: "#,##0;-#,##0", 38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00", 41: '#,##0;-#,##0;"-"', 42: '"¥"#,##0;"¥"-#,##0;"-"',
    43: '#,##0.00;-#,##0.00;"-"', 44: '"¥"#,##0.00;"¥"-#,##0.00;"-"', 45: "mm:ss",
    46: "[h]:mm:ss", 47: "mm:ss", 48: "##0.0E+0", 50: 'ggge"年"m"月"d"日"', 51: 'ggge"年"m"月"d"日"',
    52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'ggge"年"m"月"d"日"', 55: 'yyyy"年"m"月"', 56: 'm"月"d"日"',
    57: 'ggge"年"m"月"d"日"', 58: 'ggge"年"m"月"d"日"',
}  # fmt: skip
"""The formats Excel knows by number only, as Japanese Excel shows them."""

_PIECES = re.compile(r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_.|\*.|\[(?P<bracket>[^\]]*)\]|(?P<plain>.)', re.S)
_CONDITION = re.compile(r"(?P<sign><=|>=|<>|<|>|=)(?P<limit>-?\d+(?:\.\d+)?)")
_DATE = re.compile(r"\[(?:h+|m+|s+)\]|AM/PM|A/P|y+|g+|e+|a{3,4}|m+|d+|h+|s+(?:\.0+)?", re.I)
_ELAPSED = re.compile(r"h+|m+|s+", re.I)
_FRACTION = re.compile(r"(?P<whole>[0#?]+\s+)?(?P<above>[0#?]+)\s*/\s*(?P<below>[0#?]+|\d+)")
_SCIENTIFIC = re.compile(r"(?P<whole>[0#?]+)(?:\.(?P<decimals>[0#?]+))?E(?P<sign>[+-])(?P<power>0+)", re.I)
_WEEK = "月火水木金土日"
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_PLACEHOLDERS = re.compile(r"[0#?][0#?,]*(?:\.[0#?]*)?,*|\.[0#?]+")
_COLOUR = re.compile(r"red|magenta|blue|green|color\s?\d+|[赤紫青緑]|色\d+", re.I)
_SIGN = re.compile(r"[-−－‐△▲(（]|マイナス")
_MARK = "\ue000"  # a letter no file uses: the place of quoted text within a format's own signs


@dataclass(frozen=True)
class _Section:
    """One part of a format: its signs, with quoted text set aside, the condition it is for, and whether it colours."""

    signs: str
    quoted: tuple[str, ...]
    condition: str
    is_coloured: bool

    def holds(self, number: Decimal) -> bool:
        match = _CONDITION.fullmatch(self.condition)
        assert match is not None
        limit = Decimal(match["limit"])
        return {
            "<": number < limit, "<=": number <= limit, ">": number > limit,
            ">=": number >= limit, "=": number == limit, "<>": number != limit,
        }[match["sign"]]  # fmt: skip

    @property
    def is_for_negatives(self) -> bool:
        """Whether its condition lets only negative numbers in: Excel then leaves the minus to the format."""
        match = _CONDITION.fullmatch(self.condition)
        return match is not None and match["sign"] in ("<", "<=") and Decimal(match["limit"]) <= 0

    @property
    def has_sign(self) -> bool:
        return bool(_SIGN.search("".join([self.signs, *self.quoted])))

    def spoken(self, signs: str) -> str:
        for text in self.quoted:
            signs = signs.replace(_MARK, text, 1)
        return signs.strip()


def show(number: float, code: str, *, from_1904: bool = False) -> str:
    """The text a cell shows for a number under a format."""
    exact = Decimal(f"{number:.15g}")
    sections = _sections(code)
    section, value = _chosen(sections, exact)
    # a negative number that only its colour tells of: whoever reads red reads minus
    unsigned = value != exact and section.is_coloured and not section.has_sign
    signs = "-" + section.signs if unsigned else section.signs
    if "general" in signs.lower() or signs.strip() == "@":
        return section.spoken(re.sub("general|@", _general(value), signs, flags=re.I))
    if _is_date(signs):
        return section.spoken(_as_date(signs, number, from_1904))
    return section.spoken(_as_number(signs, value))


def is_date(code: str) -> bool:
    """Whether a format shows a number as a day or a time."""
    return _is_date(_sections(code)[0].signs)


def _is_date(signs: str) -> bool:
    digits = _PLACEHOLDERS.search(re.sub(r"s\.0+", "s", signs, flags=re.I))
    return not digits and "general" not in signs.lower() and bool(re.search(r"[ymdgehs]|a{3}", signs, re.I))


@lru_cache(maxsize=1024)
def _sections(code: str) -> tuple[_Section, ...]:
    sections = []
    signs, condition, is_coloured = "", "", False
    quoted: list[str] = []
    for piece in _PIECES.finditer(code or "General"):
        text = piece["quoted"] if piece["quoted"] is not None else piece["escaped"]
        bracket = piece["bracket"]
        if text is None and bracket is not None:
            condition = bracket if _CONDITION.fullmatch(bracket) else condition
            is_coloured = is_coloured or bool(_COLOUR.fullmatch(bracket))
            text = bracket[1:].split("-")[0] if bracket.startswith("$") else ""
            if _ELAPSED.fullmatch(bracket):
                signs, text = f"{signs}[{bracket}]", None
        if text is not None:
            signs, quoted = signs + _MARK, [*quoted, text]
        elif piece["plain"] == ";":
            sections.append(_Section(signs, tuple(quoted), condition, is_coloured))
            signs, quoted, condition, is_coloured = "", [], "", False
        elif piece["plain"]:
            signs += piece["plain"]
    return (*sections, _Section(signs, tuple(quoted), condition, is_coloured))


def _chosen(sections: tuple[_Section, ...], number: Decimal) -> tuple[_Section, Decimal]:
    """The section a number is shown by, and the number it shows: a section for negatives has a sign of its own."""
    conditional = [section for section in sections if section.condition]
    if conditional:
        found = next((one for one in conditional if one.holds(number)), None)
        rest = [section for section in sections if not section.condition] or [sections[-1]]
        if found is None:
            return rest[0], number
        return found, -number if number < 0 and found.is_for_negatives else number
    if number < 0 and len(sections) > 1:
        return sections[1], -number
    if number == 0 and len(sections) > 2:
        return sections[2], number
    return sections[0], number


def _general(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _as_number(signs: str, number: Decimal) -> str:
    if match := _FRACTION.search(signs):
        return _as_fraction(signs, number, match)
    if match := _SCIENTIFIC.search(signs):
        return _as_scientific(signs, number, match)
    places = [match.group() for match in _PLACEHOLDERS.finditer(signs)]
    if not places:
        return signs
    pattern = max(places, key=len)
    number *= 100 if "%" in signs else 1
    number /= Decimal(1000) ** (len(pattern) - len(pattern.rstrip(",")))
    whole, _, decimals = pattern.rstrip(",").partition(".")
    rounded = number.quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP)
    digits = f"{abs(rounded):f}"
    before, _, after = digits.partition(".")
    before = before.lstrip("0").rjust(whole.count("0"), "0") if before.strip("0") or "0" not in whole else before
    shown = f"{int(before):,}" if "," in whole and before else before
    while after and after[-1] == "0" and len(after) > decimals.count("0"):
        after = after[:-1]
    text = shown + (f".{after}" if after else "")
    return ("-" if rounded < 0 else "") + signs.replace(pattern, text, 1)


def _as_fraction(signs: str, number: Decimal, match: re.Match[str]) -> str:
    """3/4, or 1 1/2 where the format sets the whole apart."""
    below = match["below"]
    exact = abs(Fraction(number))
    if below.isdecimal() and below.strip("0"):
        nearest = Fraction(round(exact * int(below)), 1)
        above, under = int(nearest), int(below)
    else:
        found = exact.limit_denominator(10 ** len(below) - 1)
        above, under = found.numerator, found.denominator
    whole = above // under if match["whole"] else 0
    above -= whole * under
    parts = [str(whole)] if whole or (match["whole"] and not above) else []
    parts += [f"{above}/{under}"] if above or not match["whole"] else []
    return ("-" if number < 0 else "") + signs.replace(match.group(), " ".join(parts), 1)


def _as_scientific(signs: str, number: Decimal, match: re.Match[str]) -> str:
    """1.08E+03; with several whole digits the power is one of so many (12.3E+3)."""
    power = number.adjusted() if number else 0
    power -= power % len(match["whole"])
    shown = abs(number).scaleb(-power).quantize(Decimal(1).scaleb(-len(match["decimals"] or "")), ROUND_HALF_UP)
    sign = "-" if power < 0 else "+" if match["sign"] == "+" else ""
    text = f"{shown:f}E{sign}{str(abs(power)).rjust(len(match['power']), '0')}"
    return ("-" if number < 0 else "") + signs.replace(match.group(), text, 1)


def _as_date(signs: str, serial: float, from_1904: bool) -> str:
    """A day, a time or a length of time by its format."""
    seconds = round((serial - int(serial)) * 86_400)
    try:
        day = (date(1904, 1, 1) if from_1904 else date(1899, 12, 30)) + timedelta(days=int(serial), seconds=seconds)
        era = era_of(day)
    except (OverflowError, ValueError, UserError):
        return _general(Decimal(f"{serial:.15g}"))
    year = era_year_text(day.year - era.start.year + 1)
    clock = _Clock(round(serial * 86_400), seconds % 86_400, bool(re.search(r"AM/PM|A/P", signs, re.I)))
    said = {"y": f"{day.year}", "g": era.name, "e": year, "d": f"{day.day}"}
    places = list(_DATE.finditer(signs))
    kinds = [match.group().strip("[").lower()[0] for match in places]
    parts, last = [], 0
    for n, match in enumerate(places):
        word = match.group().lower()
        of_clock = kinds[n] == "m" and ("h" in kinds[n - 1 : n] or "s" in kinds[n + 1 : n + 2])
        parts.append(signs[last : match.start()])
        if word[0] == "[" or kinds[n] in "hs" or of_clock or "/p" in word:
            parts.append(clock.said(word))
        else:
            parts.append(_of_the_calendar(word, day) or said[kinds[n]])
        last = match.end()
    return "".join([*parts, signs[last:]])


def _of_the_calendar(word: str, day: date) -> str:
    """A weekday, or a month; '' for what is no such word."""
    if word[0] == "a":
        return _WEEK[day.weekday()] + ("曜日" if len(word) == 4 else "")
    if word[0] == "d" and len(word) > 2:
        return _DAYS[day.weekday()][: 3 if len(word) == 3 else None]
    if word[0] == "m":
        return str(day.month) if len(word) < 3 else _MONTHS[day.month - 1][: {3: 3, 5: 1}.get(len(word))]
    return ""


@dataclass(frozen=True)
class _Clock:
    """A time of day in seconds, and the length of time it may stand for."""

    length: int
    time: int
    in_halves: bool

    def said(self, word: str) -> str:
        """What stands for h, mm, ss, [h] or AM/PM."""
        if word[0] == "[":
            return str(self.length // {"h": 3600, "m": 60, "s": 1}[word[1]])
        if "/" in word:
            return ("AM", "PM")[self.time >= 43_200][: 2 if "m" in word else 1]
        hour = self.time // 3600
        number = {"h": (hour % 12 or 12) if self.in_halves else hour, "m": self.time // 60 % 60, "s": self.time % 60}
        return str(number[word[0]]).rjust(min(len(word.partition(".")[0]), 2), "0")
