"""The table of creditors as an Excel file: handed out as it stands, and read back, line by line, into the form of the next version."""

import tempfile
from collections.abc import Iterator, Sequence
from datetime import date
from typing import IO, Any

from django import forms
from django.http import QueryDict

from banso.core.errors import UserError
from banso.core.foreign.books import open_book
from banso.core.text import fold
from banso.core.workbooks import HEAD, new_book

from .forms import MOST, LineForm, TableForm

SHEET = "債権者一覧"
YES = "含めない"


def written(form: TableForm) -> IO[bytes]:
    """The table as an Excel file whose headings are those it is read back by."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    book = new_book(file)
    sheet = book.add_worksheet(SHEET)
    head, cell = book.add_format(HEAD | {"text_wrap": True}), book.add_format({"border": 1, "text_wrap": True})
    number = book.add_format({"border": 1, "num_format": "#,##0"})
    for column, (name, label) in enumerate(_headings()):
        sheet.write_string(0, column, label, head)
        sheet.set_column(column, column, 28 if name in ("name", "paper") else 16)
    for row, line in enumerate(form.lines, start=1):
        for column, (name, _) in enumerate(_headings()):
            value = line[name].value()
            if isinstance(value, int) and not isinstance(value, bool):
                sheet.write_number(row, column, value, number)
            else:
                sheet.write_string(row, column, _word(line.fields[name], value), cell)
            _offer(sheet, row, column, line.fields[name])
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    book.close()
    file.seek(0)
    return file


def _headings() -> list[tuple[str, str]]:
    return [(name, str(field.label)) for name, field in LineForm.base_fields.items()]


def _word(field: forms.Field, value: Any) -> str:
    if isinstance(field, forms.BooleanField):
        return YES if value else ""
    if isinstance(field, forms.ChoiceField):
        labels: Any = dict(field.choices)  # type: ignore[arg-type]
        return str(labels.get(value, "")) if value else ""
    return "" if value is None else str(value)


def _offer(sheet: Any, row: int, column: int, field: forms.Field) -> None:
    """A cell of a choice offers its words."""
    words = [YES] if isinstance(field, forms.BooleanField) else []
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        words = [str(label) for code, label in choices if code]
    if words and len(",".join(words)) < 255:
        sheet.data_validation(row, column, row, column, {"validate": "list", "source": words})


def read(content: bytes, file_name: str, head: QueryDict) -> QueryDict:
    """What a filled file says, as the page's form takes it; `head` is what the page says above the lines. Raises UserError, with row and
    column, where the file is none of ours or says a word that the list does not know.
    """
    rows = open_book(content, file_name).sheet().rows()
    _, titles = next(rows, (0, ()))
    names = {fold(label): name for name, label in _headings()}
    columns = {place: names[key] for place, cell in enumerate(titles) if (key := fold(_text(cell))) in names}
    if not {"name", "balance"} <= set(columns.values()):
        raise UserError("1行目に「債権者」「残高(円)」の見出しがありません。この画面のExcelに記入して選んでください。")
    typed = QueryDict(mutable=True)
    for name in ("base_on", "told", "note"):
        typed[name] = head.get(name, "")
    for place, (number, cells) in enumerate(_filled(rows), start=1):
        if place > MOST:
            raise UserError(f"債権者は{MOST}行までです。同じ金融機関の口をまとめてください。")
        for column, name in columns.items():
            typed[f"line-{place}-{name}"] = _value(LineForm.base_fields[name], _at(cells, column), number)
    return typed


def _filled(rows: Iterator[tuple[int, Sequence[Any]]]) -> Iterator[tuple[int, Sequence[Any]]]:
    return ((number, cells) for number, cells in rows if any(_text(cell) for cell in cells))


def _value(field: forms.Field, cell: Any, row: int) -> str:
    text = _text(cell)
    if isinstance(field, forms.BooleanField):
        return "on" if text else ""
    if not isinstance(field, forms.ChoiceField) or not text:
        return text
    choices: Any = field.choices
    codes = {fold(str(label)): str(code) for code, label in choices}
    if fold(text) not in codes:
        words = "、".join(str(label) for code, label in choices if code)
        raise UserError(f"{row}行目 {field.label}: 「{text}」は選べません。{words} のどれかにしてください。")
    return codes[fold(text)]


def _at(cells: Sequence[Any], place: int) -> Any:
    return cells[place] if place < len(cells) else None


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.strftime("%Y-%m-%d")
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip()
