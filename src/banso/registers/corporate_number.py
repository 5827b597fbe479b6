"""法人番号: 13 digits whose first checks the other twelve (国税庁, 法人番号の指定等に関する省令第2条)."""

from banso.core.errors import UserError
from banso.core.fields import SpelledField
from banso.core.spelling import number_key


def check_digit(twelve: str) -> int:
    """9 − (Σ dᵢ·wᵢ mod 9), the weights 1, 2, 1, 2 … from the right."""
    total = sum(int(digit) * (1 + position % 2) for position, digit in enumerate(reversed(twelve)))
    return 9 - total % 9


def parse_corporate_number(text: str) -> str:
    """The 13 digits of a number typed with any width or hyphens. Raises UserError, saying which digit to look at."""
    clean = number_key(text)
    if len(clean) != 13:
        raise UserError("法人番号は13桁の数字で入力してください。")
    if int(clean[0]) != check_digit(clean[1:]):
        raise UserError(f"法人番号「{clean}」は検査数字が合いません。1桁ずつ見直してください。")
    return clean


def parse_invoice_number(text: str) -> str:
    """T and the 13 digits of an invoice number (適格請求書発行事業者登録番号), however typed. Raises UserError."""
    clean = number_key(text)
    if len(clean) != 13:
        raise UserError("インボイス登録番号はTと13桁の数字で入れてください。")
    return f"T{clean}"


class CorporateNumberField(SpelledField):
    """A 法人番号, in its thirteen digits."""

    spell = staticmethod(parse_corporate_number)


class InvoiceNumberField(SpelledField):
    """An invoice number, as T and thirteen digits."""

    spell = staticmethod(parse_invoice_number)
