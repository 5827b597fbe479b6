"""The pages of sale and purchase: a sheet with k beside it, matches with reasons, negotiations, the ladder's picture, the year."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from banso.core import done_days
from banso.registers.models import Membership
from banso.work.transfers.models import Deal, DealStep, Listing, Sheet
from conftest import TinyWorld, flat

from .small_market import DAY, SmallMarket

NOW = date(2024, 6, 1)


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(done_days, "localdate", lambda: NOW)
    monkeypatch.setattr("banso.work.transfers.services.sheets.localdate", lambda: DAY)
    for module in ("dealing", "concluding", "views.deals", "services.deals"):
        monkeypatch.setattr(f"banso.work.transfers.{module}.localdate", lambda: NOW)


@pytest.fixture
def market(world: TinyWorld) -> SmallMarket:
    made = SmallMarket(world)
    made.crowd(9)
    return made


@pytest.fixture
def client(market: SmallMarket) -> Client:
    user = market.world.user(is_superuser=True)
    assert market.programme.walled_to is not None
    Membership.objects.create(user=user, unit=market.programme.walled_to, starts_on=date(2020, 4, 1))
    found = Client()
    found.force_login(user)
    return found


def page(client: Client, name: str, *args: object, status: int = 200) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == status
    return flat(answer.content)


def test_a_sheet_is_written_with_k_beside_it(market: SmallMarket, client: Client) -> None:
    """What is chosen is counted at once; too fine is refused with what mends it; coarsened by a press; kept as a version."""
    listing = market.listing()
    address = reverse("transfer-sheet", args=[listing.pk])
    shown = page(client, "transfer-sheet", listing.pk)
    assert "当てはまる企業 10社" in shown and "足りています" in shown
    fine = {
        "industry": "0",
        "place": "0",
        "sales": "0",
        "employees": "0",
        "founded": "0",
        "whom": "wide",
        "text": "創業95年の店",
    }
    counted = flat(client.post(reverse("transfer-sheet-count", args=[listing.pk]), fine).content)
    assert "創業95年" in counted
    refused = client.post(address, fine)
    assert refused.status_code == 422 and "創業95年の店" in flat(refused.content)
    kept = client.post(address, fine | {"text": "食品を作っています。"})
    assert kept.status_code == 302 and Sheet.objects.get().k == 10
    assert "第1版 承認待ち" in page(client, "transfer-sheet-panel", "cases", "case", listing.case_id)


def test_a_sheet_too_fine_is_made_coarser_by_a_press(market: SmallMarket, client: Client) -> None:
    """Three alike, ten asked: the ladder is climbed, and what is to be shown stands in the boxes."""
    market.seller = market.firm("小さな店", sales=5_000_000, employees=3)
    listing = market.listing(sales=5_000_000, employees=3, founded_year=None)
    shown = page(client, "transfer-sheet", listing.pk)
    assert "足りません" in shown
    said = {
        "industry": "0",
        "place": "0",
        "sales": "0",
        "employees": "0",
        "founded": "0",
        "whom": "single",
        "coarser": "1",
    }
    answer = flat(client.post(reverse("transfer-sheet", args=[listing.pk]), said).content)
    assert "足りています" in answer and not Sheet.objects.exists()


def test_candidates_and_sales_are_ranked_with_reasons(market: SmallMarket, client: Client) -> None:
    """Both ways; who is ruled out stands apart with the reason; one press begins a deal."""
    listing = market.with_sheet(market.listing())
    good, barred = market.buyer("合う候補", areas="弘前市"), market.buyer("高望みの候補", budget=1)
    shown = page(client, "transfer-candidates", listing.pk)
    assert "第1希望と同じ中分類" in shown and "予算が希望価格に届きません" in shown
    assert shown.index(str(good.who)) < shown.index(str(barred.who))
    assert listing.code in page(client, "transfer-sales", good.pk)
    assert "合う譲渡案件を見る" in page(client, "transfer-sales-panel", "transfers", "buyer", good.pk)
    client.post(reverse("transfer-choose", args=[listing.pk]), {"buyer": good.pk})
    deal = Deal.objects.get()
    assert deal.buyer == good and "業種 35点" in deal.fit and DealStep.objects.get(case=deal.case).step == "chosen"
    refused = client.post(reverse("transfer-choose", args=[listing.pk]), {"buyer": good.pk}, follow=True)
    assert "すでに始まっています" in flat(refused.content)


def test_negotiations_ladder_and_year(market: SmallMarket, client: Client) -> None:
    """One who was refused and one who closed: side by side, each with its picture in words; the funnel counts both."""
    listing = market.with_sheet(market.listing())
    market.deal(listing, market.buyer("見送りの候補", noted=False), upto="informed")
    closing = market.deal(listing, market.buyer("決まった候補"), upto="concluded")
    shown = page(client, "transfer-negotiations", listing.pk)
    assert "見送りの候補" in shown and "決まった候補" in shown and "成約" in shown
    assert "全16段のうち15段" in page(client, "transfer-ladder-panel", "cases", "case", closing.case_id)
    assert "名" in page(client, "case", closing.case_id)
    year = page(client, "transfer-year")
    assert "ネームクリア2件" in year and "成約1件" in year
    assert page(client, "transfer-listing", listing.pk, status=302) == "" and Listing.objects.get().case.standing.closed
    for name in ("listing", "deal", "buyer", "sheet", "screening"):
        page(client, f"transfers-{name}-list")
