"""Numbers with decimals and signs, as papers write them: 1,234.5、△3、▲0.2、(12)."""

import re
from decimal import Decimal

from .errors import UserError
from .numbers import one_number

_NUMBER = re.compile(r"(?P<open>\()?(?P<sign>[-△▲−])?(?P<number>\d+(\.\d+)?)(?(open)\))(?P<unit>\D*)")


def parse_decimal(text: str) -> tuple[Decimal, str]:
    """A number and the unit written behind it ('' for none). △, ▲, − and brackets are negative. Raises UserError."""
    found = _NUMBER.fullmatch(one_number(text))
    if found is None:
        raise UserError(f"「{text[:40]}」は数として読めません。12.5 や △3 のように入れてください。")
    number = Decimal(found["number"])
    return -number if found["sign"] or found["open"] else number, found["unit"]


def decimal_text(number: Decimal) -> str:
    """A number with every decimal it has and none too many: 1,234.5."""
    return f"{number.normalize():,f}" if number else "0"
