"""The report as plain text: tables with tabs, as it can be pasted into a mail or a spreadsheet."""

from collections.abc import Iterator

from banso.report.document import Block, BodyCell, Bullets, Document, HeadCell, Paragraph, Section, Table

from .words import plain


def render_text(document: Document) -> bytes:
    lines = [document.title, document.centre, ""]
    for section in document.walk():
        lines += _section(section)
    return ("\n".join(lines) + "\n").encode()


def _section(section: Section) -> Iterator[str]:
    yield from ("#" * section.level + " " + section.title, "")
    for block in section.blocks:
        yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield from (plain(block.runs), "")
    elif isinstance(block, Bullets):
        yield from (block.caption, *("・" + plain(item) for item in block.items), "")
    elif isinstance(block, Table):
        yield from _table(block)


def _table(table: Table) -> Iterator[str]:
    if table.caption:
        yield table.caption
    for row in _grid(table.rows):
        yield "\t".join(row)
    yield from (*table.notes, "")


def _grid(rows: list[tuple[HeadCell | BodyCell, ...]]) -> Iterator[list[str]]:
    """Rows on a full grid, what a merged cell covers left empty; line breaks within a cell become spaces."""
    covered: dict[int, int] = {}
    for row in rows:
        line: list[str] = []
        for cell in row:
            while covered.get(len(line)):
                covered[len(line)] -= 1
                line.append("")
            for _ in range(getattr(cell, "colspan", 1)):
                covered[len(line)] = cell.rowspan - 1
                line.append("")
            line[-getattr(cell, "colspan", 1)] = " ".join(plain(cell.runs).split("\n"))
        while covered.get(len(line)):
            covered[len(line)] -= 1
            line.append("")
        yield line
