"""The rows of a sheet as facts: blank rows, sums and repeated headings passed over, every cell read by its column's reader."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import islice
from typing import Any

from .declaring import ImportKind, Row
from .giving import Given
from .headings import Heading, Layout, is_total
from .readers import Reader, Wrong, as_text, is_empty

CHUNK = 2_000
_FORMULA = re.compile(r"[=@+\-].*[(|!].*", re.DOTALL)
_KEPT_AS_TEXT = re.compile(r'="(?P<text>[^"]*)"')


@dataclass
class Passed:
    """How many rows were passed over, by why."""

    blank: int = 0
    totals: int = 0
    repeated: int = 0
    unsaid: int = 0


@dataclass
class Reading:
    """A sheet being read: its rows in chunks, the number of its last row, and what was passed over so far.

    `given` are facts that every row has, because one value was given for all.
    """

    kind: ImportKind
    layout: Layout
    rows: Iterable[tuple[int, Sequence[Any]]]
    height: int
    given: tuple[Given, ...] = ()
    passed: Passed = field(default_factory=Passed)

    def chunks(self, size: int = CHUNK) -> Iterator[list[Row]]:
        rows = self._data()
        while chunk := list(islice(rows, size)):
            if found := self._parted(self._read(chunk)):
                yield found

    def _parted(self, rows: list[Row]) -> list[Row]:
        """A row for each record, where a row of the sheet says several side by side. One with a mistake comes back whole."""
        beside = self.kind.side_by_side
        if beside is None:
            return rows
        found = []
        for row in rows:
            said = {name: row.facts.pop(name) for name in beside.columns if name in row.facts}
            self.passed.unsaid += not said and not row.problems
            if row.problems:
                found.append(row)
                continue
            for name, value in said.items():
                facts = {**row.facts, beside.fact: value, beside.place: beside.columns[name]}
                found.append(Row(row.number, facts, said=_digest([row.said, name])))
        return found

    def _data(self) -> Iterator[tuple[int, Sequence[Any]]]:
        first_words = [(h.position, h.text) for h in self.layout.known]
        for number, cells in self.rows:
            if number < self.layout.first:
                continue
            if not any(not is_empty(cell) for cell in cells):
                self.passed.blank += 1
            elif not self.kind.keeps_sums and is_total(cells):
                self.passed.totals += 1
            elif all(p < len(cells) and " ".join(as_text(cells[p]).split()) == text for p, text in first_words):
                self.passed.repeated += 1
            else:
                yield number, cells

    def _read(self, chunk: list[tuple[int, Sequence[Any]]]) -> list[Row]:
        rows = [Row(number, {}) for number, _ in chunk]
        said: list[list[str]] = [[] for _ in rows]
        for heading in self.layout.known:
            self._column(heading, chunk, rows, said)
        for given in self.given:
            for row, words in zip(rows, said, strict=True):
                row.facts[given.column.name] = given.fact
                words.append(given.said)
        required = [column for column in self.kind.columns if column.required]
        for row, words in zip(rows, said, strict=True):
            for column in required:
                if column.name not in row.facts and not any(p.startswith(f"{column.heading}:") for p in row.problems):
                    row.refuse(column.heading, "空欄です。入れてください。")
            row.said = _digest(sorted(words))
        return rows

    def _column(self, heading: Heading, chunk: list[Any], rows: list[Row], said: list[list[str]]) -> None:
        column, position = heading.column, heading.position
        assert column is not None
        filled, cells = [], []
        for place, (_, row) in enumerate(chunk):
            cell = row[position] if position < len(row) else None
            if cell is None or cell == "":
                continue
            if cell.__class__ is str:
                cell = _harmless(cell)
            if not is_empty(cell):
                filled.append(place)
                cells.append(cell)
        values = _read_cells(column.reads, cells, heading.text)
        for place, cell, value in zip(filled, cells, values, strict=True):
            if value.__class__ is Wrong:
                rows[place].refuse(column.heading, value.message)
            else:
                rows[place].facts[column.name] = value
            said[place].append(f"{column.name}={as_text(cell) if column.reads.linked else value}")


def _digest(words: list[str]) -> str:
    return blake2b("\x1f".join(words).encode(), digest_size=16).hexdigest()


def _harmless(cell: str) -> Any:
    """Text as it was meant: a mark that only kept a spreadsheet from reckoning is taken off; a formula is no fact."""
    first = cell[0]
    if first == "'" and cell[1:2] in ("=", "+", "-", "@"):
        return cell[1:]
    if first in "=@+-":
        kept = _KEPT_AS_TEXT.fullmatch(cell)
        if kept:
            return kept["text"]
        if _FORMULA.fullmatch(cell):
            return Formula(cell)
    return cell


class Formula(str):
    """Text that a spreadsheet would take for a formula."""

    __slots__ = ()


def _read_cells(reader: Reader, cells: list[Any], heading: str) -> list[Any]:
    if not any(cell.__class__ is Formula for cell in cells):
        return reader.read_many(cells, heading)
    refused = Wrong("式と見なされる文字列(=や@で始まるもの)は取り込めません。値だけを入れ直してください。")
    plain = iter(reader.read_many([cell for cell in cells if cell.__class__ is not Formula], heading))
    return [refused if cell.__class__ is Formula else next(plain) for cell in cells]
