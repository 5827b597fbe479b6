"""Figures in sentences, by unit and the words around; and what a table's figure becomes when a clerk writes it out."""

from collections.abc import Iterable, Sequence

from banso.report.document import Figure

from ..numbers import base_unit
from ..reading.draft import DraftLine
from .expected import Slot
from .fitting import named, suits, tells_a_total, year_said
from .grid import Found, Numbers
from .placed import Matched

LEAST_WORDS = 0.35
SURE_WORDS = 0.75
CUMULATIVE = "cumulative"
MOST_NUMBERS = 1_000
ONLY_ONE = "ほかに当てはまる数値がないため、この数値と見ました。"


class SentenceMatcher:
    """Looks for figures in a section's lines of text, then in whatever is left."""

    def __init__(self, numbers: Numbers, matched: Matched, fiscal_year: int) -> None:
        self.numbers, self.matched, self.fiscal_year = numbers, matched, fiscal_year

    def near(self, lines: Iterable[DraftLine]) -> list[Found]:
        """The numbers to look among; a section has hundreds at most, whatever follows is not of the report."""
        return self.free(lines)[:MOST_NUMBERS]

    def free(self, lines: Iterable[DraftLine]) -> list[Found]:
        return [
            one for line in lines for cell in line.cells for one in self.numbers.free(cell, in_table=in_table(line))
        ]

    def match(self, slots: Sequence[Slot], candidates: Sequence[Found], least: float = LEAST_WORDS) -> None:
        """Sentence figures: the numbers with the same unit and the words expected around, best pairs first."""
        self._assign([(slot, one) for slot in slots for one in candidates if suits(slot, one) >= 1 + least])

    def match_written_out(self, figures: Sequence[Figure], candidates: Sequence[Found]) -> None:
        """Table figures told in a sentence: by the row's words, and by the year where the sentence names one."""
        pairs = []
        for figure in figures:
            slot = Slot(figure, "", "")
            for one in candidates:
                if one.token.unit == base_unit(figure.unit)[1] and self.names(figure, one) >= SURE_WORDS:
                    pairs.append((slot, one))
        self._assign(pairs)

    def names(self, figure: Figure, found: Found) -> float:
        """How surely a sentence means this figure: 0 where it names another year, or all years and not one."""
        said, own = year_said(found.token.before, self.fiscal_year), own_year(figure)
        in_total = tells_a_total(found.token.before)
        if own and (in_total or (said and said != own)):
            return 0.0
        if figure.key.period == CUMULATIVE and said and not in_total:
            return 0.0
        return named(figure, found.token.before, found.token.after)

    def match_only_ones(self, figures: Sequence[Figure], candidates: Sequence[Found], doubted: frozenset[int]) -> None:
        """A figure and a number that are the only ones left of their unit belong together, however the sentence goes."""
        units = [base_unit(figure.unit)[1] for figure in figures]
        for figure, unit in zip(figures, units, strict=True):
            same = [one for one in candidates if one.token.unit == unit and id(one.token) not in self.numbers.used]
            if len(same) == 1 and units.count(unit) == 1:
                is_bare = not self.numbers.reader.words(same[0].cell.text).strip()
                doubt = ONLY_ONE if id(same[0].cell) in doubted else ""
                self.matched.place(figure, same[0], self.numbers, doubt=doubt, guess=ONLY_ONE if is_bare else "")

    def _assign(self, pairs: Iterable[tuple[Slot, Found]]) -> None:
        ranked = sorted(
            ((-suits(slot, one), n, slot, one) for n, (slot, one) in enumerate(pairs)), key=lambda pair: pair[:2]
        )
        for _, _, slot, one in ranked:
            if slot.figure not in self.matched.found and id(one.token) not in self.numbers.used:
                self.matched.place(slot.figure, one, self.numbers)


def in_table(line: DraftLine) -> bool:
    return line.table is not None or len(line.cells) > 1


def own_year(figure: Figure) -> int | None:
    period = figure.key.period
    return int(period[2:]) if period.startswith("FY") and period[2:].isdecimal() else None
