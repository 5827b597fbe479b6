"""What an OpenDocument spreadsheet shows and a reader of its values does not say (:mod:`.unsaid`): each cell holds its text too."""

import io
import re
from xml.parsers.expat import ExpatError, ParserCreate
from zipfile import BadZipFile, ZipFile

from .shown import shown_otherwise
from .unsaid import MOST_COLUMNS, Unsaid

_FAILED = re.compile(r"#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!)|(?:Err:|エラー:)\d+")
_UNSEEN = ("collapse", "filter")
MOST_ROWS = 300_000  # as many as a sheet may have


def unsaid_in_ods(content: bytes) -> dict[str, Unsaid]:
    """What the sheets show besides their values, by the sheets' names; nothing where the file is broken, which its reader will say."""
    reader = _Reader()
    try:
        with ZipFile(io.BytesIO(content)) as archive, archive.open("content.xml") as part:
            reader.parse(part)
    except (BadZipFile, ExpatError, KeyError, OSError, ValueError):
        return {}
    return reader.sheets


class _Reader:
    def __init__(self) -> None:
        self.sheets: dict[str, Unsaid] = {}
        self.found = Unsaid()
        self.row = self.column = self.columns = 0
        self.rows_here = self.cells_here = 1
        self.cell: dict[str, str] = {}
        self.text: list[str] = []
        self.in_text = self.in_note = 0
        self.groups: list[bool] = []

    def parse(self, part: object) -> None:
        parser = ParserCreate(namespace_separator=" ")
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._said
        parser.buffer_text = True
        parser.ParseFile(part)  # type: ignore[arg-type]

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(" ")[2]
        said = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        if tag == "table":
            self.found = self.sheets.setdefault(said.get("name", ""), Unsaid())
            self.row = self.columns = 0
        elif tag in ("table-row-group", "table-column-group"):
            self.groups.append(said.get("display") == "false")
        elif tag == "table-column":
            self._column(said)
        elif tag == "table-row":
            self.rows_here, self.column = _times(said, "number-rows-repeated", 1 << 20), 0
            if self._is_hidden(said):
                self.found.hidden.update(range(self.row + 1, self.row + 1 + min(self.rows_here, MOST_ROWS)))
        elif tag in ("table-cell", "covered-table-cell"):
            self.cell, self.text = said, []
            self.cells_here = _times(said, "number-columns-repeated", MOST_COLUMNS)
        elif tag == "annotation":
            self.in_note += 1
        elif tag == "p":
            self.in_text += 1

    def _column(self, said: dict[str, str]) -> None:
        times = _times(said, "number-columns-repeated", MOST_COLUMNS)
        if self._is_hidden(said):
            self.found.hidden_columns.update(range(self.columns, min(self.columns + times, MOST_COLUMNS)))
        self.columns += times

    def _is_hidden(self, said: dict[str, str]) -> bool:
        return said.get("visibility") in _UNSEEN or any(self.groups)

    def _said(self, text: str) -> None:
        if self.in_text and not self.in_note:
            self.text.append(text)

    def _end(self, name: str) -> None:
        tag = name.rpartition(" ")[2]
        if tag in ("table-cell", "covered-table-cell"):
            self._cell_ends()
            self.column += self.cells_here
        elif tag == "table-row":
            self.row += self.rows_here
        elif tag in ("table-row-group", "table-column-group") and self.groups:
            self.groups.pop()
        elif tag == "annotation":
            self.in_note -= 1
        elif tag == "p":
            self.in_text -= 1

    def _cell_ends(self) -> None:
        text, kind = "".join(self.text).strip(), self.cell.get("value-type", "")
        if _FAILED.fullmatch(text) and (self.cell.get("value-type") != "string" or "formula" in self.cell):
            self._put("#VALUE!" if text[0] != "#" else text)
        elif kind in ("float", "currency", "percentage") and text:
            try:
                shown = shown_otherwise(float(self.cell.get("value", "")), text)
            except ValueError:
                return
            if shown:
                self._put(shown)

    def _put(self, what: object) -> None:
        for row in range(self.row, self.row + min(self.rows_here, 1_000)):
            for column in range(self.column, self.column + min(self.cells_here, 300)):
                self.found.put(row, column, what)  # type: ignore[arg-type]


def _times(said: dict[str, str], name: str, most: int) -> int:
    times = said.get(name, "1")
    return min(int(times), most) if times.isascii() and times.isdecimal() and len(times) < 9 else 1
