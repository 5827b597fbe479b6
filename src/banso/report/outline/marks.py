"""Marks of headings (1.、(1)、①、ア): which series one belongs to, and which comes next in it."""

from dataclasses import dataclass

ARABIC = [str(n) for n in range(1, 100)]
WIDE = [str(n).translate(str.maketrans("0123456789", "０１２３４５６７８９")) for n in range(1, 100)]
CIRCLED = [*map(chr, range(0x2460, 0x2474)), *map(chr, range(0x3251, 0x3260)), *map(chr, range(0x32B1, 0x32C0))]
KATAKANA = list("アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワ")
KANJI_DIGITS = list("一二三四五六七八九")
KANJI = [*KANJI_DIGITS, "十", *("十" + n for n in KANJI_DIGITS)] + [
    t + "十" + n for t in KANJI_DIGITS[1:4] for n in ("", *KANJI_DIGITS)
]
ROMAN = [
    "I",
    "II",
    "III",
    "IV",
    "V",
    "VI",
    "VII",
    "VIII",
    "IX",
    "X",
    "XI",
    "XII",
    "XIII",
    "XIV",
    "XV",
    "XVI",
    "XVII",
    "XVIII",
    "XIX",
    "XX",
]
ROMAN_SIGNS = list("ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ")
SMALL = [chr(c) for c in range(ord("a"), ord("z") + 1)]
LARGE = [c.upper() for c in SMALL]
SERIES = (ARABIC, WIDE, CIRCLED, KATAKANA, KANJI, ROMAN, ROMAN_SIGNS, SMALL, LARGE)
BEFORE, AFTER = "(（第【〔", ")）.．、】〕章節款項条号"
USUAL = ("1", "(1)", "①", "ア", "(ア)", "a")  # by level, where no neighbour shows another


@dataclass(frozen=True)
class Style:
    """How a run of headings is marked: what stands before and after the counter, and the series it counts in."""

    before: str
    series: tuple[str, ...]
    after: str

    def mark(self, place: int) -> str:
        """The mark of a place, from 0; past the end of a series figures go on."""
        counter = self.series[place] if place < len(self.series) else str(place + 1)
        return f"{self.before}{counter}{self.after}"

    def place(self, mark: str) -> int | None:
        """The place a mark stands for, from 0; None for one of another style."""
        style, place = _parsed(mark)
        return place if style == self else None


def style_of(mark: str) -> Style | None:
    """The style of a mark; None for a blank one, and for one that counts nothing."""
    return _parsed(mark)[0]


def usual_style(level: int) -> Style:
    """The style of a level where nothing shows another."""
    found = style_of(USUAL[min(level, len(USUAL)) - 1])
    assert found is not None
    return found


def _parsed(mark: str) -> tuple[Style | None, int | None]:
    inner = mark.strip().lstrip(BEFORE)
    before = mark.strip()[: len(mark.strip()) - len(inner)]
    counter = inner.rstrip(AFTER)
    for series in SERIES:
        if counter in series:
            return Style(before, tuple(series), inner[len(counter) :]), series.index(counter)
    return None, None


def plain(mark: str) -> str:
    """A mark as a part of a number: 「1.」 is 1."""
    return mark.strip().rstrip(".．、")
