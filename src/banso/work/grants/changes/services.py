"""Drawing up a changed plan: told as a minor matter where that is enough, asked for where it needs approval."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from banso.core.trail import verb
from banso.procedures.offering import state_of
from banso.procedures.taking import take
from banso.registers.models import User

from ..budgeting import by_category, draw_up_sheet
from ..choices import ChangeGround
from ..models import Application, BudgetSheet, CostCategory, Decision
from ..moving import decided_sheet, meter_now, newest_sheet
from ..procedure import GRANT, waits_for_answer

WITHIN = "承認の要らない範囲の流用"
AFTER = "変更後の計画"
NO_PLAN = "交付決定のときの収支予算書がありません。先に収支予算書を登録してください。"
# what of a category is said anew: (what it is for, its cost, its eligible cost); '' where it is for the same
Anew = tuple[str, int, int]


def plan_now(application: Application) -> BudgetSheet:
    """The plan that a change begins from. Raises ValidationError where none was decided."""
    state = state_of(GRANT, application.case)
    sheet = newest_sheet(state) if decided_sheet(state) else None
    if sheet is None:
        raise ValidationError(NO_PLAN)
    return sheet


def sums_of(sheet: BudgetSheet) -> dict[CostCategory, tuple[int, int]]:
    """Cost and eligible cost of a sheet in each category."""
    found = {one: (0, 0) for one in sheet.application.call.categories.all()}
    for line in sheet.lines.select_related("category"):
        cost, eligible = found[line.category]
        found[line.category] = cost + line.cost, eligible + line.eligible
    return found


def changed_lines(sheet: BudgetSheet, anew: Mapping[CostCategory, Anew]) -> list[dict[str, Any]]:
    """The lines of the changed plan: those of a category as they are where nothing is new, else one with what it comes to."""
    before, found = sums_of(sheet), []
    for category, (content, cost, eligible) in anew.items():
        if not content and (cost, eligible) == before[category]:
            names = ("content", "unit_price", "quantity", "cost", "eligible", "quote")
            rows = sheet.lines.filter(category=category)
            found += [{"category": category} | {name: getattr(row, name) for name in names} for row in rows]
        elif cost:
            found.append({"category": category, "content": content or AFTER, "cost": cost, "eligible": eligible})
    return found


@verb
def change_plan(
    application: Application, *, taken_on: date, anew: Mapping[CostCategory, Anew], by: User | None, **facts: Any
) -> Decision:
    """Draw up the changed plan. Where costs move only between categories and within what needs no approval, it is told (内容修正届); else the change
    is asked for (変更承認申請). Raises ValidationError: for nothing new, without a plan that was decided, for money in a category that was not
    decided, while another change waits, and as :func:`draw_up_sheet` and the step do.
    """
    state, now = state_of(GRANT, application.case), plan_now(application)
    if why := waits_for_answer(state):
        raise ValidationError(why)
    lines = changed_lines(now, anew)
    if not any(content for content, _, _ in anew.values()) and {c: said[1:] for c, said in anew.items()} == sums_of(
        now
    ):
        raise ValidationError("計画がいまと同じです。変える経費区分の額か使いみちを直してください。")
    funds = {name: getattr(now, name) for name in ("own", "borrowed", "other")}
    sheet = draw_up_sheet(application, drawn_on=taken_on, lines=lines, by=by, **funds)
    meter = meter_now(state, by_category(sheet))
    assert meter is not None
    if meter.refused:
        raise ValidationError(list(meter.refused))
    purpose = any(content for content, _, _ in anew.values())
    moves_only = facts.get("ground") in (ChangeGround.ALLOCATION, ChangeGround.PRICE) and facts.get("amount") is None
    code = "amended" if moves_only and not purpose and not meter.beyond else "change_asked"
    facts["note"] = str(facts.get("note") or "").strip() or (WITHIN if code == "amended" else "")
    row = take(application.case, code, facts | {"taken_on": taken_on, "sheet": sheet}, by=by)
    assert isinstance(row, Decision)
    return row
