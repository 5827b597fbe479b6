"""Drafts as Excel workbooks, read as Excel shows them: numbers by their formats, what is hidden left out and named."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from banso.core.errors import UserError

from .draft import Draft, DraftCell, DraftLine
from .excel_styles import Looks, Texts, unescaped
from .package import Element, Package, attribute, child, children, name_of

EXCEL = "Excel"
MOST_ROWS = 100_000
MOST_COLUMNS = 256
_REFERENCE = re.compile(r"([A-Za-z]{1,3})(\d{1,7})")


class Spot(NamedTuple):
    row: int
    column: int


@dataclass(frozen=True)
class Row:
    """A visible row: its number and the texts of its visible columns that have any."""

    number: int
    texts: dict[int, str]


def read_excel(path: Path) -> Draft:
    """Read an Excel draft. Raises UserError if it is no workbook, or a hostile one."""
    draft = Draft()
    with Package(path, EXCEL) as package:
        part = package.main("xl/workbook.xml")
        links = package.related(part)
        book = package.xml(part)
        kinds = {kind: target for kind, target in links.values()}
        from_1904 = attribute(child(book, "workbookPr"), "date1904") in ("1", "true")
        looks = Looks(package.xml(kinds["styles"]) if "styles" in kinds else None, from_1904=from_1904)
        texts = Texts(package.xml(kinds["sharedStrings"]) if "sharedStrings" in kinds else None)
        reader = _Reader(draft, looks, texts)
        for sheet in children(child(book, "sheets"), "sheet"):
            link = links.get(attribute(sheet, "id"))
            name = attribute(sheet, "name")
            if attribute(sheet, "state", "visible") != "visible":
                draft.left_out.append(f"シート「{name}」(非表示)")
            elif link and link[0] == "worksheet":
                reader.sheet(name, package.xml(link[1]))
                for kind, drawing in package.related(link[1]).values():
                    if kind == "drawing":
                        reader.shapes(name, package.xml(drawing))
    return draft


class _Reader:
    def __init__(self, draft: Draft, looks: Looks, texts: Texts) -> None:
        self.draft, self.looks, self.texts = draft, looks, texts
        self.tables = 0

    def sheet(self, name: str, sheet: Element) -> None:
        """A sheet's lines: rows that touch are a table, a row with one cell between them is text."""
        hidden = _hidden_columns(sheet)
        skipped: list[int] = []
        struck: set[int] = set()
        rows = list(self._rows(name, sheet, hidden, skipped, struck))
        if skipped:
            self.draft.left_out.append(f"シート「{name}」の{_rows_in_words(skipped)}(非表示)")
        used = {column for row in rows for column in row.texts}
        self._name_columns(name, sheet, hidden)
        columns = range(min(used), max(used) + 1) if used else range(0)
        self.draft.lines.append(DraftLine((DraftCell(name, f"シート「{name}」"),)))  # often the only heading there is
        self.draft.lines += self._lines(name, rows, [c for c in columns if c not in hidden], {*skipped, *struck})

    def shapes(self, name: str, drawing: Element) -> None:
        """The text boxes that lie on a sheet, a line for each paragraph."""
        where = f"シート「{name}」の図形"
        texts = (" ".join(text.split()) for text in _texts_of_shapes(drawing))
        self.draft.lines += [DraftLine((DraftCell(text, where),)) for text in texts if text]

    def _rows(self, name: str, sheet: Element, hidden: set[int], skipped: list[int], struck: set[int]) -> Iterator[Row]:
        """The rows that show something; the numbers of those hidden and of those struck through go into the two lists."""
        number = 0
        for count, row in enumerate(children(child(sheet, "sheetData"), "row")):
            if count > MOST_ROWS:
                raise UserError(f"シート「{name}」に{MOST_ROWS:,}を超える行があります。報告書の草案ではないようです。")
            number = _whole(attribute(row, "r"), number + 1)
            texts = self._texts(row, hidden)
            if attribute(row, "hidden") in ("1", "true") or attribute(row, "ht") == "0":
                skipped += [number] if texts else []
            elif texts:
                yield Row(number, texts)
            elif any(child(cell, "v") is not None for cell in children(row, "c")):
                struck.add(number)

    def _texts(self, row: Element, hidden: set[int]) -> dict[int, str]:
        texts = {}
        column = -1
        for cell in children(row, "c"):
            match = _REFERENCE.fullmatch(attribute(cell, "r"))
            column = _index(match[1]) if match else column + 1
            if column < MOST_COLUMNS and column not in hidden:
                text = " ".join(self._text(cell).split())
                if text:
                    texts[column] = text
        return texts

    def _text(self, cell: Element) -> str:
        kind, said, look = attribute(cell, "t", "n"), _said(child(cell, "v")), _whole(attribute(cell, "s"), 0)
        if self.looks.is_struck(look) or kind == "b":
            return ""
        if kind == "inlineStr":
            return self.texts.of(child(cell, "is"))
        if kind == "s":
            return self.looks.text(self.texts[_whole(said, -1)], look)
        if kind in ("str", "e", "d"):
            return unescaped(said)
        return self.looks.number(said, look)

    def _name_columns(self, name: str, sheet: Element, hidden: set[int]) -> None:
        filled = {
            _index(match[1])
            for cell in sheet.iter()
            if name_of(cell) == "c" and child(cell, "v") is not None
            if (match := _REFERENCE.fullmatch(attribute(cell, "r")))
        }
        if filled & hidden:
            letters = "、".join(_letters(column) for column in sorted(filled & hidden))
            self.draft.left_out.append(f"シート「{name}」の{letters}列(非表示)")

    def _lines(self, name: str, rows: list[Row], columns: list[int], skipped: set[int]) -> Iterator[DraftLine]:
        last, in_table = 0, False
        for row in rows:
            touches = all(between in skipped for between in range(last + 1, row.number)) if last else False
            is_row = len(row.texts) > 1 or (in_table and touches)
            if is_row and not (in_table and touches):
                self.tables += 1
            last, in_table = row.number, is_row
            end = max(row.texts)
            shown = [c for c in columns if c <= end] if is_row else list(row.texts)
            cells = (DraftCell(row.texts.get(c, ""), f"シート「{name}」{_letters(c)}{row.number}") for c in shown)
            yield DraftLine(tuple(cells), self.tables if is_row else None)


def _texts_of_shapes(drawing: Element) -> Iterator[str]:
    """The paragraphs of the shapes that are shown, without what is struck through."""
    for shape in drawing.iter():
        if name_of(shape) == "sp" and attribute(child(shape, "nvSpPr", "cNvPr"), "hidden") not in ("1", "true"):
            for paragraph in children(child(shape, "txBody"), "p"):
                runs = [run for run in paragraph if attribute(child(run, "rPr"), "strike", "noStrike") == "noStrike"]
                yield "".join(" " if name_of(run) == "br" else _said(child(run, "t")) for run in runs)


def _said(text: Element | None) -> str:
    return (text.text or "") if text is not None else ""


def _hidden_columns(sheet: Element) -> set[int]:
    hidden: set[int] = set()
    for column in children(child(sheet, "cols"), "col"):
        if attribute(column, "hidden") in ("1", "true") or attribute(column, "width") == "0":
            first, last = _whole(attribute(column, "min"), 1), _whole(attribute(column, "max"), 1)
            hidden |= set(range(first - 1, min(last, MOST_COLUMNS)))
    return hidden


def _rows_in_words(numbers: list[int]) -> str:
    shown = "、".join(str(number) for number in numbers[:10])
    return f"{shown}行目" if len(numbers) <= 10 else f"{shown}行目ほか{len(numbers) - 10}行"


def _whole(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else otherwise


def _index(letters: str) -> int:
    index = 0
    for letter in letters.upper():
        index = index * 26 + ord(letter) - 64
    return index - 1


def _letters(index: int) -> str:
    """The letters Excel shows over a column, counted from 0."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
