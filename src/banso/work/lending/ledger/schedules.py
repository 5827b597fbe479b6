"""Schedules of repayment (償還予定表), where they are computed: those of old contracts come in as they were printed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import floor

from django.db.models import TextChoices


class Remainder(TextChoices):
    """Which instalment bears what cannot be shared out evenly."""

    FIRST = "first", "初回"
    LAST = "last", "最終回"


@dataclass(frozen=True)
class Instalment:
    """What falls due on a day: `version` is the schedule it stands in, `number` its place there. In yen."""

    version: int
    number: int
    due_on: date
    principal: int
    charge: int = 0

    @property
    def key(self) -> tuple[int, int]:
        return self.version, self.number


def equal_principal(principal: int, number: int, *, unit: int = 1, remainder: Remainder = Remainder.LAST) -> list[int]:
    """Equal principal (元金均等): so many instalments in whole units, the rest in the first or the last of them."""
    base = principal // number // unit * unit
    rest = principal - base * number
    shares = [base] * number
    shares[0 if remainder == Remainder.FIRST else -1] += rest
    return shares


def equal_payment(principal: int, yearly: Fraction, number: int, *, periods: int = 12) -> list[tuple[int, int]]:
    """Equal payments (元利均等): (principal, charge) of each, the charge of a period cut to a yen, the last bearing the rest."""
    rate = yearly / periods
    payment = floor(principal * rate / (1 - (1 + rate) ** -number)) if rate else principal // number
    left, rows = principal, []
    for place in range(1, number + 1):
        charge = floor(left * rate)
        share = left if place == number else min(payment - charge, left)
        rows.append((share, charge))
        left -= share
    return rows


def with_charges(shares: Sequence[int], yearly: Fraction, *, periods: int = 12) -> list[tuple[int, int]]:
    """Equal principal with the charge on what is left before each instalment, cut to a yen."""
    left, rows = sum(shares), []
    for share in shares:
        rows.append((share, floor(left * yearly / periods)))
        left -= share
    return rows
