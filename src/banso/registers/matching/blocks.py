"""Blocking keys: two rows that may be one company share at least one of them, so that an index finds whom to compare.

Nothing is decided here. A key is a letter for its kind and a text; what never shares one is never compared.
"""

import re

from banso.core.text import digits, fold_kana

from .names import holding_keys, loose_key, numbered, spelled_key, take_apart
from .readings import latin_letters, romanised

FEWEST_DIGITS = 9  # fewer is no whole telephone number
LARGEST_BLOCK = 1500  # a mere beginning or end of the name that more companies share says nothing
ENDS = 3  # as many characters of either end: one slip of the pen leaves one end as it is


def blocks(
    name: str, kana: str = "", phone: str = "", corporate_number: str | None = "", invoice_number: str = ""
) -> list[str]:
    """The keys of a row, from its name and whatever else is known of it."""
    parts = take_apart(name)
    key = loose_key(parts.key)
    found = {
        f"r{romanised(parts.proper)}",
        f"h{key[:ENDS]}",
        f"t{key[-ENDS:]}",
        f"m{key[:2]}{key[-1:]}",
        *(f"s{spelled_key(held)}" for held in holding_keys(parts.key)),
    }
    if (plain := numbered(parts.key)) != parts.key or re.search(r"\d", plain):
        found.add(f"n{plain}")
    if kana and (read := latin_letters(fold_kana(kana))):
        found.add(f"r{read}")
    return sorted(found | set(sure_blocks(name, phone, corporate_number, invoice_number)))


def sure_blocks(name: str, phone: str = "", corporate_number: str | None = "", invoice_number: str = "") -> list[str]:
    """The keys one of which rows share if they are surely one company, but for those whom only a representative joins."""
    found = {f"s{spelled_key(take_apart(name).key)}"}
    if call := phone_digits(phone):
        found.add(f"p{call}")
    found |= {f"c{number}" for number in (corporate_number or "", invoice_number.removeprefix("T")) if number}
    return sorted(found)


def is_weak(key: str) -> bool:
    """Whether a key is no more than an end of the name: みちの begins a hundred of them."""
    return key[0] in "htm"


def phone_digits(phone: str) -> str:
    """A telephone number as its digits; '' if they are too few to be a whole one."""
    plain = re.sub(r"\D", "", digits(phone))
    return plain if len(plain) >= FEWEST_DIGITS else ""
