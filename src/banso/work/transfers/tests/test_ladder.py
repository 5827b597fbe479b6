"""The ladder of a deal: step × missing evidence → refused, T19, T20, T22, exclusivity, what comes back when it ends."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from banso.cases.consents import give_consent, withdraw_consent
from banso.cases.disclosures import end_nda
from banso.cases.models import Case, Consent, Disclosure, NonDisclosure, Returned
from banso.core import done_days
from banso.procedures.taking import take, take_back
from banso.work.transfers import services
from banso.work.transfers.choices import RUNGS, State
from banso.work.transfers.dealing import flag_of, told
from banso.work.transfers.models import Deal, DealStep, Listing
from banso.work.transfers.states import states_of
from conftest import TinyWorld, figures_of, refusal

from .small_market import DAY, LADDER, SmallMarket

NOW = date(2024, 6, 1)


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(done_days, "localdate", lambda: NOW)
    monkeypatch.setattr("banso.work.transfers.services.sheets.localdate", lambda: DAY)
    for module in ("dealing", "concluding"):
        monkeypatch.setattr(f"banso.work.transfers.{module}.localdate", lambda: NOW)


@pytest.fixture
def market(world: TinyWorld) -> SmallMarket:
    made = SmallMarket(world)
    made.crowd(9)
    return made


@pytest.fixture
def listing(market: SmallMarket) -> Listing:
    return market.with_sheet(market.listing())


def fails(deal: Deal, code: str, on: date = DAY, **facts: Any) -> str:
    """What a step is refused with."""
    given = dict(LADDER).get(code, {}) | facts
    with pytest.raises(ValidationError) as caught, transaction.atomic():
        take(deal.case, code, {"taken_on": on} | given, by=None)
    return " ".join(caught.value.messages)


@pytest.mark.parametrize("code", [code for code, _ in LADDER][1:])
def test_no_rung_without_the_one_before(market: SmallMarket, listing: Listing, code: str) -> None:
    """Of a deal that has only begun, every step but the first is refused, in words."""
    assert "先に「" in fails(market.deal(listing, market.buyer()), code)


@pytest.mark.parametrize(
    ("upto", "code", "without", "says"),
    [
        ("interested", "consented", {"given_by": ""}, "承諾した人"),
        ("interested", "consented", {"capacity": ""}, "立場"),
        ("interested", "bound", {"signatory": ""}, "署名した人"),
        ("interested", "bound", {"capacity": ""}, "権限"),
        ("consented", "named", {}, "秘密保持契約"),
        ("bound", "named", {"means": ""}, "どのように"),
        ("bound", "named", {"receiver": ""}, "誰に"),
        ("named", "informed", {"handed": ""}, "渡すもの"),
        ("named", "informed", {"document": ""}, "書類の名前"),
        ("named", "informed", {"handed": "assets"}, "個人の資産"),
        ("met", "offered", {"proof": ""}, "意向表明書"),
        ("offered", "agreed", {"exclusive_until": None}, "終わり"),
        ("offered", "agreed", {"proof": ""}, "基本合意書"),
        ("agreed", "examined", {"experts": ""}, "専門家"),
        ("examined", "conditioned", {"guarantee": ""}, "経営者保証"),
        ("examined", "conditioned", {"bank_answer": ""}, "金融機関"),
        ("conditioned", "signed", {"lawyer_offered": False}, "弁護士"),
        ("conditioned", "signed", {"proof": ""}, "最終契約書"),
        ("signed", "closed", {"proof": ""}, "入金"),
        ("informed", "ended", {"papers_back": "returned"}, "理由の種類"),
        ("informed", "ended", {"reason_code": "price", "papers_back": "none"}, "1部渡しています"),
    ],
)
def test_every_guard_of_the_ladder(
    market: SmallMarket, listing: Listing, upto: str, code: str, without: dict[str, Any], says: str
) -> None:
    """Step × missing evidence → refused, naming what lacks; nothing was written, nothing told."""
    deal = market.deal(listing, market.buyer(), upto=upto)
    before = (
        DealStep.objects.count(),
        Disclosure.objects.count(),
        Consent.objects.count(),
        NonDisclosure.objects.count(),
    )
    assert says in fails(deal, code, **without)
    after = (
        DealStep.objects.count(),
        Disclosure.objects.count(),
        Consent.objects.count(),
        NonDisclosure.objects.count(),
    )
    assert after == before


def test_t20_name_clear_needs_both_papers_on_that_day(market: SmallMarket, listing: Listing) -> None:
    """Consent 10 May, agreement 12 May until 31 May: refused on the 11th, told on the 12th, refused after its end."""
    b, c = market.buyer("候補B"), market.buyer("候補C")
    deal = market.deal(listing, b, upto="interested")
    consented = dict(LADDER)["consented"]
    take(deal.case, "consented", {"taken_on": date(2024, 5, 10)} | consented, by=None)
    bound = dict(LADDER)["bound"] | {"valid_until": date(2024, 5, 31)}
    take(deal.case, "bound", {"taken_on": date(2024, 5, 12)} | bound, by=None)
    assert "守秘契約がありません" in fails(deal, "named", date(2024, 5, 11))
    assert "守秘契約がありません" in fails(deal, "named", date(2024, 6, 1))
    other = market.deal(listing, c, upto="interested")
    take(other.case, "bound", {"taken_on": date(2024, 5, 12)} | dict(LADDER)["bound"], by=None)
    assert "相手ごとの承諾" in fails(other, "named", date(2024, 5, 12))  # the consent for B does not serve C
    row = take(deal.case, "named", {"taken_on": date(2024, 5, 12)} | dict(LADDER)["named"], by=None)
    assert (row.disclosure.to, row.disclosure.items, row.consent.to, row.nda.to) == (b.who, ["name"], b.who, b.who)


def test_t20_a_consent_withdrawn_or_an_agreement_ended_tells_nothing_more(
    market: SmallMarket, listing: Listing
) -> None:
    """Withdrawn on the 20th: on the 19th it held, on the 20th no more. What was told stays told."""
    deal = market.deal(listing, market.buyer(), upto="bound")
    withdraw_consent(
        deal.listing.case.consents.exclude(recipient_name="譲受候補").get(),
        on=date(2024, 5, 20),
        reason="考え直した",
        by=None,
    )
    assert "撤回" in fails(deal, "named", date(2024, 5, 20))
    take(deal.case, "named", {"taken_on": date(2024, 5, 19)} | dict(LADDER)["named"], by=None)
    end_nda(deal.listing.case.ndas.get(), on=date(2024, 5, 25), reason="解約", by=None)
    assert "承諾" in fails(deal, "informed", date(2024, 5, 25))


def test_t20_the_database_refuses_a_name_without_papers(market: SmallMarket, listing: Listing) -> None:
    """Past every verb: no row of ネームクリア without consent, agreement and disclosure."""
    deal = market.deal(listing, market.buyer(), upto="bound")
    with pytest.raises(IntegrityError, match="name_told_by_both_papers"), transaction.atomic():
        DealStep.objects.create(case=deal.case, step="named", taken_on=DAY)


def test_a_sheet_is_shown_by_the_sellers_consent_only(market: SmallMarket) -> None:
    """Neither standing nor for this candidate: refused; for this one alone: shown."""
    listing = market.with_sheet(market.listing())
    standing = listing.case.consents.get()
    withdraw_consent(standing, on=DAY, reason="候補ごとに決めたい", by=None)
    buyer = market.buyer()
    deal = market.deal(listing, buyer, upto="chosen")
    assert "概要(ノンネーム)" in fails(deal, "shown")
    give_consent(
        listing.case, to=buyer.who, items=["outline"], given_by="x", capacity="x", purpose="x", given_on=DAY, by=None
    )
    assert take(deal.case, "shown", {"taken_on": DAY, "means": "meeting"}, by=None).sheet.version == 1


def test_t22_a_hit_of_the_list_stops_until_the_keeper_says_why(market: SmallMarket, listing: Listing) -> None:
    """D2 refused; with the keeper's reason allowed; a red mark on every later step; nobody else may say so."""
    deal = market.deal(listing, market.buyer(noted=True), upto="chosen")
    assert "特定事業者リストに該当" in fails(deal, "shown")
    someone = market.world.user()
    with pytest.raises(ValidationError, match="責任者だけ"):
        take(deal.case, "shown", {"taken_on": DAY, "override": "債務を弁済した"}, by=someone)
    take(deal.case, "shown", {"taken_on": DAY, "override": "掲載の理由が解消した"}, by=None)
    for code, facts in LADDER[2:6]:
        assert take(deal.case, code, {"taken_on": DAY} | facts, by=None).flagged
    assert flag_of(deal) and (
        "注意",
        "特定事業者リストに該当。責任者の判断で続けています(掲載の理由が解消した)",
    ) in told(deal)
    clean = market.deal(listing, market.buyer(), upto="chosen")
    assert "理由は要りません" in fails(clean, "shown", override="念のため")


def test_exclusivity_pauses_every_other_deal_of_the_seller(market: SmallMarket, listing: Listing) -> None:
    """While one has the sole right to talk nobody else climbs; none begins; it ends, and they go on."""
    rival = market.deal(listing, market.buyer(), upto="named")
    winner = market.deal(listing, market.buyer(), upto="agreed")
    for code in ("informed", "met", "offered"):
        assert "保留" in fails(rival, code)
    assert "独占交渉中" in str(refusal(services.open_deal, listing=listing, buyer=market.buyer(), opened_on=DAY))
    assert states_of([listing], DAY) == {listing.pk: State.EXCLUSIVE}
    assert "独占交渉" in fails(rival, "resumed", NOW)
    take(winner.case, "ended", {"taken_on": NOW, "reason_code": "price", "papers_back": "returned"}, by=None)
    assert Case.objects.get(pk=rival.case_id).standing.step == "resumed"
    take(rival.case, "met", {"taken_on": NOW, "minutes": "再開"}, by=None)
    assert states_of([listing], NOW) == {listing.pk: State.TALKING}


def test_two_cannot_have_the_sole_right_at_once(market: SmallMarket, listing: Listing) -> None:
    """Even where the pause was lifted by hand: the times may not overlap."""
    first = market.deal(listing, market.buyer(), upto="offered")
    second = market.deal(listing, market.buyer(), upto="offered")
    take(
        first.case,
        "agreed",
        {"taken_on": DAY} | dict(LADDER)["agreed"] | {"exclusive_until": date(2024, 5, 1)},
        by=None,
    )
    assert "独占交渉" in fails(second, "agreed", exclusive_from=date(2024, 5, 1), exclusive_until=NOW)


def test_what_comes_back_when_it_ends(market: SmallMarket, listing: Listing) -> None:
    """Papers come back or are still to come; the agreement goes on; the same pair is worth less afterwards."""
    deal = market.deal(listing, market.buyer(), upto="informed")
    take(deal.case, "ended", {"taken_on": NOW, "reason_code": "feeling", "papers_back": "later"}, by=None)
    assert not Returned.objects.exists() and listing.case.ndas.get().until is None
    take(deal.case, "returned", {"taken_on": NOW, "papers_back": "destroyed"}, by=None)
    assert Returned.objects.get().how == "destroyed"
    with pytest.raises(ValidationError):
        take(deal.case, "met", {"taken_on": NOW}, by=None)


def test_a_paper_in_force_cannot_be_taken_from_under_the_name(market: SmallMarket, listing: Listing) -> None:
    """Taking back the consent's step after the name was told is refused: the name comes back first."""
    deal = market.deal(listing, market.buyer(), upto="named")
    row = DealStep.objects.get(case=deal.case, step="bound")
    with pytest.raises(ValidationError, match="ネームクリア"), transaction.atomic():
        take_back(deal.case, row, reason="誤り", by=None)


def test_t19_a_closing_counts_one_or_half_with_another_centre(market: SmallMarket) -> None:
    """Twice with candidates of our own, once with another centre's: 2.5."""
    rows: dict[str, Any] = {}
    for name, of_centre in (("own", None), ("own too", None), ("shared", market.world.organisation("岩手のセンター"))):
        market.seller = market.firm()
        listing = market.with_sheet(market.listing())
        deal = market.deal(listing, market.buyer(of_centre=of_centre), upto="concluded")
        rows[name] = DealStep.objects.get(case=deal.case, step="concluded")
        assert states_of([listing], DAY) == {listing.pk: State.DONE}
    found = figures_of(market.programme, rows, [("transfers.concluded", 2024, ""), ("transfers.named", 2024, "")])
    assert found["transfers.concluded", 2024, ""] == (Decimal("2.5"), ["own", "own too", "shared"])
    assert found["transfers.named", 2024, ""][0] == 3


def test_the_guarantee_is_dealt_with_before_the_contract(market: SmallMarket) -> None:
    """A guarantee that stands cannot be called none, and an open one stops the contract."""
    market.seller = market.firm()
    deal = market.deal(market.with_sheet(market.listing(guaranteed=True)), market.buyer(), upto="examined")
    assert "経営者保証があります" in fails(deal, "conditioned", guarantee="none")
    take(deal.case, "conditioned", {"taken_on": DAY, "guarantee": "open"}, by=None)
    assert "決まっていません" in fails(deal, "signed")


def test_the_rungs_are_sixteen() -> None:
    """D1 to D16, in their order."""
    assert len(RUNGS) == 16 and (RUNGS[0], RUNGS[5], RUNGS[-1]) == ("chosen", "named", "followed")
