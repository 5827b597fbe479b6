"""A draft: someone's report as a file, read into lines and table rows, each knowing where it stands.

Whatever the file was (text, Word, Excel), the tie-out sees only this.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class DraftCell:
    """The text of one cell (or line), and where it stands, in words for the user: 「120行目」「表3の2行4列」."""

    text: str
    where: str


@dataclass(frozen=True)
class DraftLine:
    """One line: running text (one cell) or a table's row. Rows of one table share its number."""

    cells: tuple[DraftCell, ...]
    table: int | None = None

    @property
    def text(self) -> str:
        return " ".join(cell.text for cell in self.cells if cell.text)

    @property
    def where(self) -> str:
        return self.cells[0].where if self.cells else ""


@dataclass
class Draft:
    """A whole draft in reading order. `left_out` names what the file holds but does not show: hidden sheets, rows, columns."""

    lines: list[DraftLine] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
