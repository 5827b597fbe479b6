"""What a catalogue would change in what is there, in words; and the faults that keep it from doing so."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Model

from banso.core.era import format_date
from banso.core.text import clean_texts
from banso.core.writing import correct

from .files import CentreSource
from .source import FileFault, Place, Source

M = TypeVar("M", bound=Model)
WRITTEN = {"printed_name": "printed", "walled_to": "walled", "ended_in": "ends"}  # a column's name in the files
LONGEST_SHOWN = 60


@dataclass
class Changes:
    """What a catalogue changes, line by line; and by code the walls it moves, each of which is confirmed by itself.

    `centre` is what it says of the centre itself, which is kept beside the database.
    """

    lines: list[str] = field(default_factory=list)
    walls: dict[str, str] = field(default_factory=dict)
    years: list[int] = field(default_factory=list)
    centre: CentreSource | None = None

    def __bool__(self) -> bool:
        return bool(self.lines or self.walls)


class Bringing:
    """One bringing in of a catalogue: rows are put as the files say, changes told, faults gathered."""

    def __init__(self, faults: list[FileFault]) -> None:
        self.changes = Changes()
        self.faults = faults

    def put(
        self, model: type[M], key: dict[str, Any], facts: dict[str, Any], what: str, source: Source, where: Place
    ) -> M | None:
        """The row of `key` as the files say it; None where they say what no row may."""
        row = model._default_manager.filter(**key).first()
        given = {name: clean_texts(value) for name, value in facts.items()}
        if row is None:
            written = self._written(model(**key), given, source, where)
            if written is not None:
                self.changes.lines.append(f"{what}を加えます。")
            return written
        before = {name: getattr(row, name) for name in given if getattr(row, name) != given[name]}
        if before and self._written(row, {name: given[name] for name in before}, source, where) is not None:
            for name, old in before.items():
                label = model._meta.get_field(name).verbose_name  # type: ignore[union-attr]
                self.changes.lines.append(f"{what}の{label}: {shown(old)} → {shown(given[name])}")
        return row

    def _written(self, row: M, facts: dict[str, Any], source: Source, where: Place) -> M | None:
        try:
            return correct(row, facts)
        except ValidationError as error:
            self.refused(type(row), error, source, where)
            return None

    def refused(self, model: type[Model], error: ValidationError, source: Source, where: Place) -> None:
        """Tell what a record's own rules refused, column by column."""
        if not hasattr(error, "error_dict"):
            self.faults.extend(source.fault(where, message) for message in error.messages)
            return
        for name, messages in error.message_dict.items():
            column = "" if name == NON_FIELD_ERRORS else f"{model._meta.get_field(name).verbose_name}: "  # type: ignore[union-attr]
            place = (*where, WRITTEN.get(name, name))
            self.faults.extend(source.fault(place, f"{column}{message}") for message in messages)

    def fault(self, source: Source, where: Place, message: str) -> None:
        self.faults.append(source.fault(where, message))


def shown(value: Any) -> str:
    """A value in a line about a change."""
    if isinstance(value, bool):
        return "はい" if value else "いいえ"
    if isinstance(value, date):
        return format_date(value)
    text = str(value) if value not in (None, "") else "(空欄)"
    return text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN] + "…"
