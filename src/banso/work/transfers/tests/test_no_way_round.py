"""No sequence of calls reaches ネームクリア without both papers live on that day: steps, steps back, consents, agreements, in any order."""

from contextlib import suppress
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from banso.cases.consents import give_consent, live_consent, withdraw_consent
from banso.cases.disclosures import end_nda, live_nda, sign_nda
from banso.cases.models import Consent, NonDisclosure
from banso.core import done_days
from banso.procedures.taking import take, take_back
from banso.work.transfers.models import Deal, DealStep
from conftest import TinyWorld

from .small_market import DAY, LADDER, SmallMarket

NOW = date(2024, 6, 1)
CODES = [code for code, _ in LADDER[:9]] + ["paused", "resumed", "ended"]
MORE: dict[str, dict[str, Any]] = {
    "paused": {"note": "様子を見る", "exclusive_until": date(2024, 4, 20)},
    "ended": {"reason_code": "price", "papers_back": "later"},
}
ITEMS = [["name"], ["outline"], ["name", "documents"]]
CALLS = st.lists(
    st.tuples(
        st.sampled_from(["take", "take", "take", "back", "consent", "withdraw", "nda", "end nda"]),
        st.integers(0, 11),
        st.integers(0, 40),
        st.integers(0, 2),
        st.booleans(),
    ),
    max_size=25,
)


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(done_days, "localdate", lambda: NOW)
    monkeypatch.setattr("banso.work.transfers.services.sheets.localdate", lambda: DAY)
    for module in ("dealing", "concluding"):
        monkeypatch.setattr(f"banso.work.transfers.{module}.localdate", lambda: NOW)


def _paper(deals: list[Deal], call: str, which: int, day: date, item: int) -> None:
    case, deal = deals[0].listing.case, deals[which % 2]
    until = day + timedelta(days=which) if which % 3 else None
    if call == "consent":
        facts = {"given_by": "x", "capacity": "x", "purpose": "x", "given_on": day, "until": until}
        give_consent(case, to=deal.buyer.who, items=ITEMS[item], by=None, **facts)
    elif call == "nda":
        sign_nda(case, to=deal.buyer.who, signatory="x", capacity="x", signed_on=day, until=until, by=None)
    elif call == "withdraw" and (consent := Consent.objects.filter(case=case).order_by("pk").last()):
        withdraw_consent(consent, on=day, reason="x", by=None)
    elif call == "end nda" and (nda := NonDisclosure.objects.filter(case=case).order_by("pk").last()):
        end_nda(nda, on=day, reason="x", by=None)


def _call(deals: list[Deal], call: str, which: int, day: date, item: int, second: bool) -> None:
    """One call, whatever it is refused with; a name told must have had both papers at that moment, for exactly this candidate."""
    deal = deals[second]
    if call == "take":
        code = CODES[which]
        row = take(deal.case, code, {"taken_on": day} | dict(LADDER).get(code, {}) | MORE.get(code, {}), by=None)
        if code == "named":
            assert row.consent == live_consent(deal.listing.case, to=deal.buyer.who, items=["name"], on=day)
            assert row.nda == live_nda(deal.listing.case, to=deal.buyer.who, on=day)
            assert row.consent is not None and row.nda is not None
            assert row.disclosure.to == row.consent.to == row.nda.to == deal.buyer.who
    elif call == "back":
        last = DealStep.objects.in_force().filter(case=deal.case).order_by("pk").last()
        if last is not None:
            take_back(deal.case, last, reason="誤り", by=None)
    else:
        _paper(deals, call, which, day, item)


def test_t20_no_sequence_of_calls_reaches_the_name_without_both_papers(world: TinyWorld) -> None:
    """Two candidates of one seller, called in random order: what is told was always covered, and the ledger of steps agrees with itself."""
    market = SmallMarket(world)
    market.crowd(9)
    listing = market.with_sheet(market.listing())
    deals = [market.deal(listing, market.buyer(), upto="interested") for _ in range(2)]

    @settings(max_examples=40)
    @given(CALLS)
    def any_order(calls: list[tuple[str, int, int, int, bool]]) -> None:
        with transaction.atomic():
            for call, which, days, item, second in calls:
                with suppress(ValidationError), transaction.atomic():
                    _call(deals, call, which, DAY + timedelta(days=days), item, second)
            for deal in deals:
                held = set(DealStep.objects.in_force().filter(case=deal.case).values_list("step", flat=True))
                assert "named" not in held or {"consented", "bound"} <= held
                assert "informed" not in held or "named" in held
            transaction.set_rollback(True)

    any_order()
