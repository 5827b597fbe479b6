"""Receiving a file: kept as it came, its sheet and columns found, and what people said of its headings remembered."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.files.base import ContentFile

from banso.core.errors import UserError
from banso.core.foreign.books import Book, Sheet, open_book
from banso.core.imports import ImportKind
from banso.core.imports.checking import Reading, column_letters
from banso.core.imports.giving import given_facts
from banso.core.imports.headings import LOOKED_AT, Heading, Layout, find_layout
from banso.core.imports.readers import is_empty
from banso.core.trail import verb
from banso.registers.models import Staff, Unit, User

from ..models import Headings, Import, SameValue

MOST_NAMED = 20


@verb
def bring(
    kind: ImportKind,
    content: bytes,
    file_name: str,
    *,
    sheet: str = "",
    chosen: Mapping[str, str] | None = None,
    given: Mapping[str, str] | None = None,
    answers: Mapping[str, str] | None = None,
    by: User | None,
) -> Import:
    """Receive a file. Raises UserError, with nothing kept, for one that cannot be read or whose columns cannot be told.

    `chosen` are columns given to headings by a person, `given` the values that all rows have in columns the sheet lacks; what
    her unit chose before is taken as well. `answers` are what is said of hidden rows and unusual values (:class:`Import`).
    """
    taken = {**remembered_headings(kind, by), **(chosen or {})}
    values = {**remembered_values(kind, by), **(given or {})}
    book = open_book(content, file_name)
    layout = layout_of(kind, book.sheet(sheet), taken, values, answers or {})
    left_out(book.sheet(sheet), layout, answers or {})
    given_facts(kind, layout, values)
    return keep(kind, content, file_name, sheet=sheet, chosen=taken, given=values, answers=answers, by=by)


@verb
def keep(
    kind: ImportKind,
    content: bytes,
    file_name: str,
    *,
    sheet: str = "",
    chosen: Mapping[str, str] | None = None,
    given: Mapping[str, str] | None = None,
    answers: Mapping[str, str] | None = None,
    by: User | None,
) -> Import:
    """Keep a file as it came; a person will say which column is which. Raises UserError for one that cannot be read."""
    _allow(kind, by)
    taken = {**remembered_headings(kind, by), **(chosen or {})}
    found = open_book(content, file_name).sheet(sheet)
    values = {**remembered_values(kind, by), **(given or {})}
    brought = Import(by=by, kind=kind.code, file_name=file_name[:200], sheet=found.name, chosen=taken, given=values)
    brought.answers = dict(answers or {})
    brought.sha256 = hashlib.sha256(content).hexdigest()
    brought.file.save(file_name, ContentFile(content), save=False)
    brought.save()
    return brought


def _allow(kind: ImportKind, by: User | None) -> None:
    wanted = [kind.permission("add"), *([kind.permission("change")] if kind.change else [])]
    if by is not None and not by.has_perms(wanted):
        raise UserError(f"{kind.label}を取り込む権限がありません。管理者に相談してください。")


def layout_of(
    kind: ImportKind,
    sheet: Sheet,
    chosen: Mapping[str, str],
    given: Mapping[str, str],
    answers: Mapping[str, str],
) -> Layout:
    """Where a sheet's data begin and what its columns are, but for hidden ones that are not to come in. Raises UserError."""
    rows = [row for row, _ in zip(sheet.rows(), range(LOOKED_AT + 1), strict=False)]
    without = sheet.hidden_columns if answers.get("hidden") == "out" else ()
    return find_layout(kind, rows, chosen, [name for name, text in given.items() if text], without)


def reading_of(kind: ImportKind, brought: Import) -> tuple[Reading, Book]:
    """The rows of an import's file, ready to be read. Raises UserError."""
    with brought.file.open() as file:
        book = open_book(file.read(), brought.file_name)
    sheet = book.sheet(brought.sheet)
    layout = layout_of(kind, sheet, brought.chosen, brought.given, brought.answers)
    reading = Reading(kind, layout, sheet.rows(), sheet.height, given_facts(kind, layout, brought.given))
    reading.parted, reading.sure = book.format == "csv", brought.answers.get("unusual") == "in"
    reading.left_out = left_out(sheet, layout, brought.answers)
    return reading, book


def left_out(sheet: Sheet, layout: Layout, answers: Mapping[str, str]) -> frozenset[int]:
    """The rows that do not come in because the spreadsheet hides them. Raises UserError where nobody has said whether they do."""
    said = answers.get("hidden")
    if said not in ("in", "out") and (named := hidden_named(sheet, layout)):
        raise UserError(
            f"隠れている所があります({named})。取り込むか、除くかを選んでください(コマンドでは --hidden in か out)。"
        )
    return frozenset(hidden_rows(sheet, layout)) if said == "out" else frozenset()


def hidden_rows(sheet: Sheet, layout: Layout) -> list[int]:
    """The numbers of a sheet's hidden rows that hold anything below the headings."""
    if not any(number >= layout.first for number in sheet.hidden):
        return []
    return [
        number
        for number, cells in sheet.rows()
        if number in sheet.hidden and number >= layout.first and not all(map(is_empty, cells))
    ]


def hidden_columns(sheet: Sheet, layout: Layout) -> list[Heading]:
    """The headings in a sheet's hidden columns that would be taken in."""
    return [heading for heading in layout.known if heading.position in sheet.hidden_columns]


def hidden_named(sheet: Sheet, layout: Layout) -> str:
    """What a sheet hides of what would be taken in, in words; '' for nothing."""
    rows, columns = hidden_rows(sheet, layout), hidden_columns(sheet, layout)
    named = [f"{len(rows)}行: {rows_named(rows)}"] if rows else []
    named += [f"{column_letters(heading.position)}列「{heading.text}」" for heading in columns]
    return "、".join(named)


def rows_named(numbers: Sequence[int]) -> str:
    """Rows by their numbers, in words; the first of many."""
    named = "、".join(map(str, numbers[:MOST_NAMED]))
    return f"{named}{'…' if len(numbers) > MOST_NAMED else ''}行目"


def unit_of(user: User | None) -> Unit | None:
    """The unit whose way of heading columns a user's files share."""
    member = Staff.objects.filter(user=user, ended_on__isnull=True).select_related("unit").first() if user else None
    return member.unit if member else None


def remembered_headings(kind: ImportKind, by: User | None) -> dict[str, str]:
    """Which columns the user's unit chose for headings before: heading → column's name, '' for none."""
    unit = unit_of(by)
    if unit is None:
        return {}
    names = {column.name for column in kind.columns} | {""}
    rows = Headings.objects.filter(unit=unit, kind=kind.code).values_list("heading", "column")
    return {heading: column for heading, column in rows if column in names}


@verb
def choose_headings(kind: ImportKind, chosen: Mapping[str, str], *, by: User) -> None:
    """Remember which columns a person chose for headings, for her unit's next file of the kind."""
    unit = unit_of(by)
    if unit is None:
        return
    for heading, column in chosen.items():
        if column and column not in {c.name for c in kind.columns}:
            raise UserError("選んだ項目がありません。選び直してください。")
        facts: dict[str, Any] = {"column": column}
        Headings.objects.update_or_create(unit=unit, kind=kind.code, heading=heading[:200], defaults=facts)


def remembered_values(kind: ImportKind, by: User | None) -> dict[str, str]:
    """The values that all rows of the user's unit's last file had in columns it lacked: column's name → value."""
    unit = unit_of(by)
    if unit is None:
        return {}
    names = {column.name for column in kind.columns}
    rows = SameValue.objects.filter(unit=unit, kind=kind.code).values_list("column", "value")
    return {column: value for column, value in rows if column in names}


@verb
def give_values(kind: ImportKind, given: Mapping[str, str], *, by: User) -> None:
    """Remember what a person gave all rows in columns a file lacks, for her unit's next file of the kind; '' forgets it."""
    unit = unit_of(by)
    if unit is None:
        return
    for column, value in given.items():
        if value:
            facts: dict[str, Any] = {"value": value[:200]}
            SameValue.objects.update_or_create(unit=unit, kind=kind.code, column=column, defaults=facts)
        else:
            SameValue.objects.filter(unit=unit, kind=kind.code, column=column).delete()
