"""What a contract says of how its yen are counted: fixed when it was made, and never a constant of the house."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import TextChoices


class DayCount(TextChoices):
    """What a part of a year comes to."""

    ACT_365 = "act_365", "1年を365日とする(うるう年も同じ)"
    YEARS_AND_DAYS = "years_and_days", "満1年ごとに数え、残りの日は、その年の日数で割る"
    ACT_ACT = "act_act", "どの日も、その年の日数(365日・366日)で割る"


class Cut(TextChoices):
    """Where fractions of a yen are cut off."""

    EACH = "each", "利率や年で分けた期間ごとに切り捨てる"
    SUM = "sum", "合計してから切り捨てる"


class Scope(TextChoices):
    """Of what the least unit and the least sum of a penalty hold."""

    CLAIM = "claim", "約定ごと"
    TOTAL = "total", "契約の合計"


class Holiday(TextChoices):
    """When a due day that is closed may be paid in time."""

    NEXT = "next", "翌営業日までを期限内とする"
    PREVIOUS = "previous", "前営業日を期限とする"
    NONE = "none", "そのまま(休日でもその日)"


class LateFrom(TextChoices):
    """From which day a penalty runs where a due day on a holiday was not kept."""

    ORIGINAL = "original", "約定日の翌日から"
    SHIFTED = "shifted", "繰り下げた期限の翌日から"


class Basis(TextChoices):
    """On what a penalty runs; never on a penalty."""

    PRINCIPAL = "principal", "元金"
    BOTH = "both", "元金と割賦損料"


class Part(TextChoices):
    """What money received goes to."""

    COST = "cost", "費用"
    PENALTY = "penalty", "違約金"
    CHARGE = "charge", "割賦損料・利息"
    PRINCIPAL = "principal", "元金"


class Span(TextChoices):
    """Whether money fills one part of all instalments first, or one instalment whole."""

    PARTS_FIRST = "parts", "費目ごとに、古い約定から"
    INSTALMENTS_FIRST = "instalments", "約定ごとに、費目の順で"


class Advance(TextChoices):
    """What becomes of money that nothing due is left for."""

    HOLD = "hold", "仮受金として預かる"
    NEXT = "next", "次の約定から順に充てる"
    LAST = "last", "最後の約定から順に充てる"


@dataclass(frozen=True)
class Counting:
    """How a contract's penalties are counted: all of it pinned to the contract.

    `unit` and `least` in yen: a penalty is cut down to the unit, and one below the least is not charged.
    """

    day_count: DayCount = DayCount.ACT_365
    cut: Cut = Cut.SUM
    unit: int = 1
    least: int = 0
    scope: Scope = Scope.CLAIM
    basis: Basis = Basis.PRINCIPAL
    holiday: Holiday = Holiday.NEXT
    late_from: LateFrom = LateFrom.ORIGINAL

    def charged(self, penalty: int) -> int:
        """What is charged of a penalty in whole yen: below the least nothing, else down to the unit."""
        return 0 if penalty < self.least else penalty // self.unit * self.unit


@dataclass(frozen=True)
class Rate:
    """The yearly rate of a penalty from a day on, as a fraction of 1."""

    since: date
    yearly: Fraction


@dataclass(frozen=True)
class Order:
    """What money received fills, in which order, from a day on (an agreement may change it)."""

    since: date
    parts: tuple[Part, ...] = (Part.COST, Part.PENALTY, Part.CHARGE, Part.PRINCIPAL)
    span: Span = Span.PARTS_FIRST
    advance: Advance = Advance.HOLD


class NotAgreedError(ValueError):
    """No rate, or no order of allocation, is told for a day that asks for one."""
