"""Sale and purchase under way on the day the world is made: a deal on each rung of the ladder, one that waits, one that ended, one at an adviser's."""

from datetime import date, timedelta
from typing import Any

from banso.cases.consents import give_consent
from banso.cases.models import Terms
from banso.core.fiscal import fiscal_year_of
from banso.core.trail import verb
from banso.procedures.taking import begin, take
from banso.procedures.terms import values_of
from banso.registers.centre import centre_prefecture
from banso.registers.models import Company, Industry, Organisation, Programme, Staff, User
from banso.work.transfers import services
from banso.work.transfers.anonymity import climb
from banso.work.transfers.choices import RUNGS, ScreeningKind
from banso.work.transfers.dealing import DEALING
from banso.work.transfers.models import Buyer, Listing
from banso.work.transfers.reading import firm_of, first_shown, population
from banso.work.transfers.selling import SELLING

from .this_year import goes_on

OWNER = {"owners": "代表者と配偶者", "papers": "決算書3期、設備の一覧、許認可証"}
LADDER: dict[str, dict[str, Any]] = {
    "chosen": {},
    "shown": {"means": "meeting", "receiver": "代表者"},
    "interested": {"minutes": "設備と従業員の年齢を知りたい。"},
    "consented": {"given_by": "代表者", "capacity": "代表取締役", "with_papers": True, "proof": "承諾書"},
    "bound": {"signatory": "代表者", "capacity": "代表取締役", "proof": "秘密保持契約書"},
    "named": {"means": "meeting", "receiver": "代表者"},
    "informed": {"handed": "documents", "document": "企業概要書 第1版", "means": "meeting", "receiver": "代表者"},
    "met": {"minutes": "センターの会議室で面談し、承継の時期を話し合った。"},
    "offered": {"price_from": 20_000_000, "price_to": 30_000_000, "proof": "意向表明書"},
    "agreed": {"proof": "基本合意書"},
    "examined": {"experts": "公認会計士1名、弁護士1名", "minutes": "大きな問題は見つからなかった。"},
    "conditioned": {"guarantee": "released", "bank_answer": "解除する旨の書面を受け取った"},
    "signed": {"lawyer_offered": True, "proof": "株式譲渡契約書の写し"},
    "closed": {"price": 25_000_000, "proof": "入金を確かめた通帳の写し"},
    "concluded": {"proof": "成約報告書"},
    "followed": {"guarantee": "released", "minutes": "保証の解除を確かめた。"},
}
EACH = 3  # days between two rungs


@verb
def fill_transfers(today: date, keeper: Staff, *, by: User | None) -> int:
    """Begin this year's sales and purchases behind the wall of their unit; how many deals there are."""
    programme = Programme.objects.get(code="succession")
    for declared in (SELLING, DEALING):
        laid_down = Terms.objects.filter(programme=programme, procedure=declared.code).order_by(
            "-fiscal_year", "-version"
        )
        last = laid_down.first()
        goes_on(programme, declared, last.content if last else {}, fiscal_year_of(today), by=by)
    found = Company.objects.filter(merged_into=None, municipality__isnull=False, ended_on=None).order_by("-pk")
    firms = list(found[: 2 * len(RUNGS) + 3])
    begun = max(today - timedelta(days=EACH * len(RUNGS) + 20), date(fiscal_year_of(today) - 1, 4, 1))
    buyers = [_buyer(programme, firm, begun, keeper, by) for firm in firms[: len(RUNGS)]]
    crowd = population()
    for at, rung in enumerate(RUNGS):
        listing = _listing(programme, firms[len(RUNGS) + at], begun, keeper, crowd, by)
        if rung == "agreed":
            _climb(listing, buyers[0], "shown", today, begun, by)
        _climb(listing, buyers[at], rung, today, begun, by)
    _ended(_listing(programme, firms[-3], begun, keeper, crowd, by), buyers[1], today, begun, by)
    _at_an_advisers(_listing(programme, firms[-2], begun, keeper, crowd, by), today, begun, by)
    _listing(programme, firms[-1], begun, keeper, crowd, by)
    return len(RUNGS) + 2


def _buyer(programme: Programme, firm: Company, on: date, keeper: Staff, by: User | None) -> Buyer:
    wish = firm.industry or Industry.objects.order_by("pk").first()
    facts = {"programme": programme, "company": firm, "registered_on": on, "wish_1": wish, "keeper": keeper}
    facts |= {
        "budget": 50_000_000,
        "by_shares": True,
        "purpose": "expand",
        "takes_staff": True,
        "areas": centre_prefecture(),
    }
    buyer: Buyer = services.record_buyer(**facts, experience="同業の経営12年", by=by)
    for kind in ScreeningKind:
        services.record_screening(buyer=buyer, kind=kind, checked_on=on, list_on=on, note="名簿を照合", by=by)
    return buyer


def _listing(
    programme: Programme, firm: Company, on: date, keeper: Staff, crowd: list[Any], by: User | None
) -> Listing:
    facts = {
        "programme": programme,
        "company": firm,
        "opened_on": on,
        "keeper": keeper,
        "sales": 80_000_000,
        "employees": 8,
    }
    facts |= {"price_from": 20_000_000, "price_to": 30_000_000, "by_shares": True, "guaranteed": True, "updated_on": on}
    listing: Listing = begin(SELLING, by=by, **facts, strengths="長く続く取引先と、更新を終えた設備がある。")
    for code in ("consulted", "intended", "heard"):
        given = {"intended": {"owners": OWNER["owners"]}, "heard": {"papers": OWNER["papers"]}}.get(code, {})
        take(listing.case, code, {"taken_on": on} | given, by=by)
    values = values_of(listing.case)
    found = climb(first_shown(listing, crowd), firm_of(listing), crowd, [], values, least=values.wide)
    few = "" if found.k >= values.wide else "公開資料にない企業が多く、経営者が認めたため"
    text = "長く続く取引先があります。設備の更新を終えていて、従業員は引き続き働くことを望んでいます。"
    services.write_sheet(
        listing, shown=found.shown, text=text, least=values.wide, ladder=found.ladder, accepted_why=few, on=on, by=by
    )
    take(
        listing.case, "sheeted", {"taken_on": on, "owners": OWNER["owners"], "standing": True, "proof": "承諾書"}, by=by
    )
    return listing


def _climb(listing: Listing, buyer: Buyer, upto: str, today: date, begun: date, by: User | None) -> None:
    """A deal led up to a rung, the last of them a few days ago."""
    deal = begin(
        DEALING,
        listing=listing,
        buyer=buyer,
        opened_on=begun,
        origin="match",
        fit="同じ業種で予算が合う",
        by=by,
    )
    for at, code in enumerate(RUNGS[: RUNGS.index(upto) + 1]):
        day = min(begun + timedelta(days=EACH * (at + 1)), today)
        given = LADDER[code]
        if code == "agreed":
            given = given | {"exclusive_from": day, "exclusive_until": today + timedelta(days=60)}
        take(deal.case, code, {"taken_on": day} | given, by=by)


def _ended(listing: Listing, buyer: Buyer, today: date, begun: date, by: User | None) -> None:
    _climb(listing, buyer, "informed", today, begun, by)
    deal = listing.deals.get()
    said = {"reason_code": "price", "papers_back": "returned", "note": "希望する価格に開きがあった"}
    take(deal.case, "ended", {"taken_on": today} | said, by=by)


def _at_an_advisers(listing: Listing, today: date, begun: date, by: User | None) -> None:
    adviser, _ = Organisation.objects.get_or_create(name="みほんM&Aアドバイザリー", defaults={"kind": "company"})
    said = {"given_by": "代表者", "capacity": "代表取締役", "purpose": "橋渡し", "given_on": begun}
    give_consent(listing.case, to=adviser, items=["name"], by=by, **said)
    take(
        listing.case, "routed", {"taken_on": begun + timedelta(days=10), "route": "adviser", "adviser": adviser}, by=by
    )
    take(listing.case, "bridged", {"taken_on": begun + timedelta(days=14), "proof": "受諾書"}, by=by)
    take(listing.case, "progressed", {"taken_on": today, "said": "候補2社と面談した。"}, by=by)
