"""How a year's grant is shared among the members: whether small and medium firms get what the call asks for."""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from .choices import MemberKind
from .models import YearDecision


@dataclass(frozen=True)
class Share:
    """Yen that small and medium firms get of a year's grant, the least they must get (None without a rule), and what is not allotted."""

    total: int
    of_smes: int
    least: int | None
    left: int

    @property
    def per_mille(self) -> int:
        """Their part in tenths of a percent, cut: what is just short never looks like enough."""
        return self.of_smes * 1000 // self.total if self.total else 0

    @property
    def part(self) -> str:
        """Their part in words: 63.6%."""
        return f"{self.per_mille // 10}.{self.per_mille % 10}%"

    @property
    def lacking(self) -> int:
        """How many yen more they would have to get."""
        return max(0, (self.least or 0) - self.of_smes)


def share_of(decision: YearDecision) -> Share:
    """The share of a year, asked of the grant as it was decided: a part that is not allotted yet goes to nobody."""
    rows = list(decision.allotments.values_list("member__kind", "amount"))
    smes = sum(amount for kind, amount in rows if kind == MemberKind.SME)
    least = ceil(Fraction(decision.sme_floor) * decision.amount) if decision.sme_floor else None
    return Share(decision.amount, smes, least, decision.amount - sum(amount for _, amount in rows))
