"""Many records of a kind written at once, by the rules of :mod:`.writing`: every record checked whole, each refused by itself.

What a record's own fields and `clean` refuse is found here without asking the database. The rest is the database's to judge:
all are written in one statement, and where it refuses, in halves, until the refused ones are alone; those are written by
themselves, so that the message is the one a form would give. The rows travel as one array for each column: nearly as fast as
COPY, and unlike COPY past the walls; a temporary table would need a right that nobody who serves requests may have.
"""

import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date, time
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.validators import MaxLengthValidator, ProhibitNullCharactersValidator
from django.db import IntegrityError, ProgrammingError, connection, models, transaction
from django.utils import timezone
from psycopg.types.json import Jsonb

from .done_days import day_errors, done_days
from .errors import is_walled_off
from .fields import KeyField, KeysField, LastDayField, SpelledField
from .text import clean_texts
from .writing import record

Facts = dict[str, Any]
Problems = dict[int, ValidationError]
Clean = Callable[[Sequence[Facts]], Problems]
FEW = 8  # fewer are not worth a statement of their own
AT_ONCE = 5000


def record_many(model: type[models.Model], rows: Sequence[Facts], *, clean: Clean | None = None) -> list[Any]:
    """For each row's facts the key of its new record, or the ValidationError that refuses it. Must run in a transaction.

    `clean` is the kind's :meth:`clean` over many rows at once, by their places; without it each row's own is asked.
    """
    rows = [{name: clean_texts(value) for name, value in facts.items()} for facts in rows]
    _spell(model, rows)
    made: list[Any] = [None] * len(rows)
    found = _refused_by_fields(model, rows)
    good = [place for place in range(len(rows)) if place not in found]
    for place, error in _refused_by_clean(model, [rows[place] for place in good], clean).items():
        found[good[place]] = error
    for place in (place for place in good if place not in found):
        if errors := day_errors(done_days(model), rows[place]):
            found[place] = ValidationError(errors)
    for place, error in found.items():
        made[place] = error
    good = [place for place in good if place not in found]
    if good:
        for place, key in zip(good, _Writing(model, [rows[place] for place in good]).write(), strict=True):
            made[place] = key
    return made


def _spell(model: type[models.Model], rows: Sequence[Facts]) -> None:
    """Write what has one form to be kept in in that form; what cannot be is refused with the other rules."""
    for field in model._meta.concrete_fields:
        if not isinstance(field, SpelledField):
            continue
        for facts in rows:
            if facts.get(field.name):
                with suppress(ValidationError):
                    facts[field.name] = field.spelled(facts[field.name])


def _refused_by_fields(model: type[models.Model], rows: Sequence[Facts]) -> Problems:
    found: dict[int, dict[str, Any]] = {}
    for field in model._meta.concrete_fields:
        if field.primary_key or field.generated or isinstance(field, KeyField | KeysField):
            continue
        for place, error in _refused_by(field, rows):
            found.setdefault(place, {})[field.name] = error
    return {place: ValidationError(errors) for place, errors in found.items()}


def _refused_by(field: Any, rows: Sequence[Facts]) -> list[tuple[int, ValidationError]]:
    """The rows whose fact this field refuses. Each different fact is looked at once; links were read from the database."""
    name, linked = field.name, isinstance(field, models.ForeignKey)
    missing = None if field.has_default() or field.null or field.blank else _cleaned(field, None)
    known: dict[Any, Any] = {}
    longest = _plain_text(field)
    found = []
    for place, facts in enumerate(rows):
        if name not in facts:
            error = missing
        else:
            value = facts[name]
            if (linked and value is not None) or (
                longest and value.__class__ is str and 0 < len(value) <= longest and "\0" not in value
            ):
                continue
            key = tuple(value) if value.__class__ is list else value
            if key not in known:
                known[key] = _cleaned(field, value)
            error = known[key]
        if error is not None:
            found.append((place, error))
    return found


def _cleaned(field: Any, value: Any) -> ValidationError | None:
    if value in field.empty_values and field.blank:
        return None
    try:
        field.clean(value, None)
    except ValidationError as error:
        return error
    return None


def _plain_text(field: Any) -> int:
    """How long a text may be, for a field of plain text with no rule but its length; else 0."""
    plain = (MaxLengthValidator, ProhibitNullCharactersValidator)
    if type(field) not in (models.CharField, models.TextField) or field.choices:
        return 0
    if any(type(validator) not in plain for validator in field.validators):
        return 0
    return int(field.max_length or 1_000_000)


def _refused_by_clean(model: type[models.Model], rows: Sequence[Facts], clean: Clean | None) -> Problems:
    if clean is not None:
        return clean(rows)
    if model.clean is models.Model.clean:
        return {}
    found: Problems = {}
    for place, facts in enumerate(rows):
        try:
            model(**_own(model, facts)).clean()
        except ValidationError as error:
            found[place] = (
                error if hasattr(error, "error_dict") else ValidationError({NON_FIELD_ERRORS: error.messages})
            )
    return found


def _own(model: type[models.Model], facts: Facts) -> Facts:
    """The facts that stand in the record's own row: all but those of several records."""
    several = {many.name for many in model._meta.many_to_many}
    return {name: value for name, value in facts.items() if name not in several}


class _Writing:
    """Checked rows on their way into the table of a kind."""

    def __init__(self, model: type[models.Model], rows: Sequence[Facts]) -> None:
        self.model, self.rows = model, rows
        quoted, meta = connection.ops.quote_name, model._meta
        self.fields: list[Any] = [field for field in meta.concrete_fields if not field.generated]
        self.table = quoted(meta.db_table)
        self.columns = ", ".join(quoted(field.column) for field in self.fields)
        self.typed = ", ".join(f"incoming.{quoted(field.column)}::{field.db_type(connection)}" for field in self.fields)

    def write(self) -> list[Any]:
        """The key of each row, or the ValidationError by which the database's rules refuse it."""
        keys = self._keys()
        if len(self.rows) > FEW:
            self.arrays = [keys if field.primary_key else self._values(field) for field in self.fields]
            self.made: list[Any] = list(keys)
            for first in range(0, len(keys), AT_ONCE):
                self._insert(first, min(first + AT_ONCE, len(keys)))
        else:
            self.made = [_alone(self.model, facts) for facts in self.rows]
        self._link()
        return self.made

    def _keys(self) -> list[int]:
        """A number for each row, every other one by chance: a missing one tells nothing of rows behind a wall."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT key FROM (SELECT nextval(pg_get_serial_sequence(%s, %s)) AS key, random() AS chance FROM generate_series(1, %s))"
                " AS drawn ORDER BY chance LIMIT %s",
                [self.model._meta.db_table, self.model._meta.pk.column, 2 * len(self.rows), len(self.rows)],
            )
            return sorted(row[0] for row in cursor.fetchall())

    def _values(self, field: Any) -> list[Any]:
        """What a column holds, row by row: the facts, or what a save would put there."""
        name, rows = field.name, self.rows
        if isinstance(field, KeyField):
            return _folded(field, rows)
        if isinstance(field, KeysField):
            assert field.of is not None
            return [field.of(self.model(**_own(self.model, facts))) for facts in rows]
        if isinstance(field, LastDayField):
            return [facts.get(name) or facts.get(field.of) for facts in rows]
        if isinstance(field, models.DateTimeField) and (field.auto_now or field.auto_now_add):
            return [timezone.now()] * len(rows)
        default = field.get_default()
        if isinstance(field, models.ForeignKey):
            links = [facts.get(name, default) for facts in rows]
            return [link.pk if isinstance(link, models.Model) else link for link in links]
        values = [facts.get(name, default) for facts in rows]
        if isinstance(field, models.JSONField):
            return [field.get_db_prep_save(value, connection) for value in values]
        empty = None if field.null else ""
        return [empty if value is None else value for value in values]

    def _insert(self, first: int, last: int) -> None:
        """Write the rows from first to before last; in halves where the database refuses one of them."""
        arrays = ", ".join(["%s::text[]"] * len(self.fields))
        statement = (
            f"INSERT INTO {self.table} ({self.columns}) SELECT {self.typed}"  # noqa: S608 - names of ours
            f" FROM ROWS FROM (unnest({arrays})) AS incoming ({self.columns})"
        )
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement, [_as_texts(values[first:last]) for values in self.arrays])
        except (IntegrityError, ProgrammingError) as error:
            if isinstance(error, ProgrammingError) and not is_walled_off(error):
                raise
            if last - first <= FEW:
                for place in range(first, last):
                    self.made[place] = _alone(self.model, self.rows[place])
                return
            middle = (first + last) // 2
            self._insert(first, middle)
            self._insert(middle, last)

    def _link(self) -> None:
        """The links of those that were written to several other records."""
        for many in self.model._meta.many_to_many:
            through: Any = many.remote_field.through
            own, other = (
                through._meta.get_field(name()).attname for name in (many.m2m_field_name, many.m2m_reverse_field_name)
            )
            links = [
                through(**{own: key, other: linked.pk})
                for key, facts in zip(self.made, self.rows, strict=True)
                if not isinstance(key, ValidationError)
                for linked in facts.get(many.name) or ()
            ]
            through._default_manager.bulk_create(links, batch_size=2000)


def _as_texts(values: Sequence[Any]) -> list[str | None]:
    """A column's values as the database reads them from text."""
    return [value if value is None or value.__class__ is str else _as_text(value) for value in values]


def _as_text(value: Any) -> str:
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, list):
        return "{" + ",".join(json.dumps(str(one), ensure_ascii=False) for one in value) + "}"
    if isinstance(value, Jsonb):
        return str((value.dumps or json.dumps)(value.obj))
    return str(value)


def _folded(field: KeyField, rows: Sequence[Facts]) -> list[str]:
    assert field.fold is not None
    known: dict[str, str] = {"": ""}
    for facts in rows:
        text = facts.get(field.of) or ""
        if text not in known:
            known[text] = field.fold(text)[: field.max_length]
    return [known[facts.get(field.of) or ""] for facts in rows]


def _alone(model: type[models.Model], facts: Facts) -> Any:
    """The key of a row written by itself, or why it is refused, as a form would say."""
    try:
        with transaction.atomic():
            return record(model, _own(model, facts)).pk
    except ValidationError as error:
        return error
