"""What a spreadsheet shows and a reader of its values does not say: rows hidden, cells that failed, and formulas not reckoned."""

import io
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers.expat import ExpatError, ParserCreate
from zipfile import BadZipFile, ZipFile

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


@dataclass(frozen=True)
class Told:
    """What is told of a sheet besides its rows: its name, its last row's number, the rows it hides, and whether it is shown itself."""

    name: str
    height: int
    hidden: tuple[int, ...] = ()
    visible: bool = True


@dataclass
class Unsaid:
    """Of one sheet: the numbers of its hidden rows, and by row and column (from 0) what stands in cells without a value."""

    hidden: set[int] = field(default_factory=set)
    failed: dict[int, dict[int, str]] = field(default_factory=dict)


def unsaid_of(content: bytes) -> dict[str, Unsaid]:
    """What an xlsx file's sheets show besides their values, by the sheets' names."""
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            return {name: _looked_through(archive, part) for name, part in _parts(archive).items()}
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


def _elements(content: bytes, tag: str) -> list[dict[str, str]]:
    """The attributes of each element of a name, whatever its namespace."""
    found: list[dict[str, str]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == tag:
            found.append(attributes)

    parser = ParserCreate()
    parser.StartElementHandler = start
    parser.Parse(content, True)
    return found


def _looked_through(archive: ZipFile, part: str) -> Unsaid:
    found, last = Unsaid(), 0
    for block in _blocks(archive, part):
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
            found.failed.setdefault(int(place[2]) - 1, {})[column_number(place[1].upper()) - 1] = text


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
