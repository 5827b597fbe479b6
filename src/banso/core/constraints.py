"""Database constraints that several kinds of work share."""

from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db.models import CheckConstraint, Choices, DateField, DateTimeField, F, Func, Q, TextField, Value
from django.db.models.fields import BigIntegerField, BooleanField, IntegerField
from django.db.models.functions import Cast
from django.db.models.lookups import Exact, LessThanOrEqual


def no_overlap(
    name: str, *, same: list[str], start: str, end: str, message: str, condition: Q | None = None, bounds: str = "[]"
) -> ExclusionConstraint:
    """Refuse two rows with equal `same` columns (64-bit keys) whose periods share a day; an open end lasts for ever.

    With `bounds` of "[)" the end is the first day that is free again.
    """
    period = Func(F(start), F(end), Value(bounds), function="daterange", output_field=DateField())
    return _no_overlap(name, same, period, message, condition)


def no_overlap_in_hours(
    name: str, *, same: list[str], day: str, start: str, end: str, message: str, condition: Q | None = None
) -> ExclusionConstraint:
    """Refuse two rows with equal `same` columns (64-bit keys) that share time of a day; one may begin when another ends."""
    since, until = (
        Func(F(day), F(clock), arg_joiner=" + ", template="(%(expressions)s)", output_field=DateTimeField())
        for clock in (start, end)
    )
    hours = Func(since, until, function="tsrange", output_field=DateTimeField())
    return _no_overlap(name, same, hours, message, condition)


def _no_overlap(name: str, same: list[str], time: Any, message: str, condition: Q | None) -> ExclusionConstraint:
    """Equality is written as the overlap of two one-value ranges: stock PostgreSQL indexes that with GiST without the
    btree_gist extension, which a centre's server may not have."""
    keys = [
        (
            Func(F(column), F(column), Value("[]"), function="int8range", output_field=BigIntegerField()),
            RangeOperators.OVERLAPS,
        )
        for column in same
    ]
    return ExclusionConstraint(
        name=name,
        expressions=[*keys, (time, RangeOperators.OVERLAPS)],
        condition=condition,
        violation_error_message=message,
    )


def not_negative(name: str, column: str) -> CheckConstraint:
    """Refuse an amount of money or a count below zero."""
    return CheckConstraint(
        name=name,
        condition=Q(**{f"{column}__isnull": True}) | Q(**{f"{column}__gte": 0}),
        violation_error_message="金額や人数は0以上で入力してください。",
    )


def known_values(name: str, column: str, choices: type[Choices], *, blank: bool = False) -> CheckConstraint:
    """Refuse a code that is none of the choices: a row that figures look at would fall between them and be counted nowhere."""
    values = ["", *choices.values] if blank else choices.values
    return CheckConstraint(name=name, condition=Q(**{f"{column}__in": values}))


def ends_after_start(name: str, *, start: str, end: str) -> CheckConstraint:
    """Refuse a period that ends before it starts."""
    return CheckConstraint(
        name=name,
        condition=Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gte": F(start)}),
        violation_error_message="終了日が開始日より前です。日付を確かめてください。",
    )


def first_of_month(name: str, column: str) -> CheckConstraint:
    """Refuse a month that is not kept as its first day: it would be another one than the same month."""
    return CheckConstraint(name=name, condition=Q(**{f"{column}__day": 1}))


def json_of(name: str, column: str, kind: str, *, most: int, never: str = "") -> CheckConstraint:
    """Refuse JSON that is no `kind` (object, array), takes more than `most` bytes, or holds what the path `never` finds."""
    shape = Func(F(column), function="jsonb_typeof", output_field=TextField())
    size = Func(Cast(F(column), TextField()), function="octet_length", output_field=IntegerField())
    condition = Q(Exact(shape, Value(kind))) & Q(LessThanOrEqual(size, Value(most)))
    if never:
        found = Func(F(column), Value(never), function="jsonb_path_exists", output_field=BooleanField())
        condition &= Q(Exact(found, Value(False)))
    return CheckConstraint(
        name=name,
        condition=condition,
        violation_error_message="内容の形が正しくないか、大きすぎます。画面を開き直して入れ直してください。",
    )
