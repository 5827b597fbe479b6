"""Taking a firm on to be handed over, putting its facts right, and whom it must not be offered to."""

from typing import Any

from django.core.exceptions import ValidationError

from banso.cases.services import open_case
from banso.core.trail import verb
from banso.core.writing import correct, record, verbs
from banso.registers.models import User

from ..models import Barred, Listing, PublicFact

OF_CASE = ("programme", "company", "person", "alias", "opened_on", "keeper", "summary")

record_barred, correct_barred = verbs(Barred)
record_public_fact, correct_public_fact = verbs(PublicFact)


@verb
def open_listing(*, by: User | None, **facts: Any) -> Listing:
    """Take a firm on to be handed over (譲渡案件): its case under the terms in force, and what is known of it.

    Raises ValidationError, field by field: without the firm itself, unless another centre brings it.
    """
    of_case = {name: facts.pop(name) for name in OF_CASE if name in facts}
    if of_case.get("company") is None and not facts.get("of_centre"):
        raise ValidationError(
            {"company": "譲渡する企業を選んでください。他センターの案件は、センターを選べば企業名なしで登録できます。"}
        )
    if of_case.get("company") is None and not of_case.get("alias"):
        of_case["alias"] = f"{facts['of_centre']}の案件"
    facts.setdefault("updated_on", of_case.get("opened_on"))
    company = of_case.get("company")
    if company is not None:
        facts = _of_register(company) | {name: value for name, value in facts.items() if value not in (None, "")}
    case = open_case(procedure="transfer-sale", title="第三者承継(譲渡)", by=by, **of_case)
    return record(Listing, {"case": case} | facts)


def _of_register(company: Any) -> dict[str, Any]:
    """What the register knows already."""
    found = {"industry": company.industry, "municipality": company.municipality, "employees": company.employees}
    return {name: value for name, value in found.items() if value is not None}


@verb
def correct_listing(listing: Listing, *, by: User | None, **facts: Any) -> Listing:
    """Put a listing's facts right. What was shown of it stays shown: its sheets do not change."""
    return correct(listing, facts)
