"""Makes a small Excel file of before 2007, record by record, to try what is read of it."""

import struct
from collections.abc import Sequence

Cell = str | float | None | tuple[float, str]
ERROR = "#REF!"
_SECTOR = 512


def old_workbook(
    rows: Sequence[Sequence[Cell]],
    *,
    hidden_rows: Sequence[int] = (),
    hidden_columns: Sequence[int] = (),
    from_1904: bool = False,
) -> bytes:
    """A file with one sheet 「名簿」. A number with a format is a pair; 「#REF!」 is a cell that failed."""
    codes = sorted({cell[1] for row in rows for cell in row if isinstance(cell, tuple)})
    head = _record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0)) + _record(0x22, struct.pack("<H", from_1904))
    formats = b"".join(_record(0x41E, struct.pack("<H", 164 + n) + _text(code, 2)) for n, code in enumerate(codes))
    looks = b"".join(
        _record(0xE0, struct.pack("<HHH14x", 0, number, 0)) for number in (0, *range(164, 164 + len(codes)))
    )
    end = _record(0x0A, b"")
    sheet = _sheet(rows, codes, hidden_rows, hidden_columns) + end
    name = _text("名簿", 1)
    place = len(head + formats + looks) + 4 + 6 + len(name) + len(end)
    listed = _record(0x85, struct.pack("<IBB", place, 0, 0) + name)
    return _container(head + formats + looks + listed + end + sheet)


def _sheet(rows: Sequence[Sequence[Cell]], codes: list[str], hidden: Sequence[int], columns: Sequence[int]) -> bytes:
    parts = [_record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0))]
    parts += [_record(0x7D, struct.pack("<HHHHHH", place, place, 2304, 0, 1, 0)) for place in columns]
    parts += [
        _record(0x208, struct.pack("<HHHHHHI", n, 0, len(row), 255, 0, 0, 0x120 if n + 1 in hidden else 0x100))
        for n, row in enumerate(rows)
    ]
    for y, row in enumerate(rows):
        for x, cell in enumerate(row):
            place = struct.pack("<HHH", y, x, codes.index(cell[1]) + 1 if isinstance(cell, tuple) else 0)
            if cell == ERROR:
                parts.append(_record(0x205, place + bytes([23, 1])))
            elif isinstance(cell, str):
                parts.append(_record(0x204, place + _text(cell, 2)))
            elif cell is not None:
                parts.append(_record(0x203, place + struct.pack("<d", cell[0] if isinstance(cell, tuple) else cell)))
    return b"".join(parts)


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _text(text: str, wide: int) -> bytes:
    return len(text).to_bytes(wide, "little") + b"\x01" + text.encode("utf-16-le")


def _container(stream: bytes) -> bytes:
    """The stream in sectors: the header, a table of sectors, the directory, and the stream, never shorter than 4,096 bytes."""
    stream = stream.ljust(max(4_096, -(-len(stream) // _SECTOR) * _SECTOR), b"\0")
    count = len(stream) // _SECTOR
    table = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, 2 + count), 0xFFFFFFFE]
    table += [0xFFFFFFFF] * (_SECTOR // 4 - len(table))
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIIIIIIII", 0, 1, 1, 0, 4_096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0)
    head += struct.pack("<108I", *[0xFFFFFFFF] * 108)
    directory = _entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1) + _entry("Workbook", 2, 2, len(stream))
    return head + struct.pack(f"<{_SECTOR // 4}I", *table) + directory.ljust(_SECTOR, b"\0") + stream


def _entry(name: str, kind: int, first: int, length: int, child: int = 0xFFFFFFFF) -> bytes:
    spelled = name.encode("utf-16-le")
    said = spelled.ljust(64, b"\0") + struct.pack("<HBB", len(spelled) + 2, kind, 1)
    return said + struct.pack("<III36xIII", 0xFFFFFFFF, 0xFFFFFFFF, child, first, length, 0)
