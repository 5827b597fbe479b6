"""Both registers and sheets: what is refused, k against the register (T21), approval of the very words, and lists that come in."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from banso.cases.consents import give_consent
from banso.core import done_days
from banso.procedures.taking import take
from banso.work.transfers import passing_on, reading, selling, services
from banso.work.transfers.anonymity import Shown
from banso.work.transfers.bands import Band
from banso.work.transfers.models import Buyer, Screening, Sheet
from conftest import TinyWorld, bring, figures_of, refusal

from .small_market import DAY, OKU, SmallMarket

TODAY = date(2024, 4, 10)


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(done_days, "localdate", lambda: TODAY)
    monkeypatch.setattr("banso.work.transfers.services.sheets.localdate", lambda: DAY)


@pytest.fixture
def market(world: TinyWorld) -> SmallMarket:
    return SmallMarket(world)


def test_a_listing_takes_what_the_register_knows(market: SmallMarket) -> None:
    """Industry, town and staff come from the company; its code tells nothing; the same firm may come again."""
    one, two = market.listing(), market.listing()
    assert (one.industry, one.municipality, one.employees) == (market.food, market.town, 15)
    assert one.code != two.code and len(one.code) == 6
    assert refusal(services.open_listing, programme=market.programme, opened_on=DAY).keys() == {"company"}
    other = services.open_listing(
        programme=market.programme, opened_on=DAY, of_centre=market.world.organisation("岩手のセンター"), by=None
    )
    assert other.case.whose == "岩手のセンターの案件"


def test_a_registration_is_valid_for_a_year(market: SmallMarket) -> None:
    """From 1 April to 31 March; an area that is none is refused by name; a successor is a person."""
    assert market.buyer().valid_until == date(2025, 3, 31)
    facts = {"programme": market.programme, "registered_on": DAY}
    company = market.world.company()
    assert "みほん市" in refusal(services.record_buyer, **facts, company=company, areas="弘前市、みほん市")["areas"][0]
    assert refusal(services.record_buyer, **facts)
    assert "個人" in str(refusal(services.record_buyer, **facts, company=company, kind="successor"))


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({}, ""),
        ({"screened": False}, "反社会的勢力の確認がまだ"),
        ({"registered_on": date(2023, 4, 1)}, "有効期限が切れて"),
        ({"ended_on": DAY}, "終わっています"),
        ({"noted": True}, ""),
    ],
)
def test_when_a_candidate_may_be_offered_something(market: SmallMarket, facts: dict[str, Any], says: str) -> None:
    """Registered, not run out, checked both ways; a hit of the list is the keeper's to weigh, deal by deal."""
    why = reading.why_not_ready(market.buyer(**facts), TODAY)
    assert says in why and bool(says) == bool(why)


def test_a_check_is_answered_by_the_next_one(market: SmallMarket) -> None:
    """The last check by a day holds; rows are never rewritten, by verb or by hand."""
    buyer = market.buyer()
    services.record_screening(buyer=buyer, kind="crime", checked_on=date(2024, 4, 5), hit=True, by=None)
    assert not reading.why_not_ready(buyer, date(2024, 4, 4)) and "該当" in reading.why_not_ready(buyer, TODAY)
    row = Screening.objects.filter(buyer=buyer, kind="noted").get()
    again = services.check_again(row, hit=True, by=None)
    assert again.pk != row.pk and reading.is_noted(Buyer.objects.get(pk=buyer.pk), TODAY)
    with pytest.raises(Exception, match="protect|Cannot"), transaction.atomic():
        Screening.objects.filter(pk=row.pk).update(hit=True)


def test_t21_a_sheet_below_the_line_is_refused_unless_someone_says_why(market: SmallMarket) -> None:
    """Three firms alike and five asked: refused by name of what mends it; with a reason it is kept, with who accepted it."""
    market.crowd(2)
    listing = market.listing()
    shown = Shown("09", "弘前市", "municipality", Band(OKU, 3 * OKU), Band(10, 20))
    said = refusal(services.write_sheet, listing, shown=shown, text="本文", least=5)
    assert "3社しかありません(5社以上が必要です)" in said["shown"][0] and "粗くするか" in said["shown"][0]
    by = market.world.user()
    sheet = services.write_sheet(listing, shown=shown, text="本文", least=5, accepted_why="経営者が望むため", by=by)
    assert (sheet.k, sheet.least, sheet.accepted_by, sheet.version) == (3, 5, by, 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Sheet.objects.create(listing=listing, version=2, k=3, least=5, counted_on=DAY, text="x")


def test_t21_what_was_shown_before_stays_known(market: SmallMarket) -> None:
    """A second sheet that is coarser elsewhere is refused: together the two fit four firms, whatever each fits alone."""
    market.crowd(2)
    market.firm(employees=40)
    market.firm(sales=4 * OKU), market.firm(sales=4 * OKU)
    listing = market.listing()
    first = Shown("09", "弘前市", "municipality", Band(50_000_000, 5 * OKU), Band(5, 50))
    for code in ("consulted", "intended", "heard"):
        take(
            listing.case,
            code,
            {"taken_on": DAY, "owners": "代表"} if code == "intended" else {"taken_on": DAY},
            by=None,
        )
    services.write_sheet(listing, shown=first, text="本文", least=5, by=None)
    second = Shown("E", "青森県", "prefecture", Band(OKU, 3 * OKU))
    kept_free = services.assess(listing, second, "", least=4)
    assert kept_free.k == 4  # the first was shown to nobody yet
    take(listing.case, "sheeted", {"taken_on": DAY, "owners": "津軽 太郎"}, by=None)
    market.firm(employees=80)
    found = services.assess(listing, second, "", least=5)
    assert (found.alone, found.k) == (5, 4)
    assert (
        "これまでに示した内容と合わせると"
        in refusal(services.write_sheet, listing, shown=second, text="x", least=5)["shown"][0]
    )


def test_mistake_7_words_that_betray_are_refused(market: SmallMarket) -> None:
    """The firm's own name, a town that the sheet does not show, its age."""
    market.crowd(9)
    listing = market.listing(own_words="岩木りんごパイ")
    shown = Shown("E", "青森県", "prefecture")
    text = "創業95年の老舗。弘前市で岩木りんごパイを作る津軽みほん食品です。"
    said = refusal(services.write_sheet, listing, shown=shown, text=text, least=5)["text"][0]
    assert all(word in said for word in ("創業95年", "老舗", "弘前市", "岩木りんごパイ", "津軽みほん食品"))
    assert services.write_sheet(listing, shown=shown, text="菓子を作っています。", least=5, by=None).betrayals == []


def test_the_owner_approves_the_very_words(market: SmallMarket) -> None:
    """A version once; not before it was written; and not if fewer firms fit by now than must."""
    market.crowd(9)
    listing = market.with_sheet(market.listing())
    sheet = Sheet.objects.get()
    assert (sheet.approval.digest, sheet.approval.approved_by) == (sheet.digest, "津軽 太郎")
    with pytest.raises(ValidationError, match="承認を受けています"):
        take(listing.case, "sheeted", {"taken_on": TODAY, "owners": "津軽 太郎"}, by=None)
    assert selling.approved_sheet(listing, DAY) == sheet and selling.approved_sheet(listing, date(2024, 3, 31)) is None


def test_a_sheet_for_one_candidate_is_too_fine_for_everyone(market: SmallMarket) -> None:
    """Five are enough for one candidate, ten for a list; where it stands, and that it was taken down with proof."""
    market.crowd(5)
    listing = market.with_sheet(market.listing())
    facts = {"taken_on": TODAY, "list_kind": "national", "list_number": "N-1"}
    with pytest.raises(ValidationError, match="10社以上"):
        take(listing.case, "posted", facts, by=None)
    with pytest.raises(ValidationError, match="先に"):
        take(listing.case, "taken_down", {"taken_on": TODAY, "list_kind": "national", "proof": "画面"}, by=None)


def test_a_private_adviser_takes_over_and_proves_the_sale(market: SmallMarket) -> None:
    """L4a: route, acceptance, progress, and the closing with proof, half where another centre shares."""
    market.crowd(9)
    listing, adviser = market.with_sheet(market.listing()), market.world.organisation("みほんM&A")
    told = {"given_by": "津軽 太郎", "capacity": "代表取締役", "purpose": "橋渡し", "given_on": DAY}
    with pytest.raises(ValidationError, match="橋渡し先の支援機関"):
        take(listing.case, "routed", {"taken_on": TODAY, "route": "adviser"}, by=None)
    with pytest.raises(ValidationError, match="進め方の決定"):
        take(listing.case, "bridged", {"taken_on": TODAY, "proof": "受諾書"}, by=None)
    with pytest.raises(ValidationError, match="開示の承諾がありません"):
        take(listing.case, "routed", {"taken_on": TODAY, "route": "adviser", "adviser": adviser}, by=None)
    give_consent(listing.case, to=adviser, items=["name"], by=None, **told)
    take(listing.case, "routed", {"taken_on": TODAY, "route": "adviser", "adviser": adviser}, by=None)
    take(listing.case, "bridged", {"taken_on": TODAY, "proof": "受諾書"}, by=None)
    take(listing.case, "progressed", {"taken_on": TODAY, "said": "候補2社と面談"}, by=None)
    with pytest.raises(ValidationError, match="成約の分かる書類"):
        take(listing.case, "sold", {"taken_on": TODAY}, by=None)
    other = market.world.organisation("岩手のセンター")
    sold = take(listing.case, "sold", {"taken_on": TODAY, "proof": "成約報告書", "with_centre": other}, by=None)
    rows = {"sold": sold}
    asked = [("transfers.sold_by_advisers", 2024, ""), ("transfers.bridged", 2024, "")]
    assert figures_of(market.programme, rows, asked)[asked[0]] == (passing_on.weight_of(listing, other), ["sold"])


LIST = """事業,企業名,受付日,案件の業種,売上高(円),従業員数,株式譲渡,情報更新日
承継センター,㈱みほん,R6.4.1,09,"200,000,000",12,○,R6.4.1
承継センター,,R6.4.1,09,1,12,○,R6.4.1
"""
BUYERS = """事業,企業名,登録日,希望業種 第1,希望する地域,予算(円)
承継センター,㈱ゆずりうけ,R6.4.1,09,弘前市、青森県,"50,000,000"
承継センター,㈱どこか,R6.4.1,09,みほん市,1
"""


def test_both_registers_come_in_as_lists(market: SmallMarket) -> None:
    """What is wrong is told by row; the same list again adds nothing."""
    outcome = bring("transfer-listings", LIST)
    assert [what.name for what in outcome.counts] and sum(outcome.counts.values()) == 2
    bring("transfer-buyers", BUYERS)
    buyer = Buyer.objects.get()
    assert (str(buyer.company), buyer.valid_until) == ("㈱ゆずりうけ", date(2025, 3, 31))
