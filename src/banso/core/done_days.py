"""Days on which something is done (相談日, 訪問日, 決定日): one that is yet to come is likelier a slip of the pen, and is asked.

A model names its own as `done_days`; one that has none, but belongs to a record on a day, names the path there
(`session__starts_on`). Whoever writes such a day is refused with :class:`DayToComeError` unless she has confirmed it: a form by
a tick, a list by its answer to unusual values, a caller by :func:`days_to_come_confirmed`. A day confirmed once is not asked
again when the record is corrected in something else.
"""

from collections.abc import Container, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.timezone import localdate

from .era import format_date

ENDED = "ended_on"
AT_ONCE = "その日を待たずに、保存するとすぐ終わったものとして扱います。"
_confirmed: ContextVar[Container[date] | None] = ContextVar("days_to_come_confirmed", default=())


class DayToComeError(ValidationError):
    """A day on which something is said to have been done is yet to come, and nobody has confirmed it."""

    def __init__(self, day: date, of: Any = None, what: str = "") -> None:
        self.day = day
        whose = f"「{of}」の日({format_date(day)})" if of is not None else format_date(day)
        super().__init__(f"{whose}は、まだ来ていない日です。{what or '日付を確かめてください。'}")


@contextmanager
def days_to_come_confirmed(days: Container[date] | None = None) -> Iterator[None]:
    """Within it, days to come may be written that someone has confirmed: those given, or any."""
    told = _confirmed.set(days)
    try:
        yield
    finally:
        _confirmed.reset(told)


def is_to_come(day: date) -> bool:
    return day > localdate()


def done_days(model: type[models.Model]) -> tuple[str, ...]:
    """The paths of the days on which what a kind records was done."""
    found: tuple[str, ...] = getattr(model, "done_days", ())
    return found


def stands(row: models.Model) -> dict[str, Any]:
    """What a row says now of its done days, to be told apart from what it says later; nothing for a new one."""
    if row._state.adding:
        return {}
    return {path: _own(row, path) for path in done_days(type(row))}


def refuse_days_to_come(row: models.Model, before: Mapping[str, Any]) -> None:
    """Raise ValidationError, field by field, where a row now says a day to come that it did not say before."""
    changed = [path for path in done_days(type(row)) if path not in before or before[path] != _own(row, path)]
    found = {path.partition("__")[0]: getattr(row, path.partition("__")[0], None) for path in changed}
    if errors := day_errors(changed, found):
        raise ValidationError(errors)


def day_errors(paths: Iterable[str], facts: Mapping[str, Any]) -> dict[str, Any]:
    """What is to be asked of facts, by the name of the fact."""
    allowed = _confirmed.get()
    found: dict[str, Any] = {}
    for path in paths:
        name, _, rest = path.partition("__")
        day = fact = facts.get(name)
        for step in rest.split("__") if rest else ():
            day = getattr(day, step, None)
        if isinstance(day, date) and is_to_come(day) and allowed is not None and day not in allowed:
            found[name] = DayToComeError(day, fact if rest else None, AT_ONCE if path == ENDED else "")
    return found


def days_asked(error: ValidationError) -> list[date]:
    """The days to come that a refusal asks about."""
    if hasattr(error, "error_dict"):
        each = [one for errors in error.error_dict.values() for one in errors]
    else:
        each = error.error_list
    return [one.day for one in each if isinstance(one, DayToComeError)]


def _own(row: models.Model, path: str) -> Any:
    """The row's own value that a path begins with: the day, or the key of the record that has it."""
    field: Any = row._meta.get_field(path.partition("__")[0])
    return getattr(row, field.attname)
