"""A budget sheet while it is filled in: what of a line follows from the rest of it, the sums, the grant, and whether both sides are equal."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.core.exceptions import ValidationError

from banso.core.money import yen_text

from .aftercare.choices import TaxStatus
from .budgeting import grant_by_category
from .choices import Basis
from .models import Call, CostCategory, Frame
from .money import Values

SOURCES = {"own": "自己資金", "borrowed": "借入金", "other": "その他の収入"}
Line = dict[str, Any]


def net_of(gross: int, tax_rate: int) -> int:
    """What a price with consumption tax is without it: cut below one yen."""
    return gross * 100 // (100 + tax_rate)


def basis_for(tax_status: str, said: str = "", of_programme: str | None = None) -> str:
    """How eligible costs are counted: without tax where the programme does, or a firm is taxed in full; the others may choose, and count with it
    unless they say so.
    """
    if tax_status in ("", TaxStatus.FULL) or of_programme == Basis.NET:
        return Basis.NET
    return said or Basis.GROSS


def filled_in(line: Mapping[str, Any], basis: str) -> Line:
    """A line with what follows from the rest of it: its cost from price and number, its eligible cost from the cost, without tax where that is
    the basis.
    """
    found = {name: value for name, value in line.items() if value not in (None, "")}
    price, quantity = found.get("unit_price"), found.get("quantity")
    if "cost" not in found and price is not None and quantity is not None:
        found["cost"] = int(price * quantity)
    if "cost" in found and "eligible" not in found:
        rate = int(found.get("tax_rate", 10))
        found["eligible"] = net_of(found["cost"], rate) if basis == Basis.NET else found["cost"]
    return found


@dataclass(frozen=True)
class Sums:
    """What a sheet comes to: by category (its cost and its eligible cost), in sum, and what may be granted of it."""

    categories: tuple[tuple[CostCategory, int, int], ...]
    cost: int
    eligible: int
    grant: int
    asked: int
    sources: int

    @property
    def income(self) -> int:
        """Where the money comes from: the grant that is asked for, and the applicant's own means."""
        return self.asked + self.sources

    @property
    def lacking(self) -> int:
        """What is spent beyond the income; below 0 where more comes in than is spent."""
        return self.cost - self.income

    @property
    def balance(self) -> str:
        """What would make both sides equal, in words; '' where they are."""
        if not self.lacking:
            return ""
        more, what = abs(self.lacking), "足りません" if self.lacking > 0 else "多すぎます"
        mend = "自己資金か借入金を増やしてください" if self.lacking > 0 else "自己資金か借入金を減らしてください"
        return (
            f"収入の合計{yen_text(self.income)}が、支出の合計{yen_text(self.cost)}より{yen_text(more)}{what}。{mend}。"
        )


def summed(
    call: Call, frame: Frame | None, lines: Iterable[Line], money: Mapping[str, int | None], values: Values
) -> Sums:
    """What the lines of a sheet come to, those that say a category and a cost. `money` holds where the rest comes from, and what is `requested`
    where the applicant asks for less than may be granted.
    """
    categories = list(call.categories.all())
    costs, eligible = dict.fromkeys(categories, 0), dict.fromkeys(categories, 0)
    for line in lines:
        category = line.get("category")
        if category in costs and "cost" in line:
            costs[category] += line["cost"]
            eligible[category] += min(line["eligible"], line["cost"])
    offer = frame or call
    grant = grant_by_category(
        eligible, rate=Fraction(offer.rate), cap=offer.cap, cut=values.cut, each=values.by_category
    )
    requested = money.get("requested")
    return Sums(
        tuple((category, costs[category], eligible[category]) for category in categories),
        sum(costs.values()),
        sum(eligible.values()),
        grant,
        grant if requested is None else requested,
        sum(money.get(name) or 0 for name in SOURCES),
    )


def refuse_unequal(sums: Sums) -> None:
    """Raises ValidationError where more is asked for than the sheet may be granted, or where both sides of it are not equal."""
    if sums.asked > sums.grant:
        raise ValidationError(
            {
                "requested": f"申請額{yen_text(sums.asked)}が、経費から計算した補助金額{yen_text(sums.grant)}を超えています。"
                f"{yen_text(sums.grant)}以下にするか、空欄にしてください(空欄なら計算した額になります)。"
            }
        )
    if sums.balance:
        raise ValidationError({"own": sums.balance})


def refuse_mixed(lines: Sequence[Line], basis: str) -> None:
    """Raises ValidationError naming the lines of a case counted without tax whose eligible cost holds some: net and gross are not mixed in a sheet."""
    if basis != Basis.NET:
        return
    wrong = []
    for place, line in enumerate(lines, start=1):
        net = net_of(line["cost"], int(line.get("tax_rate", 10)))
        if line["eligible"] > net + 1:  # an invoice may say the net amount rounded up
            said = f"補助対象経費{yen_text(line['eligible'])}に消費税が入っています。税抜では{yen_text(net)}です。"
            wrong.append(f"{place}行目: {said}")
    if wrong:
        raise ValidationError(wrong)
