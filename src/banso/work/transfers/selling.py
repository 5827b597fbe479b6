"""The steps on the seller's side (譲渡案件の手続), declared: from the first talk to the sheet, its posting, a private adviser, and the end."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from banso.cases import words
from banso.cases.choices import Item
from banso.core.writing import record
from banso.procedures.declaring import procedure
from banso.procedures.offering import State
from banso.procedures.terms import values_of
from banso.registers.models import User

from .anonymity import Shown
from .bands import Values, band_of, employees_text, sales_text
from .choices import Route
from .models import Listing, ListingStep, Sheet, SheetApproval, digest_of
from .services import assess, open_listing
from .services.sheets import refuse_betraying
from .telling import let_candidates_see, require
from .terms import SALE


def told(listing: Listing) -> list[tuple[str, str]]:
    """What of a listing should be in view: its bands, its sheet, how many firms fit that."""
    values: Values = values_of(listing.case)
    sheet = latest_sheet(listing)
    lines = [
        ("売上高(区分)", sales_text(band_of(listing.sales, values.sales))),
        ("従業員(区分)", employees_text(band_of(listing.employees, values.employees))),
        ("ノンネームシート", f"{sheet} k={sheet.k}社" if sheet else "まだ作っていません"),
    ]
    return [(label, text) for label, text in lines if text]


SELLING = procedure(
    code=SALE,
    label="第三者承継(譲渡)",
    of=Listing,
    steps=ListingStep,
    root="listing",
    opening=(
        "industry",
        "municipality",
        "sales",
        "employees",
        "founded_year",
        "by_shares",
        "by_business",
        "by_assets",
        "price_from",
        "price_to",
        "from_on",
        "until_on",
        "keeps_staff",
        "of_centre",
    ),  # fmt: skip
    roles={"owner": "経営者", "adviser": "橋渡し先の担当者"},
    values=Values,
    tells=told,
    confidential=True,
)
words.declare(
    SELLING.code,
    SELLING.label,
    words.Word("譲渡コード", "K7MPQ2", lambda about: about.case.listing.code),
    words.Word("手続の日", "令和6年4月10日", lambda about: getattr(about.step, "taken_on", None)),
    words.Word("橋渡し先", "みほんM&A株式会社", lambda about: getattr(about.step, "adviser", None)),
    words.Word("手続の備考", "希望により", lambda about: getattr(about.step, "note", None)),
)
SELLING.opened_by(open_listing)
SELLING.deadline(
    "progress", "橋渡し先の進捗の確認", who="keeper", each="bridged", met_by=("progressed", "sold", "withdrawn")
)
SELLING.deadline("taking_down", "登録先からの掲載の取下げ", who="keeper", each="posted", met_by="taken_down")


def _taken(listing: Listing, code: str, facts: dict[str, Any]) -> ListingStep:
    row: ListingStep = SELLING.taken(listing.case, code, facts)
    return row


@SELLING.step("consulted", "譲渡相談")
def consult(listing: Listing, *, by: User | None, **facts: Any) -> ListingStep:
    """L1: the first talk about a sale; that it is kept secret was explained, and ties were looked for."""
    return _taken(listing, "consulted", facts)


@SELLING.step(
    "intended",
    "譲渡意思の確認",
    after=("consulted",),
    asks=("owners", "proof"),
    needs={"owners": "意思を確かめた経営者と主な株主を入れてください。"},
)
def confirm_intent(listing: Listing, *, by: User | None, **facts: Any) -> ListingStep:
    """L2: the owner and the holders of most shares said that they want to sell. Raises ValidationError without their names."""
    return _taken(listing, "intended", facts)


@SELLING.step("heard", "ヒアリング・資料の受領", after=("intended",), asks=("papers",))
def hear(listing: Listing, *, by: User | None, **facts: Any) -> ListingStep:
    """L3: the firm was heard and its papers came in."""
    return _taken(listing, "heard", facts)


@SELLING.step(
    "routed",
    "進め方の決定",
    after=("heard",),
    again=True,
    asks=("route", "adviser"),
    needs={"route": "進め方を選んでください。"},
)
def decide_route(
    listing: Listing, *, taken_on: date, route: str = "", adviser: Any = None, by: User | None, **facts: Any
) -> ListingStep:
    """L4: who goes on with the sale: the centre, a private adviser, or 後継者人材バンク.

    Raises ValidationError for an adviser who is not named, or whom the owner has not agreed to be named to.
    """
    if route == Route.ADVISER and adviser is None:
        raise ValidationError({"adviser": "橋渡し先の支援機関を選んでください。"})
    if route == Route.ADVISER:
        require(listing, to=adviser, items=[Item.NAME], on=taken_on)
    return _taken(listing, "routed", facts | {"taken_on": taken_on, "route": route, "adviser": adviser})


def latest_sheet(listing: Listing) -> Sheet | None:
    """The version written last."""
    return listing.sheets.order_by("-version").first()


def approved_sheet(listing: Listing, on: date) -> Sheet | None:
    """The version that its owner approved last by a day: what may be shown."""
    approved = listing.sheets.filter(approval__approved_on__lte=on)
    return approved.order_by("-version").first()


def _known(state: State) -> list[tuple[str, str]]:
    sheet = latest_sheet(state.root)
    return [("承認を受ける版", f"{sheet} k={sheet.k}社 {sheet.digest[:12]}"), ("本文", sheet.text)] if sheet else []


def _no_new_sheet(state: State) -> str:
    sheet = latest_sheet(state.root)
    if sheet is None:
        return "ノンネームシートがありません。先に案件の画面の「ノンネームシート」で作ってください。"
    return f"{sheet}は承認を受けています。新しい版を作ってください。" if hasattr(sheet, "approval") else ""


@SELLING.step(
    "sheeted",
    "ノンネームシートの承認",
    after=("heard",),
    again=True,
    asks=("owners", "standing", "proof"),
    needs={"owners": "シートの文面を承認した経営者の氏名を入れてください。"},
    hinders=_no_new_sheet,
    knows=_known,
)
def approve_sheet(listing: Listing, *, taken_on: date, owners: str = "", by: User | None, **facts: Any) -> ListingStep:
    """L5: the owner approved the very words of the version written last; they are counted once more as of today.

    Raises ValidationError where fewer firms fit by now than must, and for a version approved on a day before it was written.
    """
    sheet = latest_sheet(listing)
    assert sheet is not None
    if taken_on < sheet.counted_on:
        raise ValidationError({"taken_on": "シートを作った日より前の日付です。日付を確かめてください。"})
    found = assess(listing, Shown.of_data(sheet.shown), sheet.text, least=sheet.least)
    refuse_below(found, sheet)
    row = _taken(listing, "sheeted", facts | {"taken_on": taken_on, "owners": owners, "sheet": sheet})
    if row.standing:
        let_candidates_see(listing, owner=owners, on=taken_on, proof=row.proof, by=by)
    digest = digest_of(sheet.shown, sheet.text)
    record(SheetApproval, {"sheet": sheet, "approved_on": taken_on, "approved_by": owners[:60], "digest": digest})
    return row


def refuse_below(found: Any, sheet: Sheet) -> None:
    """Raise ValidationError, for the whole step, where a version would not be kept today."""
    try:
        refuse_betraying(found, sheet.accepted_why)
    except ValidationError as error:
        raise ValidationError(error.messages) from None
