"""Drafts as plain text: tab-separated table rows between lines of running text."""

from pathlib import Path

from banso.core.errors import UserError

from .draft import Draft, DraftCell, DraftLine


def read_text(path: Path) -> Draft:
    """Read a text draft. Raises UserError if it is not text in an encoding Japanese offices use."""
    draft = Draft()
    table = 0
    in_table = False
    for number, line in enumerate(decode(path.read_bytes()).splitlines(), start=1):
        parts = line.split("\t")
        is_row = len(parts) > 1
        table += is_row and not in_table
        in_table = is_row
        if line.strip():
            cells = tuple(
                DraftCell(part.strip(), _where(number, column, is_row)) for column, part in enumerate(parts, 1)
            )
            draft.lines.append(DraftLine(cells, table if is_row else None))
    return draft


def _where(line: int, column: int, is_row: bool) -> str:
    return f"{line}行目の{column}列" if is_row else f"{line}行目"


def decode(data: bytes) -> str:
    """Text from bytes: a byte-order mark decides, then UTF-8, then the Shift_JIS that Windows writes."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decoded(data, "utf-16")
    if b"\x00" in data[:4096]:
        raise UserError("文章のファイルではないようです。テキスト(.txt)として保存し直してください。")
    for encoding in ("utf-8-sig", "cp932"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UserError("文字コードが読み取れません。UTF-8かShift_JISのテキストとして保存し直してください。")


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UserError("文字コードが壊れています。UTF-8のテキストとして保存し直してください。") from error
