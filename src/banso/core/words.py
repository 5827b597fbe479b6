"""A carried value (:mod:`banso.core.merging`) in the words of the screens."""

import json
from datetime import date
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import ForeignKey, ManyToManyField, Model

from .columns import Column, Kind, kind_of


def words_of(model: type[Model], name: str, value: Any) -> str:
    """A carried value in the words of the screens."""
    field: Any = model._meta.get_field(name)
    if value in (None, [], "[]"):
        return "(空欄)"
    if isinstance(field, ForeignKey | ManyToManyField):
        keys = value if isinstance(value, list) else [value]
        return "、".join(str(row) for row in field.related_model._default_manager.filter(pk__in=keys))
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, ArrayField):
        return "、".join(str(one) for one in json.loads(value))
    column = Column(str(field.verbose_name), lambda _: value, kind_of(field))
    if column.kind in (Kind.DATE, Kind.MONTH):
        value = date.fromisoformat(value)
    return column.text(None)
