"""Papers that came in: written down with a number of their year, and put right."""

from typing import Any

from django.core.exceptions import ValidationError

from banso.cases.models import Case
from banso.core.fiscal import fiscal_year_of
from banso.core.series import take_number
from banso.core.trail import verb
from banso.core.writing import correct, record
from banso.registers.models import Programme, User

from ..models import Incoming
from .letters import series_of

RECEIPTS = "papers.incoming"


@verb
def record_incoming(*, by: User | None, **facts: Any) -> Incoming:
    """Write down a paper that came in, with the next number of its year. Raises ValidationError and uses up no number."""
    series = series_of(RECEIPTS, _programme(facts.get("case")))
    number = take_number(series, fiscal_year_of(facts["received_on"]))
    return record(Incoming, facts | {"series": series, "number": number})


@verb
def correct_incoming(row: Incoming, *, by: User | None, **facts: Any) -> Incoming:
    """Put a receipt right. Raises ValidationError where its number would be of another year or another series."""
    if fiscal_year_of(facts.get("received_on", row.received_on)) != row.fiscal_year:
        raise ValidationError({"received_on": "収受番号は年度ごとです。別の年度の日付には直せません。"})
    if series_of(RECEIPTS, _programme(facts.get("case", row.case))) != row.series:
        raise ValidationError({"case": "収受番号の系列が変わるため、この案件には付け替えられません。"})
    return correct(row, facts)


def _programme(case: Case | None) -> Programme | None:
    return case.programme if case else None
