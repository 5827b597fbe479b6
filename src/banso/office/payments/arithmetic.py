"""What is owed and what is withheld, in whole yen. Rates are rows with a day from which they count."""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

_RATES = Path(__file__).parent / "data" / "withholding.csv"
WHOLE = 10_000  # rates are parts of ten thousand
NEAR, OVER = 40_000, 50_000  # yen a calendar year: soon, and beyond which, a 支払調書 is needed


@dataclass(frozen=True)
class Rate:
    """What is withheld from a day on: `lower` up to the threshold, `upper` of what is beyond it, in parts of 10,000."""

    valid_from: date
    treatment: str
    threshold: int
    lower: int
    upper: int
    label: str

    def withheld(self, base: int) -> int:
        """The tax on what is paid to someone at once, cut to the yen."""
        low = min(base, self.threshold)
        return low * self.lower // WHOLE + (base - low) * self.upper // WHOLE

    def gross(self, net: int) -> int:
        """What must be paid so that exactly `net` is left."""
        most = self.threshold - self.withheld(self.threshold)
        if net <= most:
            return net * WHOLE // (WHOLE - self.lower)
        saved = self.threshold * (self.upper - self.lower) // WHOLE
        return (net - saved) * WHOLE // (WHOLE - self.upper)


@cache
def rates() -> tuple[Rate, ...]:
    """Every rate there is, the earliest first."""
    with _RATES.open(encoding="utf-8") as lines:
        rows = [
            Rate(
                date.fromisoformat(row["valid_from"]),
                row["treatment"],
                int(row["threshold"]),
                int(row["lower"]),
                int(row["upper"]),
                row["label"],
            )
            for row in csv.DictReader(lines)
        ]
    return tuple(sorted(rows, key=lambda rate: rate.valid_from))


def rate_of(treatment: str, on: date) -> Rate | None:
    """The rate for whom it is on a day; None where nothing is withheld."""
    found = [rate for rate in rates() if rate.treatment == treatment and rate.valid_from <= on]
    return found[-1] if found else None


def slip_needed(total: int) -> bool:
    """Whether what one person is paid in a calendar year goes to the tax office by name (支払調書)."""
    return total > OVER


def warning(total: int) -> str:
    """What must be thought of at a total of a year; empty while there is nothing."""
    if slip_needed(total):
        return f"年間の支払が{total:,}円で{OVER:,}円を超えたため、支払調書が必要です。総務に依頼してください。"
    if total >= NEAR:
        return f"年間の支払が{total:,}円です。{OVER:,}円を超えると支払調書が必要になります。"
    return ""
