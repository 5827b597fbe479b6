"""Columns of a sheet for a body outside, as terms have them: which items, in which order, under which headings (見出し=項目、見出し=項目).

A kind says which items its sheet can have at all: no name, number or address of ours is among them.
"""

import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import IO, Any

from django import forms
from django.core.exceptions import ValidationError

from banso.core.text import fold
from banso.core.workbooks import HEAD, new_book

SEPARATOR = "、"
Items = Callable[[], Mapping[str, str]]  # each item's code and Japanese name, asked for when they are needed
Columns = list[tuple[str, str]]  # heading and item


def columns_box(items: Items) -> type[forms.CharField]:
    """The field in which such columns are typed: an item alone is headed by its own name."""

    class ColumnsField(forms.CharField):
        def prepare_value(self, value: Any) -> Any:
            if value is None or isinstance(value, str):
                return value
            named = items()
            return SEPARATOR.join(h if named.get(item) == h else f"{h}={named.get(item, item)}" for h, item in value)

        def to_python(self, value: Any) -> Any:
            text = super().to_python(value)
            if not text:
                return None
            return [_column(part, items()) for part in text.split(SEPARATOR) if part.strip()]

    return ColumnsField


def _column(part: str, items: Mapping[str, str]) -> list[str]:
    heading, _, item = (piece.strip() for piece in part.replace("＝", "=").partition("="))
    codes = {fold(label): code for code, label in items.items()}
    code = codes.get(fold(item or heading))
    if code is None:
        raise ValidationError(
            f"「{item or heading}」という項目はありません。使えるのは {SEPARATOR.join(items.values())} です。"
        )
    return [heading, code]


def known_columns(items: Items) -> Callable[[Columns], Columns]:
    """What refuses columns of items there are none of, in words: a ValueError, as pydantic takes it."""

    def check(columns: Columns) -> Columns:
        if unknown := [item for _, item in columns if item not in items()]:
            raise ValueError(f"「{unknown[0]}」という項目はありません。使えるのは {'、'.join(items())} です。")
        return columns

    return check


def written(title: str, columns: Columns, rows: Iterable[Sequence[str | int]]) -> IO[bytes]:
    """An Excel sheet of rows under the headings of these columns."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    book = new_book(file)
    sheet = book.add_worksheet(title)
    head = book.add_format(HEAD | {"text_wrap": True})
    for place, (heading, _) in enumerate(columns):
        sheet.write_string(0, place, heading, head)
        sheet.set_column(place, place, 18)
    for number, row in enumerate(rows, start=1):
        for place, text in enumerate(row):
            (sheet.write_number if isinstance(text, int) else sheet.write_string)(number, place, text)
    sheet.freeze_panes(1, 1)
    book.close()
    file.seek(0)
    return file
