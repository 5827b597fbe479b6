"""Which column of a file is which, laid before a person: what was recognised, what its cells say, and what may be chosen or given."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from banso.core.errors import UserError
from banso.core.foreign.books import Book, open_book
from banso.core.imports import Column, ImportKind, import_kind
from banso.core.imports.giving import given_facts
from banso.core.imports.headings import LOOKED_AT, Layout, guess_layout
from banso.core.imports.readers import as_text, is_empty

from .blank import example_of, offers_of
from .models import Import
from .services.bringing import hidden_named, layout_of, left_out

SAMPLES = 3
LONGEST_SAMPLE = 40
LONGEST_VALUE = 200
MOST_OFFERED = 300  # choices of a value for all rows; with more, it is typed


@dataclass(frozen=True)
class Offered:
    """One heading of a file: what it was taken for ('' for nothing), and what stands below it first."""

    place: int
    text: str
    column: str
    samples: list[str]


@dataclass(frozen=True)
class Lacking:
    """A column that no heading of a file was taken for: all rows may be given one value in it. `offered` is what may be chosen."""

    column: Column
    value: str
    offered: list[str]

    @property
    def example(self) -> str:
        return example_of(self.column)


@dataclass(frozen=True)
class Columns:
    """A file's headings as they are offered, the columns it lacks, and what is still wrong ('' when the rows can be looked at).

    `hidden` names the rows and columns that the spreadsheet hides, of which is asked whether they come in. A text that may be in
    one encoding or another is a sheet in each of them.
    """

    sheets: list[tuple[str, str]]
    headings: list[Offered]
    lacking: list[Lacking]
    problem: str
    hidden: str = ""
    notices: tuple[str, ...] = ()
    is_text: bool = False

    @property
    def needed(self) -> list[Lacking]:
        return [one for one in self.lacking if one.column.required]

    @property
    def optional(self) -> list[Lacking]:
        return [one for one in self.lacking if not one.column.required]


def content_of(brought: Import) -> bytes:
    with brought.file.open() as file:
        content: bytes = file.read()
    return content


def columns_of(
    brought: Import,
    chosen: Mapping[str, str] | None = None,
    given: Mapping[str, str] | None = None,
    answers: Mapping[str, str] | None = None,
) -> Columns:
    """The columns of an import's sheet as they are taken now, or would be with `chosen` and `given`. Raises UserError without any.

    With `answers` what they leave unsaid is a problem too.
    """
    kind = import_kind(brought.kind)
    book = open_book(content_of(brought), brought.file_name)
    sheet = book.sheet(brought.sheet)
    rows = [row for row, _ in zip(sheet.rows(), range(LOOKED_AT + 10), strict=False)]
    taken = brought.chosen if chosen is None else chosen
    values = brought.given if given is None else given
    layout = guess_layout(kind, rows, taken)
    if layout is None:
        raise UserError("見出しの行が見つかりません。1行に2つ以上の見出しがある表を選んでください。")
    try:
        complete = layout_of(kind, sheet, taken, values, answers or {})
        given_facts(kind, complete, values)
        if answers is not None:
            left_out(sheet, complete, answers)
        problem = ""
    except UserError as error:
        problem = str(error)
    named = hidden_named(sheet, layout)
    headings, lacking = _offered(layout, rows), _lacking(kind, layout, values)
    return Columns(_sheets(book), headings, lacking, problem, named, tuple(book.notices), book.format == "csv")


def _sheets(book: Book) -> list[tuple[str, str]]:
    """The sheets by name, each with what is said of it."""
    return [(sheet.name, sheet.name if sheet.visible else f"{sheet.name}(隠れているシート)") for sheet in book.sheets]


def _offered(layout: Layout, rows: list[tuple[int, Any]]) -> list[Offered]:
    below = [cells for number, cells in rows if number >= layout.first]
    return [
        Offered(
            place,
            heading.text,
            heading.column.name if heading.column else "",
            [
                as_text(cells[heading.position])[:LONGEST_SAMPLE]
                for cells in below
                if heading.position < len(cells) and not is_empty(cells[heading.position])
            ][:SAMPLES],
        )
        for place, heading in enumerate(layout.headings)
    ]


def _lacking(kind: ImportKind, layout: Layout, values: Mapping[str, str]) -> list[Lacking]:
    there = layout.column_names
    return [
        Lacking(column, values.get(column.name, ""), _choices(column, values.get(column.name, "")))
        for column in kind.columns
        if column.name not in there
    ]


def _choices(column: Column, value: str) -> list[str]:
    """What a page lets one choose from: what stands there already is among it."""
    offered = offers_of(column)
    if not offered or len(offered) > MOST_OFFERED:
        return []
    return offered if not value or value in offered else [value, *offered]


def chosen_in(posted: QueryDict, headings: list[Offered]) -> dict[str, str]:
    """{heading: column} as a person has set them on the page."""
    return {heading.text: posted.get(f"column_{heading.place}", "") for heading in headings}


def given_in(posted: QueryDict, lacking: list[Lacking]) -> dict[str, str]:
    """{column: value} as a person has set them on the page for all rows; '' where she left it empty."""
    return {
        one.column.name: " ".join(posted.get(f"given_{one.column.name}", "").split())[:LONGEST_VALUE] for one in lacking
    }
