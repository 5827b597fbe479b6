"""Drafts are read in a process of their own: what would fill the memory or ends its reader is a message."""

import io
import zipfile

import pytest

from banso.core.errors import UserError
from banso.core.foreign import read_apart

READ = "banso.report.tieout.reading.apart.read_draft"
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
BOMB = f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY l0 "ha">{LAUGHS}]><w>&l9;</w>'


@pytest.mark.parametrize(("kind", "part"), [(".docx", "word/document.xml"), (".xlsx", "xl/workbook.xml")])
def test_entities_that_multiply_are_refused(kind: str, part: str) -> None:
    """A kilobyte that unfolds into gigabytes."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(part, BOMB)
    with pytest.raises(UserError):
        read_apart(READ, kind, kept.getvalue())


def test_a_text_draft_comes_back_line_by_line() -> None:
    """Cells and where they stand."""
    [line] = read_apart(READ, ".txt", "件数\t1,077件\n".encode())[0].lines
    assert [cell.text for cell in line.cells] == ["件数", "1,077件"]
