"""Further mentions: a figure told again in a sentence is compared too."""

from collections.abc import Iterable, Sequence

from banso.report.document import Figure

from ..agreement import Agreements
from ..numbers import base_unit
from .expected import Slot
from .fitting import words_around
from .grid import Found, Numbers
from .labels import label
from .placed import Matched, Place
from .sentences import own_year

SURE = 0.8


class Mentions:
    """Numbers in running text that tell again what a figure of the report says."""

    def __init__(self, fiscal_year: int, numbers: Numbers) -> None:
        self.fiscal_year, self.numbers = fiscal_year, numbers
        self.agreements = Agreements(numbers.reader)

    def compare(self, matched: Matched, left: Iterable[Found]) -> None:
        """Give each number left over in a section's text to the figure it tells again, if it tells one."""
        figures = [figure for figure in matched.found if own_year(figure)]
        for one in left:
            meant = self._meant(figures, one)
            if meant is not None:
                matched.again.append((meant, Place(one.token, one.cell)))
                self.numbers.used.add(id(one.token))

    def _meant(self, figures: Sequence[Figure], one: Found) -> Figure | None:
        """The figure the words before a number name, of the year they name; else the only one of that number."""
        years = label(one.token.before, self.fiscal_year).years
        year = years[-1] if years else self.fiscal_year
        same_unit = [figure for figure in figures if base_unit(figure.unit)[1] == one.token.unit]
        named = [
            (words_around(Slot(figure, "", ""), one.token.before, one.token.after), -n)
            for n, figure in enumerate(same_unit)
            if own_year(figure) == year
        ]
        score, n = max(named, default=(0.0, 0))
        if score >= SURE:
            return same_unit[-n]
        equal = [figure for figure in same_unit if self.agreements.compare(figure, one.token).agrees]
        return equal[0] if equal else None
