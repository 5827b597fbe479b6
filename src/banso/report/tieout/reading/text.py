"""Drafts as plain text: tab-separated table rows between lines of running text, or the text copied out of a PDF."""

import re
from pathlib import Path

from banso.core.decoding import decode

from .draft import Draft, DraftCell, DraftLine
from .wrapping import unwrapped

_FURNITURE = re.compile(r"\s*(?:-?\s*\d{1,4}\s*/\s*\d{1,4}\s*-?|作成\s.{6,14}日\s+\d{1,2}:\d\d)\s*")
"""What a printed page has beside its text: the page's number, when it was made."""
_LEADER = re.compile(r"(?:[.．・…‥]\s*){5,}\W*\d*\s*$")
_GAP = re.compile(r"\s{2,}|(?<!\d)\u3000|\u3000(?![^\W\d]{1,2}(?!\w))")


def read_text(path: Path) -> Draft:
    """Read a text draft. Raises UserError if it is not text in an encoding Japanese offices use."""
    draft = Draft()
    table = 0
    in_table = False
    for number, line in _lines(decode(path.read_bytes())):
        parts = _parts(line)
        is_row = len(parts) > 1
        table += is_row and not in_table
        in_table = is_row
        if line.strip():
            spots = parts if is_row else [part for part in _GAP.split(line.strip()) if part]
            cells = tuple(
                DraftCell(part.strip(), f"{number}行目の{column}列" if is_row else f"{number}行目")
                for column, part in enumerate(spots, 1)
            )
            draft.lines.append(DraftLine(cells, table if is_row else None))
    return draft


def _lines(text: str) -> list[tuple[int, str]]:
    """The lines with their numbers, without what only a printed page has; sentences that were wrapped are whole again."""
    numbered = list(enumerate(re.split(r"\r\n|[\n\r\f]", text), start=1))
    lines = [(n, line) for n, line in numbered if not (_FURNITURE.fullmatch(line) or _LEADER.search(line))]
    return lines if "\t" in text else unwrapped(lines)


def _parts(line: str) -> list[str]:
    """The cells of a row between tabs, or between the bars of a table in Markdown."""
    if line.strip().startswith("|") and line.count("|") > 2:
        return [] if set(line.strip()) <= set("|-: ") else line.strip()[1:].removesuffix("|").split("|")
    return line.split("\t")
