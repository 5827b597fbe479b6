"""What stays doubtful of a number once it is known whose place it stands in: the report's own words lift a doubt, a year raises one."""

from collections import Counter

from banso.report.document import Document, Figure

from .agreement import Agreements
from .doubts import ALWAYS, PART, doubt_of
from .matching.expected import Slot, slots_in
from .matching.labels import label, year_governing
from .matching.placed import Place
from .matching.sentences import own_year
from .numbers import Said

OTHER_YEAR = "直前に別の年度が書かれています。"
EQUAL_ELSEWHERE = "同じ数値がほかにもあり、この数値のことか決められません。"
_PARTS = ("うち", "内", "再掲")


class Doubts:
    """The doubts about the numbers of a draft, asked figure by figure."""

    def __init__(self, document: Document, agreements: Agreements) -> None:
        self.fiscal_year, self.agreements = document.fiscal_year, agreements
        self._slots: dict[Figure, Slot] = {}
        for section in document.walk():
            self._slots.update((slot.figure, slot) for slot in slots_in(section))
        expected = {figure.identity: agreements.expected(figure) for figure in document.figures()}
        self._times = Counter((one.said, one.amount, one.unit) for one in expected.values())

    def of(self, figure: Figure, place: Place, *, agrees: bool) -> str:
        """What keeps a person from taking the number at its place for the figure; '' for nothing."""
        return (
            place.doubt
            or self._of_spelling(figure, place, agrees=agrees)
            or self._of_year(figure, place)
            or self._of_guess(figure, place, agrees=agrees)
        )

    def _of_spelling(self, figure: Figure, place: Place, *, agrees: bool) -> str:
        doubt, own = place.token.doubt, self._slots.get(figure)
        if not doubt or not (agrees or doubt in ALWAYS):
            return ""
        if doubt == PART and any(word in figure.key.row + figure.key.column for word in _PARTS):
            return ""
        if own and doubt_of(own.before, "", place.token.unit, own.after) == doubt:
            return ""
        return doubt

    def _of_year(self, figure: Figure, place: Place) -> str:
        """A year just before the number is its year, however alike the sentence is otherwise."""
        year = own_year(figure)
        said = year_governing(place.token.before, self.fiscal_year)
        key = figure.key
        named = label(f"{key.table} {key.row} {key.column}", self.fiscal_year).years
        if year is None or said in (None, year, *named) or place.token.said is Said.NOTHING:
            return ""
        own = self._slots.get(figure)
        return "" if own and year_governing(own.before, self.fiscal_year) == said else OTHER_YEAR

    def _of_guess(self, figure: Figure, place: Place, *, agrees: bool) -> str:
        """Only its being right confirms a guess, and being right says nothing where several figures are that number."""
        if not place.guess or not agrees:
            return place.guess
        one = self.agreements.expected(figure)
        return EQUAL_ELSEWHERE if self._times[one.said, one.amount, one.unit] > 1 else ""
