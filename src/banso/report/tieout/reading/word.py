"""Drafts as Word documents, transitional or strict, read as Word shows them with all changes accepted."""

import re
from collections.abc import Iterator
from pathlib import Path

from .draft import Draft, DraftCell, DraftLine
from .package import Element, Package, attribute, child, children, name_of
from .word_text import GONE, ParagraphReader, styles_of

WORD = "Word"
MOST_COLUMNS = 200
_OFF = {"0", "false", "off"}
_NOTES = {"footnote": "脚注", "endnote": "文末脚注"}
_MARGINS = {"header": "ヘッダー", "footer": "フッター"}
_AMOUNT = re.compile(r"[0-9０-９]\s*(?![年月日頁版号章節回期]|ページ)[^\W\d]")


def read_word(path: Path) -> Draft:
    """Read a Word draft. Raises UserError if it is no Word document, or a hostile one."""
    with Package(path, WORD) as package:
        part = package.main("word/document.xml")
        linked = {kind: target for kind, target in package.related(part).values()}
        styles = styles_of(package.xml(linked["styles"])) if "styles" in linked else {}
        root = package.xml(part)
        notes = {
            (kind, attribute(note, "id")): note
            for kind in _NOTES
            if f"{kind}s" in linked
            for note in children(package.xml(linked[f"{kind}s"]), kind)
        }
        margins = {kind: package.xml(target) for kind, target in linked.items() if kind in _MARGINS}
    body = child(root, "body")
    reader = _Reader(ParagraphReader(styles), notes)
    return Draft([*reader.lines(body, outermost=True), *reader.margins(margins)] if body is not None else [])


def _blocks(parent: Element) -> Iterator[Element]:
    """Paragraphs and tables, rows or cells of a parent, through whatever wraps them: controls, insertions, custom XML."""
    for one in parent:
        name = name_of(one)
        if name in ("p", "tbl", "tr", "tc"):
            yield one
        elif name == "AlternateContent":
            chosen = child(one, "Choice")
            yield from _blocks(chosen if chosen is not None else one)
        elif name not in GONE and not _is_contents(one):
            yield from _blocks(one)


def _is_contents(control: Element) -> bool:
    gallery = child(control, "sdtPr", "docPartObj", "docPartGallery")
    return attribute(gallery, "val").lower() == "table of contents"


def _is_set(properties: Element | None, name: str) -> bool:
    found = child(properties, name)
    return found is not None and attribute(found, "val", "1") not in _OFF


class _Reader:
    def __init__(self, paragraphs: ParagraphReader, notes: dict[tuple[str, str], Element]) -> None:
        self.paragraphs, self.notes = paragraphs, notes
        self.tables = self.count = 0
        self.due: list[tuple[str, str]] = []  # notes referred to, whose text has still to be said

    def lines(self, parent: Element, *, outermost: bool = False) -> Iterator[DraftLine]:
        """All that stands in a body, a text box or a cell of a layout table, in reading order.

        In the body each note follows the paragraph or table that refers to it.
        """
        carried = ""
        for block in _blocks(parent):
            if name_of(block) == "tbl":
                if carried:  # a table ends the paragraph before it, whatever became of its mark
                    yield DraftLine((DraftCell(carried, f"段落{self.count}"),))
                carried = ""
                yield from self._table(block)
            elif name_of(block) == "p":
                self.count += 1
                where = f"段落{self.count}"
                told = self.paragraphs.read(block)
                text = _one_line(carried + told.text)
                carried = text if _mark_is_deleted(block) else ""
                if text and not carried and not self.paragraphs.style_name(block).startswith(("toc ", "目次")):
                    yield DraftLine((DraftCell(text, where),))
                self.due += told.notes
                for box in told.boxes:
                    yield from self.lines(box)
            if outermost and not carried:
                yield from self._due_notes()
        if carried:
            yield DraftLine((DraftCell(carried, f"段落{self.count}"),))

    def _due_notes(self) -> Iterator[DraftLine]:
        while self.due:
            kind, number = self.due.pop(0)
            if (note := self.notes.get((kind, number))) is not None:
                yield from self._aside(note, _NOTES[kind])

    def _aside(self, part: Element, where: str) -> Iterator[DraftLine]:
        """The lines of a part that is none of the body's paragraphs."""
        counted = self.count
        for line in list(self.lines(part)):
            yield DraftLine(tuple(DraftCell(cell.text, where) for cell in line.cells), line.table)
        self.count = counted

    def margins(self, parts: dict[str, Element]) -> Iterator[DraftLine]:
        """What is printed over and under every page, as far as it says an amount: pages and days are no figures."""
        for kind, part in parts.items():
            yield from (line for line in self._aside(part, _MARGINS[kind]) if _AMOUNT.search(line.text))

    def _table(self, table: Element) -> Iterator[DraftLine]:
        self.tables += 1
        number = self.tables
        rows = [row for row in _blocks(table) if name_of(row) == "tr" and not _is_gone(row)]
        for position, row in enumerate(rows, start=1):
            cells = [
                cell for cell in _blocks(row) if name_of(cell) == "tc" and not _is_set(child(cell, "tcPr"), "cellDel")
            ]
            if _is_layout(cells):
                for cell in cells:
                    yield from self.lines(cell)
            else:
                yield DraftLine(self._cells(row, cells, f"表{number}の{position}行"), number)

    def _cells(self, row: Element, cells: list[Element], where: str) -> tuple[DraftCell, ...]:
        """The cells on the table's grid; what a merged cell covers to the right or below is empty, as in a text draft."""
        texts = [""] * _number(child(row, "trPr", "gridBefore"))
        for cell in cells:
            texts.append("" if _is_covered(cell) else self._text(cell))
            texts += [""] * (_number(child(cell, "tcPr", "gridSpan")) - 1)
        return tuple(DraftCell(text, f"{where}{column}列") for column, text in enumerate(texts, start=1))

    def _text(self, cell: Element) -> str:
        return _one_line(" ".join(line.text for line in self.lines(cell)))


def _is_layout(cells: list[Element]) -> bool:
    """Whether a row only holds other things in place: a table within it, or one cell across."""
    return len(cells) == 1 or any(name_of(one) == "tbl" for cell in cells for one in _blocks(cell))


def _is_gone(row: Element) -> bool:
    properties = child(row, "trPr")
    return child(properties, "del") is not None or _is_set(properties, "hidden")


def _is_covered(cell: Element) -> bool:
    merges = (child(cell, "tcPr", name) for name in ("vMerge", "hMerge"))
    return any(merge is not None and attribute(merge, "val", "continue") == "continue" for merge in merges)


def _mark_is_deleted(paragraph: Element) -> bool:
    marks = child(paragraph, "pPr", "rPr")
    return any(True for name in ("del", "moveFrom") for _ in children(marks, name))


def _number(element: Element | None) -> int:
    said = attribute(element, "val", "0")
    return min(int(said), MOST_COLUMNS) if said.isdecimal() else 0


def _one_line(text: str) -> str:
    return " ".join(text.split())
