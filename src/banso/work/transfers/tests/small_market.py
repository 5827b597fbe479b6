"""A programme behind a wall with terms, firms alike enough to hide among, a listing and candidates: what tests of sale and purchase begin with."""

from datetime import date
from typing import Any

from banso.procedures.taking import take
from banso.registers.models import Company, Industry, Municipality, Unit
from banso.work.transfers import services
from banso.work.transfers.choices import ScreeningKind
from banso.work.transfers.models import Buyer, Deal, Listing, PublicFact
from banso.work.transfers.reading import first_shown, population
from conftest import TinyWorld

DAY = date(2024, 4, 1)
OKU = 100_000_000


class SmallMarket:
    """FY2024 of one walled programme, on 10 April 2024 in the tests that hold the clock."""

    def __init__(self, world: TinyWorld) -> None:
        self.world = world
        self.programme = world.add_programme("transfer", "承継センター")
        self.programme.walled_to = Unit.objects.create(code="succession", name="承継センター", confidential=True)
        self.programme.save()
        self.food = Industry.objects.get_or_create(code="09", defaults={"name": "食料品製造業", "section": "E"})[0]
        place = {"code": "022021", "prefecture": "青森県", "name": "弘前市"}
        self.town = Municipality.objects.get_or_create(code=place["code"], defaults=place)[0]
        self.seller = self.firm("津軽みほん食品")

    def firm(self, name: str = "", *, sales: int = 2 * OKU, employees: int = 15) -> Company:
        """A firm of the register of which the public lists say something."""
        company = self.world.company(
            name, industry=self.food, municipality=self.town, prefecture="青森県", employees=employees
        )
        PublicFact.objects.create(company=company, sales=sales, source="公開名簿", known_on=DAY)
        return company

    def crowd(self, number: int) -> None:
        """So many more firms like the seller."""
        for _ in range(number):
            self.firm()

    def listing(self, **facts: Any) -> Listing:
        """The seller's listing, taken on on 1 April."""
        given = {"sales": 2 * OKU, "employees": 15, "price_from": 30_000_000, "by_shares": True, "updated_on": DAY}
        of_case = {"programme": self.programme, "company": self.seller, "opened_on": DAY}
        made: Listing = services.open_listing(by=None, **of_case | given | facts)
        return made

    def buyer(self, name: str = "", *, noted: bool = False, screened: bool = True, **facts: Any) -> Buyer:
        """A candidate, registered and checked on 1 April."""
        company = facts.pop("company", None) or self.world.company(name)
        given = {
            "programme": self.programme,
            "company": company,
            "registered_on": DAY,
            "wish_1": self.food,
            "budget": OKU,
        }
        made: Buyer = services.record_buyer(by=None, **given | facts)
        for kind in ScreeningKind if screened else ():
            hit = noted and kind == ScreeningKind.NOTED
            services.record_screening(buyer=made, kind=kind, checked_on=DAY, list_on=DAY, hit=hit, by=None)
        return made

    def with_sheet(self, listing: Listing, *, on: date = DAY, least: int = 5, why: str = "") -> Listing:
        """The listing led to a sheet that its owner approved on a day."""
        shown = first_shown(listing, population())
        take(listing.case, "consulted", {"taken_on": on}, by=None)
        take(listing.case, "intended", {"taken_on": on, "owners": "代表と妻"}, by=None)
        take(listing.case, "heard", {"taken_on": on, "papers": "決算書3期"}, by=None)
        services.write_sheet(listing, shown=shown, text="食品を作っています。", least=least, accepted_why=why, by=None)
        take(listing.case, "sheeted", {"taken_on": on, "owners": "津軽 太郎", "standing": True}, by=None)
        return listing

    def deal(self, listing: Listing, buyer: Buyer, *, upto: str = "", on: date = DAY) -> Deal:
        """A deal led up to a rung, each taken on the same day."""
        made: Deal = services.open_deal(listing=listing, buyer=buyer, opened_on=on, by=None)
        for code, facts in LADDER if upto else ():
            take(made.case, code, {"taken_on": on} | facts, by=None)
            if code == upto:
                break
        return made


LADDER: tuple[tuple[str, dict[str, Any]], ...] = (
    ("chosen", {}),
    ("shown", {"means": "meeting", "receiver": "社長"}),
    ("interested", {"minutes": "詳しく知りたい"}),
    ("consented", {"given_by": "津軽 太郎", "capacity": "代表取締役", "with_papers": True}),
    ("bound", {"signatory": "候補 次郎", "capacity": "代表取締役"}),
    ("named", {"means": "meeting", "receiver": "社長"}),
    ("informed", {"handed": "documents", "document": "企業概要書 第1版", "means": "meeting", "receiver": "社長"}),
    ("met", {"minutes": "工場を見た"}),
    ("offered", {"price_from": 30_000_000, "price_to": 40_000_000, "proof": "意向表明書"}),
    ("agreed", {"exclusive_from": DAY, "exclusive_until": date(2024, 6, 30), "proof": "基本合意書"}),
    ("examined", {"experts": "公認会計士"}),
    ("conditioned", {"guarantee": "released", "bank_answer": "解除する(書面)"}),
    ("signed", {"lawyer_offered": True, "proof": "最終契約書"}),
    ("closed", {"price": 35_000_000, "proof": "入金の写し"}),
    ("concluded", {}),
)
