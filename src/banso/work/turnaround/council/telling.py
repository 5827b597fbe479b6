"""What a bank may be told of a firm, and when (承諾の確認): before it is asked anything, the firm has released the council toward it by name."""

from collections.abc import Iterable
from datetime import date

from banso.cases.choices import Item
from banso.cases.consents import require_consent
from banso.cases.models import Case
from banso.registers.models import Organisation

TO_SOUND = (Item.EXISTENCE, Item.NAME)
TO_ASK = (*TO_SOUND, Item.LOANS)
TO_SHOW = (*TO_ASK, Item.PLAN)


def refuse_without_consent(case: Case, banks: Iterable[Organisation], items: Iterable[Item], on: date) -> None:
    """Raises ValidationError for the first bank that the firm has not let be told all of this on that day, saying what would mend it."""
    asked = tuple(items)
    for bank in dict.fromkeys(banks):
        require_consent(case, to=bank, items=asked, on=on)
