"""The upper rungs of a deal, declared: from the first meeting of both to the closing and what follows it, pauses and ends."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.timezone import localdate

from banso.cases.disclosures import report_return
from banso.cases.models import Case, Disclosure
from banso.cases.models.recipients import exactly
from banso.core.writing import hold
from banso.procedures.offering import State, state_of
from banso.procedures.terms import values_of
from banso.registers.models import User

from .choices import Guarantee, PapersBack
from .dealing import DEALING, keep_waiting, refuse_lacking, taken, waits
from .models import Deal, DealStep
from .passing_on import weight_of
from .selling import SELLING
from .services.deals import exclusive_on


def _on(deal: Deal, code: str, taken_on: date, facts: dict[str, Any]) -> DealStep:
    keep_waiting(deal, taken_on)
    return taken(deal, code, facts | {"taken_on": taken_on})


@DEALING.step("met", "トップ面談", after=("named",), again=True, asks=("minutes",), hinders=waits)
def meet(deal: Deal, *, taken_on: date, by: User | None, **facts: Any) -> DealStep:
    """D8: both heads met, at a place where nobody wonders."""
    return _on(deal, "met", taken_on, facts)


@DEALING.step(
    "offered",
    "意向表明",
    after=("named",),
    again=True,
    asks=("price_from", "price_to", "valid_until", "proof"),
    needs={"proof": "意向表明書を綴って、その名前を入れてください。"},
    hinders=waits,
)
def offer(deal: Deal, *, taken_on: date, by: User | None, **facts: Any) -> DealStep:
    """D9: the candidate's letter of intent. Raises ValidationError without the paper."""
    return _on(deal, "offered", taken_on, facts)


@DEALING.step(
    "agreed",
    "基本合意",
    after=("offered",),
    again=True,
    asks=("exclusive_from", "exclusive_until", "proof"),
    needs={
        "exclusive_from": "独占交渉の始まりを入れてください。",
        "exclusive_until": "独占交渉の終わりを入れてください。",
        "proof": "基本合意書を綴って、その名前を入れてください。",
    },
    hinders=waits,
)
def agree(
    deal: Deal,
    *,
    taken_on: date,
    exclusive_from: date | None = None,
    exclusive_until: date | None = None,
    by: User | None,
    **facts: Any,
) -> DealStep:
    """D10: the memorandum, with the sole right to talk for a time: all other deals of this seller wait until it ends.

    Raises ValidationError for a time in which another candidate has that right.
    """
    said = {"exclusive_from": exclusive_from, "exclusive_until": exclusive_until}
    refuse_lacking("agreed", facts | said)
    hold(Case.objects.filter(pk=deal.listing.case_id), no_key=True)
    others = DealStep.objects.in_force().filter(
        case__deal__listing=deal.listing_id, step="agreed", case__standing__closed=False
    )
    overlap = others.filter(exclusive_from__lte=exclusive_until, exclusive_until__gte=exclusive_from).exclude(
        case=deal.case_id
    )
    if overlap.exists():
        raise ValidationError({"exclusive_from": "その期間は、ほかの候補に独占交渉の権利があります。"})
    row = _on(deal, "agreed", taken_on, facts | said)
    for other in open_deals(deal):
        pause = {"taken_on": taken_on, "exclusive_from": exclusive_from, "exclusive_until": exclusive_until}
        taken(other, "paused", pause | {"note": "ほかの候補の独占交渉"})
    return row


def open_deals(deal: Deal) -> Iterable[Deal]:
    """The other deals of the same seller that are under way."""
    others = Deal.objects.filter(listing=deal.listing_id, case__standing__closed=False).exclude(pk=deal.pk)
    return others.select_related("case__terms", "case__programme", "buyer")


@DEALING.step(
    "examined",
    "買収調査(DD)",
    after=("agreed",),
    again=True,
    asks=("experts", "minutes"),
    needs={"experts": "調査する専門家を入れてください。"},
    hinders=waits,
)
def examine(deal: Deal, *, taken_on: date, by: User | None, **facts: Any) -> DealStep:
    """D11: the candidate's experts look into the firm. Raises ValidationError without their names."""
    return _on(deal, "examined", taken_on, facts)


@DEALING.step(
    "conditioned",
    "条件の調整",
    after=("agreed",),
    again=True,
    asks=("guarantee", "bank_answer", "minutes"),
    needs={"guarantee": "経営者保証をどうするかを選んでください。"},
    hinders=waits,
)
def settle_conditions(
    deal: Deal, *, taken_on: date, guarantee: str = "", bank_answer: str = "", by: User | None, **facts: Any
) -> DealStep:
    """D12: the conditions, and what becomes of the seller's own guarantee. Raises ValidationError where a guarantee stands and is called none,
    or where it is to be released or moved without the bank's answer.
    """
    if guarantee == Guarantee.NONE and deal.listing.guaranteed:
        raise ValidationError({"guarantee": "譲渡企業には経営者保証があります。解除・移行などの扱いを選んでください。"})
    if guarantee in (Guarantee.RELEASED, Guarantee.MOVED) and not bank_answer.strip():
        raise ValidationError({"bank_answer": "金融機関の書面での回答を入れてください。"})
    return _on(deal, "conditioned", taken_on, facts | {"guarantee": guarantee, "bank_answer": bank_answer})


def _guarantee_is_dealt_with(state: State) -> str:
    conditions = state.latest("conditioned")
    if conditions is not None and conditions.guarantee == Guarantee.OPEN:
        return "経営者保証の扱いが決まっていません。先に「条件の調整」で決めてください。"
    return waits(state)


@DEALING.step(
    "signed",
    "最終契約",
    after=("conditioned",),
    asks=("lawyer_offered", "proof"),
    needs={"proof": "最終契約書の写しを綴って、その名前を入れてください。"},
    hinders=_guarantee_is_dealt_with,
)
def sign(deal: Deal, *, taken_on: date, lawyer_offered: bool = False, by: User | None, **facts: Any) -> DealStep:
    """D13: the contract. Raises ValidationError where nobody was advised to have a lawyer look at it."""
    if not lawyer_offered:
        raise ValidationError({"lawyer_offered": "契約の前に、弁護士の確認を勧めてください。勧めたら印を付けます。"})
    return _on(deal, "signed", taken_on, facts | {"lawyer_offered": lawyer_offered})


@DEALING.step(
    "closed",
    "クロージング",
    after=("signed",),
    asks=("price", "proof"),
    needs={"proof": "対価の入金を確かめた書類を入れてください。"},
    hinders=waits,
)
def close(deal: Deal, *, taken_on: date, by: User | None, **facts: Any) -> DealStep:
    """D14: the firm passed over and the price came in. Raises ValidationError without the proof."""
    return _on(deal, "closed", taken_on, facts)


def _closed_where_it_must_be(state: State) -> str:
    if values_of(state.case).counted == "クロージング" and state.latest("closed") is None:
        return "先に「クロージング」が必要です(取扱条件)。"
    return waits(state)


@DEALING.step("concluded", "成約", after=("signed",), closes=True, asks=("proof",), hinders=_closed_where_it_must_be)
def conclude(deal: Deal, *, taken_on: date, by: User | None, **facts: Any) -> DealStep:
    """D15: it counts: one, or what the terms say where the other side is another centre's. The seller's case ends with it."""
    weight = weight_of(deal.listing, deal.buyer.of_centre_id)
    row = _on(deal, "concluded", taken_on, facts | {"weight": weight})
    SELLING.taken(deal.listing.case, "taken_over", {"taken_on": taken_on, "note": deal.case.title})
    return row


@DEALING.step(
    "followed",
    "成約後のフォロー",
    after=("concluded", "followed"),
    again=True,
    closes=True,
    primary=False,
    asks=("guarantee", "minutes"),
)
def follow(deal: Deal, *, taken_on: date, by: User | None, **facts: Any) -> DealStep:
    """D16: how it goes after the closing: the guarantee, the handing over, half a year and a year later."""
    return taken(deal, "followed", facts | {"taken_on": taken_on})


@DEALING.step(
    "paused",
    "保留",
    after=("chosen",),
    again=True,
    primary=False,
    asks=("exclusive_until",),
    needs={"note": "保留の理由を入れてください。", "exclusive_until": "いつまで待つかを入れてください。"},
    hinders=waits,
)
def pause(deal: Deal, *, taken_on: date, by: User | None, **facts: Any) -> DealStep:
    """A deal waits: because another candidate has the sole right to talk, or because someone asked for time."""
    return taken(deal, "paused", facts | {"taken_on": taken_on, "exclusive_from": taken_on})


def _still_promised(state: State) -> str:
    promised = exclusive_on(state.root.listing, localdate())
    if promised is not None and promised.case_id != state.case.pk:
        return waits(state) or "ほかの候補が独占交渉中です。"
    return ""


@DEALING.step("resumed", "再開", after=("paused",), again=True, primary=False, hinders=_still_promised)
def resume(deal: Deal, *, taken_on: date, by: User | None, **facts: Any) -> DealStep:
    """A deal that waited goes on. Refused while another candidate has the sole right to talk."""
    return taken(deal, "resumed", facts | {"taken_on": taken_on})


@DEALING.step(
    "ended",
    "見送り・破談",
    closes=True,
    primary=False,
    asks=("reason_code", "papers_back"),
    needs={"reason_code": "理由の種類を選んでください。", "papers_back": "渡した資料をどうしたかを選んでください。"},
    never_after=("concluded",),
)
def end(deal: Deal, *, taken_on: date, papers_back: str = "", by: User | None, **facts: Any) -> DealStep:
    """X: it came to nothing, with the reason. The agreement to keep secret goes on; papers handed over are asked back.

    Raises ValidationError where papers were handed over and none are said to have been.
    """
    handed = handed_over(deal)
    if handed and papers_back == PapersBack.NONE:
        raise ValidationError(
            {"papers_back": f"資料を{len(handed)}部渡しています。返却・廃棄・これからのどれかを選んでください。"}
        )
    row = taken(deal, "ended", facts | {"taken_on": taken_on, "papers_back": papers_back})
    if papers_back in (PapersBack.RETURNED, PapersBack.DESTROYED):
        _put_back(handed, taken_on, papers_back, by)
    for other in open_deals(deal):
        if state_of(DEALING, other.case).latest("paused") and _held_by(deal):
            taken(other, "resumed", {"taken_on": taken_on, "note": "独占交渉の終わり"})
    return row


def _held_by(deal: Deal) -> bool:
    return DealStep.objects.in_force().filter(case=deal.case_id, step="agreed").exists()


def handed_over(deal: Deal) -> list[Disclosure]:
    """The papers that this candidate still has."""
    told = DealStep.objects.in_force().filter(case=deal.case_id, step="informed").values("disclosure")
    rows = Disclosure.objects.in_force().filter(pk__in=told, returned=None, **exactly(deal.buyer.who))
    return list(rows)


def _put_back(handed: Iterable[Disclosure], on: date, how: str, by: User | None) -> None:
    for row in handed:
        report_return(row, on=on, how=how, note="交渉の終わりに確かめた", by=by)


@DEALING.step(
    "returned",
    "資料の返却・廃棄",
    after=("ended",),
    closes=True,
    primary=False,
    asks=("papers_back", "proof"),
    needs={"papers_back": "返却か廃棄かを選んでください。"},
    hinders=lambda state: "" if handed_over(state.root) else "戻っていない資料はありません。",
)
def give_back(deal: Deal, *, taken_on: date, papers_back: str = "", by: User | None, **facts: Any) -> DealStep:
    """What the candidate had came back or was destroyed. Raises ValidationError where neither is said."""
    if papers_back not in (PapersBack.RETURNED, PapersBack.DESTROYED):
        raise ValidationError({"papers_back": "返却か廃棄かを選んでください。"})
    _put_back(handed_over(deal), taken_on, papers_back, by)
    return taken(deal, "returned", facts | {"taken_on": taken_on, "papers_back": papers_back})
