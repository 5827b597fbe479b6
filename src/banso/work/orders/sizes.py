"""Sizes of workpieces as people write them: 300×200×50, φ50×120, 300."""

import re

from banso.core.errors import UserError
from banso.core.text import digits

Sides = tuple[int | None, int | None, int | None]
MOST_SIDES = 3
_PART = re.compile(r"(φ|ф|Φ|直径)?\s*(\d{1,5})(?:\.\d+)?\s*(?:mm)?")


def parse_size(text: str) -> Sides:
    """The sides in mm, the longest first; what was not written is None. Raises UserError for anything else."""
    clean = digits(text).strip()
    if not clean:
        return None, None, None
    sides: list[int] = []
    for part in re.split(r"\s*[x×*✕]\s*", clean, flags=re.IGNORECASE):
        match = _PART.fullmatch(part.strip())
        if not match:
            raise UserError(f"寸法「{text}」が読めません。300×200×50 や φ50×120 のように、mmで入力してください。")
        sides += [int(match[2])] * (2 if match[1] else 1)
    if len(sides) > MOST_SIDES:
        raise UserError(f"寸法「{text}」の辺が多すぎます。3辺までで入力してください。")
    known: list[int | None] = [*sorted(sides, reverse=True)]
    first, second, third = known + [None] * (MOST_SIDES - len(known))
    return first, second, third
