"""What the pure parts ask of the records: the population a sheet is counted over, a listing and a candidate as values."""

import re
from collections.abc import Iterable
from datetime import date

from banso.core.days.counting import months_after
from banso.procedures.terms import values_of
from banso.registers.centre import centre_prefecture
from banso.registers.models import Company, Industry, Municipality

from .anonymity import Firm, Shown, at_first, zone_of
from .bands import Band, Values, band_of, wider
from .choices import ScreeningKind
from .models import Buyer, Listing, PublicFact, Sheet
from .scoring import Offered, Wanted

_BETWEEN = re.compile(r"[、,，;；\n]")


def words_in(text: str) -> list[str]:
    """The words of a column in which they stand between marks."""
    return [word.strip() for word in _BETWEEN.split(text) if word.strip()]


def population() -> list[Firm]:
    """Every firm of the register and of the public lists, with what is publicly known of it."""
    columns = ("industry__code", "industry__section", "municipality__name", "municipality__prefecture", "prefecture")
    known = ("employees", "public_fact__employees", "public_fact__sales", "public_fact__founded_year")
    standing = Company.objects.filter(ended_on=None, merged_into=None)
    firms = [
        Firm(
            code or "", section or "", place or "", held or own or "", sales, staff if staff is not None else said, year
        )
        for code, section, place, held, own, staff, said, sales, year in standing.values_list(*columns, *known)
    ]
    listed = PublicFact.objects.filter(company=None).values_list(*columns[:4], "sales", "employees", "founded_year")
    return firms + [
        Firm(code or "", section or "", place or "", held or "", sales, staff, year)
        for code, section, place, held, sales, staff, year in listed
    ]


def firm_of(listing: Listing) -> Firm:
    """The firm of a listing, as its own record says."""
    industry, place = listing.industry, listing.municipality
    return Firm(
        industry.code if industry else "",
        industry.section if industry else "",
        place.name if place else "",
        place.prefecture if place else centre_prefecture(),
        listing.sales,
        listing.employees,
        listing.founded_year,
    )


def first_shown(listing: Listing, firms: Iterable[Firm]) -> Shown:
    """What its sheet would show before anything is made coarser."""
    values: Values = values_of(listing.case)
    firm = firm_of(listing)
    sales, employees = band_of(firm.sales, values.sales), band_of(firm.employees, values.employees)
    return at_first(firm, firms, values, sales, employees)


def shown_before(listing: Listing) -> list[Shown]:
    """Everything ever approved to be shown under a listing's code: what was shown stays known."""
    approved = Sheet.objects.filter(listing=listing, approval__isnull=False).order_by("version")
    return [Shown.of_data(sheet.shown) for sheet in approved]


def industry_names(values: Values) -> dict[str, str]:
    """What industries are called, by code; a group by its own name."""
    return dict(Industry.objects.values_list("code", "name")) | {name: name for name in values.groups}


def hidden_places(shown: Shown) -> list[str]:
    """The towns of the prefecture that a sheet does not name."""
    names = Municipality.objects.filter(prefecture=centre_prefecture()).exclude(name="").values_list("name", flat=True)
    return [name for name in names if name != shown.place]


def own_words(listing: Listing) -> list[str]:
    """The words by which a listing's firm is known: its names, who leads it, where it is, what it makes and sells to."""
    company = listing.case.company
    found = words_in(listing.own_words)
    if company is None:
        return found
    found += [company.name, re.sub(r"(株式|有限|合同|合資|合名)会社|[㈱㈲]|\(株\)|\(有\)", "", company.name).strip()]
    found += [
        company.phone,
        company.kana,
        *company.people.filter(is_representative=True).values_list("name", flat=True),
    ]
    return [word for word in found if word]


def is_stale(listing: Listing, on: date) -> bool:
    """Whether what is known of a listing is too old to be shown."""
    values: Values = values_of(listing.case)
    return months_after(listing.updated_on, values.stale_months) < on


def offered(listing: Listing, on: date, *, is_open: bool) -> Offered:
    """A listing as values for comparing."""
    values: Values = values_of(listing.case)
    firm = firm_of(listing)
    places = {firm.municipality, zone_of(firm.municipality, values), firm.prefecture} - {""}
    return Offered(
        industry=firm.industry,
        section=firm.section,
        words=listing.words,
        places=frozenset(places),
        sales=listing.sales,
        price=listing.price_from,
        schemes=listing.schemes,
        within=(listing.from_on, listing.until_on),
        keeps_staff=listing.keeps_staff,
        licences=listing.licences,
        barred=frozenset(one.company_id for one in listing.barred.all()),
        is_open=is_open and not is_stale(listing, on),
        nationwide=listing.nationwide,
        prefecture=firm.prefecture,
        registered=listing.case.opened_on,
    )


def wanted(buyer: Buyer, values: Values, on: date, *, open_talks: int = 0) -> Wanted:
    """A candidate as values for comparing."""
    wishes = [wish for wish in (buyer.wish_1, buyer.wish_2, buyer.wish_3) if wish is not None]
    company = buyer.company
    sales = Band(buyer.sales_from, buyer.sales_to) if buyer.sales_from or buyer.sales_to else None
    own = {company.industry.section} if company and company.industry else set()
    return Wanted(
        wishes=tuple((wish.code, wish.section) for wish in wishes),
        own_sections=frozenset(own),
        words=buyer.words,
        areas=frozenset(words_in(buyer.areas)),
        sales=sales,
        sales_near=wider(sales, values.sales) if sales else None,
        budget=buyer.budget,
        schemes=buyer.schemes,
        within=(buyer.from_on, buyer.until_on),
        takes_staff=buyer.takes_staff,
        licences=buyer.licences,
        purpose=buyer.purpose,
        company=buyer.company_id,
        hindered=why_not_ready(buyer, on),
        secret=not buyer.refuses_secrecy,
        prefecture=company.prefecture if company else "",
        open_talks=open_talks,
        registered=buyer.registered_on,
    )


def why_not_ready(buyer: Buyer, on: date) -> str:
    """Why a candidate can't be offered anything on a day, and what would mend it; '' where nothing is against it.

    A hit of 特定事業者リスト is not said here: the keeper may go on in spite of it, with a reason, deal by deal.
    """
    if buyer.ended_on and buyer.ended_on <= on:
        return "譲受登録は終わっています。もう一度登録してください。"
    if not buyer.registered_on <= on <= buyer.valid_until:
        return "譲受登録の有効期限が切れています。意向を確かめて、登録し直してください。"
    found = {
        row.kind: row
        for row in sorted(buyer.screenings.all(), key=lambda row: (row.checked_on, row.pk))
        if row.checked_on <= on
    }
    for kind in ScreeningKind:
        if kind not in found:
            return f"{kind.label}がまだです。確認して、結果を登録してください。"
    if found[ScreeningKind.CRIME].hit:
        return "反社会的勢力の確認で該当したため、紹介できません。"
    return ""


def is_noted(buyer: Buyer, on: date) -> bool:
    """Whether the last check by a day found a candidate on 特定事業者リスト."""
    rows = [row for row in buyer.screenings.all() if row.kind == ScreeningKind.NOTED and row.checked_on <= on]
    return bool(rows) and max(rows, key=lambda row: (row.checked_on, row.pk)).hit
