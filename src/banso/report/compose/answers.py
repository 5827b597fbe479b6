"""The answers to what a report asks: collected first, then filled in."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from banso.figures.cells import Cell
from banso.figures.models import FrozenListing
from banso.figures.values import PENDING, Value
from banso.report.closing.printed import Printed
from banso.report.closing.published import Published
from banso.report.document import Listed

T = TypeVar("T")
Asked = dict[tuple[Any, ...], Any]


class Answers:
    """In the first pass every cell asked is noted and answered with a blank; in the second, from the values given."""

    def __init__(
        self,
        values: Mapping[Cell, Value] | None = None,
        frozen: Mapping[tuple[int, str], Printed] | None = None,
        kept: Asked | None = None,
        published: Published | None = None,
    ) -> None:
        self._values = values
        self._frozen = frozen or {}
        self.published = published or Published()
        self.asked: list[Cell] = []
        self.kept: Asked = kept if kept is not None else {}
        self.listed: dict[str, Sequence[Listed]] = {}

    @property
    def collecting(self) -> bool:
        """Whether this is the first pass: nothing said now will be printed."""
        return self._values is None

    def value(self, cell: Cell) -> Value:
        self.asked.append(cell)
        return self._values[cell] if self._values is not None else PENDING

    def once(self, key: tuple[Any, ...], find: Callable[[], T]) -> T:
        """What was found in the first pass is the same in the second."""
        if key not in self.kept:
            self.kept[key] = find()
        found: T = self.kept[key]
        return found

    def rows_listed(self, fiscal_year: int, identity: str, find: Callable[[], Iterable[Listed]]) -> Sequence[Listed]:
        """The rows of a listing: those that a closed year printed, else those found."""
        printed = self.once(("printed", fiscal_year), lambda: _rows_printed(fiscal_year))
        rows = self.once(("listed", identity), lambda: printed[identity] if identity in printed else list(find()))
        self.listed[identity] = rows
        return rows

    def frozen(self, fiscal_year: int, identity: str) -> Printed | None:
        """What was printed of a figure of a closed year."""
        return self._frozen.get((fiscal_year, identity))


def _rows_printed(fiscal_year: int) -> dict[str, list[Listed]]:
    """The listings of a closed year, by what they list; none of a year still open."""
    kept = FrozenListing.objects.filter(year__fiscal_year=fiscal_year).values_list("identity", "rows")
    return {identity: [Listed(row["pk"], row["texts"]) for row in rows] for identity, rows in kept}
