"""Money: kept in whole yen, rounded to 千円 once, when printed."""

YEN_PER_THOUSAND = 1000


def to_thousand_yen(yen: int) -> int:
    """Yen in 千円, rounded half up (四捨五入), as the reports print amounts."""
    sign = -1 if yen < 0 else 1
    return sign * ((abs(yen) + YEN_PER_THOUSAND // 2) // YEN_PER_THOUSAND)


def yen_text(yen: int | None) -> str:
    """1,234,000円; nothing for no amount."""
    return "" if yen is None else f"{yen:,}円"
