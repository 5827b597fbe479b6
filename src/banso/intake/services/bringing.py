"""Receiving a file: kept as it came, its sheet and columns found, and what people said of its headings remembered."""

import hashlib
from collections.abc import Mapping
from typing import Any

from django.core.files.base import ContentFile

from banso.core.errors import UserError
from banso.core.foreign.books import Book, open_book
from banso.core.imports import ImportKind
from banso.core.imports.checking import Reading
from banso.core.imports.giving import given_facts
from banso.core.imports.headings import LOOKED_AT, Layout, find_layout
from banso.core.trail import verb
from banso.registers.models import Staff, Unit, User

from ..models import Headings, Import, SameValue


@verb
def bring(
    kind: ImportKind,
    content: bytes,
    file_name: str,
    *,
    sheet: str = "",
    chosen: Mapping[str, str] | None = None,
    given: Mapping[str, str] | None = None,
    by: User | None,
) -> Import:
    """Receive a file. Raises UserError, with nothing kept, for one that cannot be read or whose columns cannot be told.

    `chosen` are columns given to headings by a person, `given` the values that all rows have in columns the sheet lacks; what
    her unit chose before is taken as well.
    """
    taken = {**remembered_headings(kind, by), **(chosen or {})}
    values = {**remembered_values(kind, by), **(given or {})}
    given_facts(kind, layout_of(kind, open_book(content, file_name), sheet, taken, values), values)
    return keep(kind, content, file_name, sheet=sheet, chosen=taken, given=values, by=by)


@verb
def keep(
    kind: ImportKind,
    content: bytes,
    file_name: str,
    *,
    sheet: str = "",
    chosen: Mapping[str, str] | None = None,
    given: Mapping[str, str] | None = None,
    by: User | None,
) -> Import:
    """Keep a file as it came; a person will say which column is which. Raises UserError for one that cannot be read."""
    _allow(kind, by)
    taken = {**remembered_headings(kind, by), **(chosen or {})}
    found = open_book(content, file_name).sheet(sheet)
    values = {**remembered_values(kind, by), **(given or {})}
    brought = Import(by=by, kind=kind.code, file_name=file_name[:200], sheet=found.name, chosen=taken, given=values)
    brought.sha256 = hashlib.sha256(content).hexdigest()
    brought.file.save(file_name, ContentFile(content), save=False)
    brought.save()
    return brought


def _allow(kind: ImportKind, by: User | None) -> None:
    wanted = [kind.permission("add"), *([kind.permission("change")] if kind.change else [])]
    if by is not None and not by.has_perms(wanted):
        raise UserError(f"{kind.label}を取り込む権限がありません。管理者に相談してください。")


def layout_of(kind: ImportKind, book: Book, sheet: str, chosen: Mapping[str, str], given: Mapping[str, str]) -> Layout:
    """Where a sheet's data begin and what its columns are. Raises UserError."""
    rows = book.sheet(sheet).rows()
    return find_layout(
        kind,
        [row for row, _ in zip(rows, range(LOOKED_AT + 1), strict=False)],
        chosen,
        [name for name, text in given.items() if text],
    )


def reading_of(kind: ImportKind, brought: Import) -> tuple[Reading, Book]:
    """The rows of an import's file, ready to be read. Raises UserError."""
    with brought.file.open() as file:
        book = open_book(file.read(), brought.file_name)
    layout = layout_of(kind, book, brought.sheet, brought.chosen, brought.given)
    sheet = book.sheet(brought.sheet)
    return Reading(kind, layout, sheet.rows(), sheet.height, given_facts(kind, layout, brought.given)), book


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
