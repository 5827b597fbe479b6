"""Files from outside are read in a process of their own: whatever becomes of that, this one goes on and says what is wrong."""

import io
import os
import zipfile

import pytest
import xlsxwriter

from banso.core.errors import UserError
from banso.core.foreign import FAILED, TOO_LONG, _readers, read_apart
from banso.core.foreign.books import open_book

HERE = "banso.core.tests.readers_that_fail"


def workbook(sheet: str) -> bytes:
    """A workbook whose sheet is told in XML."""
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept, {"in_memory": True}) as book:
        book.add_worksheet("一覧").write(0, 0, "企業名")
    changed = io.BytesIO()
    with zipfile.ZipFile(kept) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                content = content.replace(
                    content[content.index(b"<sheetData>") : content.index(b"</sheetData>")], sheet.encode()
                )
            new.writestr(name, content)
    return changed.getvalue()


def cell(place: str) -> str:
    return f'<row r="1"><c r="{place}"><v>7</v></c></row>'


@pytest.mark.parametrize("how", ["abort", "quiet", "memory", "fault"])
def test_a_reader_that_dies_is_one_message(how: str) -> None:
    """Whether the file killed it, filled its memory or met a fault of its code: the file cannot be opened, and why that may be."""
    with pytest.raises(UserError) as refused:
        read_apart(f"{HERE}.ends_its_process", how)
    assert str(refused.value) == FAILED
    assert open_book("企業名\nア\n".encode()).format == "csv"


def test_a_reader_that_never_ends_is_ended() -> None:
    """After the seconds it has."""
    with pytest.raises(UserError) as refused:
        read_apart(f"{HERE}.ends_its_process", "time", seconds=0.5)
    assert str(refused.value) == TOO_LONG


def test_what_a_reader_refuses_is_said() -> None:
    """Its own words, also where some of the file was read before."""
    with pytest.raises(UserError, match="2枚目のシートが読めません"):
        read_apart(f"{HERE}.refuses")


def test_a_reader_hands_back_data_and_nothing_that_acts() -> None:
    """A reader that a file has taken over cannot have this process call anything."""
    answer = read_apart(f"{HERE}.hands_back_a_call")
    with pytest.raises(UserError):
        answer[0]


def test_a_reader_knows_no_password_and_reaches_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its environment is almost empty, and there is no network where the kernel lets one be taken away."""
    monkeypatch.setenv("DATABASE_URL", "postgresql://banso:secret@/banso")
    known, *reached = read_apart(f"{HERE}.what_it_knows")
    assert set(known) <= {"PYTHONPATH", "LC_ALL", "LC_CTYPE"}
    assert reached in (["Network is unreachable"], ["Connection refused"])


@pytest.mark.parametrize(
    "place", ["A99999999999", "ZZZZZZZZZZ1", "xfd1048576", "XFD1048576", "$xfd$1048576", "A4294967297"]
)
def test_an_absurd_cell_ends_nothing(place: str) -> None:
    """However it is written: refused in words, within the memory a reader has."""
    with pytest.raises(UserError):
        open_book(workbook("<sheetData>" + cell("A1") + cell(place)))


def test_a_small_sheet_with_small_letters_is_read() -> None:
    """Some programs write the letters of a place small."""
    assert [row for _, row in open_book(workbook("<sheetData>" + cell("a1"))).sheet().rows()] == [[7.0]]


def test_a_room_that_was_killed_is_begun_again() -> None:
    """The next file finds another."""
    assert open_book("企業名\nア\n".encode()).format == "csv"
    assert _readers._process is not None
    os.kill(_readers._process.pid, 9)
    _readers._process.wait(10)
    assert open_book("企業名\nイ\n".encode()).format == "csv"
