"""The report as an Excel workbook: a sheet a chapter, figures as numbers that print with their units."""

from fractions import Fraction
from io import BytesIO
from typing import Any

from banso.core.workbooks import new_book
from banso.figures.comparing import MINUS
from banso.figures.values import in_unit
from banso.report.document import Block, BodyCell, Bullets, Document, Figure, HeadCell, Paragraph, Runs, Section, Table

from .words import plain

MOST_TITLE = 31
FORBIDDEN = str.maketrans("", "", "[]:*?/\\")


def render_xlsx(document: Document) -> bytes:
    file = BytesIO()
    book = new_book(file)
    book.set_properties({"title": document.title, "author": document.centre})
    writer = _Writer(book)
    for sections in _sheets(document):
        writer.add_sheet(sections, document)
    book.close()
    return file.getvalue()


def _sheets(document: Document) -> list[list[Section]]:
    """The sections of each sheet: a chapter with all under it, and the bare headings before it."""
    sheets: list[list[Section]] = [[]]
    level = 0
    for section in document.walk():
        begun = any(s.is_chapter for s in sheets[-1])
        if begun and (section.is_chapter or section.level <= level):
            sheets.append([])
        if section.is_chapter:
            level = section.level
        sheets[-1].append(section)
    return sheets


class _Writer:
    def __init__(self, book: Any) -> None:
        self.book = book
        self.names: set[str] = set()
        font = {"font_name": "BIZ UDPGothic", "font_size": 11, "valign": "top"}
        self.plain = book.add_format({**font, "text_wrap": True})
        self.heading = book.add_format({**font, "bold": True, "font_size": 13})
        self.head = book.add_format(
            {**font, "bold": True, "border": 1, "bg_color": "#E8EDF5", "align": "center", "text_wrap": True}
        )
        self.text = book.add_format({**font, "border": 1, "text_wrap": True})
        self.numbers: dict[str, Any] = {}
        self.font = font

    def add_sheet(self, sections: list[Section], document: Document) -> None:
        self.sheet = self.book.add_worksheet(self._name(sections))
        self.sheet.set_column(0, 0, 34)
        self.sheet.set_column(1, 8, 20)
        self.sheet.set_paper(9)
        self.sheet.set_landscape()
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_footer("&P / &N")
        self.row = 0
        self._line(f"{document.title} {document.centre}", self.plain)
        for section in sections:
            self.row += 1
            self._line(section.title, self.heading)
            for block in section.blocks:
                self._block(block)

    def _name(self, sections: list[Section]) -> str:
        chapter = next((section for section in sections if section.is_chapter), sections[0])
        stem = chapter.title.translate(FORBIDDEN)[: MOST_TITLE - 3] or "本文"
        name, number = stem, 2
        while name in self.names:
            name, number = f"{stem}_{number}", number + 1
        self.names.add(name)
        return name

    def _line(self, text: str, style: Any) -> None:
        self.sheet.write_string(self.row, 0, text, style)
        self.row += 1

    def _block(self, block: Block) -> None:
        if isinstance(block, Paragraph):
            text = plain(block.runs)
            self.sheet.merge_range(self.row, 0, self.row, 5, "", self.plain)
            self.sheet.write_string(self.row, 0, text, self.plain)
            self.sheet.set_row(self.row, 18 * (1 + len(text) // 62))
            self.row += 2
        elif isinstance(block, Bullets):
            self._line(block.caption, self.plain)
            for item in block.items:
                self._line("・" + plain(item), self.plain)
            self.row += 1
        elif isinstance(block, Table):
            self._table(block)

    def _table(self, table: Table) -> None:
        if table.caption:
            self._line(table.caption, self.plain)
            self.row += 1
        taken: set[tuple[int, int]] = set()
        for position, row in enumerate(table.rows):
            column = 0
            for cell in row:
                while (self.row, column) in taken:
                    column += 1
                column = self._cell(cell, column, taken, is_head=position < len(table.head))
            self.row += 1
        self.row += 1
        for note in table.notes:
            self._line(note, self.plain)

    def _cell(self, cell: HeadCell | BodyCell, column: int, taken: set[tuple[int, int]], *, is_head: bool) -> int:
        colspan = cell.colspan if isinstance(cell, HeadCell) else 1
        style = self.head if is_head else self.text
        last_row, last_column = self.row + cell.rowspan - 1, column + colspan - 1
        if (last_row, last_column) != (self.row, column):
            self.sheet.merge_range(self.row, column, last_row, last_column, "", style)
        taken |= {(y, x) for y in range(self.row, last_row + 1) for x in range(column, last_column + 1)}
        number = _number(cell.runs)
        if number is None or is_head:
            self.sheet.write_string(self.row, column, plain(cell.runs), style)
        else:
            figure = cell.runs[0]
            assert isinstance(figure, Figure)
            self.sheet.write_number(self.row, column, number, self._number_format(figure))
        return last_column + 1

    def _number_format(self, figure: Figure) -> Any:
        pattern = _pattern(figure)
        if pattern not in self.numbers:
            self.numbers[pattern] = self.book.add_format(
                {**self.font, "border": 1, "num_format": pattern, "align": "right"}
            )
        return self.numbers[pattern]


def _pattern(figure: Figure) -> str:
    """A figure's number format: with its unit; one worked out of others with all its places, and △ below zero."""
    number = "#,##0"
    if figure.comparison:
        places = figure.comparison.places
        number += f".{'0' * places}" if places else ""
    shown = f'{number}"{figure.unit}"'
    if figure.comparison:
        return f'{shown};"{MINUS}"{shown}'
    return f'"{figure.qualifier}"{shown}' if figure.qualifier else shown


def _number(runs: Runs) -> int | float | None:
    """The number of a cell that holds one whole figure, or one worked out of others, and nothing else."""
    if len(runs) != 1 or not isinstance(runs[0], Figure):
        return None
    figure = runs[0]
    number = None if figure.scale else in_unit(figure.value, figure.unit)
    if isinstance(number, Fraction):
        return float(number) if figure.comparison else None
    return number
