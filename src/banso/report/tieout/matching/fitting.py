"""Figures and numbers that stand in the same cell or sentence: which is which, by unit and the words around."""

import re
from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz

from banso.report.document import Figure

from ..numbers import Said, base_unit
from ..plain import normalise
from .expected import Slot
from .grid import Found
from .labels import label, without_years

_NUMBERS = re.compile(r"(?:延べ|約)?\d[\d,.]*\s*[^\W\dぁ-んァ-ヴ]{0,2}")
_FROM = re.compile(r"\d\s*[^\d\s]{0,3}から\s*は?\s*$")
LEAST_WORDS = 0.4
LEAST_NAMED = 0.6
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_NO_MORE = re.compile(
    "(?:合計|総計|小計|総数|全体|全部|年間|年度|実績|実数|件数|人数|社数|回数|金額|数|計|当|本|の|は|で)+"
)
"""Words that make nothing else of a number."""
_IN_TOTAL = re.compile("累計|累積|通算")
_ENDING = re.compile(r"[ぁ-ん、,:\s(「]+$")


def fit(slots: Sequence[Slot], candidates: Iterable[Found]) -> list[tuple[Figure, Found]]:
    """Each figure of a cell with the number there that suits it best; a figure alone takes what stands there."""
    found = list(candidates)
    if len(slots) == 1 and len(found) == 1:
        return [(slots[0].figure, found[0])]
    ranked = sorted(
        ((-suits(slot, one), abs(i - j), i, j) for i, slot in enumerate(slots) for j, one in enumerate(found))
    )
    taken: dict[int, int] = {}
    for _, _, i, j in ranked:
        if i not in taken and j not in taken.values():
            taken[i] = j
    return [(slots[i].figure, found[j]) for i, j in sorted(taken.items())]


def suits(slot: Slot, found: Found) -> float:
    """How well a number suits a figure: its unit, then the words just around it, then those of the figure's name."""
    unit = base_unit(slot.figure.unit)[1]
    token = found.token
    same_unit = 1.0 if token.unit == unit else 0.5 if not token.unit or token.said is not Said.NUMBER else 0.0
    return same_unit + words_around(slot, token.before, token.after)


def words_around(slot: Slot, before: str, after: str) -> float:
    """0 to 1: how much the words around a number are those expected around the figure, or name it."""
    just_before, just_after = _bare(before), _bare(after)
    printed = max(
        _tail(_bare(slot.before), just_before) if _bare(slot.before) else 0.0,
        0.9 * _head(_bare(slot.after), just_after) if len(_bare(slot.after)) >= 3 else 0.0,
    )
    return max(printed, 0.95 * named(slot.figure, before, after))


def says_another(slot: Slot, found: Found) -> bool:
    """Whether a number of the right cell stands beside other words than the figure does: (製造業)2社 is not (卸売業)2社."""
    there = _bare(found.token.before) + _bare(found.token.after)
    wanted = _bare(slot.before)
    return (
        len(wanted) > 1 and len(there) > 1 and words_around(slot, found.token.before, found.token.after) < LEAST_WORDS
    )


def says_more(slot: Slot, found: Found) -> bool:
    """Whether a number has words before it in its cell where the figure stands alone, and they are none of the figure's names."""
    words = _bare(_NUMBERS.sub("", without_years(_ASIDE.sub("", found.token.before))))
    key = slot.figure.key
    if len(words) < 2 or _bare(slot.before) or _NO_MORE.fullmatch(words):
        return False
    return fuzz.partial_ratio(words, _bare(f"{key.row} {key.column} {key.table} {key.programme}")) < 100 * LEAST_NAMED


def named(figure: Figure, before: str, after: str) -> float:
    """How surely the words around a number name the figure's row: its subject before, or what follows."""
    name = _bare(figure.key.row)
    if not name:
        return 0.0
    follows = 0.85 * fuzz.partial_ratio(name, _bare(after)[: len(name) + 4]) / 100 if len(name) > 1 else 0.0
    return max(_tail(name, _bare(before)), _tail(name, subject(before)), follows)


def subject(before: str) -> str:
    """What a sentence speaks of just before a number: 「窓口相談は令和4年度の904件から令和5年度は」 speaks of 窓口相談."""
    sentence = re.split("[。!?]", before)[-1]
    words = _NUMBERS.sub("", without_years(sentence))
    return _bare(_ENDING.sub("", words))


def year_said(before: str, fiscal_year: int) -> int | None:
    """The year a sentence gives the number after it; 「前年度の904件から」 gives none to what comes then."""
    sentence = re.split("[。!?]", before)[-1]
    if _FROM.search(sentence):
        return None
    years = label(sentence, fiscal_year).years
    return years[-1] if years else None


def tells_a_total(before: str) -> bool:
    """Whether the words just before a number make it one over several years."""
    return bool(_IN_TOTAL.search(re.split("[。!?、,]", before)[-1]))


def _tail(expected: str, found: str) -> float:
    """How well a text ends as expected; the nearest words tell most."""
    expected = expected[-10:]
    return fuzz.ratio(expected, found[-len(expected) :]) / 100 if expected else 0.0


def _head(expected: str, found: str) -> float:
    expected = expected[:8]
    return fuzz.ratio(expected, found[: len(expected)]) / 100


def _bare(text: str) -> str:
    return "".join(letter for letter in normalise(text) if letter.isalnum())
