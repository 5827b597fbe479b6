"""Where a listing stands (準備、募集、交渉、独占交渉、成約、取下げ): worked out from its own dated rows and those of its deals, never kept."""

from datetime import date

from django.db.models import Prefetch

from banso.cases.models import IN_FORCE

from .choices import State
from .models import Deal, DealStep, Listing, ListingStep


def states_of(listings: list[Listing], on: date) -> dict[int, State]:
    """The state of each of many listings on a day, by number, in two queries."""
    cases = {listing.case_id: listing.pk for listing in listings}
    steps: dict[int, list[ListingStep]] = {listing.pk: [] for listing in listings}
    for row in ListingStep.objects.in_force().filter(case__in=cases, taken_on__lte=on).order_by("taken_on", "pk"):
        steps[cases[row.case_id]].append(row)
    taken = DealStep.objects.filter(IN_FORCE, taken_on__lte=on).order_by("taken_on", "pk")
    deals: dict[int, list[Deal]] = {listing.pk: [] for listing in listings}
    found = Deal.objects.filter(listing__in=deals).select_related("case")
    for deal in found.prefetch_related(Prefetch("case__transfers_dealstep_steps", taken)):
        deals[deal.listing_id].append(deal)
    return {listing.pk: _state(steps[listing.pk], deals[listing.pk], on) for listing in listings}


def _state(steps: list[ListingStep], deals: list[Deal], on: date) -> State:
    last = {row.step for row in steps}
    if last & {"sold", "taken_over"}:
        return State.DONE
    if "withdrawn" in last:
        return State.GONE
    under_way = [
        rows for deal in deals if (rows := _rows(deal)) and not {row.step for row in rows} & {"ended", "concluded"}
    ]
    if any(_exclusive(row, on) for rows in under_way for row in rows):
        return State.EXCLUSIVE
    if any(row.step == "named" for rows in under_way for row in rows):
        return State.TALKING
    return State.OPEN if "sheeted" in last else State.PREPARING


def _rows(deal: Deal) -> list[DealStep]:
    return list(deal.case.transfers_dealstep_steps.all())


def _exclusive(row: DealStep, on: date) -> bool:
    since, until = row.exclusive_from, row.exclusive_until
    return row.step == "agreed" and since is not None and until is not None and since <= on <= until


def is_open(state: State) -> bool:
    """Whether candidates may be looked for."""
    return state in (State.OPEN, State.TALKING)
