"""How staff meet a field of the schema: its name in Japanese and the kind of thing that is put into it.

A form is made from these alone, so that a new kind of block has its form as soon as its fields are declared:

    measure: Annotated[str | None, Said("集計項目", Kind.MEASURE)] = None
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from pydantic.fields import FieldInfo


class Kind(Enum):
    """What is put into a field where its type alone does not tell."""

    LINE = "line"  # a short text
    WORDS = "words"  # a text of several lines
    LINES = "lines"  # several short texts, one a line
    NUMBER = "number"
    TICK = "tick"
    CHOICE = "choice"  # one of the field's own `choices`
    MEASURE = "measure"  # what is counted, by its name
    PROGRAMME = "programme"
    YEAR = "year"  # a year counted from the report's own
    SINCE = "since"  # a fiscal year
    CONDITIONS = "conditions"  # of what the measures near it can be asked by
    DIMENSION = "dimension"  # one of the conditions of the measure beside it
    CODES = "codes"  # values of that condition
    LISTING = "listing"
    LISTED = "listed"  # one of a listing's texts
    LISTED_CONDITIONS = "listed_conditions"  # by which the records of a listing are chosen
    ROWS = "rows"  # rows of the same table that stand above
    COLUMNS = "columns"  # columns of the same table
    BESIDE = "beside"  # another row, or another column, that a row or column of the same table is worked out of
    WHOLE = "whole"  # for a column: the row of its table that the others are a part of


@dataclass(frozen=True)
class Said:
    """A field in words. `rare` ones are folded away until they are used; `words` stand for names in braces (figure: 数値).

    `blank` is said of a field that may be left empty on purpose, which is something else than not being filled in.
    """

    label: str
    kind: Kind | None = None
    help: str = ""
    rare: bool = False
    choices: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    blank: str = ""


def said_of(info: FieldInfo, name: str) -> Said:
    """What is said of a field; one that has a title only is folded away where it may be left out."""
    found: list[Any] = [one for one in info.metadata if isinstance(one, Said)]
    if found:
        return found[0]  # type: ignore[no-any-return]
    return Said(info.title or name, help=info.description or "", rare=not info.is_required())
