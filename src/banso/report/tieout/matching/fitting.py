"""Figures and numbers that stand in the same cell or sentence: which is which, by unit and the words around."""

from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz

from banso.report.document import Figure

from ..numbers import Said, base_unit, normalise
from .expected import Slot
from .grid import Found


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
    name = _bare(slot.figure.key.row)
    named = (
        max(_tail(name, just_before), 0.85 * fuzz.partial_ratio(name, just_after[: len(name) + 4]) / 100)
        if name
        else 0.0
    )
    return max(printed, 0.95 * named)


def _tail(expected: str, found: str) -> float:
    """How well a text ends as expected; the nearest words tell most."""
    expected = expected[-10:]
    return fuzz.ratio(expected, found[-len(expected) :]) / 100 if expected else 0.0


def _head(expected: str, found: str) -> float:
    expected = expected[:8]
    return fuzz.ratio(expected, found[: len(expected)]) / 100


def _bare(text: str) -> str:
    return "".join(letter for letter in normalise(text) if letter.isalnum())
