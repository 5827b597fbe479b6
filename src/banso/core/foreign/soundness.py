"""Whether a file that was handed in can be opened at all, told while its sender is still there to mend it."""

import io
from collections.abc import Iterator
from pathlib import PurePath
from zipfile import BadZipFile, ZipFile

from banso.core.errors import UserError

# The container of doc, xls and ppt, and of newer files with a password.
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WITH_PASSWORD = "EncryptedPackage".encode("utf-16-le")
LARGEST_UNPACKED = 500 << 20
LOCKED = "「{}」にはパスワードが付いています。パスワードを外して保存し直したものを選んでください。"
BROKEN = "「{}」を開けません。壊れているか、送る途中で切れています。元のファイルを開いて確かめ、保存し直してください。"
MACRO = "「{}」はマクロを含んでいます。マクロなしの形式(docx・xlsx・pptx)で保存し直すか、PDFにしてください。"
OLD = "「{}」は古い形式です。元のソフトで開き、新しい形式(docx・xlsx・pptx)で保存し直すか、PDFにしてください。"
PHOTO = "「{}」はiPhoneの写真の形式(HEIC)です。jpgに変換したものを選んでください。"
OFFICE = (".docx", ".xlsx", ".pptx", ".docm", ".xlsm", ".pptm", ".doc", ".xls", ".ppt")
PICTURES = (".jpg", ".jpeg", ".png")


def look(content: bytes, name: str) -> Iterator[int]:
    """How many pages a file has, 0 where that is not said. Raises UserError, in the sender's words, for one that will not open."""
    ending = PurePath(name).suffix.lower()
    if ending == ".pdf":
        yield _pages(content, name)
    elif ending in OFFICE:
        _look_into_office(content, name)
        yield 0
    elif ending in PICTURES:
        _look_at_picture(content, name)
        yield 1
    elif ending in (".heic", ".heif"):
        raise UserError(PHOTO.format(name))
    else:
        yield 0


def _pages(content: bytes, name: str) -> int:
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(content)) as document:
            number = len(document.pages)
    except pikepdf.PasswordError:
        raise UserError(LOCKED.format(name)) from None
    except pikepdf.PdfError:
        raise UserError(BROKEN.format(name)) from None
    if not number:
        raise UserError(BROKEN.format(name))
    return number


def _look_into_office(content: bytes, name: str) -> None:
    if content.startswith(OLD_OFFICE):
        raise UserError((LOCKED if WITH_PASSWORD in content else OLD).format(name))
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if any("vbaProject" in part.filename for part in parts):
                raise UserError(MACRO.format(name))
            if sum(part.file_size for part in parts) > LARGEST_UNPACKED or archive.testzip() is not None:
                raise UserError(BROKEN.format(name))
    except (BadZipFile, OSError, ValueError, EOFError, NotImplementedError, RuntimeError):
        raise UserError(BROKEN.format(name)) from None


def _look_at_picture(content: bytes, name: str) -> None:
    from PIL import Image

    try:
        with Image.open(io.BytesIO(content)) as picture:
            picture.load()
    except Exception:  # whatever a picture's decoder makes of it, it cannot be shown
        raise UserError(BROKEN.format(name)) from None
