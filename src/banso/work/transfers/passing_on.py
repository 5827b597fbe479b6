"""The steps of a sale beyond the centre, declared: lists it is posted on, a private adviser who takes it over, and its end."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError

from banso.cases.choices import Item, Way
from banso.procedures.offering import State
from banso.procedures.terms import values_of
from banso.registers.models import User

from .choices import ListKind, Route
from .models import Listing, ListingStep
from .selling import SELLING, approved_sheet
from .telling import tell


def _taken(listing: Listing, code: str, facts: dict[str, Any]) -> ListingStep:
    row: ListingStep = SELLING.taken(listing.case, code, facts)
    return row


def posted_on(state: State) -> dict[str, ListingStep]:
    """Where a sheet stands now, by list: what was posted last and not taken down since."""
    standing: dict[str, ListingStep] = {}
    for row in state.taken:
        if row.step == "posted":
            standing[row.list_kind] = row
        elif row.step == "taken_down":
            standing.pop(row.list_kind, None)
    return standing


@SELLING.step(
    "posted",
    "登録先への掲載",
    after=("sheeted",),
    again=True,
    primary=False,
    asks=("list_kind", "list_number", "list_until"),
    needs={"list_kind": "登録先を選んでください。"},
)
def post(listing: Listing, *, taken_on: date, list_kind: str = "", by: User | None, **facts: Any) -> ListingStep:
    """L6: the approved sheet was posted on a list beyond the centre.

    Raises ValidationError without an approved sheet that fits enough firms for readers everywhere, and without the owner's consent for this list.
    """
    sheet = approved_sheet(listing, taken_on)
    if sheet is None:
        raise ValidationError({"taken_on": "その日までに承認を受けたノンネームシートがありません。"})
    wide = values_of(listing.case).wide
    if sheet.k < wide and not sheet.accepted_why:
        said = f"{sheet}に当てはまる企業は{sheet.k}社です。広く出すには{wide}社以上が必要です。より粗い版を作ってください。"
        raise ValidationError({"list_kind": said})
    label = str(ListKind(list_kind).label)
    tell(
        listing,
        to=label,
        items=[Item.OUTLINE],
        on=taken_on,
        means=Way.SCREEN,
        digest=sheet.digest,
        version=str(sheet),
        by=by,
    )
    return _taken(listing, "posted", facts | {"taken_on": taken_on, "list_kind": list_kind, "sheet": sheet})


@SELLING.step(
    "taken_down",
    "掲載の取下げ",
    after=("posted",),
    again=True,
    primary=False,
    asks=("list_kind", "proof"),
    needs={
        "list_kind": "取り下げた登録先を選んでください。",
        "proof": "取り下げたことを確かめた書類や画面を書いてください。",
    },
    hinders=lambda state: "" if posted_on(state) else "掲載している登録先はありません。",
)
def take_down(listing: Listing, *, list_kind: str = "", by: User | None, **facts: Any) -> ListingStep:
    """The sheet was taken down from a list. Raises ValidationError without the proof, and for a list on which it does not stand."""
    rows = ListingStep.objects.in_force().filter(case=listing.case_id, list_kind=list_kind)
    if list_kind and rows.filter(step="posted").count() <= rows.filter(step="taken_down").count():
        raise ValidationError({"list_kind": "この登録先には掲載していません。掲載している登録先を選んでください。"})
    return _taken(listing, "taken_down", facts | {"list_kind": list_kind})


def _not_an_advisers(state: State) -> str:
    route = state.latest("routed")
    return (
        ""
        if route and route.route == Route.ADVISER
        else "進め方が「橋渡し」ではありません。先に「進め方の決定」を登録してください。"
    )


@SELLING.step(
    "bridged",
    "橋渡しの受諾",
    after=("routed",),
    asks=("said", "proof"),
    hinders=_not_an_advisers,
    needs={"proof": "受諾の分かる書類を書いてください。"},
)
def bridge(listing: Listing, *, taken_on: date, by: User | None, **facts: Any) -> ListingStep:
    """L4a: the private adviser took the sale over; from then on the centre asks how it goes, month by month."""
    route = ListingStep.objects.in_force().filter(case=listing.case_id, step="routed").order_by("taken_on", "pk").last()
    assert route is not None and route.adviser is not None
    tell(listing, to=route.adviser, items=[Item.NAME], on=taken_on, by=by)
    return _taken(listing, "bridged", facts | {"taken_on": taken_on, "adviser": route.adviser})


@SELLING.step(
    "progressed",
    "橋渡し先の進捗",
    after=("bridged",),
    again=True,
    asks=("said",),
    needs={"said": "聞いた状況を書いてください。"},
)
def note_progress(listing: Listing, *, by: User | None, **facts: Any) -> ListingStep:
    """What the private adviser said of how the sale goes."""
    return _taken(listing, "progressed", facts)


@SELLING.step(
    "sold",
    "成約の報告(橋渡し先)",
    after=("bridged",),
    closes=True,
    primary=False,
    asks=("proof", "with_centre"),
    needs={"proof": "成約の分かる書類(成約報告書、契約書の写しなど)を書いてください。"},
)
def report_sale(listing: Listing, *, with_centre: Any = None, by: User | None, **facts: Any) -> ListingStep:
    """The private adviser closed the sale and proved it: it counts for the centre, half where another centre shares in it."""
    weight = weight_of(listing, with_centre)
    return _taken(listing, "sold", facts | {"with_centre": with_centre, "weight": weight})


def weight_of(listing: Listing, *others: Any) -> Decimal:
    """How much a closing counts: one, or what the terms say where the other side belongs to another centre."""
    shared = bool(listing.of_centre_id) or any(others)
    return values_of(listing.case).shared if shared else Decimal(1)


@SELLING.step(
    "taken_over",
    "成約(センター)",
    after=("sheeted",),
    closes=True,
    primary=False,
    hinders=lambda state: "候補ごとの案件で「成約」を登録すると、ここにも入ります。",
)
def note_taken_over(listing: Listing, *, by: User | None, **facts: Any) -> ListingStep:
    """The firm was taken over in one of its deals, in which the closing itself is counted."""
    return _taken(listing, "taken_over", facts)


@SELLING.step(
    "withdrawn",
    "譲渡の取下げ",
    closes=True,
    primary=False,
    needs={"note": "取下げの理由を書いてください。"},
)
def withdraw(listing: Listing, *, by: User | None, **facts: Any) -> ListingStep:
    """The owner does not sell any more. Raises ValidationError without the reason."""
    return _taken(listing, "withdrawn", facts)
