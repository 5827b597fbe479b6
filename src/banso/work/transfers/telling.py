"""What of a sale is told to a candidate, a list or an adviser: asked of the seller's own case, by consents that hold that very day."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.timezone import get_current_timezone, localdate, now

from banso.cases.choices import Item, Way
from banso.cases.consents import give_consent, require_consent
from banso.cases.disclosures import disclose, require_nda
from banso.cases.models import Disclosure, To
from banso.registers.models import User

from .models import Listing

CANDIDATES = "譲受候補"  # the class a seller may let her sheet be shown to, once for all


def moment(day: date) -> datetime:
    """When something of a day is put down as told: now, or at noon of a day that has gone."""
    return now() if day >= localdate() else datetime.combine(day, time(12), get_current_timezone())


def require(listing: Listing, *, to: To, items: Iterable[str], on: date, nda: bool = False) -> tuple[Any, Any]:
    """The consent, and the agreement where asked, by which something may be told on a day.

    Raises ValidationError with all that lacks, and what would mend it.
    """
    found: list[Any] = []
    lacking: list[str] = []
    asked = list(items)
    for ask in [require_consent] if not nda else [require_consent, require_nda]:
        try:
            known = {"items": asked} if ask is require_consent else {}
            found.append(ask(listing.case, to=to, on=on, **known))  # type: ignore[operator]
        except ValidationError as error:
            lacking += error.messages
    if lacking:
        raise ValidationError(lacking)
    return found[0], found[1] if nda else None


def tell(
    listing: Listing,
    *,
    to: To,
    items: Iterable[str],
    on: date,
    by: User | None,
    means: str = "",
    nda: bool = False,
    **more: Any,
) -> Disclosure:
    """Put down that something was told, by which consent, before it is told. Raises ValidationError where it may not be."""
    told: Disclosure = disclose(
        listing.case, to=to, items=list(items), means=means or Way.MEETING, at=moment(on), needs_nda=nda, by=by, **more
    )
    return told


def let_candidates_see(listing: Listing, *, owner: str, on: date, proof: str, by: User | None) -> None:
    """The owner lets the sheet be shown to registered candidates, without being asked of each."""
    facts = {"given_by": owner[:60], "capacity": "譲渡企業の経営者", "purpose": "譲受候補への提示", "given_on": on}
    give_consent(listing.case, to=CANDIDATES, items=[Item.OUTLINE], paper=proof, by=by, **facts)
