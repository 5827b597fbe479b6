"""Beginning a deal: one sale and one candidate, who is ready, not barred by the seller, and not tried at the same time already."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.timezone import localdate

from banso.cases.models import Case
from banso.cases.services import open_case
from banso.core.era import format_date
from banso.core.trail import verb
from banso.core.writing import correct, hold, record, verbs
from banso.registers.models import Staff, User

from ..models import Buyer, Deal, DealStep, Listing, SideNote
from ..reading import why_not_ready

record_side_note, correct_side_note = verbs(SideNote)


@verb
def open_deal(
    *,
    listing: Listing,
    buyer: Buyer,
    opened_on: date | None = None,
    keeper: Staff | None = None,
    by: User | None,
    **facts: Any,
) -> Deal:
    """Begin a deal (交渉): its case bears the sale's code only.

    Raises ValidationError for a candidate who is not registered or not checked, whom the seller does not want, or with whom a deal is under
    way; for a sale that has ended or is promised to another for the time being.
    """
    on = opened_on or localdate()
    hold(Case.objects.filter(pk=listing.case_id), no_key=True)
    if why := why_no_deal(listing, buyer, on):
        raise ValidationError(why)
    of_case = {name: facts.pop(name) for name in ("programme", "summary") if facts.get(name)}
    of_case["programme"] = listing.case.programme
    case = open_case(
        procedure="transfer-deal",
        alias=listing.code,
        title=f"{listing.code} × {buyer.code}",
        opened_on=on,
        keeper=keeper or listing.case.keeper,
        by=by,
        **of_case,
    )
    own = {name: facts[name] for name in ("origin", "fit") if facts.get(name)}
    return record(Deal, {"case": case, "listing": listing, "buyer": buyer} | own)


def why_no_deal(listing: Listing, buyer: Buyer, on: date) -> dict[str, str]:
    """Why a deal can't begin, by field; nothing where it can."""
    if why := why_not_ready(buyer, on):
        return {"buyer": why}
    if buyer.company_id and listing.barred.filter(company=buyer.company_id).exists():
        return {"buyer": "譲渡企業が紹介を断っている相手です。別の候補を選んでください。"}
    if listing.case.standing.closed:
        return {"listing": "譲渡案件は終わっています。"}
    if Deal.objects.filter(listing=listing, buyer=buyer, case__standing__closed=False).exists():
        return {"buyer": "この候補との交渉は、すでに始まっています。"}
    if promised := exclusive_on(listing, on) or exclusive_on(listing, localdate()):
        until = format_date(promised.exclusive_until) if promised.exclusive_until else ""
        return {"listing": f"{until}まで独占交渉中のため、ほかの候補とは始められません。"}
    return {}


def exclusive_on(listing: Listing, on: date) -> DealStep | None:
    """The agreement by which a sale is promised to one candidate on a day; None where it is free."""
    agreed = DealStep.objects.in_force().filter(case__deal__listing=listing, step="agreed")
    held = agreed.filter(exclusive_from__lte=on, exclusive_until__gte=on, case__standing__closed=False)
    found: DealStep | None = held.order_by("-pk").first()
    return found


@verb
def correct_deal(deal: Deal, *, by: User | None, **facts: Any) -> Deal:
    """Put right how a deal came about. Its sale and its candidate stay: another candidate is another deal.

    Raises ValidationError for another sale or candidate.
    """
    for name in ("listing", "buyer"):
        if facts.pop(name, getattr(deal, name)) != getattr(deal, name):
            raise ValidationError({name: "譲渡案件と候補は変えられません。別の候補とは、新しい交渉を始めてください。"})
    return correct(deal, facts)
