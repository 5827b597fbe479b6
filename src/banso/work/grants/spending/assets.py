"""From an expense into the register of assets (財産管理台帳): what was bought is entered with what the expense says of it already."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F, Sum

from banso.core.era import format_date
from banso.core.money import yen_text
from banso.core.trail import verb
from banso.core.writing import hold
from banso.procedures.offering import state_of
from banso.registers.models import User

from ..aftercare.property import record_asset
from ..models import Asset, Expense
from ..money import amount_of
from ..procedure import GRANT
from .inspecting import confirmed_sheet


def accepted_of(expense: Expense) -> tuple[int | None, int | None]:
    """What of an expense is accepted, and what of all of its application: as inspected, before that as the applicant says."""
    sheet = confirmed_sheet(expense.application)
    if sheet is None:
        spent = expense.application.expenses.filter(withdrawn_on=None).aggregate(sum=Sum("eligible"))["sum"]
        return expense.eligible, spent
    line = sheet.lines.filter(expense=expense).first()
    return line.accepted if line else 0, sheet.lines.aggregate(sum=Sum("accepted"))["sum"]


def grant_part_of(expense: Expense) -> int | None:
    """What of the grant as it stands is for an expense: its share of all that is accepted, cut below a yen; None where that is not known yet."""
    granted = amount_of(state_of(GRANT, expense.application.case).taken)
    own, whole = accepted_of(expense)
    return granted * own // whole if granted is not None and own is not None and whole else None


def entered_of(expense: Expense) -> int:
    """What of an expense stands in the register already, without tax."""
    rows = Asset.objects.filter(expense=expense).aggregate(sum=Sum(F("unit_price") * F("quantity")))
    return int(rows["sum"] or 0)


def told_of(expense: Expense) -> dict[str, Any]:
    """What an expense says of an asset that was bought by it, as its form begins."""
    left = None if expense.net is None else max(expense.net - entered_of(expense), 0)
    return {
        "category": str(expense.category)[:40],
        "name": expense.content[:120],
        "model": next((paper.model for paper in expense.papers.standing() if paper.model), ""),
        "quantity": 1,
        "unit_price": left,
        "acquired_on": expense.accepted_on or expense.delivered_on,
        "grant_part": grant_part_of(expense),
    }


@verb
def enter_asset(*, expense: Expense, by: User | None, **facts: Any) -> Asset:
    """Enter what was bought by an expense in the register of assets; its voucher is the expense's number.

    Raises ValidationError, field by field: for an expense that was withdrawn or is not delivered, an acquisition before the delivery, more in all
    than was paid without tax, a larger part of the grant than falls to the expense, and as :func:`..aftercare.property.record_asset` does.
    """
    hold(Expense.objects.filter(pk=expense.pk))
    _refuse(expense, facts)
    return record_asset(
        case=expense.application.case, expense=expense, voucher=f"証ひょう{expense.number}", by=by, **facts
    )


def _refuse(expense: Expense, facts: dict[str, Any]) -> None:
    if expense.withdrawn_on is not None:
        raise ValidationError("取り下げた支出です。台帳には載せられません。")
    if expense.delivered_on is None or expense.net is None:
        raise ValidationError("納品日と支払額(税抜)が入っていません。先に「支出を直す」で入れてください。")
    price, left = (facts.get("unit_price") or 0) * (facts.get("quantity") or 1), expense.net - entered_of(expense)
    wrong = {}
    if price > left:
        said = f"取得金額{yen_text(price)}が、この支出で払った額(税抜)のうち、まだ台帳に載せていない{yen_text(left)}を超えます。"
        wrong["unit_price"] = said
    on = facts.get("acquired_on")
    if on is not None and on < expense.delivered_on:
        wrong["acquired_on"] = f"納品日({format_date(expense.delivered_on)})より前です。その日以後にしてください。"
    most = grant_part_of(expense)
    part = (facts.get("grant_part") or 0) + _granted(expense)
    if most is not None and part > most:
        wrong["grant_part"] = (
            f"この支出に当たる補助金は{yen_text(most)}です。台帳の合計がその額以下になるようにしてください。"
        )
    if wrong:
        raise ValidationError(wrong)


def _granted(expense: Expense) -> int:
    return int(Asset.objects.filter(expense=expense).aggregate(sum=Sum("grant_part"))["sum"] or 0)
