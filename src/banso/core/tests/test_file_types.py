"""Files are told by their content: what may be kept, and what is refused."""

import io
import zipfile

import pytest
from docx import Document as Word

from banso.core.errors import UserError
from banso.core.file_types import DOCUMENTS, DRAWINGS, LARGEST

PDF = b"%PDF-1.7\n1 0 obj\n"
IGES = b"axis".ljust(72) + b"S      1\n"


def word(*more: str) -> bytes:
    content = io.BytesIO()
    Word().save(content)
    with zipfile.ZipFile(content, "a") as archive:
        for name in more:
            archive.writestr(name, b"x")
    return content.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "mime"),
    [
        ("決算書.pdf", PDF, "application/pdf"),
        ("計画.DOCX", word(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("写真.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF\0\1", "image/jpeg"),
        ("覚書.txt", "覚え書き".encode("cp932"), "text/plain"),
        ("一覧.csv", "企業,金額\n".encode("utf-8-sig"), "text/csv"),
    ],
)
def test_what_it_says_it_is(name: str, content: bytes, mime: str) -> None:
    """Kept, under the type its content has."""
    assert DOCUMENTS.type_of(name, len(content), io.BytesIO(content)) == mime


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("空.pdf", b"", "空のファイル"),
        ("実行.exe", b"MZ\x90\0", "形式は保管できません"),
        ("絵.svg", b"<svg onload='x'/>", "形式は保管できません"),
        ("偽物.pdf", b"MZ\x90\0" + b"\0" * 60, "中身が拡張子の形式と違う"),
        ("偽物.png", PDF, "中身が拡張子の形式と違う"),
        ("偽物.docx", b"PK\x03\x04broken", "中身が拡張子の形式と違う"),
        ("表に見せた.xlsx", word(), "中身が拡張子の形式と違う"),
        ("マクロ.docx", word("word/vbaProject.bin"), "マクロを含んで"),
        ("二進.txt", b"\0\1\2", "中身が拡張子の形式と違う"),
        ("拡張子なし", PDF, "形式は保管できません"),
    ],
)
def test_what_is_refused(name: str, content: bytes, says: str) -> None:
    """With the file's name and what to do."""
    with pytest.raises(UserError, match=says) as refused:
        DOCUMENTS.type_of(name, len(content), io.BytesIO(content))
    assert name in str(refused.value)


def test_a_byte_too_many() -> None:
    """Exactly the limit is taken."""
    assert DOCUMENTS.type_of("a.pdf", LARGEST, io.BytesIO(PDF)) == "application/pdf"
    with pytest.raises(UserError, match="20MB"):
        DOCUMENTS.type_of("a.pdf", LARGEST + 1, io.BytesIO(PDF))


DXF = b"  0\r\nSECTION\r\n  2\r\nHEADER\r\n"


@pytest.mark.parametrize(
    ("name", "content", "mime"),
    [
        ("軸.pdf", PDF, "application/pdf"),
        ("軸.DXF", DXF, "image/vnd.dxf"),
        ("注記つき.dxf", b"999\nmade by hand\n" + DXF, "image/vnd.dxf"),
        ("二進.dxf", b"AutoCAD Binary DXF\r\n\x1a\0\0\0SECTION\0", "image/vnd.dxf"),
        ("軸.dwg", b"AC1032\0\0\0\0", "image/vnd.dwg"),
        ("配置.jww", b"JwwData.\x58\x02", "application/octet-stream"),
        ("軸.stp", b"ISO-10303-21;\nHEADER;", "model/step"),
        ("軸.igs", IGES, "model/iges"),
        ("青焼き.tif", b"II*\0\x08\0\0\0", "image/tiff"),
        ("青焼き.tiff", b"MM\0*\0\0\0\x08", "image/tiff"),
    ],
)
def test_a_drawing_is_what_it_says_it_is(name: str, content: bytes, mime: str) -> None:
    """Kept, under the type its content has."""
    assert DRAWINGS.type_of(name, len(content), io.BytesIO(content)) == mime


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("偽物.dwg", b"MZ\x90\0" + b"\0" * 60, "中身が拡張子の形式と違う"),
        ("偽物.dxf", b"0\nCOMMAND\n", "中身が拡張子の形式と違う"),
        ("偽物.step", PDF, "中身が拡張子の形式と違う"),
        ("偽物.igs", b"S      1\n", "中身が拡張子の形式と違う"),
        ("偽物.tif", PDF, "中身が拡張子の形式と違う"),
        ("見積.xlsx", b"PK\x03\x04", "CADの図面"),
        ("空.dxf", b"", "空のファイル"),
    ],
)
def test_no_drawing(name: str, content: bytes, says: str) -> None:
    """Refused with the file's name and what may come."""
    with pytest.raises(UserError, match=says) as refused:
        DRAWINGS.type_of(name, len(content), io.BytesIO(content))
    assert name in str(refused.value)
