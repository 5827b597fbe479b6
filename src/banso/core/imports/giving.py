"""One value for all rows (全行に同じ値): what a list leaves unsaid because all of it is about one programme, event or year."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from banso.core.errors import UserError
from banso.core.text import fold

from .declaring import Column, ImportKind
from .headings import Layout
from .readers import Wrong


@dataclass(frozen=True)
class Given:
    """A column that a sheet has not, the fact every row has in it, and its words in the digest of a row: those of a cell of its own."""

    column: Column
    fact: Any
    said: str


def given_facts(kind: ImportKind, layout: Layout, given: Mapping[str, str]) -> tuple[Given, ...]:
    """What all rows say: the values given by column's name, but of columns the sheet has itself. Raises UserError."""
    there = layout.column_names
    return tuple(_read(kind.column(name), text) for name, text in given.items() if text and name not in there)


def _read(column: Column, text: str) -> Given:
    (fact,) = column.reads.read_many([text], column.heading)
    if isinstance(fact, Wrong):
        raise UserError(f"全行に入れる「{column.heading}」: {fact.message}")
    if question := column.reads.asks(text, column.heading, fact):
        raise UserError(f"全行に入れる「{column.heading}」: {question}")
    return Given(column, fact, f"{column.name}={text if column.reads.linked else fact}")


def column_called(kind: ImportKind, word: str) -> Column:
    """A column by its heading, another heading it is known by, or its name. Raises UserError, naming those there are."""
    for names in (lambda c: (c.name, c.heading), lambda c: c.aliases):
        for column in kind.columns:
            if fold(word) in {fold(name) for name in names(column)}:
                return column
    offered = "、".join(column.heading for column in kind.columns)
    raise UserError(f"「{word}」という列は{kind.label}にありません。次のどれかにしてください: {offered}")
