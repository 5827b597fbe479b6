"""What a creditor must tell a guarantor, and what silence costs (民法458条の3): for guarantees since 1 April 2020, of individuals."""

from dataclasses import dataclass
from datetime import date

from banso.core.days.counting import DAY, months_after

from .limitation import NEW_LAW

MONTHS = 2  # from the day the creditor knew of the loss


@dataclass(frozen=True)
class LossNotice:
    """Until when an individual guarantor must have been told that the benefit of time is lost.

    `binding`: whether the rule applies to this guarantee; where it does not, the task is a courtesy.
    """

    until: date
    binding: bool

    def uncharged(self, lost_on: date, told_on: date | None, as_of: date) -> tuple[date, date] | None:
        """The first and last day whose penalty on what fell due early cannot be claimed of him; None where all can."""
        if not self.binding or (told_on or as_of) <= self.until:
            return None
        return lost_on + DAY, told_on or as_of


def loss_notice(known_on: date, guaranteed_on: date, *, individual: bool = True) -> LossNotice:
    """The notice owed after the creditor knew that the debtor lost the benefit of time."""
    return LossNotice(months_after(known_on, MONTHS), individual and guaranteed_on >= NEW_LAW)
