"""What of a grant is given back for tax on purchases that the firm deducted (仕入控除税額): whole yen, pure functions."""

from decimal import Decimal
from fractions import Fraction

REDUCED = 8  # percent of tax on food and newspapers


def tax_within(gross: int, rate: int) -> int:
    """The consumption tax within an amount that includes it: 376,000,000 at 5% holds 17,904,761."""
    return gross * rate // (100 + rate)


def share_of(tax: int, grant: int, eligible: int) -> int:
    """The part of a tax that the grant paid for."""
    return tax * grant // eligible if eligible > 0 else 0


def deducted(tax: int, ratio: Decimal | None) -> int:
    """What is deducted of a tax where the firm's taxable sales are so many percent of all (一括比例配分)."""
    return tax if ratio is None else int(tax * Fraction(ratio) / 100)
