"""Files from outside: every format and encoding read alike, and each hostile or broken one refused with one message."""

import io
import zipfile
from collections.abc import Callable
from datetime import date

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from banso.core.decoding import decode
from banso.core.errors import UserError
from banso.core.foreign.books import open_book

ROWS = [["企業名", "相談日"], ["㈱青い森", date(2024, 4, 1)]]
TEXT = "企業名,相談日\n株式会社青い森,令和6年4月1日\n"


def excel(fill: Callable[[xlsxwriter.Workbook], None], **options: object) -> bytes:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, options)
    fill(book)
    book.close()
    return target.getvalue()


def plain(book: xlsxwriter.Workbook) -> None:
    sheet = book.add_worksheet("相談")
    day = book.add_format({"num_format": "yyyy/mm/dd"})
    for row, cells in enumerate(ROWS):
        for column, cell in enumerate(cells):
            if isinstance(cell, date):
                sheet.write_datetime(row, column, cell, day)
            else:
                sheet.write(row, column, cell)


def rezipped(content: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """The same archive with other parts."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return target.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def ods(body: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
        archive.writestr(
            "content.xml",
            '<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
            ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
            f'<office:body><office:spreadsheet><table:table table:name="表">{body}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return target.getvalue()


def ods_cell(text: str, more: str = "") -> str:
    return f'<table:table-cell office:value-type="string"{more}><text:p>{text}</text:p></table:table-cell>'


def test_an_excel_file() -> None:
    """Its sheet by name, its rows with their numbers, dates as dates."""
    book = open_book(excel(plain), "相談.xlsx")
    assert (book.format, [sheet.name for sheet in book.sheets], book.notices) == ("xlsx", ["相談"], [])
    assert list(book.sheet().rows()) == [(1, ["企業名", "相談日"]), (2, ["㈱青い森", date(2024, 4, 1)])]


def test_an_opendocument_file() -> None:
    """Read like the others, a repeated empty tail of a million rows included."""
    tail = '<table:table-row table:number-rows-repeated="1048574"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    row = f"<table:table-row>{ods_cell('企業名')}{ods_cell('電話')}</table:table-row>"
    book = open_book(ods(row + tail), "一覧.ods")
    assert [cells for _, cells in book.sheet().rows()] == [["企業名", "電話"]]


ENCODINGS = {
    "utf-8": "",
    "utf-8-sig": "",
    "cp932": "",
    "utf-16": "",
    "iso2022_jp": "",
    "euc_jp": "EUC-JP",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
}


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_text_in_every_encoding(encoding: str, mark: str) -> None:
    """UTF-8 and UTF-16 with and without their marks, Shift_JIS, EUC-JP and JIS; commas, tabs or semicolons. The unusual is told."""
    book = open_book(TEXT.replace(",", mark).encode(encoding), "一覧.csv")
    named = ENCODINGS[encoding]
    assert book.notices == ([f"文字コードは{named}として読みました。"] if named else [])
    assert list(book.sheet().rows()) == [(1, ["企業名", "相談日"]), (2, ["株式会社青い森", "令和6年4月1日"])]


def test_signs_that_only_windows_has_are_read_in_euc_too() -> None:
    """①, ㈱ and 髙, which the standard does not know, stand in EUC-JP where Windows has put them."""
    text = "企業名,電話\n".encode("euc_jp") + b"\xad\xea\xfc\xe2\xb6\xb6,\xad\xa1\n"
    book = open_book(text, "一覧.csv")
    assert list(book.sheet().rows())[1] == (2, ["㈱髙橋", "①"]) and "EUC-JP" in book.notices[0]


def test_half_width_kana_are_shift_jis() -> None:
    """As banks write them: every pair of them is a kanji of EUC-JP too, but rare ones."""
    rows = "ｶﾅ,ﾊﾞﾝｺﾞｳ\nﾔﾏﾀﾞｼｮｳﾃﾝ,1\nｽｽﾞｷﾉｳｴﾝ,2\nﾐﾅﾄｺｳｷﾞｮｳ,3\n"
    book = open_book(rows.encode("cp932"), "口座.csv")
    assert [cells[0] for _, cells in book.sheet().rows()] == ["ｶﾅ", "ﾔﾏﾀﾞｼｮｳﾃﾝ", "ｽｽﾞｷﾉｳｴﾝ", "ﾐﾅﾄｺｳｷﾞｮｳ"]
    assert book.notices == []


def test_a_text_that_reads_in_two_ways_is_asked() -> None:
    """Each reading is offered as a sheet by the name of its encoding; nothing else that reads texts takes one of them."""
    content = "ｱｲ,ｱｲ\n".encode("cp932")
    book = open_book(content, "一覧.csv")
    assert {sheet.name for sheet in book.sheets} == {"Shift_JIS", "EUC-JP"} and "決められません" in book.notices[0]
    assert list(book.sheet("Shift_JIS").rows()) == [(1, ["ｱｲ", "ｱｲ"])]
    with pytest.raises(UserError, match="Shift_JIS"):
        decode(content)
    with pytest.raises(UserError, match="文章のファイルではない"):
        decode(b"\x00\x01\x02\x03")


def test_what_a_file_is_called_does_not_matter() -> None:
    """A CSV called .xlsx and an Excel called .csv are read as what they are, and it is said."""
    assert open_book(TEXT.encode(), "一覧.xlsx").notices == [
        "ファイル名は「.xlsx」ですが、中身は文字のファイル(CSV)なので、そのように読みました。"
    ]
    assert open_book(excel(plain), "一覧.csv").format == "xlsx"


def test_a_million_formatted_empty_rows_cost_nothing() -> None:
    """Cells with a format and no value, down to the last row of the sheet, are no rows."""

    def change(parts: dict[str, bytes]) -> None:
        empty = b"".join(b'<row r="%d"><c r="A%d" s="1"/></row>' % (n, n) for n in range(3, 1_048_577))
        parts[SHEET] = parts[SHEET].replace(b"</sheetData>", empty + b"</sheetData>")

    book = open_book(rezipped(excel(plain), change))
    assert [number for number, _ in book.sheet().rows()] == [1, 2]


def _bomb(parts: dict[str, bytes]) -> None:
    parts[SHEET] = parts[SHEET].replace(b"<sheetData>", b"<sheetData>" + b" " * 120_000_000)


def _scattered(parts: dict[str, bytes]) -> None:
    parts[SHEET] = parts[SHEET].replace(
        b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    )


def _macro(parts: dict[str, bytes]) -> None:
    parts["xl/vbaProject.bin"] = b"macro"


def _linked(parts: dict[str, bytes]) -> None:
    parts["xl/externalLinks/externalLink1.xml"] = b"<externalLink/>"


def _no_sheet(parts: dict[str, bytes]) -> None:
    parts[SHEET] = parts[SHEET][:200]


def word() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    return target.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
REPEATED = ods_cell("x", ' table:number-columns-repeated="1000"')
FULL = ods(f'<table:table-row table:number-rows-repeated="1000000">{REPEATED}</table:table-row>')


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (lambda: b"", "空です"),
        (lambda: rezipped(excel(plain), _bomb), "異常に大きくなる"),
        (lambda: rezipped(excel(plain), _scattered), "散らばっています"),
        (lambda: FULL, "散らばっています"),
        (lambda: rezipped(excel(plain), _macro), "マクロ"),
        (lambda: rezipped(excel(plain), _linked), "外部リンク"),
        (lambda: rezipped(excel(plain), _no_sheet), "壊れています"),
        (lambda: excel(plain)[:-400], "途中で切れているか"),
        (lambda: excel(plain)[:300], "途中で切れているか"),
        (lambda: OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600, "パスワード"),
        (lambda: OLE + b"\0" * 600 + "_VBA_PROJECT".encode("utf-16-le") + b"\0" * 600, "マクロ"),
        (lambda: OLE + b"\0" * 5000, "壊れています"),
        (word, "Wordの文書"),
        (lambda: b"%PDF-1.7 ...", "PDF"),
        (lambda: b"\xff\xd8\xff\xe0 jpeg", "写真"),
        (lambda: b"<html><table></table></html>", "Webページ"),
        (lambda: "企業名\n㈱青い森\n".encode() + "㈱みなと\n".encode("cp932") + b"\xff\n", "3行目に読めない文字"),
        (lambda: b"\x00\x01\x02 binary", "文章のファイルではない"),
        (lambda: '企業名,備考\n青い森,"閉じない\n'.encode(), "引用符"),
        (lambda: ("企業名\n" + "あ" * 40_000).encode(), "長すぎます"),
        (lambda: excel(lambda book: book.add_worksheet()), "中身のあるシートがありません"),
    ],
)
def test_each_hostile_file_gets_one_message(content: Callable[[], bytes], says: str) -> None:
    """Refused before anything large is unpacked, in one line that says what to do."""
    with pytest.raises(UserError) as refused:
        open_book(content(), "一覧.xlsx")
    assert says in str(refused.value) and "\n" not in str(refused.value)


def test_our_own_reading_is_that_of_the_library() -> None:
    """What the guards let through is what calamine reads."""
    content = excel(plain)
    library = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert [cells for _, cells in open_book(content).sheet().rows()] == library
