"""Both registers compared: the candidates of a sale and the sales for a candidate, the best first. Suggestions to the team, sent to nobody."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from banso.procedures.terms import values_of
from banso.registers.models import Programme

from .models import Buyer, Deal, Listing
from .reading import offered, wanted
from .scoring import Match, match, ranked
from .states import is_open, states_of
from .terms import values_in


@dataclass(frozen=True)
class Pair:
    """One sale and one candidate with what came of comparing them."""

    listing: Listing
    buyer: Buyer
    match: Match
    under_way: bool = False


def candidates_for(listing: Listing, on: date) -> list[Pair]:
    """Every candidate of a sale's programme, the best first; those who are ruled out last, with the reason."""
    state = states_of([listing], on)[listing.pk]
    sale = offered(listing, on, is_open=is_open(state))
    deals = list(
        Deal.objects.filter(listing=listing).values_list("buyer_id", "case__standing__closed", "case__standing__step")
    )
    ended = {buyer for buyer, _, step in deals if step in ("ended", "returned")}
    going = {buyer for buyer, closed, _ in deals if not closed}
    values, busy = values_of(listing.case), open_talks(listing.case.programme)
    pairs = [
        Pair(
            listing,
            buyer,
            match(sale, wanted(buyer, values, on, open_talks=busy[buyer.pk]), ended_before=buyer.pk in ended),
            buyer.pk in going,
        )
        for buyer in _buyers(listing.case.programme)
    ]
    return _in_order(pairs, {pair.buyer.pk: pair.buyer.registered_on for pair in pairs}, lambda pair: pair.buyer.pk)


def sales_for(buyer: Buyer, on: date) -> list[Pair]:
    """Every sale of a candidate's programme that whoever asks may see, the best first."""
    listings = list(
        Listing.objects.filter(case__programme=buyer.programme, case__standing__closed=False)
        .select_related("case__programme", "case__terms", "case__company", "case__person", "industry", "municipality")
        .prefetch_related("barred")
    )
    states = states_of(listings, on)
    deals = Deal.objects.filter(buyer=buyer).values_list("listing_id", "case__standing__closed", "case__standing__step")
    ended = {listing for listing, _, step in deals if step in ("ended", "returned")}
    going = {listing for listing, closed, _ in deals if not closed}
    busy = open_talks(buyer.programme)[buyer.pk]
    candidate = wanted(buyer, values_in(buyer.programme, on), on, open_talks=busy)
    pairs = [
        Pair(
            one,
            buyer,
            match(offered(one, on, is_open=is_open(states[one.pk])), candidate, ended_before=one.pk in ended),
            one.pk in going,
        )
        for one in listings
    ]
    return _in_order(
        pairs, {pair.listing.pk: pair.listing.case.opened_on for pair in pairs}, lambda pair: pair.listing.pk
    )


def open_talks(programme: Programme) -> Counter[int]:
    """How many deals each candidate of a programme has under way."""
    return Counter(
        Deal.objects.filter(case__programme=programme, case__standing__closed=False).values_list("buyer_id", flat=True)
    )


def _buyers(programme: Programme) -> list[Buyer]:
    links = ("company__industry", "person", "wish_1", "wish_2", "wish_3", "programme")
    return list(
        Buyer.objects.filter(programme=programme, ended_on=None).select_related(*links).prefetch_related("screenings")
    )


def _in_order(pairs: list[Pair], since: dict[int, date], key: object) -> list[Pair]:
    keyed = {key(pair): pair for pair in pairs}  # type: ignore[operator]
    order = ranked([(pair.match, since[number], number) for number, pair in keyed.items()])
    return [keyed[number] for number in order] + [pair for pair in pairs if not pair.match.possible]
