"""What can come in, declared once for each kind of record by its app's `imports.py`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from banso.core.errors import UserError
from banso.core.text import fold

from .readers import Reader, Text


@dataclass(frozen=True)
class Column:
    """A column of a file: the fact it fills, its heading and the other headings offices give it.

    A name with a point (`company.phone`) is no fact of the record, but something a step finds the fact by.
    `example` and `note` are for the form that the centre hands out.
    """

    name: str
    heading: str
    reads: Reader = field(default_factory=Text)
    aliases: tuple[str, ...] = ()
    required: bool = False
    example: str = ""
    note: str = ""


@dataclass(slots=True)
class Row:
    """A row of a file on its way in: its number in the sheet, what its cells say and what has been found wrong.

    `said` are the cells' facts by column, before anything was found by them: what makes the row, the
    `nth` of its file to say so, the same row another time.
    `notes` are for the one who looks at the preview: which company it was linked to, what else will be registered. `record` is
    the record the row is about, if there is one, `key` that of a new one; `made` are records that had to be made on the way. `asks`
    is a question, in plain values, that a person can answer so that the refused row comes in. `sure` when a person has said that
    unusual values of the file are right, `unusual` when this row was sent back for one.
    """

    number: int
    facts: dict[str, Any]
    said: str = ""
    nth: int = 1
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    record: Any = None
    key: int = 0
    made: list[Any] = field(default_factory=list)
    asks: dict[str, Any] = field(default_factory=dict)
    sure: bool = False
    unusual: bool = False

    def ask(self, what: str, message: str) -> None:
        """Send this row back with a question about an unusual value, unless a person has said that such values are right."""
        if self.sure:
            self.notes.append(f"{what}: {message}(確かめたとおりに取り込みます)")
        else:
            self.unusual = True
            self.refuse(what, message)

    def refuse(self, what: str, message: str) -> None:
        """Say why this row cannot come in, naming the column."""
        self.problems.append(f"{what}: {message}" if what else message)


@dataclass(frozen=True)
class Writing:
    """What a step may know of the import: who brings it in, and what steps keep from chunk to chunk of the same file."""

    by: Any
    kept: dict[str, Any] = field(default_factory=dict)


Step = Callable[[list[Row], Writing], None]
Fill = Callable[[int], list[dict[str, str]]]


@dataclass(frozen=True)
class SideBySide:
    """Columns that each say a record of its own, in one row: 第1希望, 第2希望… One is made of each that is filled in.

    `columns` are their names, each with what stands for it in the record's `place` (the rank); what the cell says is its `fact`.
    """

    fact: str
    place: str
    columns: Mapping[str, Any]


@dataclass(frozen=True)
class ImportKind:
    """A kind of record that comes in from files.

    `new` and `change` are the verbs of one record. `new_many` records many at once by the same rules and answers, for each
    row's facts, the key or the ValidationError; the plain verbs of :func:`banso.core.writing.verbs` bring their own. `key` are
    facts by which a row finds the record it is about; of those a record may lack, a row says at least one. `paths` lead to those that
    stand on another record (its case). `steps` look at many
    rows at once, put into their facts what takes more than one cell, and may set the `record` a row is about. Of a kind with
    `side_by_side` columns, a row of the sheet is as many rows here. Rows that are sums (計) are passed over, unless the kind
    `keeps_sums`: a report's own lines. `fills` are records whose page leads to a form with rows begun already: what the address
    calls the record → the cells, by column, of each row still to be filled in.
    """

    code: str
    model: type[Model]
    columns: tuple[Column, ...]
    new: Callable[..., Any]
    change: Callable[..., Any] | None = None
    key: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    new_many: Callable[..., list[Any]] | None = None
    name: str = ""
    side_by_side: SideBySide | None = None
    keeps_sums: bool = False
    fills: Mapping[str, "Fill"] = field(default_factory=dict)
    paths: Mapping[str, str] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """What it is called in Japanese."""
        return self.name or str(self.model._meta.verbose_name)

    def permission(self, action: str) -> str:
        return f"{self.model._meta.app_label}.{action}_{self.model._meta.model_name}"

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)


_kinds: dict[str, ImportKind] = {}


def imports(**declaration: Any) -> ImportKind:
    """Declare a kind that can come in; the last declaration of a code stands."""
    declared = ImportKind(**declaration)
    _kinds[declared.code] = declared
    return declared


def all_imports() -> list[ImportKind]:
    """In the order of their declaration."""
    return list(_kinds.values())


def import_kind(word: str) -> ImportKind:
    """A kind by its code or its name in Japanese. Raises UserError, naming those there are."""
    for kind in _kinds.values():
        if word == kind.code or fold(word) == fold(kind.label):
            return kind
    offered = "、".join(f"{kind.code}({kind.label})" for kind in _kinds.values())
    raise UserError(f"「{word}」という取込みの種類はありません。次のどれかにしてください: {offered}")
