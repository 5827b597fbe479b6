"""Text files as offices write them."""

from .errors import UserError


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
