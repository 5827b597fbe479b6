"""The one way a record is written: checked whole, by its own rules, then saved."""

from typing import Any, TypeVar

from django.db import models

M = TypeVar("M", bound=models.Model)


def record(model: type[M], facts: dict[str, Any]) -> M:
    """A new row from its facts. Raises ValidationError, field by field, with nothing written."""
    return correct(model(), facts)


def correct(row: M, facts: dict[str, Any]) -> M:
    """Put a row's facts right. Raises ValidationError, field by field, with nothing written."""
    for name, value in facts.items():
        setattr(row, name, value)
    row.full_clean()
    row.save()
    return row
