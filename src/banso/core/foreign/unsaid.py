"""What a spreadsheet shows and a reader of its values does not say: rows and columns hidden, cells that failed, formulas not
reckoned, numbers shown in another scale or with a unit. Of an Excel file of the newer kind here; the others have modules of
their own beside it.
"""

import io
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers.expat import ExpatError, ParserCreate
from zipfile import BadZipFile, ZipFile

from .number_format import BUILT_IN, show
from .shown import Shown, shown_otherwise, shows_otherwise

UNRECKONED = "#未計算!"  # stands in a cell whose formula was never reckoned
_READ = 1 << 20
_LONGEST = 200_000  # a row or cell longer than this is looked at in parts, and what is not seen of it is not said
_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*>")
_NUMBER = re.compile(rb"""\sr=["'](\d{1,7})["']""")
_HIDDEN = re.compile(rb"""\s(?:hidden=["'](?:1|true)["'])|\s(?:zeroHeight=["'](?:1|true)["'])|\sht=["']0["']""")
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*?)(?<!/)>(.*?)</(?:\w+:)?c>", re.DOTALL)
_PLACE = re.compile(rb"""\br=["']([A-Za-z]{1,3})(\d{1,7})["']""")
_FAILED = re.compile(rb"""\bt=["']e["']""")
_VALUE = re.compile(rb"<(?:\w+:)?v>([^<]*)</(?:\w+:)?v>|<(?:\w+:)?is\b")
_COLUMNS = re.compile(rb"<(?:\w+:)?col\b[^>]*>")
_FROM, _TO = re.compile(rb"""\smin=["'](\d{1,5})["']"""), re.compile(rb"""\smax=["'](\d{1,5})["']""")
_NO_WIDTH = re.compile(rb"""\swidth=["']0["']""")
_OF_TEXT = re.compile(rb"""\bt=["'](?:s|str|inlineStr|b|e|d)["']""")
MOST_COLUMNS = 16_384
Formats = dict[bytes, str]  # the number formats that may show a number otherwise, by the cells' style


@dataclass(frozen=True)
class Told:
    """What is told of a sheet besides its rows: its name, its last row's number, the rows and columns it hides (columns counted
    from 0), and whether it is shown itself."""

    name: str
    height: int
    hidden: tuple[int, ...] = ()
    visible: bool = True
    hidden_columns: tuple[int, ...] = ()


@dataclass
class Unsaid:
    """Of one sheet: the numbers of its hidden rows, its hidden columns (from 0), and by row and column (from 0) what stands in cells
    that have no value, or show another number than they have; and whether its workbook counts days from 1904."""

    from_1904: bool = False
    hidden: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    instead: dict[int, dict[int, str | Shown]] = field(default_factory=dict)

    def put(self, row: int, column: int, what: str | Shown) -> None:
        self.instead.setdefault(row, {})[column] = what


def unsaid_of(content: bytes) -> dict[str, Unsaid]:
    """What an xlsx file's sheets show besides their values, by the sheets' names."""
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            formats, from_1904 = _formats(archive), _counts_from_1904(archive)
            found = {name: _looked_through(archive, part, formats) for name, part in _parts(archive).items()}
            for one in found.values():
                one.from_1904 = from_1904
            return found
    except (BadZipFile, ExpatError, KeyError, OSError, ValueError):
        return {}  # the reader of the values will say what is wrong with the file


def _parts(archive: ZipFile) -> dict[str, str]:
    """The part of the archive that holds each sheet."""
    targets = {
        found["Id"]: found.get("Target", "")
        for found in _elements(archive.read("xl/_rels/workbook.xml.rels"), "Relationship")
        if "Id" in found
    }
    parts = {}
    for sheet in _elements(archive.read("xl/workbook.xml"), "sheet"):
        key = next((value for name, value in sheet.items() if name.endswith((":id", " id"))), "")
        target = targets.get(key, "")
        part = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
        if part in archive.namelist():
            parts[sheet.get("name", "")] = part
    return parts


def _counts_from_1904(archive: ZipFile) -> bool:
    book = _elements(archive.read("xl/workbook.xml"), "workbookPr")
    return any(one.get("date1904", "").lower() in ("1", "true", "on") for one in book)


def _elements(content: bytes, tag: str, within: str = "") -> list[dict[str, str]]:
    """The attributes of each element of a name, whatever its namespace; of those within one of another name, if that is said."""
    found: list[dict[str, str]] = []
    outer: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        outer.append(name.rpartition(":")[2])
        if outer[-1] == tag and (not within or within in outer):
            found.append(attributes)

    parser = ParserCreate()
    parser.StartElementHandler = start
    parser.EndElementHandler = lambda name: outer.pop()
    parser.Parse(content, True)
    return found


def _formats(archive: ZipFile) -> Formats:
    if "xl/styles.xml" not in archive.namelist():
        return {}
    content = archive.read("xl/styles.xml")
    codes = {one.get("numFmtId", ""): one.get("formatCode", "") for one in _elements(content, "numFmt")}
    found = {}
    for style, look in enumerate(_elements(content, "xf", within="cellXfs")):
        number = look.get("numFmtId", "0")
        code = codes.get(number) or BUILT_IN.get(int(number) if number.isdecimal() else 0, "General")
        if shows_otherwise(code):
            found[str(style).encode()] = code
    return found


def _looked_through(archive: ZipFile, part: str, formats: Formats) -> Unsaid:
    found, last = Unsaid(), 0
    styled = _styled(formats)
    for block in _blocks(archive, part):
        if b"<col" in block or b":col" in block:
            _hidden_columns(block, found)
        for cell in styled.finditer(block) if styled else ():
            _shown_cell(cell, formats, found)
        if b"hidden" in block or b"zeroHeight" in block or b"ht=" in block:
            last = _hidden_rows(block, found, last)
        if b't="e"' in block or b"t='e'" in block or b"<f" in block or b":f" in block:
            _failed_cells(block, found)
    return found


def _hidden_rows(block: bytes, found: Unsaid, last: int) -> int:
    for row in _ROW.findall(block):
        number = _NUMBER.search(row)
        last = int(number[1]) if number else last + 1
        if _HIDDEN.search(row):
            found.hidden.add(last)
    return last


def _hidden_columns(block: bytes, found: Unsaid) -> None:
    for column in _COLUMNS.findall(block):
        first, last = _FROM.search(column), _TO.search(column)
        if first and last and (_HIDDEN.search(column) or _NO_WIDTH.search(column)):
            found.hidden_columns.update(range(int(first[1]) - 1, min(int(last[1]), MOST_COLUMNS)))


def _styled(formats: Formats) -> re.Pattern[bytes] | None:
    """Cells of these styles."""
    if not formats:
        return None
    style = rb"""(?=[^>]*?\ss=["'](""" + b"|".join(formats) + rb""")["'])"""
    return re.compile(rb"<(?:\w+:)?c\b" + style + rb"([^>]*?)(?<!/)>(.*?)</(?:\w+:)?c>", re.DOTALL)


def _shown_cell(cell: re.Match[bytes], formats: Formats, found: Unsaid) -> None:
    """A number that its cell shows otherwise, as it is shown."""
    style, attributes, inside = cell.groups()
    place, said = _PLACE.search(attributes), _VALUE.search(inside)
    if not place or not said or not said[1] or _OF_TEXT.search(attributes):
        return
    try:
        value = float(said[1])
        shown = shown_otherwise(value, show(value, formats[style]))
    except (ValueError, ArithmeticError):
        return
    if shown:
        found.put(int(place[2]) - 1, column_number(place[1].upper()) - 1, shown)


def _failed_cells(block: bytes, found: Unsaid) -> None:
    for attributes, inside in _CELL.findall(block):
        failed = _FAILED.search(attributes)
        value = _VALUE.search(inside)
        reckoned = value is not None and (value[1] is None or value[1].strip())
        if not failed and (reckoned or not re.search(rb"<(?:\w+:)?f\b", inside)):
            continue
        place = _PLACE.search(attributes)
        if place:
            text = value[1].decode("utf-8", "replace") if failed and value and value[1] else UNRECKONED
            found.put(int(place[2]) - 1, column_number(place[1].upper()) - 1, text)


_ENDS = re.compile(rb".*</(?:\w+:)?(?:c|row)>", re.DOTALL)  # greedy: up to the last


def _blocks(archive: ZipFile, part: str) -> Iterator[bytes]:
    """The sheet in pieces, none of which ends within a cell or a row's first tag."""
    rest = b""
    with archive.open(part) as file:
        while block := file.read(_READ):
            rest += block
            whole = _ENDS.match(rest)
            if whole or len(rest) > _READ + _LONGEST:
                end = whole.end() if whole else len(rest)
                yield rest[:end]
                rest = rest[end:]
    yield rest


def column_number(letters: bytes) -> int:
    """The number of a spreadsheet's column: A → 1, AA → 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
