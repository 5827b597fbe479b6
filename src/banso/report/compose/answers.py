"""The answers to what a report asks: collected first, then filled in."""

from collections.abc import Mapping, Sequence
from typing import Any

from banso.figures.cells import Cell
from banso.figures.values import PENDING, Value
from banso.report.closing.printed import Printed
from banso.report.closing.published import Published

Listed = dict[tuple[Any, ...], Sequence[Any]]


class Answers:
    """In the first pass every cell asked is noted and answered with a blank; in the second, from the values given."""

    def __init__(
        self,
        values: Mapping[Cell, Value] | None = None,
        frozen: Mapping[tuple[int, str], Printed] | None = None,
        listings: Listed | None = None,
        published: Published | None = None,
    ) -> None:
        self._values = values
        self._frozen = frozen or {}
        self.published = published or Published()
        self.asked: list[Cell] = []
        self.listings: Listed = listings if listings is not None else {}

    @property
    def collecting(self) -> bool:
        """Whether this is the first pass: nothing said now will be printed."""
        return self._values is None

    def value(self, cell: Cell) -> Value:
        self.asked.append(cell)
        return self._values[cell] if self._values is not None else PENDING

    def frozen(self, fiscal_year: int, identity: str) -> Printed | None:
        """What was printed of a figure of a closed year."""
        return self._frozen.get((fiscal_year, identity))
