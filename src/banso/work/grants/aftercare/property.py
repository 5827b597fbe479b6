"""The assets that a grant paid for: entered, looked at each year, and disposed of only with approval. Every write about them."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from banso.cases.models import Case
from banso.core.era import format_date
from banso.core.money import yen_text
from banso.core.trail import verb
from banso.core.writing import correct
from banso.office.deadlines.services import meet_by_record
from banso.procedures.offering import state_of
from banso.procedures.terms import values_of
from banso.registers.models import User

from ..models import Asset, AssetCheck, Disposal
from ..procedure import GRANT
from . import book_value
from .choices import DisposalKind, Valuation
from .owed import ASSETS, checked_years, restricted
from .services import keep_in_line

Facts = dict[str, Any]
MOST = 10**12  # yen: what a price is taken to be a slip of the hand above


@verb
def record_asset(*, case: Case, by: User | None, **facts: Any) -> Asset:
    """Enter an asset in the register of its grant; until when it is restricted follows from its unit price, its life and the terms.

    Raises ValidationError, field by field, for a case that is no grant or not granted yet.
    """
    return _asset(Asset(case=case), {"case": case} | facts, by)


@verb
def correct_asset(asset: Asset, *, by: User | None, **facts: Any) -> Asset:
    """Put an asset right. Raises ValidationError as :func:`record_asset` does."""
    return _asset(asset, facts, by)


def _asset(asset: Asset, facts: Facts, by: User | None) -> Asset:
    said: Facts = {name: facts.get(name, getattr(asset, name)) for name in ("unit_price", "acquired_on", "life")}
    case = facts.get("case", asset.case)
    if case.procedure != GRANT.code or state_of(GRANT, case).latest("granted") is None:
        raise ValidationError({"case": "交付決定のあった補助金の案件を選んでください。"})
    number = facts.get("quantity", asset.quantity) or 1
    if (said["unit_price"] or 0) * number > MOST:
        raise ValidationError({"unit_price": f"取得金額が{yen_text(MOST)}を超えます。単価と数量を確かめてください。"})
    until = None
    values = values_of(case)
    if None not in said.values() and 1 <= said["life"] <= 60 and said["unit_price"] >= values.asset_line:
        until = book_value.restricted_until(said["acquired_on"], said["life"], values.asset_longest)
    done = correct(asset, facts | {"restricted_until": until})
    keep_in_line(done.case, by)
    return done


@verb
def check_asset(*, asset: Asset, by: User | None, **facts: Any) -> AssetCheck:
    """Note how an asset was found on a day; once all restricted ones of the grant were, the year's look is done."""
    return correct_check(AssetCheck(asset=asset), by=by, **{"asset": asset} | facts)


@verb
def correct_check(check: AssetCheck, *, by: User | None, **facts: Any) -> AssetCheck:
    """Put a look at an asset right."""
    done = correct(check, facts)
    done.refresh_from_db()
    case = done.asset.case
    if done.fiscal_year in checked_years(restricted(case)):
        meet_by_record(case, ASSETS, round=done.fiscal_year, on=done.checked_on, by=by)
    keep_in_line(case, by)
    return done


def worth(asset: Asset, said: Facts, scrap_is_due: bool) -> tuple[int, str]:
    """What a disposal gives back, and how that comes about. Raises ValidationError where the lower value is asked for without a quote."""
    if said["disaster"] or said["planned_on"] is None:
        return 0, "災害による処分のため、納付は要らない"
    book = book_value.book_value(asset.price, asset.life, asset.acquired_on, said["planned_on"])
    value, what = book, f"残存簿価{yen_text(book)}"
    if said["valuation"] == Valuation.LOWER:
        if said["quote"] is None:
            raise ValidationError({"quote": "2者以上の見積りのうち、高いほうの額を入れてください。"})
        value = min(book, said["quote"])
        what = f"残存簿価{yen_text(book)}と時価{yen_text(said['quote'])}の低いほう"
    elif said["kind"] == DisposalKind.SCRAP and not scrap_is_due:
        return 0, f"廃棄のため、納付は要らない(残存簿価{yen_text(book)})"
    elif said["price"]:
        value = max(book, said["price"])
        what = f"収入{yen_text(said['price'])}と残存簿価{yen_text(book)}の高いほう"
    amount = book_value.share_of(value, asset.grant_part, asset.price)
    share = f"補助金相当額{yen_text(asset.grant_part)}÷取得金額{yen_text(asset.price)}"
    return amount, f"{what}×{share}={yen_text(amount)}"


@verb
def apply_disposal(*, asset: Asset, by: User | None, **facts: Any) -> Disposal:
    """Take in the application for the disposal of a restricted asset, with what it would give back.

    Raises ValidationError, field by field: for an asset that is not restricted then, a day before the application (after a disaster it
    is reported instead), another application that stands.
    """
    return _disposal(Disposal(asset=asset), {"asset": asset} | facts, by)


@verb
def correct_disposal(disposal: Disposal, *, by: User | None, **facts: Any) -> Disposal:
    """Put an application right, note its approval or refusal, or that it was done. Raises ValidationError as :func:`apply_disposal` does, for
    what was approved and is changed, and where it was done without approval.
    """
    return _disposal(disposal, facts, by)


ASKED = ("kind", "planned_on", "price", "quote", "valuation", "disaster")


def _disposal(disposal: Disposal, facts: Facts, by: User | None) -> Disposal:
    said = {
        name: facts.get(name, getattr(disposal, name)) for name in (*ASKED, "applied_on", "disposed_on", "approved_on")
    }
    asset = facts.get("asset", disposal.asset)
    _refuse_untimely(asset, said)
    _refuse_changed(disposal, said)
    other = Disposal.objects.filter(asset=asset, refused_on=None).exclude(pk=disposal.pk or 0).first()
    if other is not None:
        raise ValidationError({"asset": f"この財産には、すでに処分の申請があります({other.state})。"})
    amount, basis = worth(asset, said, values_of(asset.case).scrap_is_due)
    done = correct(disposal, facts | {"amount": amount, "basis": basis})
    keep_in_line(asset.case, by)
    return done


def _refuse_untimely(asset: Asset, said: Facts) -> None:
    planned, applied = said["planned_on"], said["applied_on"]
    if asset.restricted_until is None:
        raise ValidationError({"asset": "処分の制限がない財産です。承認は要りません。"})
    if planned and planned > asset.restricted_until:
        words = f"処分制限は{format_date(asset.restricted_until)}までです。そのあとの処分に承認は要りません。"
        raise ValidationError({"planned_on": words})
    if said["disaster"]:
        return
    if planned and applied and planned < applied:
        words = (
            "申請日より前の処分です。処分の前に申請と承認が必要です。処分済みのときは、取消し・返還を検討してください。"
        )
        raise ValidationError({"planned_on": words})
    if said["disposed_on"] and said["approved_on"] is None:
        raise ValidationError({"disposed_on": "承認を受けていません。先に承認日を入れてください。"})


def _refuse_changed(disposal: Disposal, said: Facts) -> None:
    """What was approved stays as it was approved."""
    if disposal._state.adding:
        return
    kept = Disposal.objects.get(pk=disposal.pk)
    changed = [name for name in ASKED if getattr(kept, name) != said[name]]
    if kept.approved_on and changed:
        field: Any = Disposal._meta.get_field(changed[0])
        raise ValidationError(
            {changed[0]: f"承認したあとは「{field.verbose_name}」を変えられません。新しい申請として入れてください。"}
        )


def book_on(asset: Asset, on: date) -> int:
    """What an asset is worth in the books on a day."""
    return book_value.book_value(asset.price, asset.life, asset.acquired_on, on)
