"""What a case's file is bound of: each leaf as a PDF where it can be one, the index, the whole, and the zip with its checksums."""

import csv
import hashlib
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from django.utils.timezone import localtime

from banso.cases.filing import Leaf
from banso.core.era import format_date, format_moment
from banso.core.errors import UserError
from banso.core.file_types import EXCEL, POWERPOINT, WORD
from banso.core.foreign import read_apart
from banso.core.text import as_file_name, not_a_formula
from banso.core.typesetting import typeset
from banso.core.word_pdf import office, pdf_by_office, pdf_of
from banso.registers.centre import centre_name

if TYPE_CHECKING:
    from .models import Binding

INDEX, TEXT, FOOT = (Path(__file__).with_name(f"{name}.typ") for name in ("index", "text", "foot"))
MOST_TEXT = 200_000  # characters that are set as pages
APART, ONLY_A_LINE, GONE = "別ファイル(zipの中)", "記録のみ", "廃棄済"
CHANGED, LOST = "ファイルの中身が登録したときと違います", "ファイルが見つかりません"
SET_ANEW = "文字と表を組み直したもの(原本はzipの中)"
SECONDS = 600.0
BY_OFFICE = {EXCEL: ".xlsx", POWERPOINT: ".pptx"}  # become pages only where LibreOffice is installed
HEADINGS = (
    "番号",
    "日付",
    "種類",
    "文書番号",
    "件名",
    "相手",
    "備考",
    "ページ",
    "ファイル名",
    "大きさ(バイト)",
    "SHA-256",
)
HOW_TO_COMPARE = """この中のファイルが作成したときのままであることを、次のようにして確かめられます。

1. 「SHA256SUMS.txt」に、ファイルごとのハッシュ値(SHA-256)があります。
2. Windowsでは、コマンドプロンプトで次のように入力し、表示された値を見比べます。
   certutil -hashfile "書類\\(ファイル名)" SHA256
3. LinuxやmacOSでは、このフォルダで次のように入力すると、すべて比べられます。
   sha256sum -c SHA256SUMS.txt

「書類一覧.csv」はExcelで開けます。「一件書類.pdf」には、PDFにできる書類が目次と通しページ付きで綴じてあります。
"""


@dataclass
class Sheet:
    """One leaf in the file: its number, its original, its PDF, and what should be known of it."""

    number: int
    leaf: Leaf
    original: bytes | None = None
    name: str = ""
    pdf: Path | None = None
    note: str = ""
    amiss: str = ""
    page: int = 0
    pages: int = 0

    @property
    def title(self) -> str:
        return f"{self.number} {self.leaf.title}"

    @property
    def where(self) -> str:
        """On which pages it stands, or where else it is."""
        if self.pages:
            return str(self.page) if self.pages == 1 else f"{self.page}～{self.page + self.pages - 1}"
        if self.leaf.gone:
            return GONE
        return APART if self.name else ONLY_A_LINE


@dataclass
class Bound:
    """The whole as it was bound."""

    path: Path
    sheets: list[Sheet]
    pages: int
    amiss: list[str] = field(default_factory=list)


def sheet_of(number: int, leaf: Leaf, folder: Path) -> Sheet:
    """A leaf with its content, laid into the folder as a PDF where it can be one."""
    sheet = Sheet(number, leaf)
    if leaf.file is not None:
        _take_file(sheet, folder)
    elif leaf.made is not None:
        sheet.original, sheet.name = leaf.made(), leaf.made_as
        _lay(sheet, sheet.original, folder)
    if sheet.original is not None:
        (folder / f"{number:04}").write_bytes(sheet.original)
        sheet.original = None
    return sheet


def _take_file(sheet: Sheet, folder: Path) -> None:
    kept = sheet.leaf.file
    assert kept is not None
    try:
        with kept.file.open() as opened:
            sheet.original = bytes(opened.read())
    except FileNotFoundError:
        sheet.amiss = LOST
        return
    sheet.name = kept.name
    if hashlib.sha256(sheet.original).hexdigest() != kept.sha256:
        sheet.amiss = CHANGED
    try:
        made = _as_pdf(sheet.original, kept.content_type)
    except UserError as error:
        sheet.note = str(error)
        return
    if made is not None:
        _lay(sheet, made, folder)
        if kept.content_type == WORD and not office():
            sheet.note = SET_ANEW


def _as_pdf(content: bytes, kind: str) -> bytes | None:
    """A content as PDF; None for what cannot be one here. Raises UserError for what does not open."""
    if kind == "application/pdf":
        return content
    if kind == WORD:
        return pdf_of([content])
    if kind in BY_OFFICE:
        return pdf_by_office(content, BY_OFFICE[kind])
    if kind in ("image/jpeg", "image/png"):
        return bytes(read_apart("banso.core.foreign.binding.picture_as_page", content)[0])
    if kind in ("text/plain", "text/csv"):
        return _text_as_pdf(content)
    return None


def _text_as_pdf(content: bytes) -> bytes | None:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp932", errors="replace")
    return typeset(TEXT, {"lines": text.splitlines()}) if len(text) <= MOST_TEXT else None


def _lay(sheet: Sheet, content: bytes, folder: Path) -> None:
    sheet.pdf = folder / f"{sheet.number:04}.pdf"
    sheet.pdf.write_bytes(content)


def bound(row: "Binding", sheets: list[Sheet], folder: Path, foot: str = "") -> Bound:
    """The index and every sheet that is a PDF as one, with page numbers and what is to stand at the foot of each page.

    Raises UserError where it cannot be bound.
    """
    _count(sheets)
    index, target = folder / "index.pdf", folder / "bound.pdf"
    before = 1
    for _ in range(3):  # until the index is as long as it says
        _number(sheets, before)
        index.write_bytes(typeset(INDEX, _index(row, sheets)))
        length = int(read_apart("banso.core.foreign.binding.count_pages", [str(index)])[0])
        if length == before:
            break
        before = length
    papers = [("目次", str(index)), *((sheet.title, str(sheet.pdf)) for sheet in sheets if sheet.pages)]
    target.touch(mode=0o600)
    strip = folder / "foot.pdf"
    if foot:
        strip.write_bytes(typeset(FOOT, {"text": foot}))
    given = (papers, str(target), str(strip) if foot else "")
    pages = read_apart("banso.core.foreign.binding.bind", *given, seconds=SECONDS)[0]
    amiss = [f"{sheet.title}: {sheet.amiss}" for sheet in sheets if sheet.amiss]
    return Bound(target, sheets, int(pages), amiss)


def _count(sheets: Sequence[Sheet]) -> None:
    laid = [sheet for sheet in sheets if sheet.pdf is not None]
    if not laid:
        return
    counted = read_apart("banso.core.foreign.binding.count_pages", [str(sheet.pdf) for sheet in laid], seconds=SECONDS)
    for place, sheet in enumerate(laid):
        sheet.pages = int(counted[place])
        if not sheet.pages:
            sheet.amiss = sheet.amiss or "PDFとして開けません"


def _number(sheets: Sequence[Sheet], before: int) -> None:
    page = before + 1
    for sheet in sheets:
        sheet.page = page
        page += sheet.pages


def _index(row: "Binding", sheets: Sequence[Sheet]) -> dict[str, object]:
    case = row.case
    return {
        "centre": centre_name(),
        "case": str(case),
        "facts": [
            ["案件番号", case.number],
            ["事業", str(case.programme)],
            ["企業・個人", case.whose],
            ["受付日", format_date(case.opened_on)],
            ["作成", f"{format_moment(localtime(row.created_at))} {row.asked_by}"],
        ],
        "rows": [
            [
                str(sheet.number),
                format_date(sheet.leaf.on),
                str(sheet.leaf.paper.label),
                " ".join(filter(None, [sheet.leaf.title, sheet.leaf.number])),
                " ".join(filter(None, [sheet.leaf.who, sheet.leaf.note, sheet.note, sheet.amiss])),
                sheet.where,
            ]
            for sheet in sheets
        ],
    }


def packed(row: "Binding", made: Bound, folder: Path) -> Path:
    """The originals under names in their order, the PDF of all, a list that a person and one that a program reads."""
    target = folder / "packed.zip"
    sums: list[tuple[str, str]] = []
    lines: list[list[str]] = []
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        sums.append((_put(archive, "一件書類.pdf", made.path), "一件書類.pdf"))
        for sheet in made.sheets:
            name, digest, size = "", "", ""
            original = folder / f"{sheet.number:04}"
            if original.exists():
                name = f"書類/{_named(sheet)}"
                digest, size = _put(archive, name, original), str(original.stat().st_size)
                sums.append((digest, name))
            lines.append(_line(sheet, name, size, digest))
        table = _table(lines)
        sums.append((hashlib.sha256(table).hexdigest(), "書類一覧.csv"))
        archive.writestr("書類一覧.csv", table)
        archive.writestr("SHA256SUMS.txt", "".join(f"{digest}  {name}\n" for digest, name in sums))
        archive.writestr("お読みください.txt", "\ufeff" + HOW_TO_COMPARE.replace("\n", "\r\n"))
    return target


def _put(archive: zipfile.ZipFile, name: str, path: Path) -> str:
    archive.write(path, name)
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _named(sheet: Sheet) -> str:
    ending = PurePath(sheet.name).suffix.lower()
    stem = as_file_name(f"{sheet.number:03}_{sheet.leaf.on:%Y%m%d}_{sheet.leaf.paper.label}_{sheet.leaf.title}")
    return f"{stem[:70]}{ending}"


def _line(sheet: Sheet, name: str, size: str, digest: str) -> list[str]:
    leaf = sheet.leaf
    note = " ".join(filter(None, [leaf.note, sheet.note, sheet.amiss]))
    said = [str(sheet.number), f"{leaf.on:%Y/%m/%d}", str(leaf.paper.label), leaf.number, leaf.title, leaf.who, note]
    return [*said, sheet.where, name, size, digest]


def _table(lines: list[list[str]]) -> bytes:
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(HEADINGS)
    writer.writerows([[not_a_formula(text) for text in line] for line in lines])
    return b"\xef\xbb\xbf" + written.getvalue().encode()
