"""The report as a PDF for printing: Japanese typesetting, bookmarks, page numbers, charts. The typesetter is Typst."""

from pathlib import Path
from typing import Any

from banso.core.typesetting import typeset
from banso.report.document import Block, BodyCell, Bullets, Chart, Document, Figure, HeadCell, Paragraph, Section, Table

from .charts import draw
from .words import plain

TEMPLATE = Path(__file__).with_name("report.typ")


def render_pdf(document: Document) -> bytes:
    data = {
        "title": document.title,
        "centre": document.centre,
        "made_at": document.made_at,
        "sections": [_section(section) for section in document.walk()],
    }
    return typeset(TEMPLATE, data)


def _section(section: Section) -> dict[str, Any]:
    return {"title": section.title, "level": section.level, "blocks": [_block(block) for block in section.blocks]}


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Paragraph):
        return {"kind": "paragraph", "text": plain(block.runs)}
    if isinstance(block, Bullets):
        return {"kind": "bullets", "caption": block.caption, "items": [plain(item) for item in block.items]}
    if isinstance(block, Chart):
        return {"kind": "chart", "svg": draw(block), "title": block.title}
    return _table(block)


def _table(table: Table) -> dict[str, Any]:
    rows = table.rows
    return {
        "kind": "table",
        "caption": table.caption,
        "columns": max((sum(getattr(cell, "colspan", 1) for cell in row) for row in rows), default=0),
        "head": [[_cell(cell) for cell in row] for row in table.head],
        "body": [[_cell(cell) for cell in row] for row in table.body],
        "notes": list(table.notes),
    }


def _cell(cell: HeadCell | BodyCell) -> dict[str, Any]:
    is_figure = len(cell.runs) == 1 and isinstance(cell.runs[0], Figure)
    colspan = cell.colspan if isinstance(cell, HeadCell) else 1
    return {"text": plain(cell.runs), "rowspan": cell.rowspan, "colspan": colspan, "figure": is_figure}
