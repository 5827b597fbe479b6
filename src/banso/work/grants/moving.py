"""Moves between categories of cost (流用): what was moved since the last decision, what may still be, and what needs approval first."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

from banso.core.money import yen_text
from banso.procedures.offering import State
from banso.procedures.terms import values_of

from .budgeting import by_category, sheet_on
from .choices import MoveBase
from .models import BudgetSheet, CostCategory

DECIDES = ("granted", "changed")


@dataclass(frozen=True)
class Rule:
    """How much may be moved without approval: so many per cent of what."""

    percent: int
    base: MoveBase

    def of(self, amount: int) -> int:
        return amount * self.percent // 100

    @property
    def said(self) -> str:
        return f"{self.base.label}の{self.percent}%"


@dataclass(frozen=True)
class Line:
    """One category: what was decided of it, what is planned now, and how much in all may be moved into it or out of it without approval."""

    category: CostCategory
    decided: int
    planned: int
    free: int

    @property
    def moved(self) -> int:
        return self.planned - self.decided

    @property
    def room(self) -> int:
        """What may still be moved."""
        return max(self.free - abs(self.moved), 0)

    @property
    def difference(self) -> str:
        return f"{self.moved:+,}円" if self.moved else "0円"

    @property
    def percent(self) -> str:
        """How much that is of what was decided, as the form says it."""
        return f"{self.moved * 100 / self.decided:+.1f}%" if self.decided and self.moved else "―"


@dataclass(frozen=True)
class Meter:
    """All categories of a plan against the decision (流用のメーター), and in words what of it needs approval or cannot be."""

    rule: Rule
    lines: tuple[Line, ...]
    refused: tuple[str, ...]
    beyond: tuple[str, ...]

    @property
    def moves(self) -> bool:
        return any(line.moved for line in self.lines)


def meter_of(decided: Mapping[CostCategory, int], planned: Mapping[CostCategory, int], rule: Rule) -> Meter:
    """Compare a plan with what was decided, on the net moves of each category since then. Nothing goes into a category that was not decided."""
    moved = {one: planned.get(one, 0) - amount for one, amount in decided.items()}
    new = [one for one, amount in decided.items() if not amount and moved[one] > 0]
    refused = [f"「{one}」は交付決定にない経費区分です。流用で新しく加えることはできません。" for one in new]
    known = {one: by for one, by in moved.items() if one not in new}
    beyond = _beyond_each(decided, known, rule) if rule.base is MoveBase.EACH else _beyond_lower(decided, known, rule)
    lines = [Line(one, amount, planned.get(one, 0), _free(one, decided, rule)) for one, amount in decided.items()]
    return Meter(rule, tuple(lines), tuple(refused), tuple(beyond))


def _beyond_each(decided: Mapping[Any, int], moved: Mapping[Any, int], rule: Rule) -> list[str]:
    return [
        f"「{one}」の{'増' if by > 0 else '減'}{yen_text(abs(by))}は、{yen_text(decided[one])}の{rule.percent}%"
        f"({yen_text(rule.of(decided[one]))})を超えます。"
        for one, by in moved.items()
        if abs(by) > rule.of(decided[one])
    ]


def _beyond_lower(decided: Mapping[Any, int], moved: Mapping[Any, int], rule: Rule) -> list[str]:
    """Pair what went out with what came in, the largest categories first and each pair as far as it may; what is left over is beyond."""
    out = {one: -by for one, by in _by_size(decided, moved) if by < 0}
    into = {one: by for one, by in _by_size(decided, moved) if by > 0}
    pairs: dict[tuple[Any, Any], int] = {}
    for within in (True, False):
        for one in out:
            for other in into:
                most = rule.of(min(decided[one], decided[other])) if within else out[one]
                amount = min(out[one], into[other], most)
                out[one], into[other] = out[one] - amount, into[other] - amount
                pairs[one, other] = pairs.get((one, other), 0) + amount
    found = []
    for (one, other), amount in pairs.items():
        if amount > (most := rule.of(min(decided[one], decided[other]))):
            found.append(
                f"「{one}」から「{other}」への{yen_text(amount)}は、低いほうの{yen_text(min(decided[one], decided[other]))}の"
                f"{rule.percent}%({yen_text(most)})を超えます。"
            )
    more = {one: by for one, by in into.items() if by}  # more than went out: the applicant's own money
    return found + _beyond_each(decided, more, rule)


def _by_size(decided: Mapping[Any, int], moved: Mapping[Any, int]) -> list[tuple[Any, int]]:
    return sorted(moved.items(), key=lambda pair: -decided[pair[0]])


def _free(one: Any, decided: Mapping[Any, int], rule: Rule) -> int:
    """What may be moved in all, with the largest of the other categories as the other side."""
    others = max((amount for other, amount in decided.items() if other != one), default=0)
    return rule.of(decided[one] if rule.base is MoveBase.EACH else min(decided[one], others))


def rule_of(state: State) -> Rule:
    values = values_of(state.case)
    return Rule(values.move_percent, values.move_base)


def decided_sheet(state: State) -> BudgetSheet | None:
    """The plan that the last decision was made on (交付決定か変更承認); None before, and where none was drawn up."""
    row = next((row for row in reversed(state.taken) if row.step in DECIDES and row.sheet_id), None)
    if row is not None:
        found: BudgetSheet = row.sheet
        return found
    granted = state.latest("granted")
    return sheet_on(state.root, granted.taken_on) if granted else None


def newest_sheet(state: State) -> BudgetSheet | None:
    """The plan as it is now: the newest sheet, but for one whose change was refused."""
    refused: set[int | None] = set()
    asked: int | None = None
    for row in state.taken:
        asked = row.sheet_id if row.step == "change_asked" else asked
        if row.step == "change_refused":
            refused.add(asked)
    rows = state.root.sheets.exclude(pk__in=refused - {None})
    newest: BudgetSheet | None = rows.order_by("-drawn_on", "-pk").first()
    return newest


def meter_now(state: State, plan: Mapping[CostCategory, int] | None = None) -> Meter | None:
    """What was moved since the last decision, in the plan as it is now or another one; None where no plan was decided."""
    decided = decided_sheet(state)
    if decided is None:
        return None
    newest = newest_sheet(state)
    return meter_of(by_category(decided), plan or by_category(newest or decided), rule_of(state))


def hold_to_decided(state: State, sheet: BudgetSheet | None) -> None:
    """Raise ValidationError for a plan with money in a category that was not decided: no approval mends that."""
    meter = meter_now(state, by_category(sheet)) if sheet else None
    if meter is not None and meter.refused:
        raise ValidationError([*meter.refused, "交付決定にある経費区分の中で計画を直してください。"])
