"""What of a plan's cost is granted: whole yen and exact fractions, no tables. Amounts below one yen are cut."""

from dataclasses import dataclass
from fractions import Fraction

RATE = Fraction(2, 3)  # of every edition so far; an edition says its own


def granted(eligible: int, *, rate: Fraction = RATE, cap: int | None = None, other: int = 0) -> int:
    """The grant on an eligible cost: its part, cut to the yen, never above what is left of the cap, nor with `other` aid above the cost."""
    most = min(int(eligible * rate), max(eligible - other, 0))
    return most if cap is None else min(most, max(cap, 0))


def halves(grant: int) -> tuple[int, int]:
    """A grant that is paid in two: the first is cut to the yen, the second is the rest."""
    return grant // 2, grant - grant // 2


def shown_on_slip(share: int, withheld: int) -> int:
    """What a transfer slip shows of a firm's share from which income tax was withheld."""
    return share - withheld


@dataclass(frozen=True)
class Allowance:
    """What of one claim is paid for: `eligible` cost, the grant on it, what is paid now and what is held back."""

    eligible: int
    grant: int
    now: int
    later: int

    @property
    def share(self) -> int:
        """What the firm bears of the eligible cost."""
        return self.eligible - self.grant


def allowance(
    *,
    estimate: int,
    invoiced: int,
    rate: Fraction = RATE,
    cap: int | None = None,
    other: int = 0,
    split: bool = False,
) -> Allowance:
    """What of a claim is paid: of the lower of the estimate accepted for its line and the invoice; with `split`, half of it now."""
    eligible = min(estimate, invoiced)
    grant = granted(eligible, rate=rate, cap=cap, other=other)
    now, later = halves(grant) if split else (grant, 0)
    return Allowance(eligible, grant, now, later)
