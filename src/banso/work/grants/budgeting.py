"""What is planned to be spent (収支予算書): drawing a sheet up, the plan on a day, and what a plan is granted."""

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from django.core.exceptions import ValidationError

from banso.core.money import yen_text
from banso.core.trail import verb
from banso.core.writing import record
from banso.registers.models import User

from .models import Application, BudgetLine, BudgetSheet, CostCategory


@verb
def draw_up_sheet(
    application: Application, *, drawn_on: date, lines: Iterable[Mapping[str, Any]], by: User | None, **facts: Any
) -> BudgetSheet:
    """Keep what an applicant plans to spend, as of a day. Raises ValidationError for a sheet without lines, and, naming the line, for a category
    of another call, an eligible cost above the cost, or a price and quantity that do not come to it.
    """
    sheet = record(BudgetSheet, {"application": application, "drawn_on": drawn_on, **facts})
    kept = [_line(sheet, place, line) for place, line in enumerate(lines, start=1)]
    if not kept:
        raise ValidationError("収支予算書には、経費の明細が1行以上必要です。")
    return sheet


def _line(sheet: BudgetSheet, place: int, facts: Mapping[str, Any]) -> BudgetLine:
    category = facts["category"]
    price, quantity = facts.get("unit_price"), facts.get("quantity")
    wrong = []
    if category.call_id != sheet.application.call_id:
        wrong.append(f"「{category}」はほかの公募の経費区分です。")
    if price is not None and quantity is not None and int(price * quantity) != facts["cost"]:
        wrong.append(f"単価×数量({yen_text(int(price * quantity))})が経費({yen_text(facts['cost'])})と合いません。")
    if facts["eligible"] > facts["cost"]:
        wrong.append("補助対象経費が経費を超えています。")
    if wrong:
        raise ValidationError([f"{place}行目: {said}" for said in wrong])
    return record(BudgetLine, {"sheet": sheet, "position": place, **facts})


def sheet_on(application: Application, day: date) -> BudgetSheet | None:
    """The plan as it stood on a day; None before the first sheet."""
    return application.sheets.filter(drawn_on__lte=day).order_by("-drawn_on", "-pk").first()


def by_category(sheet: BudgetSheet) -> dict[CostCategory, int]:
    """The eligible cost of a sheet in each category of its call, in their order; 0 where nothing is planned."""
    found = dict.fromkeys(sheet.application.call.categories.all(), 0)
    for line in sheet.lines.select_related("category"):
        found[line.category] += line.eligible
    return found


def grant_by_category(
    planned: Mapping[CostCategory, int], *, rate: Fraction, cap: int, cut: int = 1, each: bool = False
) -> int:
    """What eligible costs by category are granted: the rate's share of each under its category's own cap, in sum no more than the cap. With `each`
    it is cut below `cut` in every category, else once, in sum. A category that may be only a share of the grant gives what that leaves.
    """
    shares: dict[CostCategory, Fraction] = {}
    for category, eligible in planned.items():
        most = Fraction(eligible if category.cap is None else category.cap)
        share = min(eligible * Fraction(category.rate or rate), most)
        shares[category] = Fraction(share // cut * cut) if each else share
    free = sum((share for category, share in shares.items() if not category.share), Fraction(0))
    bound = sum((_bound(category, share, free) for category, share in shares.items() if category.share), Fraction(0))
    return int(min(free + bound, Fraction(cap))) // cut * cut


def _bound(category: CostCategory, share: Fraction, free: Fraction) -> Fraction:
    """What a category gives that may be at most a share of the whole grant, where the others give `free`."""
    most = Fraction(category.share)
    return share if most >= 1 else min(share, free * most / (1 - most))
