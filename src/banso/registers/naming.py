"""Company names: the legal form apart from the name proper, and the key under which a name is compared."""

import csv
import unicodedata
from functools import cache
from pathlib import Path

from banso.core.text import fold

_FORMS = Path(__file__).parent / "data" / "legal_forms.csv"


@cache
def _forms() -> tuple[tuple[str, str], ...]:
    """(spelling, form) of every legal form and abbreviation, longest spelling first."""
    with _FORMS.open(encoding="utf-8") as lines:
        rows = [(row["name"], row["abbreviations"].split(",")) for row in csv.DictReader(lines)]
    pairs = {
        (unicodedata.normalize("NFKC", spelling), name)
        for name, short in rows
        for spelling in (name, *short)
        if spelling
    }
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


def split_legal_form(name: str) -> tuple[str, str]:
    """(name proper, legal form): 「㈱山田商事」 → (山田商事, 株式会社). The form is '' where none is written."""
    clean = unicodedata.normalize("NFKC", name).strip()
    for spelling, form in _forms():
        if clean.startswith(spelling) and len(clean) > len(spelling):
            return clean[len(spelling) :].strip(), form
        if clean.endswith(spelling) and len(clean) > len(spelling):
            return clean[: -len(spelling)].strip(), form
    return clean, ""


def name_key(name: str) -> str:
    """The key of a company's name: folded, without its legal form."""
    return fold(split_legal_form(name)[0])
