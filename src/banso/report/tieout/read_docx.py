"""Drafts as Word documents."""

from collections.abc import Iterator
from pathlib import Path

from docx import Document as open_docx
from docx.document import Document as DocxDocument
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph

from banso.core.errors import UserError

from .draft import Draft, DraftCell, DraftLine
from .safe_zip import refuse_hostile

WORD = "Word"


def read_docx(path: Path) -> Draft:
    """Read a Word draft. Raises UserError if it is no Word document, or a hostile one."""
    refuse_hostile(path, WORD)
    try:
        document = open_docx(str(path))
        lines = list(_lines(document))
    except UserError:
        raise
    except Exception as error:  # python-docx lets every fault of the XML through as it comes
        raise UserError("Wordの文書として読み取れません。Wordで開いて「名前を付けて保存」し直してください。") from error
    return Draft(lines)


def _lines(document: DocxDocument) -> Iterator[DraftLine]:
    tables = paragraphs = 0
    for block in document.iter_inner_content():
        if isinstance(block, Paragraph):
            paragraphs += 1
            if block.text.strip():
                yield DraftLine((DraftCell(_one_line(block.text), f"段落{paragraphs}"),))
        else:
            tables += 1
            yield from _rows(block, tables)


def _rows(table: Table, number: int) -> Iterator[DraftLine]:
    above: set[object] = set()
    for position, row in enumerate(table.rows, start=1):
        cells, above = _cells(row, above, f"表{number}の{position}行")
        yield DraftLine(cells, number)


def _cells(row: _Row, above: set[object], where: str) -> tuple[tuple[DraftCell, ...], set[object]]:
    """The cells of a grid row; what a merged cell covers to the right or below is empty, as in a text draft."""
    cells: list[DraftCell] = []
    seen: set[object] = set()
    for column, cell in enumerate(row.cells, start=1):
        covered = cell._tc in seen or cell._tc in above
        seen.add(cell._tc)
        cells.append(DraftCell("" if covered else _one_line(cell.text), f"{where}{column}列"))
    return tuple(cells), seen


def _one_line(text: str) -> str:
    return " ".join(text.split())
