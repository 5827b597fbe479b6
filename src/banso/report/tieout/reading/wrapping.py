"""Sentences that a printed page broke into lines, put together again: a number may stand across the break."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

_GAP = re.compile(r"\S\s{2,}\S")
_SLACK = 8  # half-width columns a full line may lack: what is not broken goes to the next line
_LEAST = 60
_OPENS = ("「", "『")
_SENTENCE = re.compile(r"[ぁ-ん、。]$")
_GOES_ON = re.compile(r"[をにはがのでとも]")


def unwrapped(lines: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """Numbered lines with wrapped sentences joined; each keeps the number of its first line."""
    plain = [width_of(line) for _, line in lines if line.strip() and not _GAP.search(line)]
    full = max(plain, default=0) - _SLACK
    lines = list(_closed(lines, full)) if full >= _LEAST else lines
    joined: list[tuple[int, str]] = []
    width, goes_on = 0, False
    for (number, line), (_, after) in zip(lines, [*lines[1:], (0, "")], strict=True):
        text = line.strip()
        own = width_of(text)
        if goes_on and text and not _GAP.search(line):
            before, said = joined[-1]
            joined[-1] = (before, said + text)
            width = own if width >= full else width + own
        else:
            joined.append((number, line))
            width = own
        goes_on = bool(text) and not _GAP.search(line) and full >= _LEAST and _wraps(text, width >= full, after.strip())
    return joined


def _closed(lines: Sequence[tuple[int, str]], full: int) -> Iterator[tuple[int, str]]:
    """Without the empty lines within a sentence: after a full line that ends none."""
    before = ""
    for number, line in lines:
        is_within = width_of(before) >= full and not before.rstrip().endswith("。") and not _GAP.search(before)
        if line.strip() or not is_within:
            yield number, line
        before = line.strip() or before


def _wraps(text: str, is_full: bool, after: str) -> bool:
    """Whether a line goes on: it is full, or was broken only where print sets narrow signs."""
    if after == "・" or text.endswith("・"):
        return True
    if after.startswith(_OPENS) and _SENTENCE.search(text):
        return True
    if text.endswith("。"):
        return False
    return is_full or text.endswith("、") or (text.endswith("」") and bool(_GOES_ON.match(after)))


def width_of(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "FWA" else 1 for letter in text.strip())
