"""The one way a record is written: checked whole, by its own rules, then saved."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import IntegrityError, ProgrammingError, connection, models, transaction

from .done_days import refuse_days_to_come, stands
from .errors import NOT_YOURS, is_walled_off
from .text import clean_texts
from .trail import verb, writer

M = TypeVar("M", bound=models.Model)


Guard = Callable[[Any, models.Model], None]
_guards: list[Guard] = []


def add_guard(guard: Guard) -> None:
    """Have every write asked beforehand: the guard is given the user and the row, and raises ValidationError to refuse."""
    if guard not in _guards:
        _guards.append(guard)


def record(model: type[M], facts: dict[str, Any]) -> M:
    """A new row from its facts. Raises ValidationError, field by field, with nothing written."""
    return correct(model(), facts)


def correct(row: M, facts: dict[str, Any]) -> M:
    """Put a row's facts right. Raises ValidationError, field by field, with nothing written."""
    before = stands(row)
    several = {field.name for field in row._meta.many_to_many} & facts.keys()
    for name, value in facts.items():
        if name not in several:
            setattr(row, name, clean_texts(value))
    _check(row)
    refuse_days_to_come(row, before)
    for guard in _guards:
        guard(writer(), row)
    try:
        with transaction.atomic():
            row.save()
            for name in several:
                getattr(row, name).set(facts[name])
    except IntegrityError:
        row.validate_constraints()
        raise
    except ProgrammingError as error:
        if not is_walled_off(error):
            raise
        raise ValidationError(NOT_YOURS) from error
    return row


def hold(rows: models.QuerySet[M], *, no_key: bool = False) -> M:
    """The one row that was asked for, held until the end of the transaction so that others wait; with `no_key` not those who link to it.

    Raises ValidationError for a row that the user may look at only: the database lets nobody hold what they may not write.
    """
    try:
        return rows.select_for_update(of=("self",), no_key=no_key).get()
    except ObjectDoesNotExist:
        raise ValidationError(NOT_YOURS) from None


def hold_name(space: int, name: str) -> None:
    """Have whoever is at the same of that name wait until the end of the transaction, where there is no row to hold. `space` is the asker's own."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [space, name])


def _check(row: models.Model) -> None:
    """What the row's fields and its own `clean` refuse."""
    # Constraints are the database's to judge when the row is saved: asking it each of them beforehand costs a quarter of a
    # save. Where something is refused anyway, all of it is told at once.
    try:
        row.full_clean(exclude=_links_read(row), validate_constraints=False)
    except ValidationError:
        row.full_clean()
        raise


def _links_read(row: models.Model) -> set[str]:
    """The links given as records read from the database, which need not be looked up in it once more."""
    links = (f for f in row._meta.concrete_fields if isinstance(f, models.ForeignKey) and not f.unique)
    read = ((f, f.get_cached_value(row)) for f in links if f.is_cached(row) and not f.get_limit_choices_to())
    return {f.name for f, one in read if one is not None and not one._state.adding}


Writer = Callable[..., Any]


def verbs(model: type[models.Model]) -> tuple[Writer, Writer]:
    """The two plain verbs of a kind without rules beyond its own: record a new row, put a row right.

    Both take the facts as keywords and the acting user as `by`, and raise ValidationError with nothing written. The first has
    an attribute `many`, which records many rows at once (:func:`banso.core.writing_many.record_many`).
    """
    name = str(model._meta.model_name)

    def new(*, by: Any, **facts: Any) -> models.Model:
        return record(model, facts)

    def change(row: models.Model, *, by: Any, **facts: Any) -> models.Model:
        return correct(row, facts)

    def many(rows: list[dict[str, Any]], *, by: Any) -> list[Any]:
        from .writing_many import record_many

        return record_many(model, rows)

    for function, word in ((new, "record"), (change, "correct"), (many, "record_many")):
        function.__module__ = model.__module__.replace(".models", ".services")
        function.__name__ = function.__qualname__ = f"{word}_{name}"
    recording: Any = verb(new)
    recording.many = verb(many)
    return recording, verb(change)
