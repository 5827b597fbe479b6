"""Which files may be kept: told by their content, never by their name alone.

There is no virus scanner here. What may carry a program (macros, scripts, archives of anything) is refused, and what is kept
is only ever handed over as a download.
"""

import zipfile
from collections.abc import Callable
from pathlib import PurePath
from typing import IO

import puremagic

from banso.core.errors import UserError

LARGEST = 20 * 1024 * 1024
_HEAD = 4096
_OFFICE = "application/vnd.openxmlformats-officedocument"


def _by_magic(mime: str) -> Callable[[IO[bytes]], bool]:
    def matches(file: IO[bytes]) -> bool:
        try:
            return any(found.mime_type == mime for found in puremagic.magic_string(file.read(_HEAD)))
        except puremagic.PureError:
            return False

    return matches


def _office(part: str) -> Callable[[IO[bytes]], bool]:
    """An Office file of the newer kind with this part in it, and without macros."""

    def matches(file: IO[bytes]) -> bool:
        try:
            with zipfile.ZipFile(file) as archive:
                names = archive.namelist()
        except (zipfile.BadZipFile, OSError, ValueError):
            return False
        return part in names and "[Content_Types].xml" in names and not any("vbaProject" in name for name in names)

    return matches


def _is_text(file: IO[bytes]) -> bool:
    content = file.read()
    for encoding in ("utf-8-sig", "cp932"):
        try:
            return "\0" not in content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return False


TYPES: dict[str, tuple[str, Callable[[IO[bytes]], bool]]] = {
    ".pdf": ("application/pdf", _by_magic("application/pdf")),
    ".docx": (f"{_OFFICE}.wordprocessingml.document", _office("word/document.xml")),
    ".xlsx": (f"{_OFFICE}.spreadsheetml.sheet", _office("xl/workbook.xml")),
    ".pptx": (f"{_OFFICE}.presentationml.presentation", _office("ppt/presentation.xml")),
    ".jpg": ("image/jpeg", _by_magic("image/jpeg")),
    ".jpeg": ("image/jpeg", _by_magic("image/jpeg")),
    ".png": ("image/png", _by_magic("image/png")),
    ".txt": ("text/plain", _is_text),
    ".csv": ("text/csv", _is_text),
}
ACCEPTED = ",".join(TYPES)


def type_of(name: str, size: int, file: IO[bytes]) -> str:
    """The content type of a file that may be kept. Raises UserError, saying what to hand in instead."""
    if size == 0:
        raise UserError(f"「{name}」は空のファイルです。中身を確かめてください。")
    if size > LARGEST:
        raise UserError(f"「{name}」は大きすぎます。20MBまでです。分けるか、PDFに変換して小さくしてください。")
    known = TYPES.get(PurePath(name).suffix.lower())
    if known is None:
        raise UserError(
            f"「{name}」の形式は保管できません。PDF、Word(docx)、Excel(xlsx)、PowerPoint(pptx)、画像(jpg・png)、"
            "文字(txt・csv)のどれかにしてください。"
        )
    mime, matches = known
    file.seek(0)
    if not matches(file):
        raise UserError(
            f"「{name}」の中身が拡張子の形式と違うか、マクロを含んでいます。元のソフトで保存し直してください。"
        )
    return mime
