"""What a researcher's hours come to (労務費): those within the registration, at its price; others are shown and count for nothing."""

from dataclasses import dataclass
from datetime import date

from .models import Researcher

HOUR = 60


@dataclass(frozen=True)
class Labour:
    """Minutes that count and those before or after the registration, and the price of an hour in yen."""

    counted: int
    uncounted: int
    hourly: int

    @property
    def amount(self) -> int:
        """Whole yen; what is less than a yen is cut."""
        return self.counted * self.hourly // HOUR


def labour_of(researcher: Researcher, first: date | None = None, last: date | None = None) -> Labour:
    """What a researcher's diary comes to, of some days only if told."""
    rows = researcher.diary.all()
    rows = rows.filter(worked_on__gte=first) if first else rows
    rows = rows.filter(worked_on__lte=last) if last else rows
    counted = uncounted = 0
    for day, minutes in rows.values_list("worked_on", "minutes"):
        if researcher.is_registered(day):
            counted += minutes
        else:
            uncounted += minutes
    return Labour(counted, uncounted, researcher.hourly)
