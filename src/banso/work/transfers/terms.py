"""The values of the terms under which a programme sells and buys on a day: of a registration, which is no case of its own."""

from datetime import date

from banso.cases.models import Terms
from banso.core.fiscal import fiscal_year_of
from banso.registers.models import Programme

from .bands import Values

SALE, DEAL = "transfer-sale", "transfer-deal"


def values_in(programme: Programme, on: date) -> Values:
    """The values in force for what is taken on by a programme on a day; the procedure's own where none were laid down."""
    found = Terms.objects.filter(programme=programme, procedure=SALE, fiscal_year=fiscal_year_of(on))
    terms = found.order_by("-version").first()
    return Values.model_validate(terms.content.get("values", {}) if terms else {})
