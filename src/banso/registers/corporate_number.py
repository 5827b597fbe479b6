"""法人番号: 13 digits whose first checks the other twelve (国税庁, 法人番号の指定等に関する省令第2条)."""

from banso.core.errors import UserError
from banso.core.text import digits


def check_digit(twelve: str) -> int:
    """9 − (Σ dᵢ·wᵢ mod 9), the weights 1, 2, 1, 2 … from the right."""
    total = sum(int(digit) * (1 + position % 2) for position, digit in enumerate(reversed(twelve)))
    return 9 - total % 9


def parse_corporate_number(text: str) -> str:
    """The 13 digits of a number typed with any width or hyphens. Raises UserError, saying which digit to look at."""
    clean = digits(text).replace("-", "").replace(" ", "").removeprefix("T")
    if not (clean.isascii() and clean.isdigit() and len(clean) == 13):
        raise UserError("法人番号は13桁の数字で入力してください。")
    if int(clean[0]) != check_digit(clean[1:]):
        raise UserError(f"法人番号「{clean}」は検査数字が合いません。1桁ずつ見直してください。")
    return clean
