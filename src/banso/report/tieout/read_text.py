"""Drafts as plain text: tab-separated table rows between lines of running text."""

from pathlib import Path

from banso.core.decoding import decode

from .draft import Draft, DraftCell, DraftLine


def read_text(path: Path) -> Draft:
    """Read a text draft. Raises UserError if it is not text in an encoding Japanese offices use."""
    draft = Draft()
    table = 0
    in_table = False
    for number, line in enumerate(decode(path.read_bytes()).splitlines(), start=1):
        parts = line.split("\t")
        is_row = len(parts) > 1
        table += is_row and not in_table
        in_table = is_row
        if line.strip():
            cells = tuple(
                DraftCell(part.strip(), _where(number, column, is_row)) for column, part in enumerate(parts, 1)
            )
            draft.lines.append(DraftLine(cells, table if is_row else None))
    return draft


def _where(line: int, column: int, is_row: bool) -> str:
    return f"{line}行目の{column}列" if is_row else f"{line}行目"
