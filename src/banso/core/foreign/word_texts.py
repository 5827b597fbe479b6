"""What stands in a Word file, block by block, so that it can be set anew: paragraphs with their place, tables, page breaks."""

import io
from collections.abc import Iterator
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

PLACES: dict[Any, str] = {
    WD_ALIGN_PARAGRAPH.RIGHT: "right",
    WD_ALIGN_PARAGRAPH.CENTER: "center",
    WD_ALIGN_PARAGRAPH.DISTRIBUTE: "center",
}
LARGEST, SMALLEST, USUAL = 28.0, 6.0, 10.5  # points


def read_texts(contents: list[bytes]) -> Iterator[dict[str, Any]]:
    """For each file its header, its blocks in order, and its footer."""
    for content in contents:
        document = Document(io.BytesIO(content))
        first = document.sections[0]
        yield {
            "header": _lines(first.header.paragraphs),
            "blocks": [block for item in document.iter_inner_content() for block in _blocks(item)],
            "footer": _lines(first.footer.paragraphs),
        }


def _lines(paragraphs: list[Paragraph]) -> str:
    return "\n".join(p.text for p in paragraphs).strip()


def _blocks(item: Paragraph | Table) -> list[dict[str, Any]]:
    if isinstance(item, Table):
        rows = [[_cell(cell.paragraphs) for cell in row.cells] for row in item.rows]
        return [{"kind": "table", "rows": rows, "columns": max(map(len, rows), default=0)}] if rows else []
    said = {
        "kind": "paragraph",
        "text": item.text,
        "place": PLACES.get(item.alignment, "left"),
        "bold": _is_bold(item),
        "size": _size(item),
        "indent": _indent(item),
    }
    breaks = [br for br in item._p.iter(qn("w:br")) if br.get(qn("w:type")) == "page"]
    return [said, {"kind": "break"}] if breaks else [said]


def _cell(paragraphs: list[Paragraph]) -> str:
    return "\n".join(p.text for p in paragraphs)


def _is_bold(paragraph: Paragraph) -> bool:
    runs = [run for run in paragraph.runs if run.text.strip()]
    heading = (paragraph._p.style or "").lower().startswith(("heading", "title"))
    return heading or (bool(runs) and all(run.bold for run in runs))


def _size(paragraph: Paragraph) -> float:
    sizes = [run.font.size.pt for run in paragraph.runs if run.font.size is not None]
    return min(max(sizes[0], SMALLEST), LARGEST) if sizes else USUAL


def _indent(paragraph: Paragraph) -> float:
    left = paragraph.paragraph_format.left_indent
    return min(max(left.pt, 0.0), 300.0) if left is not None else 0.0
