"""What an Excel file of before 2007 shows and a reader of its values does not say (:mod:`.unsaid`).

Such a file is a container of streams in sectors (OLE), one of which, the workbook, is a run of records: a number of two bytes,
a length of two bytes, and what it holds. Only those records are looked at that say what is hidden, failed or shown otherwise.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from .number_format import BUILT_IN, show
from .shown import shown_otherwise, shows_otherwise
from .unsaid import Unsaid

_FREE, _END = 0xFFFFFFFF, 0xFFFFFFFE
_BOF, _EOF, _SHEET, _FORMAT, _LOOK, _ROW, _COLUMN = 0x809, 0x0A, 0x85, 0x41E, 0xE0, 0x208, 0x7D
_CALENDAR = 0x22
_NUMBER, _SHORT, _SHORTS, _FORMULA, _FAILED = 0x203, 0x27E, 0xBD, 0x06, 0x205
_OF_BIFF_8 = 0x600
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_ANY_ERROR = "#VALUE!"
_SMALL = 4_096  # a shorter stream lies in small sectors
Record = tuple[int, bytes]


def unsaid_in_xls(content: bytes) -> dict[str, Unsaid]:
    """What the sheets show besides their values, by the sheets' names; nothing where the file is broken, which its reader will say."""
    try:
        return _Workbook(_stream(content, ("Workbook", "Book"))).sheets()
    except (struct.error, IndexError, LookupError, UnicodeDecodeError, ValueError):
        return {}


def _stream(content: bytes, names: tuple[str, ...]) -> bytes:
    """The content of the first stream with one of the names. Raises LookupError without one."""
    shift, small_shift = struct.unpack_from("<HH", content, 30)
    first_directory, _, cutoff, first_small_table = struct.unpack_from("<IIII", content, 48)
    size = 1 << shift
    fat = _fat(content, size)
    directory = _chain(content, fat, first_directory, size, offset=size)
    streams = {}
    for start in range(0, len(directory) - 127, 128):
        length, first, known = (
            *struct.unpack_from("<H", directory, start + 64),
            *struct.unpack_from("<II", directory, start + 116),
        )
        streams[directory[start : start + max(length - 2, 0)].decode("utf-16-le")] = (first, known)
    first, length = next(streams[name] for name in names if name in streams)
    if length >= (cutoff or _SMALL):
        return _chain(content, fat, first, size, offset=size)[:length]
    small_table = _chain(content, fat, first_small_table, size, offset=size)
    table = list(struct.unpack(f"<{len(small_table) // 4}I", small_table[: len(small_table) // 4 * 4]))
    held = _chain(content, fat, streams["Root Entry"][0], size, offset=size)
    return _chain(held, table, first, 1 << small_shift, offset=0)[:length]


def _fat(content: bytes, size: int) -> list[int]:
    """For each sector the one that follows it in its stream."""
    first, count = struct.unpack_from("<II", content, 68)
    sectors = list(struct.unpack_from("<109I", content, 76))
    while first not in (_FREE, _END) and count > 0:
        more = struct.unpack_from(f"<{size // 4}I", content, (first + 1) * size)
        sectors += more[:-1]
        first, count = more[-1], count - 1
    fat: list[int] = []
    for sector in sectors:
        if sector not in (_FREE, _END):
            fat += struct.unpack_from(f"<{size // 4}I", content, (sector + 1) * size)
    return fat


def _chain(content: bytes, table: list[int], first: int, size: int, *, offset: int) -> bytes:
    """The sectors of a stream one after another; a chain that runs in a ring ends after as many as there are."""
    parts = []
    for _ in range(len(table)):
        if first in (_FREE, _END):
            break
        parts.append(content[offset + first * size : offset + (first + 1) * size])
        first = table[first]
    return b"".join(parts)


@dataclass
class _Workbook:
    stream: bytes
    codes: dict[int, str] = field(default_factory=dict)
    looks: list[int] = field(default_factory=list)
    from_1904: bool = False

    def sheets(self) -> dict[str, Unsaid]:
        places: dict[str, int] = {}
        version = _OF_BIFF_8
        for kind, data in self._records(0):
            if kind == _BOF:
                (version,) = struct.unpack_from("<H", data)
            elif kind == _SHEET:
                (place,) = struct.unpack_from("<I", data)
                places[_text(data[6:], 1, version)] = place
            elif kind == _FORMAT:
                number, wide = struct.unpack_from("<H", data)[0], 2 if version == _OF_BIFF_8 else 1
                self.codes[number] = _text(data[2:], wide, version)
            elif kind == _CALENDAR:
                self.from_1904 = data[:1] == b"\x01"
            elif kind == _LOOK:
                self.looks.append(struct.unpack_from("<H", data, 2)[0])
        codes = [self.codes.get(number) or BUILT_IN.get(number, "General") for number in self.looks]
        telling = {look: code for look, code in enumerate(codes) if shows_otherwise(code)}
        return {name: self._sheet(place, telling) for name, place in places.items()}

    def _records(self, place: int) -> Iterator[Record]:
        """The records from a place to the end of what begins there."""
        while place + 4 <= len(self.stream):
            kind, length = struct.unpack_from("<HH", self.stream, place)
            yield kind, self.stream[place + 4 : place + 4 + length]
            place += 4 + length
            if kind == _EOF:
                return

    def _sheet(self, place: int, telling: dict[int, str]) -> Unsaid:
        found = Unsaid(from_1904=self.from_1904)
        for kind, data in self._records(place):
            if kind == _ROW and struct.unpack_from("<H", data, 12)[0] & 0x20:
                found.hidden.add(struct.unpack_from("<H", data)[0] + 1)
            elif kind == _COLUMN and struct.unpack_from("<H", data, 8)[0] & 1:
                first, last = struct.unpack_from("<HH", data)
                found.hidden_columns.update(range(first, last + 1))
            elif kind == _FAILED and data[7]:
                row, column = struct.unpack_from("<HH", data)
                found.put(row, column, _ERRORS.get(data[6], _ANY_ERROR))
            elif kind in (_NUMBER, _SHORT, _SHORTS, _FORMULA):
                self._numbers(kind, data, telling, found)
        return found

    def _numbers(self, kind: int, data: bytes, telling: dict[int, str], found: Unsaid) -> None:
        row, column = struct.unpack_from("<HH", data)
        if kind == _FORMULA and data[12:14] == b"\xff\xff":
            if data[6] == 2:
                found.put(row, column, _ERRORS.get(data[8], _ANY_ERROR))
            return
        for place, look, value in _values(kind, data, column):
            if look in telling:
                shown = shown_otherwise(value, show(value, telling[look]))
                if shown:
                    found.put(row, place, shown)


def _values(kind: int, data: bytes, column: int) -> Iterator[tuple[int, int, float]]:
    """The numbers of a record: each one's column, look and value."""
    if kind in (_NUMBER, _FORMULA):
        look, value = struct.unpack_from("<Hd", data, 4)
        yield column, look, value
    elif kind == _SHORT:
        look, packed = struct.unpack_from("<HI", data, 4)
        yield column, look, _unpacked(packed)
    else:
        for n in range((len(data) - 6) // 6):
            look, packed = struct.unpack_from("<HI", data, 4 + 6 * n)
            yield column + n, look, _unpacked(packed)


def _unpacked(packed: int) -> float:
    """A number in four bytes: a whole one or the upper half of a float, perhaps a hundred times too large."""
    if packed & 2:
        value = float(packed >> 2) if packed < 1 << 31 else float((packed >> 2) - (1 << 30))
    else:
        (value,) = struct.unpack("<d", struct.pack("<II", 0, packed & 0xFFFFFFFC))
    return value / 100 if packed & 1 else value


def _text(data: bytes, wide: int, version: int) -> str:
    """A text that begins with its length in `wide` bytes; the newer form says next whether each letter takes two bytes."""
    length = int.from_bytes(data[:wide], "little")
    if version != _OF_BIFF_8:
        return data[wide : wide + length].decode("cp932", "replace")
    flags, rest = data[wide], data[wide + 1 :]
    return rest[: 2 * length].decode("utf-16-le") if flags & 1 else rest[:length].decode("latin-1")
