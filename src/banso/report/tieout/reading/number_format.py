"""A number as Excel shows it: rounded, scaled, signed and worded by its cell's format."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from banso.core.era import era_of, era_year_text

BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: '"¥"#,##0;"¥"-#,##0', 6: '"¥"#,##0;"¥"-#,##0',
    7: '"¥"#,##0.00;"¥"-#,##0.00', 8: '"¥"#,##0.00;"¥"-#,##0.00', 9: "0%", 10: "0.00%", 14: "yyyy/m/d", 15: "yyyy/m/d",
    16: "m/d", 17: "yyyy/m", 22: "yyyy/m/d", 27: 'ggge"年"m"月"d"日"', 28: 'ggge"年"m"月"d"日"', 29: 'ggge"年"m"月"d"日"',
    30: "m/d", 31: 'yyyy"年"m"月"d"日"', 36: 'ggge"年"m"月"d"日"', 37: "#,##0;-#,##0", 38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00", 41: '#,##0;-#,##0;"-"', 42: '"¥"#,##0;"¥"-#,##0;"-"',
    43: '#,##0.00;-#,##0.00;"-"', 44: '"¥"#,##0.00;"¥"-#,##0.00;"-"', 50: 'ggge"年"m"月"d"日"', 51: 'ggge"年"m"月"d"日"',
    52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'ggge"年"m"月"d"日"', 55: 'yyyy"年"m"月"', 56: 'm"月"d"日"',
    57: 'ggge"年"m"月"d"日"', 58: 'ggge"年"m"月"d"日"',
}  # fmt: skip
"""The formats Excel knows by number only, as Japanese Excel shows them."""

_PIECES = re.compile(r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_.|\*.|\[(?P<bracket>[^\]]*)\]|(?P<plain>.)', re.S)
_CONDITION = re.compile(r"(?P<sign><=|>=|<>|<|>|=)(?P<limit>-?\d+(?:\.\d+)?)")
_DATE = re.compile(r"y{4}|y{2}|y|g{1,3}|e{1,2}|m{1,2}|d{1,2}", re.I)
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
    if not _PLACEHOLDERS.search(signs) and re.search(r"[ymdge]", signs, re.I):
        return section.spoken(_as_date(signs, number, from_1904))
    return section.spoken(_as_number(signs, value))


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


def _as_date(signs: str, serial: float, from_1904: bool) -> str:
    """A day by its format; times of day are left out, for no figure has one."""
    try:
        day = (date(1904, 1, 1) if from_1904 else date(1899, 12, 30)) + timedelta(days=int(serial))
        era = era_of(day)
    except (OverflowError, ValueError, LookupError):
        return _general(Decimal(f"{serial:.15g}"))
    year = era_year_text(day.year - era.start.year + 1)
    said = {"y": f"{day.year}", "g": era.name, "e": year, "m": f"{day.month}", "d": f"{day.day}"}
    return _DATE.sub(lambda match: said[match.group()[0].lower()], re.split(r"h", signs, flags=re.I)[0])
