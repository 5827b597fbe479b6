"""Which files may be kept: told by their content, never by their name alone.

There is no virus scanner here. What carries a program where one can look for it (macros, scripts, archives of anything) is
refused, and what is kept is only ever handed over as a download.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import IO, TypeAlias

from .errors import UserError
from .foreign import read_apart

LARGEST = 20 * 1024 * 1024
_HEAD = 4096
_OFFICE = "application/vnd.openxmlformats-officedocument"
WORD = f"{_OFFICE}.wordprocessingml.document"
EXCEL = f"{_OFFICE}.spreadsheetml.sheet"
POWERPOINT = f"{_OFFICE}.presentationml.presentation"
Matches: TypeAlias = Callable[[IO[bytes]], bool]


def _by_magic(mime: str) -> Matches:
    def matches(file: IO[bytes]) -> bool:
        import puremagic  # its tables are large, and few requests bring a file

        try:
            return any(found.mime_type == mime for found in puremagic.magic_string(file.read(_HEAD)))
        except puremagic.PureError:
            return False

    return matches


def _begins(pattern: bytes) -> Matches:
    """A file that begins as its format prescribes."""
    begins = re.compile(pattern, re.DOTALL)
    return lambda file: begins.match(file.read(_HEAD)) is not None


def _office(part: str) -> Matches:
    """An Office file of the newer kind with this part in it, and without macros."""

    def matches(file: IO[bytes]) -> bool:
        try:
            return bool(read_apart("banso.core.foreign.office.holds", file.read(), part)[0])
        except UserError:
            return False

    return matches


def _is_text(file: IO[bytes]) -> bool:
    content = file.read()
    for encoding in ("utf-8-sig", "cp932"):
        try:
            return "\0" not in content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return False


@dataclass(frozen=True)
class Accepted:
    """The formats accepted in one place, in words and by the ending of the name: the content type, and how to know it."""

    words: str
    types: Mapping[str, tuple[str, Matches]]
    warning: str = ""

    def type_of(self, name: str, size: int, file: IO[bytes]) -> str:
        """The content type of a file that may be kept. Raises UserError, saying what to hand in instead."""
        if size == 0:
            raise UserError(f"「{name}」は空のファイルです。中身を確かめてください。")
        if size > LARGEST:
            raise UserError(f"「{name}」は大きすぎます。20MBまでです。分けるか、PDFに変換して小さくしてください。")
        known = self.types.get(PurePath(name).suffix.lower())
        if known is None:
            raise UserError(f"「{name}」の形式は保管できません。{self.words}のどれかにしてください。")
        mime, matches = known
        file.seek(0)
        if not matches(file):
            raise UserError(
                f"「{name}」の中身が拡張子の形式と違うか、マクロを含んでいます。元のソフトで保存し直してください。"
            )
        return mime


_PDF = ("application/pdf", _by_magic("application/pdf"))
_JPEG = ("image/jpeg", _by_magic("image/jpeg"))
_PNG = ("image/png", _by_magic("image/png"))
_TIFF = ("image/tiff", _begins(rb"II\*\0|MM\0\*"))
_STEP = ("model/step", _begins(rb"\s*ISO-10303-21;"))
_IGES = ("model/iges", _begins(rb"[^\r\n]{72}S {0,6}0{0,6}1\r?\n"))
_DXF = ("image/vnd.dxf", _begins(rb"AutoCAD Binary DXF\r\n\x1a\0|(\s*999\r?\n[^\r\n]*\r?\n)*\s*0\r?\nSECTION\r?\n"))

DOCUMENTS = Accepted(
    "PDF、Word(docx)、Excel(xlsx)、PowerPoint(pptx)、画像(jpg・png)、文字(txt・csv)",
    {
        ".pdf": _PDF,
        ".docx": (WORD, _office("word/document.xml")),
        ".xlsx": (EXCEL, _office("xl/workbook.xml")),
        ".pptx": (POWERPOINT, _office("ppt/presentation.xml")),
        ".jpg": _JPEG,
        ".jpeg": _JPEG,
        ".png": _PNG,
        ".txt": ("text/plain", _is_text),
        ".csv": ("text/csv", _is_text),
    },
)
DRAWINGS = Accepted(
    "PDF、CADの図面(dxf・dwg・jww・step・iges)、画像(tif・jpg・png)",
    {
        ".pdf": _PDF,
        ".dxf": _DXF,
        ".dwg": ("image/vnd.dwg", _begins(rb"AC10[0-9]{2}\0")),
        ".jww": ("application/octet-stream", _begins(rb"JwwData\.")),
        ".step": _STEP,
        ".stp": _STEP,
        ".iges": _IGES,
        ".igs": _IGES,
        ".tif": _TIFF,
        ".tiff": _TIFF,
        ".jpg": _JPEG,
        ".jpeg": _JPEG,
        ".png": _PNG,
    },
    warning="dwgの中のマクロまでは調べられません。",
)
