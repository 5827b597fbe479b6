"""The rows of a sheet as facts: blank rows, sums and repeated headings passed over, every cell read by its column's reader."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from itertools import islice
from typing import Any

from banso.core.errors import UserError
from banso.core.foreign.unsaid import UNRECKONED
from banso.core.text import clean_text, digits

from .amounts import Minutes, Whole, Yen
from .declaring import Column, ImportKind, Row
from .giving import Given
from .headings import Heading, Layout, heading_words, is_remark, is_total, units_alone
from .readers import Reader, Unreadable, Wrong, as_text, is_empty
from .units import money_unit

CHUNK = 2_000
_FORMULA = re.compile(
    r"""[=@+\-].*\|.*!.*                                   # another program's data
    | =\s*[A-Za-z_][\w.]*\s*\(.*                           # a function
    | [@+\-]\s*[A-Za-z_][\w.]*\((?:[ -~]|"[^"]*")*\)       # … where the words within it are no Japanese
    | =\s*[+\-]?\$?[A-Za-z]{1,3}\$?\d+\s*(?:[+\-*/^&=<>:,].*)?  # a cell
    | =\s*(?:'[^']+'|[\w.\[\]]+)!\$?[A-Za-z]{1,3}\$?\d+.*      # a cell of another sheet
    | =[\d\s.,+\-*/^&()%]+                                 # arithmetic""",
    re.DOTALL | re.VERBOSE,
)
DITTO = frozenset(
    ["〃", "々", "仝", "″", "〻", '"', "”", "''", "↑", "同上", "上に同じ", "上と同じ", "上記に同じ", "上記と同じ"]
)
_COMMA_SLIPPED = re.compile(r"[¥\\△▲−-]?[1-9]\d{0,2}")  # what stands before the first comma of 1,500,000
_FAILED = re.compile(
    r"Err:\d{3}|#(?:名前\?|参照!|値!|REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|BUSY!|UNKNOWN!|GETTING_DATA)|#{3,}|"
    + UNRECKONED
)
_KEPT_AS_TEXT = re.compile(r'="(?P<text>[^"]*)"')


@dataclass
class Passed:
    """How many rows were passed over, by why."""

    blank: int = 0
    totals: int = 0
    repeated: int = 0
    remarks: int = 0
    hidden: int = 0
    unsaid: int = 0


@dataclass
class Reading:
    """A sheet being read: its rows in chunks, the number of its last row, and what was passed over so far.

    `given` are facts that every row has, because one value was given for all. `parted` is a text whose cells are parted by marks,
    so that a cell too many shifts all behind it. `left_out` are rows that a person leaves out; `sure` she is of unusual values.
    """

    kind: ImportKind
    layout: Layout
    rows: Iterable[tuple[int, Sequence[Any]]]
    height: int
    given: tuple[Given, ...] = ()
    parted: bool = False
    left_out: frozenset[int] = frozenset()
    sure: bool = False
    passed: Passed = field(default_factory=Passed)
    _above: dict[int, Any] = field(default_factory=dict)

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
        words = heading_words(self.kind)
        for number, cells in self.rows:
            if number < self.layout.first:
                continue
            if number in self.left_out:
                self.passed.hidden += 1
            elif not any(not is_empty(cell) for cell in cells):
                self.passed.blank += 1
            elif not self.kind.keeps_sums and is_total(cells):
                self.passed.totals += 1
            elif self._is_unit(number, cells) or is_remark(cells):
                self.passed.remarks += 1
            elif all(p < len(cells) and " ".join(as_text(cells[p]).split()) == text for p, text in first_words):
                self.passed.repeated += 1
            else:
                _refuse_headings(number, cells, words)
                yield number, cells

    def _is_unit(self, number: int, cells: Sequence[Any]) -> bool:
        """Whether a row says only the unit of the numbers above it. Raises UserError where those were taken in another."""
        units = units_alone(cells)
        for unit in units:
            kind, what, usual = (Minutes, "時間", "分") if unit in ("分", "時間") else (Yen, "金額", "円")
            headings = [h for h in self.layout.known if h.column and isinstance(h.column.reads, kind)]
            if any((kind().unit_in(heading.said) or usual) != unit for heading in headings):
                raise UserError(
                    f"{number}行目に{what}の単位({unit})がありますが、見出しや表の上にありません。"
                    f"{what}の見出しに単位を書いてください。"
                )
        return bool(units)

    def _read(self, chunk: list[tuple[int, Sequence[Any]]]) -> list[Row]:
        rows = [Row(number, {}, sure=self.sure) for number, _ in chunk]
        said: list[list[str]] = [[] for _ in rows]
        self._refuse_beyond(chunk, rows)
        if self.parted:
            self._refuse_slipped(chunk, rows)
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

    def _refuse_beyond(self, chunk: list[tuple[int, Sequence[Any]]], rows: list[Row]) -> None:
        """Rows with more cells than there are headings: in a text all that follows may have slipped by one."""
        width = max(heading.position for heading in self.layout.headings) + 1
        for (_, cells), row in zip(chunk, rows, strict=True):
            beyond = [cell for cell in cells[width:] if not is_empty(cell)] if len(cells) > width else []
            if not beyond:
                continue
            first = as_text(beyond[0])[:20]
            if self.parted:
                row.refuse(
                    "",
                    f'見出しより欄が多い行です(「{first}」)。値の中の区切り(1,000 の , など)を取るか、" で囲んでください。',
                )
            else:
                row.ask("", f"見出しのない列に「{first}」があります。取り込まずに捨ててよいか、確かめてください。")

    def _refuse_slipped(self, chunk: list[tuple[int, Sequence[Any]]], rows: list[Row]) -> None:
        """Rows of a text in which an amount was parted at its own commas: 1,000 as 「1」 and 「000」, all behind it one too far."""
        amounts = [h.position for h in self.layout.known if h.column and isinstance(h.column.reads, Yen)]
        numbers = {h.position for h in self.layout.known if h.column and isinstance(h.column.reads, Whole)}
        for (_, cells), row in zip(chunk, rows, strict=True):
            for at in amounts if not row.problems else ():
                first, rest = (digits(as_text(cell)).strip() for cell in (*cells[at : at + 2], "", "")[:2])
                if not (_COMMA_SLIPPED.fullmatch(first) and re.fullmatch(r"\d{3}", rest)):
                    continue
                message = f"「{first}」の次の欄が「{rest}」です。値の中の , で欄が分かれていないか、確かめてください。"
                if rest.startswith("0"):
                    row.refuse("", message)
                elif at + 1 not in numbers:
                    row.ask("", message)

    def _column(self, heading: Heading, chunk: list[Any], rows: list[Row], said: list[list[str]]) -> None:
        column, position = heading.column, heading.position
        assert column is not None
        filled, cells = [], []
        for place, (number, row) in enumerate(chunk):
            cell = row[position] if position < len(row) else None
            if cell is None or cell == "":
                self._above.pop(position, None)
                continue
            if isinstance(cell, str):
                cell = self._meant(cell, heading, number, rows[place])
            self._above[position] = cell
            if not is_empty(cell):
                filled.append(place)
                cells.append(cell)
        headed = self._headed(heading, chunk, filled, rows)
        values = _read_cells(column.reads, cells, heading.said) if headed is None else _read_each(column, cells, headed)
        told = _tells(column.reads)
        for nth, (place, cell, value) in enumerate(zip(filled, cells, values, strict=True)):
            if value.__class__ is Wrong:
                rows[place].refuse(column.heading, value.message)
                continue
            rows[place].facts[column.name] = value
            said[place].append(f"{column.name}={as_text(cell) if column.reads.linked else value}")
            if told and (column.reads.asks_of_texts or cell.__class__ is not str):
                _tell(rows[place], column, cell, headed[nth] if headed else heading.said, value)

    def _headed(self, heading: Heading, chunk: list[Any], filled: list[int], rows: list[Row]) -> list[str] | None:
        """The heading with the unit of each of its cells, where a column beside it says that; None where none does."""
        at = heading.unit_at
        if at is None:
            return None
        headed = []
        for place in filled:
            number, row = chunk[place]
            cell = row[at] if at < len(row) else None
            unit = as_text(self._meant(cell, replace(heading, position=at), number, Row(number, {}))) if cell else ""
            self._above[at] = unit
            own, beside = money_unit(heading.said), money_unit(unit)
            if isinstance(heading.column.reads, Yen) and unit and (not beside or own not in ("", beside)):  # type: ignore[union-attr]
                rows[place].refuse(heading.text, f"単位の列に「{unit}」とあります。金額の単位を確かめてください。")
            headed.append(f"{heading.text}({unit})" if unit else heading.said)
        return headed

    def _meant(self, cell: str, heading: Heading, number: int, row: Row) -> Any:
        """What a cell of text means: a repeated mark the cell above it, a failed formula nothing that can be taken."""
        cell = clean_text(cell)
        short = cell.strip() if len(cell) < 20 else ""
        if short[:1] in ("#", "＃", "E") and _FAILED.fullmatch(digits(short)):
            return Unreadable(f"{column_letters(heading.position)}{number}")
        if short and _repeats(short):
            above = self._above.get(heading.position)
            if above is None:
                return Unreadable("")
            row.notes.append(f"{heading.text}: 「{short}」→ 上の行の「{as_text(above)}」")
            return above
        return _harmless(cell)


def _repeats(short: str) -> bool:
    """Whether a cell is a mark that repeats the one above: 〃, (同上), 同　上."""
    return short in DITTO or (len(short) < 9 and "".join(short.split()).strip("()（）「」[]") in DITTO)


def _refuse_headings(number: int, cells: Sequence[Any], words: frozenset[str]) -> None:
    """Raise UserError at the headings of another table: what stands below them would be taken by those of the first."""
    said = [cell for cell in cells if not is_empty(cell)]
    if len(said) > 1 and sum(cell.__class__ is str and cell.strip() in words for cell in said) * 2 > len(said):
        first = "、".join(as_text(cell)[:20] for cell in said[:3])
        raise UserError(
            f"{number}行目に別の見出し({first})があります。表が2つ以上あるので、1つずつ別のシートかファイルに分けてください。"
        )


def column_letters(position: int) -> str:
    """What a spreadsheet calls a column: 0 → A, 26 → AA."""
    letters, rest = "", position + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(65 + letter) + letters
    return letters


def _tells(reader: Reader) -> bool:
    kind = type(reader)
    return kind.asks is not Reader.asks or kind.tells is not Reader.tells


def _tell(row: Row, column: Column, cell: Any, heading: str, value: Any) -> None:
    """Note what a cell was taken for, and ask where it is likelier wrong."""
    if note := column.reads.tells(cell, heading, value):
        row.notes.append(f"{column.heading}: {note}")
    if question := column.reads.asks(cell, heading, value):
        row.ask(column.heading, question)


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


def _read_each(column: Column, cells: list[Any], headed: list[str]) -> list[Any]:
    """Cells read each under a heading of its own."""
    return [_read_cells(column.reads, [cell], heading)[0] for cell, heading in zip(cells, headed, strict=True)]


def _read_cells(reader: Reader, cells: list[Any], heading: str) -> list[Any]:
    if not any(cell.__class__ in _NO_FACTS for cell in cells):
        return reader.read_many(cells, heading)
    plain = iter(reader.read_many([cell for cell in cells if cell.__class__ not in _NO_FACTS], heading))
    return [_why_not(cell) if cell.__class__ in _NO_FACTS else next(plain) for cell in cells]


_NO_FACTS = (Formula, Unreadable)


def _why_not(cell: str) -> Wrong:
    if cell.__class__ is Formula:
        return Wrong("式と見なされる文字列(=や@で始まるもの)は取り込めません。値だけを入れ直してください。")
    if not cell:
        return Wrong("同じという印がありますが、上の行に値がありません。値を入れてください。")
    return Wrong(f"セル{cell}の式がエラーか、値が保存されていません。Excelで直して保存し直すか、値を入れてください。")
