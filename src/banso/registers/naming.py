"""Company names: the legal form apart from the name proper, and the key under which a name is compared."""

import csv
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from banso.core.text import fold

_FORMS = Path(__file__).parent / "data" / "legal_forms.csv"
_CIRCLED = str.maketrans({"㊑": "(株)", "㊒": "(有)", "㊓": "(社)", "㊔": "(名)", "㊖": "(財)", "㊮": "(資)"})
_BRACKETS = re.compile(r"[\[〔【<〈《{]\s*([^\W\d_]{1,3})\s*[\]〕】>〉》}]")
_LATIN_AT_END = (
    (re.compile(r"[\s,.]*\b(co\.?\s*,?\s*ltd|k\s*\.\s*k|inc|corp|corporation|ltd)\.?$", re.IGNORECASE), "株式会社"),
    (re.compile(r"[\s,.]*\b(l\.?l\.?c)\.?$", re.IGNORECASE), "合同会社"),
)


@cache
def _rows() -> tuple[dict[str, str], ...]:
    with _FORMS.open(encoding="utf-8") as lines:
        return tuple(csv.DictReader(lines))


@cache
def _spellings() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """(spelling, forms it may stand for, the usual one first), longest spelling first: (同) is 合同会社, now and then 協同組合."""
    found: dict[str, list[str]] = {}
    for row in _rows():
        for spelling in (row["name"], *row["abbreviations"].split(",")):
            if spelling:
                found.setdefault(unicodedata.normalize("NFKC", spelling), []).append(row["name"])
    return tuple((spelling, tuple(forms)) for spelling, forms in sorted(found.items(), key=lambda pair: -len(pair[0])))


@cache
def _bank_spellings() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """The forms as bank transfers and hurried hands write them, with one bracket: 「カ)」 before a name, 「(カ」 after it."""
    found: dict[str, list[str]] = {}
    for row in _rows():
        short = [text[1:-1] for text in row["abbreviations"].split(",") if re.fullmatch(r"\(\w\)", text)]
        for mark in (unicodedata.normalize("NFKC", row["zengin_prefix"]), *short):
            if mark:
                found.setdefault(mark, []).append(row["name"])
    return tuple((f"{mark})", f"({mark}", tuple(forms)) for mark, forms in found.items())


def written_out(name: str) -> str:
    """A name in full width and half width as usual, with (株) for ㊑ too, whose brackets are a circle."""
    return unicodedata.normalize("NFKC", name.translate(_CIRCLED))


def split_forms(name: str) -> tuple[str, tuple[str, ...]]:
    """(name proper, forms it may have): 「(同)山田」 → (山田, (合同会社, 協同組合, …)); none where none is written."""
    clean = _BRACKETS.sub(r"(\1)", written_out(name)).strip()
    for rest, forms in _ways_to_split(clean):
        if rest and not (rest[0] in ")" or rest[-1] == "("):
            return rest, forms
    return clean, ()


def _ways_to_split(clean: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for spelling, forms in _spellings():
        if clean.startswith(spelling) and not _within_a_word(spelling[-1], clean[len(spelling) :][:1]):
            yield clean[len(spelling) :].strip(), forms
        if clean.endswith(spelling) and not _within_a_word(spelling[0], clean[: -len(spelling)][-1:]):
            yield clean[: -len(spelling)].strip(), forms
    for before, after, forms in _bank_spellings():
        if clean.startswith(before):
            yield clean[len(before) :].strip(), forms
        if clean.endswith(after):
            yield clean[: -len(after)].strip(), forms
    for pattern, form in _LATIN_AT_END:
        if match := pattern.search(clean):
            yield clean[: match.start()].strip(), (form,)


def _within_a_word(edge: str, beyond: str) -> bool:
    """Whether a spelling ends in the middle of a Latin word: the JA of JAPAN is no 農業協同組合."""
    return edge.isascii() and edge.isalnum() and beyond.isascii() and beyond.isalpha()


def split_legal_form(name: str) -> tuple[str, str]:
    """(name proper, legal form): 「㈱山田商事」 → (山田商事, 株式会社). The form is '' where none is written."""
    proper, forms = split_forms(name)
    return proper, forms[0] if forms else ""


@cache
def form_class(form: str) -> str:
    """Forms that are written for one another have one class: 協同組合 and 事業協同組合."""
    return next((row["key"] for row in _rows() if row["name"] == form), form)


def name_key(name: str) -> str:
    """The key of a company's name: folded, without its legal form."""
    return fold(split_legal_form(name)[0])
