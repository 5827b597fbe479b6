"""Text files as offices write them."""

from .errors import UserError

_SAVE = "UTF-8のテキストとして保存し直してください。"
_JIS = b"\x1b$"
_END = b"\x1a"  # old programs close a text file with it


def decode(data: bytes) -> str:
    """Text from bytes: a byte-order mark decides, then the marks of JIS mail, then UTF-8, then the Shift_JIS that Windows writes.

    Told apart by rule, not by guess: guessing takes ordinary Japanese office files for Russian ones. Raises UserError.
    """
    data = data.rstrip(_END) if data.endswith(_END) else data
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decoded(data, "utf-16")
    if b"\x00" in data:
        raise UserError("文章のファイルではないようです。テキスト(.txt)として保存し直してください。")
    if data.startswith(b"\xef\xbb\xbf"):
        return _decoded(data, "utf-8-sig")
    if _JIS in data:
        return _decoded(data, "iso2022_jp_ext")
    return _decoded(data, "utf-8", "cp932")


def _decoded(data: bytes, *encodings: str) -> str:
    """The text in the first encoding that holds all of it; else the error tells where the one that holds most of it ends."""
    furthest = 0
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError as error:
            furthest = max(furthest, error.start)
    line = data[:furthest].count(b"\n") + 1
    raise UserError(f"{line}行目に読めない文字があります。文字コードが混ざっているか、壊れています。{_SAVE}")
