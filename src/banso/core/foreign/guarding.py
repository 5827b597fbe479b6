"""Looking into an office file before it is unpacked: bombs, macros, links to other files, and sheets that would fill the memory."""

import io
import re
from xml.parsers.expat import ExpatError, ParserCreate
from zipfile import BadZipFile, ZipFile, ZipInfo

from banso.core.errors import UserError

from .unsaid import column_number

MOST_UNPACKED = 400 * 1024 * 1024
MOST_RATIO = 150  # what a sheet of a million empty rows comes to is about 100
LARGE = 20 * 1024 * 1024
MOST_PARTS = 2_000
MOST_CELLS = 12_000_000  # a reader lays a sheet out as a rectangle, full or not
LETTERS, DIGITS = 3, 7  # of the last cell a sheet has: XFD1048576
_READ = 1 << 20
_BROKEN = "ファイルが途中で切れているか、壊れています。もう一度保存し直すか、送り直してもらってください。"
_NO_PLACE = "「{}」というあるはずのない番地のセルがあるので、開きませんでした。Excelで開いて保存し直してください。"
_PLACE = re.compile(rb"""\sr\s*=\s*["']\s*\$?([A-Za-z]+)\$?([0-9]+)""")
_FILLED = re.compile(
    rb"""<(?:\w+:)?c\s[^>]*?\br\s*=\s*["']\s*\$?([A-Za-z]+)\$?([0-9]+)["'](?:[^>"']|"[^"]*"|'[^']*')*(?<!/)>"""
)


def look_into_zip(content: bytes) -> str:
    """The format of an archive that is a spreadsheet: xlsx or ods. Raises UserError for everything else, and for hostile ones."""
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            _refuse_bombs(parts, len(content))
            return _format(archive, {part.filename: part for part in parts})
    except (BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as error:
        raise UserError(_BROKEN) from error
    except RuntimeError as error:  # zipfile's word for a part with a password
        raise UserError("パスワードのかかったファイルです。パスワードを外して保存し直してください。") from error


def _refuse_bombs(parts: list[ZipInfo], size: int) -> None:
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or (unpacked > LARGE and unpacked / size > MOST_RATIO):
        raise UserError(
            "開くと異常に大きくなるファイルなので、開きませんでした。要る範囲だけを新しいブックに写して保存し直してください。"
        )


def _format(archive: ZipFile, parts: dict[str, ZipInfo]) -> str:
    names = set(parts)
    if any(name.endswith("vbaProject.bin") for name in names) or any(name.startswith("Basic/") for name in names):
        raise UserError("マクロを含むExcelのファイルは読み込めません。マクロなしの形式(.xlsx)で保存し直してください。")
    if any(name.startswith("xl/externalLinks/") for name in names):
        raise UserError(
            "ほかのファイルを参照する式(外部リンク)があります。表を「値として貼り付け」したブックを保存し直してください。"
        )
    if "xl/workbook.xml" in names:
        for name in names:
            if re.fullmatch(r"xl/worksheets/[^/]+\.xml", name):
                _refuse_wide(archive, name)
        return "xlsx"
    if "mimetype" in names and archive.read("mimetype")[:80].endswith(b"opendocument.spreadsheet"):
        _refuse_repeated(archive)
        return "ods"
    for start, word in (("word/", "Wordの文書"), ("ppt/", "PowerPointの資料"), ("xl/", "Excelのバイナリ形式(.xlsb)")):
        if any(name.startswith(start) for name in names):
            raise UserError(f"{word}です。Excelの表(.xlsx)かCSVにして選んでください。")
    raise UserError("圧縮ファイル(zip)です。中のExcelやCSVを取り出して選んでください。")


def _refuse_wide(archive: ZipFile, name: str) -> None:
    """Refuse a sheet whose filled cells lie so far apart that laying it out would fill the memory."""
    rows, columns = _extent(archive, name, _PLACE)
    if rows * columns <= MOST_CELLS:
        return
    _refuse_scattered(*_extent(archive, name, _FILLED))


def _extent(archive: ZipFile, name: str, pattern: re.Pattern[bytes]) -> tuple[int, int]:
    """The last row and column that a sheet's cells name."""
    row, column, rest, read = 0, b"", b"", 0
    with archive.open(name) as part:
        while block := part.read(_READ):
            read += len(block)
            if read > MOST_UNPACKED:
                raise BadZipFile("more than the directory says")
            for letters, number in pattern.findall(rest + block):
                if len(letters) > LETTERS or len(number) > DIGITS:
                    raise UserError(_NO_PLACE.format((letters[:9] + number[:20]).decode()))
                row = max(row, int(number))
                column = max(column, letters, key=lambda text: (len(text), text.upper()))
            rest = block[-200:]
    return row, column_number(column)


def _refuse_repeated(archive: ZipFile) -> None:
    """An OpenDocument sheet says how often a row or cell repeats: one line of it may stand for a million filled rows."""
    extent = _Repeated()
    parser = ParserCreate(namespace_separator=" ")
    parser.StartElementHandler, parser.EndElementHandler = extent.start, extent.end
    parser.CharacterDataHandler = extent.text
    try:
        with archive.open("content.xml") as part:
            parser.ParseFile(part)
    except (ExpatError, KeyError) as error:
        raise BadZipFile("content.xml") from error


class _Repeated:
    """How far the filled cells of each OpenDocument sheet reach, repeats counted."""

    def __init__(self) -> None:
        self.row = self.column = self.rows = self.widest = 0
        self.filled = False
        self.repeat = self.row_repeat = 1

    def start(self, name: str, attributes: dict[str, str]) -> None:
        _, _, tag = name.rpartition(" ")
        if tag == "table":
            self.row = self.rows = self.widest = 0
        elif tag == "table-row":
            self.column, self.row_repeat = 0, _repeat(attributes, "rows")
        elif tag in ("table-cell", "covered-table-cell"):
            self.repeat = _repeat(attributes, "columns")
            self.filled = any(key.endswith(" value-type") for key in attributes)

    def text(self, text: str) -> None:
        self.filled = self.filled or bool(text.strip())

    def end(self, name: str) -> None:
        _, _, tag = name.rpartition(" ")
        if tag in ("table-cell", "covered-table-cell"):
            self.column += self.repeat
            if self.filled:
                self.widest = max(self.widest, self.column)
                self.rows = self.row + self.row_repeat
                self.filled = False
        elif tag == "table-row":
            self.row += self.row_repeat
            _refuse_scattered(self.rows, self.widest)


def _repeat(attributes: dict[str, str], what: str) -> int:
    said = next((value for key, value in attributes.items() if key.endswith(f" number-{what}-repeated")), "1")
    return int(said) if said.isdecimal() else 1


def _refuse_scattered(rows: int, columns: int) -> None:
    if rows * columns > MOST_CELLS:
        raise UserError(
            f"シートの値が{rows:,}行×{columns:,}列に散らばっています。要る範囲だけを新しいブックに写して保存し直してください。"
        )
