"""Text files as offices write them: what their bytes say is told apart by rule, not by guess.

Guessing takes ordinary Japanese office files for Russian ones. Where two readings are as good, a person is asked.
"""

import codecs
import re
from dataclasses import dataclass

from .errors import UserError

_SAVE = "UTF-8のテキストとして保存し直してください。"
_JIS = b"\x1b$"
_END = b"\x1a"  # old programs close a text file with it
_LOOKED_AT = 20_000
_ORDINARY = re.compile("[ぁ-んァ-ヶー、。・「」（）０-９Ａ-Ｚａ-ｚ　]")
_JAPANESE = re.compile(
    "[\t\n\r\f -~\xa0-\xff\u2000-\u26ff\u3000-\u30ff\u3200-\u33ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]+"
)
_HALF = re.compile("[\uff61-\uff9f]")
_OF_NOBODY = re.compile("[\ue000-\uf8ff]")
SURE_OF_KANJI = 20  # so many kanji in a row are the usual ones by chance in one text of a thousand
_NEC = "banso.nec"


@dataclass(frozen=True)
class Reading:
    """A text as it reads in one encoding, by the name that offices know; `marked` where the file itself says which it is."""

    encoding: str
    text: str
    marked: bool = False


def decode(data: bytes) -> str:
    """Text from bytes. Raises UserError where they are no text, or read as well in one encoding as in another."""
    found = readings(data)
    if len(found) > 1:
        names = "か".join(one.encoding for one in found)
        raise UserError(f"文字コードが{names}か決められません。{_SAVE}")
    return found[0].text


def readings(data: bytes) -> list[Reading]:
    """The text, in each of the encodings that it may be in; nearly always one. Raises UserError where it is in none.

    A byte-order mark decides, then the marks of JIS mail, then UTF-8; then Shift_JIS as Windows writes it, or EUC-JP.
    """
    data = data.rstrip(_END) if data.endswith(_END) else data
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return [Reading("UTF-16", _decoded(data, "utf-16"), marked=True)]
    if b"\x00" in data:
        return [_in_utf_16(data)]
    if data.startswith(b"\xef\xbb\xbf"):
        return [Reading("UTF-8", _decoded(data, "utf-8-sig"), marked=True)]
    if _JIS in data:
        return [Reading("JIS", _decoded(data, "iso2022_jp_ext"), marked=True)]
    if (text := _text_in(data, "utf-8")) is not None:
        return [Reading("UTF-8", text)]
    windows, unix = _text_in(data, "cp932"), _text_in(data, "euc_jp", _NEC)
    if windows is not None and unix is not None:
        return _likelier(Reading("Shift_JIS", windows), Reading("EUC-JP", unix))
    if unix is not None:
        return [Reading("EUC-JP", unix)]
    return [Reading("Shift_JIS", _decoded(data, "utf-8", "cp932"))]


def _text_in(data: bytes, encoding: str, errors: str = "strict") -> str | None:
    try:
        return data.decode(encoding, errors)
    except UnicodeDecodeError:
        return None


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


def _in_utf_16(data: bytes) -> Reading:
    """UTF-16 without its mark: in the one order of bytes in which it is Japanese. Raises UserError for everything else."""
    texts = [text for encoding in ("utf-16-le", "utf-16-be") if (text := _text_in(data, encoding)) is not None]
    texts = [text for text in texts if _JAPANESE.fullmatch(text[:_LOOKED_AT]) and re.search("[\t\n,]", text)]
    if len(texts) != 1:
        raise UserError("文章のファイルではないようです。テキスト(.txt)として保存し直してください。")
    return Reading("UTF-16", texts[0])


def _likelier(windows: Reading, unix: Reading) -> list[Reading]:
    """Bytes that are Shift_JIS and EUC-JP alike: kana and everyday kanji in the one are half-width kana in the other."""
    letters = [letter for letter in unix.text[:_LOOKED_AT] if not letter.isascii()]
    others = [letter for letter in windows.text[:_LOOKED_AT] if not letter.isascii()]
    rare = sum(_is_rare(letter) for letter in letters) / len(letters)
    kana = sum(bool(_ORDINARY.match(letter)) for letter in letters) / len(letters)
    if rare <= 0.1 and (kana >= 0.2 or len(letters) >= SURE_OF_KANJI or any(map(_OF_NOBODY.match, others))):
        return [unix]
    if rare > 0.1 and kana < 0.2 and all(map(_HALF.match, others)):
        return [windows]
    return [unix, windows] if rare <= 0.1 else [windows, unix]


def _is_rare(letter: str) -> bool:
    """Whether a letter is none of the kanji, kana and signs that everyday Japanese is written with (JIS第1水準)."""
    try:
        return letter.encode("euc_jp")[0] >= 0xD0
    except UnicodeEncodeError:
        return False


def _nec(error: UnicodeError) -> tuple[str, int]:
    """The signs that Windows adds to EUC-JP, ① and ㈱ and 髙 among them: as they stand in its Shift_JIS."""
    assert isinstance(error, UnicodeDecodeError)
    row, cell = (byte - 0xA0 for byte in (*error.object[error.start : error.start + 2], 0, 0)[:2])
    if not (row == 13 or 89 <= row <= 92) or not 1 <= cell <= 94:
        raise error
    lead = (row - 1) // 2 + (0x81 if row <= 62 else 0xC1)
    trail = cell + 0x9E if row % 2 == 0 else cell + 0x3F + (cell >= 64)
    try:
        return bytes([lead, trail]).decode("cp932"), error.start + 2
    except UnicodeDecodeError:
        raise error from None


codecs.register_error(_NEC, _nec)
