"""Numbers in Japanese running text: value, unit, 延べ, and the words around them."""

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Token:
    """A number as it stands in a text. `value` is None for 「-件」; `unit` is '' where none is written.

    `before` and `after` are the words around it.
    """

    text: str
    value: int | Fraction | None
    unit: str
    qualifier: str
    before: str
    after: str


_NUMBER = r"(?P<parts>\d+分の\d+)|(?P<number>\d{1,3}(?:,\d{3})+(?!\d)|\d+)|(?P<none>(?<![\w.,-])-(?=\s*(?:UNITS)))"
_DASHES = re.compile(r"[‐‑‒–—―−]|(?<!\w)ー")
_AROUND = 24


def normalise(text: str) -> str:
    """Full-width to half-width, and every dash that is no long vowel to the plain hyphen."""
    return _DASHES.sub("-", unicodedata.normalize("NFKC", text))


class NumberReader:
    """Finds figures in text, given the units figures have. A number without a unit counts only if it stands alone."""

    def __init__(self, units: set[str]) -> None:
        known = "|".join(re.escape(normalise(unit)) for unit in sorted(units, key=lambda u: (-len(u), u)) if unit)
        pattern = _NUMBER.replace("UNITS", known)
        self._pattern = re.compile(rf"(?P<qualifier>延べ\s*)?(?:{pattern})\s*(?P<unit>{known})?")

    def tokens(self, text: str) -> list[Token]:
        """The figures of a text, left to right; dates, ordinals and numbers inside words are none."""
        clean = normalise(text)
        alone = re.fullmatch(r"\s*[\d,]+\s*", clean) is not None
        return [
            self._token(clean, match)
            for match in self._pattern.finditer(clean)
            if (match["unit"] or alone) and not _is_ordinal(clean, match.start())
        ]

    def _token(self, text: str, match: re.Match[str]) -> Token:
        return Token(
            text=match.group().strip(),
            value=_value(match),
            unit=match["unit"] or "",
            qualifier="延べ" if match["qualifier"] else "",
            before=text[max(0, match.start() - _AROUND) : match.start()],
            after=text[match.end() : match.end() + _AROUND],
        )


def _is_ordinal(text: str, start: int) -> bool:
    return start > 0 and (text[start - 1] in "第." or (text[start - 1].isascii() and text[start - 1].isalnum()))


def _value(match: re.Match[str]) -> int | Fraction | None:
    if match["none"]:
        return None
    if match["parts"]:
        denominator, numerator = match["parts"].split("分の")
        return Fraction(int(numerator), int(denominator)) if int(denominator) else None
    return int(match["number"].replace(",", ""))
