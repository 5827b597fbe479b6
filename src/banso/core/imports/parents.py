"""The record a row belongs to, found by what people call it: a fair by its name and year, a session by its course and day."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Model

from banso.core.text import fold

from .declaring import Column, ImportKind, Row, Writing
from .readers import Year
from .usual import usual_headings

FISCAL_YEAR = "fiscal_year"


@dataclass(frozen=True)
class Parent:
    """The step that gives a row the record it belongs to as `fact`. Exactly one must fit; none is ever made or guessed.

    `of` is how such records come in themselves. Of its columns, and its fiscal year, `by` must be filled in; `helped_by` tell
    apart where several fit. `within` are facts that the row and the record share (the same fair), `fixed` what the record
    must be. `headings` and `examples` are for columns that are called otherwise in the row,
    `paths` for facts that stand on another record of the parent (its case). A step before this one makes a company of the
    columns that name it.
    """

    fact: str
    of: ImportKind
    by: tuple[str, ...]
    helped_by: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    fixed: Mapping[str, Any] = field(default_factory=dict)
    headings: Mapping[str, str] = field(default_factory=dict)
    examples: Mapping[str, str] = field(default_factory=dict)
    paths: Mapping[str, str] = field(default_factory=dict)

    @property
    def columns(self) -> tuple[Column, ...]:
        return tuple(self._column(name) for name in (*self.by, *self.helped_by))

    def _column(self, name: str) -> Column:
        if name == FISCAL_YEAR:
            theirs = Column(name, "年度", Year(), ("開催年度", "会計年度"), example="令和6年度")
        else:
            theirs = self.of.column(name)
        if name in self.headings:
            theirs = replace(theirs, heading=self.headings[name], aliases=usual_headings(self.headings[name]))
        example = self.examples.get(name, theirs.example)
        return replace(theirs, name=f"{self.fact}.{name}", required=name in self.by, example=example)

    def __call__(self, rows: list[Row], writing: Writing) -> None:
        named = [(row, self._said(row)) for row in rows]
        fitting = [(row, said, self._fitting(said, writing)) for row, said in named if not row.problems]
        records = self.of.model._default_manager.in_bulk({keys[0] for _, _, keys in fitting if len(keys) == 1})
        for row, said, keys in fitting:
            if len(keys) == 1:
                row.facts[self.fact] = records[keys[0]]
            else:
                row.refuse(self.of.label, self._why(said, len(keys)))

    def _said(self, row: Row) -> dict[str, Any]:
        """What a row says of its parent, taken out of its facts."""
        start = f"{self.fact}."
        names = [name for name in row.facts if name.startswith(start)]
        said = {name.removeprefix(start): row.facts.pop(name) for name in names}
        return said | {name: row.facts[name] for name in self.within if name in row.facts}

    def _fitting(self, said: dict[str, Any], writing: Writing) -> list[int]:
        """The keys of all that fit. For each set of facts that rows say, the records are read once a file."""
        names = tuple(sorted(said))
        known = writing.kept.setdefault(f"parents.{self.fact}", {})
        if names not in known:
            known[names] = found = defaultdict(list)
            records = self.of.model._default_manager.filter(**self.fixed).order_by("pk")
            for key, *values in records.values_list("pk", *map(self._path, names)):
                found[tuple(map(_comparable, values))].append(key)
        keys: list[int] = known[names].get(tuple(_comparable(said[name]) for name in names), [])
        return keys

    def _path(self, name: str) -> str:
        first, _, rest = name.partition(".")
        return "__".join(filter(None, [self.paths.get(first, first), rest.replace(".", "__")]))

    def _why(self, said: dict[str, Any], number: int) -> str:
        own = {name: value for name, value in said.items() if name not in self.within}
        words = "、".join(f"{self._told_in(name).heading}「{self._spell(name, value)}」" for name, value in own.items())
        if not number:
            return f"{words}に当たる記録がありません。書き方を確かめるか、先に登録してください。"
        missing = [c.heading for c in self.columns if not any(_speaks_of(c, self.fact, name) for name in said)]
        columns = "」「".join(missing)
        how = (
            f"「{columns}」の列も入れて、1件に決まるようにしてください。"
            if missing
            else "この行は画面で登録してください。"
        )
        return f"{words}に当たる記録が{number}件あります。{how}"

    def _told_in(self, name: str) -> Column:
        return next(column for column in self.columns if _speaks_of(column, self.fact, name))

    def _spell(self, name: str, value: Any) -> str:
        return str(value) if isinstance(value, Model) else self._told_in(name).reads.says(value)


def _speaks_of(column: Column, fact: str, name: str) -> bool:
    """Whether a column says this fact of the parent, or names the company that it is."""
    return column.name == f"{fact}.{name}" or column.name.startswith(f"{fact}.{name}.")


def _comparable(value: Any) -> Any:
    if isinstance(value, Model):
        return value.pk
    return fold(value) if isinstance(value, str) else value
