"""The Excel form of an application: handed out filled in as far as it is known, and read back cell by cell into what is being filled in."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import IO, Any

from django import forms
from django.http import QueryDict

from banso.core.errors import UserError
from banso.core.foreign.books import Book, Sheet, open_book
from banso.core.text import fold
from banso.core.workbooks import HEAD, new_book

from ..sheet_form import MOST, OF_LINE, OF_QUOTE, LineForm
from ..summing import SOURCES
from .form import ApplicationForm
from .sections import OF_TARGET, SECTIONS, TARGETS

ANSWERS, LINES = "申請書", "収支予算書"
ROOM = 20  # empty lines of the budget below those there are
OF_BUDGET = ("tax_status", "basis", *SOURCES, "requested")
OF_LINES = (*OF_LINE, *OF_QUOTE)
COLUMNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class Read:
    """What a filled form says, as the page's form takes it, and what of it is wrong, with its sheet, row and column."""

    typed: QueryDict
    wrong: list[str]


def _asked(form: ApplicationForm) -> Iterator[tuple[str, str, str]]:
    """(section, name of the field, label) of every answer of the first sheet, in its order."""
    for section in SECTIONS:
        for question in section.questions:
            yield section.label, question.code, question.label
        if section.code == "plan":
            for place in range(1, TARGETS + 1):
                for name, label in OF_TARGET.items():
                    yield "目標", f"target-{place}-{name}", f"{label} {place}"
    for name in ("frame", *OF_BUDGET):
        if name in form.fields:
            yield LINES, name, str(form.fields[name].label)


def written(form: ApplicationForm) -> IO[bytes]:
    """The form of an application as an Excel file, with what is known of it filled in."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    book = new_book(file)
    _write_answers(book, form)
    _write_lines(book, form)
    book.close()
    file.seek(0)
    return file


def _formats(book: Any) -> tuple[Any, Any]:
    head = book.add_format(HEAD | {"text_wrap": True})
    cell = book.add_format({"border": 1, "text_wrap": True, "num_format": "@", "valign": "top"})
    return head, cell


def _write_answers(book: Any, form: ApplicationForm) -> None:
    sheet = book.add_worksheet(ANSWERS)
    head, cell = _formats(book)
    for place, (title, width) in enumerate((("区分", 14), ("項目", 26), ("記入欄", 60), ("説明", 44))):
        sheet.write_string(0, place, title, head)
        sheet.set_column(place, place, width)
    for row, (section, name, label) in enumerate(_asked(form), start=1):
        field = form.fields[name]
        said = f"※必須 {field.help_text}" if field.required else str(field.help_text)
        for column, text in enumerate((section, label, _shown(form, name), said)):
            sheet.write_string(row, column, text, cell)
        _offer(sheet, row, 2, field)
    sheet.freeze_panes(1, 2)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _write_lines(book: Any, form: ApplicationForm) -> None:
    sheet = book.add_worksheet(LINES)
    head, cell = _formats(book)
    shown = [line for line in form.lines if any(_shown(line, name) for name in OF_LINES if name != "tax_rate")]
    for column, name in enumerate(OF_LINES):
        sheet.write_string(0, column, _heading(name), head)
        sheet.set_column(column, column, 30 if name == "content" else 16)
    for row in range(1, min(len(shown) + ROOM, MOST) + 1):
        line = shown[row - 1] if row <= len(shown) else None
        for column, name in enumerate(OF_LINES):
            sheet.write_string(row, column, _shown(line, name) if line else "", cell)
            _offer(sheet, row, column, form.lines[0].fields[name])
    sheet.freeze_panes(1, 0)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _heading(name: str) -> str:
    return str(LineForm.base_fields[name].label)


def _choices(field: forms.Field) -> list[tuple[str, str]]:
    """(what the form takes, what people read) of a field that offers a choice."""
    if isinstance(field, forms.ModelChoiceField):
        return [(str(row.pk), str(row)) for row in field.queryset or ()]
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        return [(str(code), str(label)) for code, label in choices if code != ""]
    return []


def _offer(sheet: Any, row: int, column: int, field: forms.Field) -> None:
    """A cell of a choice offers its words."""
    words = [label for _, label in _choices(field)]
    if words and len(",".join(words)) < 255:
        sheet.data_validation(row, column, row, column, {"validate": "list", "source": words})


def _shown(form: forms.Form, name: str) -> str:
    """What a form says in a field, in words."""
    value = form[name].value()
    if value in (None, ""):
        return ""
    for code, label in _choices(form.fields[name]):
        if code == str(value):
            return label
    return str(form.fields[name].prepare_value(value))


def read(content: bytes, file_name: str, form: Callable[[QueryDict], ApplicationForm]) -> Read:
    """What a filled form says. `form` makes the page's form of what was read. Raises UserError where the file is none of ours."""
    book = open_book(content, file_name)
    blank = form(QueryDict())
    typed, places, wrong = QueryDict(mutable=True), {}, []
    for name, field, text, where in [*_answers(book, blank), *_lines(book, blank)]:
        value, said = _taken(field, text)
        typed[name], places[name] = value, where
        wrong += [f"{where}: {said}"] if said else []
    return Read(typed, [*wrong, *_judged(form(typed), places, wrong)])


def _sheet(book: Book, name: str) -> Sheet:
    try:
        return book.sheet(name)
    except UserError:
        raise UserError(
            f"シート「{name}」がありません。この画面からダウンロードした申請書のExcelに記入して、選んでください。"
        ) from None


Cell = tuple[str, forms.Field, str, str]  # name of the field, the field, what the cell says, where it stands


def _answers(book: Book, form: ApplicationForm) -> Iterator[Cell]:
    asked = {(fold(section), fold(label)): name for section, name, label in _asked(form)}
    for number, cells in _sheet(book, ANSWERS).rows():
        section, label, text = (_text(_at(cells, place)) for place in range(3))
        name = asked.get((fold(section), fold(label)))
        if name is not None and text:
            yield name, form.fields[name], text, f"シート「{ANSWERS}」C{number} {label}"


def _lines(book: Book, form: ApplicationForm) -> Iterator[Cell]:
    rows = _sheet(book, LINES).rows()
    _, head = next(rows, (0, ()))
    names = {fold(_heading(name)): name for name in OF_LINES}
    columns = {place: names[key] for place, cell in enumerate(head) if (key := fold(_text(cell))) in names}
    if len(columns) < len(OF_LINES):
        raise UserError(
            f"シート「{LINES}」の1行目の見出しが変わっています。ダウンロードし直したExcelに写してください。"
        )
    line = 0
    for number, cells in rows:
        said = {name: _text(_at(cells, place)) for place, name in columns.items()}
        if not any(text for name, text in said.items() if name != "tax_rate"):
            continue
        line += 1
        if line > MOST:
            raise UserError(f"収支予算書の明細は{MOST}行までです。まとめられる行をまとめてください。")
        for place, name in columns.items():
            where = f"シート「{LINES}」{COLUMNS[place % 26]}{number} {_heading(name)}"
            if said[name]:
                yield f"line-{line}-{name}", form.lines[0].fields[name], said[name], where


def _at(cells: Sequence[Any], place: int) -> Any:
    return cells[place] if place < len(cells) else None


def _text(cell: Any) -> str:
    """What a cell says, as someone would type it."""
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.strftime("%Y-%m-%d") if cell.year >= 1000 else str(cell)
    if isinstance(cell, float):
        return f"{cell:.15g}"
    return str(cell).strip()


def _taken(field: forms.Field, text: str) -> tuple[str, str]:
    """What the form takes for what a cell says, and what is wrong with it where it is a choice nobody offers."""
    offered = _choices(field)
    if not offered:
        return text, ""
    found = next((code for code, label in offered if fold(label) == fold(text) or code == text), None)
    if found is not None:
        return found, ""
    return "", f"「{text[:40]}」は選べません。{'、'.join(label for _, label in offered)}のどれかにしてください。"


def _judged(form: ApplicationForm, places: dict[str, str], before: list[str]) -> Iterator[str]:
    """What the page's form says is wrong, at the cells it came from."""
    form.is_valid()
    found = [(name, errors) for name, errors in form.errors.items()]
    found += [(line.add_prefix(name), errors) for line in form.lines for name, errors in line.errors.items()]
    for name, errors in found:
        label = form.fields[name].label if name in form.fields else name
        where = places.get(name, f"シート「{ANSWERS}」 {label}")
        if not any(said.startswith(where) for said in before):
            yield from (f"{where}: {error}" for error in errors)
