"""The columns of plain facts, out of the record's own fields: heading, reader and whether it must be filled in."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from banso.core.fields import (
    CodeField,
    FiscalYearField,
    KanaField,
    MinutesField,
    MonthField,
    PhoneField,
    PrefectureField,
    YenField,
)

from .amounts import Exact, Minutes, Whole, Yen
from .declaring import Column
from .readers import Choice, Clock, Day, Flag, Month, Reader, Several, Text, Year
from .spelled import Kana, Phone, Prefecture
from .usual import usual_headings


def facts(model: type[models.Model], *names: str, **linked: Reader) -> tuple[Column, ...]:
    """Columns for these facts of a kind, in order. `linked` says how the cells of a fact that is another record are read."""
    return tuple(_column(model._meta.get_field(name), linked.get(name)) for name in names)


def with_examples(columns: Iterable[Column], **examples: str) -> tuple[Column, ...]:
    """The columns, some with another example: one that goes with those of the other columns, so that a form filled with it comes in."""
    return tuple(replace(one, example=examples.get(one.name, one.example)) for one in columns)


def _column(field: Any, reader: Reader | None) -> Column:
    by_itself = field.null or field.blank or field.has_default()
    required = not by_itself or isinstance(field, CodeField)  # by its code a list finds the row again
    own, example = _own(field)
    return Column(
        field.name,
        str(field.verbose_name),
        reader or own,
        usual_headings(str(field.verbose_name)),
        required=required,
        example="" if reader else example,
        note=str(field.help_text),
    )


def _own(field: Any) -> tuple[Reader, str]:
    """How the cells of a plain fact are read, and an example of one."""
    label, longest = str(field.verbose_name), int(getattr(field, "max_length", 0) or 0)
    if field.choices:
        return Choice(field.flatchoices), str(field.flatchoices[0][1])
    if isinstance(field, ArrayField):
        words = Text(longest=int(getattr(field.base_field, "max_length", 0) or 0))
        return Several(words, marks="、,，;；\n"), "見本A、見本B"
    if isinstance(field, models.BooleanField):
        return Flag(), "○"
    if isinstance(field, models.DateField):
        return (Month(), "令和6年4月") if isinstance(field, MonthField) else (Day(), "令和6年4月1日")
    if isinstance(field, models.TimeField):
        return Clock(), "13:30"
    if isinstance(field, models.IntegerField | models.DecimalField):
        return _number(field)
    if isinstance(field, PhoneField):
        return Phone(longest=longest), "017-711-1234"
    if isinstance(field, PrefectureField):
        return Prefecture(), "みほん県"
    if isinstance(field, KanaField):
        return Kana(longest=longest), "ミホン"
    if isinstance(field, models.SlugField):
        return Text(longest=longest), "mihon"
    if isinstance(field, models.EmailField):
        return Text(longest=longest), "mihon@example.jp"
    example = f"見本の{label}"
    return Text(longest=longest), "" if longest and len(example) > longest else example


def _number(field: Any) -> tuple[Reader, str]:
    """How a number is read, by what the field's type says it is."""
    if isinstance(field, FiscalYearField):
        return Year(), "令和6年度"
    if isinstance(field, MinutesField):
        return Minutes(), "90"
    if isinstance(field, models.DecimalField):
        return Exact(), "12.5"
    return (Yen(), "1,000,000") if isinstance(field, YenField) else (Whole(), "1")
