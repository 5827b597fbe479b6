"""Further mentions: a figure told again in a sentence is compared too."""

from collections.abc import Iterable, Sequence

from rapidfuzz.distance import LCSseq

from banso.report.document import Figure

from ..agreement import Agreements
from ..numbers import base_unit
from ..plain import normalise
from ..reading.draft import DraftLine
from .fitting import named, tells_a_total, year_said
from .grid import Found, Numbers
from .placed import Matched, Place
from .sentences import own_year

SURE = 0.8
LEAST_SHARED = 4


class Mentions:
    """Numbers in running text that tell again what a figure of the report says."""

    def __init__(self, figures: Sequence[Figure], fiscal_year: int, numbers: Numbers) -> None:
        self.fiscal_year, self.numbers = fiscal_year, numbers
        self.figures = [figure for figure in figures if own_year(figure)]
        rows = [(figure.key.section, figure.key.table, figure.key.row) for figure in self.figures]
        self.places = {name: {row for row in rows if row[2] == name} for _, _, name in rows}
        self.agreements = Agreements(numbers.reader)

    def compare(self, matched: Matched, left: Iterable[Found]) -> None:
        """Give each number left over in a section's text to the figure it tells again, if it tells one."""
        own = [figure for figure in self.figures if figure.key.section == matched.section.number]
        for one in left:
            meant = self._named(own, one) or self._equal(own, one) or self._elsewhere(one)
            if meant is not None:
                matched.again.append((meant, Place(one.token, one.cell)))
                self.numbers.used.add(id(one.token))

    def compare_beside(self, matched: Matched, lines: Iterable[DraftLine]) -> None:
        """A number told beside a figure in a table, with its year (1,157件(前年度1,120件)): that year's figure of the row."""
        places = {id(place.cell): figure for figure, place in matched.found.items() if own_year(figure)}
        for line in lines:
            row = [figure for cell in line.cells if (figure := places.get(id(cell))) is not None]
            for one in (one for cell in line.cells for one in self.numbers.free(cell)) if row else ():
                year = year_said(one.token.before, self.fiscal_year)
                meant = [f for f in row if own_year(f) == year and base_unit(f.unit)[1] == one.token.unit]
                if year is not None and len(meant) == 1:
                    matched.again.append((meant[0], Place(one.token, one.cell)))
                    self.numbers.used.add(id(one.token))

    def _named(self, figures: Sequence[Figure], one: Found) -> Figure | None:
        """The figure the words around a number name, of the year they name: of the report's own where they name none."""
        if tells_a_total(one.token.before):
            return None
        year = year_said(one.token.before, self.fiscal_year) or self.fiscal_year
        same = [f for f in figures if base_unit(f.unit)[1] == one.token.unit and own_year(f) == year]
        scores = [(named(figure, one.token.before, one.token.after), -n) for n, figure in enumerate(same)]
        score, n = max(scores, default=(0.0, 0))
        return same[-n] if score >= SURE else None

    def _equal(self, figures: Sequence[Figure], one: Found) -> Figure | None:
        """The first figure of that number, of the year the words name if they name one."""
        year = year_said(one.token.before, self.fiscal_year)
        equal = [
            figure
            for figure in figures
            if base_unit(figure.unit)[1] == one.token.unit
            and (year is None or own_year(figure) == year)
            and self.agreements.compare(figure, one.token).agrees
        ]
        return equal[0] if equal else None

    def _elsewhere(self, one: Found) -> Figure | None:
        """A figure of another section: named by a row that stands once in the report, or with its programme's name."""
        sentence = normalise(one.token.before + one.token.after)
        near = [f for f in self.figures if _shared(f.key.programme, sentence) or len(self.places[f.key.row]) == 1]
        told = self._named(near, one)
        if told is not None:
            return told
        return self._equal([f for f in near if _shared(f.key.programme, sentence)], one)


def _shared(programme: str, sentence: str) -> bool:
    """Whether a sentence speaks of a programme: most of a longer name, in order."""
    name = normalise(programme).removesuffix("事業")
    return len(name) >= LEAST_SHARED and LCSseq.similarity(name, sentence) >= max(LEAST_SHARED, 0.7 * len(name))
