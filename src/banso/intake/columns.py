"""Which column of a file is which, laid before a person: what was recognised, what its cells say, and what may be chosen."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from banso.core.errors import UserError
from banso.core.imports import import_kind
from banso.core.imports.files import Book, open_book
from banso.core.imports.headings import LOOKED_AT, Layout, find_layout, guess_layout
from banso.core.imports.readers import as_text, is_empty

from .models import Import

SAMPLES = 3
LONGEST_SAMPLE = 40


@dataclass(frozen=True)
class Offered:
    """One heading of a file: what it was taken for ('' for nothing), and what stands below it first."""

    place: int
    text: str
    column: str
    samples: list[str]


@dataclass(frozen=True)
class Columns:
    """A file's headings as they are offered, and what is still wrong with them ('' when the rows can be looked at)."""

    sheets: list[str]
    headings: list[Offered]
    problem: str


def content_of(brought: Import) -> bytes:
    with brought.file.open() as file:
        content: bytes = file.read()
    return content


def columns_of(brought: Import, chosen: Mapping[str, str] | None = None) -> Columns:
    """The headings of an import's sheet as they are taken now, or would be with `chosen`. Raises UserError without any."""
    kind = import_kind(brought.kind)
    book = open_book(content_of(brought), brought.file_name)
    rows = [row for row, _ in zip(book.sheet(brought.sheet).rows(), range(LOOKED_AT + 10), strict=False)]
    taken = brought.chosen if chosen is None else chosen
    layout = guess_layout(kind, rows, taken)
    if layout is None:
        raise UserError("見出しの行が見つかりません。1行に2つ以上の見出しがある表を選んでください。")
    try:
        find_layout(kind, rows, taken)
        problem = ""
    except UserError as error:
        problem = str(error)
    return Columns(_sheets(book), _offered(layout, rows), problem)


def _sheets(book: Book) -> list[str]:
    return [sheet.name for sheet in book.sheets]


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


def chosen_in(posted: QueryDict, headings: list[Offered]) -> dict[str, str]:
    """{heading: column} as a person has set them on the page."""
    return {heading.text: posted.get(f"column_{heading.place}", "") for heading in headings}
