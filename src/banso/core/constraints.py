"""Database constraints that several kinds of work share."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db.models import CheckConstraint, Choices, DateField, F, Func, Q, Value
from django.db.models.fields import BigIntegerField


def no_overlap(
    name: str, *, same: list[str], start: str, end: str, message: str, condition: Q | None = None
) -> ExclusionConstraint:
    """Refuse two rows with equal `same` columns (64-bit keys) whose periods share a day; an open end lasts for ever.

    Equality is written as the overlap of two one-value ranges: stock PostgreSQL indexes that with GiST without the
    btree_gist extension, which a centre's server may not have.
    """
    keys = [
        (
            Func(F(column), F(column), Value("[]"), function="int8range", output_field=BigIntegerField()),
            RangeOperators.OVERLAPS,
        )
        for column in same
    ]
    period = Func(F(start), F(end), Value("[]"), function="daterange", output_field=DateField())
    return ExclusionConstraint(
        name=name,
        expressions=[*keys, (period, RangeOperators.OVERLAPS)],
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


def known_values(name: str, column: str, choices: type[Choices]) -> CheckConstraint:
    """Refuse a code that is none of the choices: a row that figures look at would fall between them and be counted nowhere."""
    return CheckConstraint(name=name, condition=Q(**{f"{column}__in": choices.values}))


def ends_after_start(name: str, *, start: str, end: str) -> CheckConstraint:
    """Refuse a period that ends before it starts."""
    return CheckConstraint(
        name=name,
        condition=Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gte": F(start)}),
        violation_error_message="終了日が開始日より前です。日付を確かめてください。",
    )
