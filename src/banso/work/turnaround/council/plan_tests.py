"""The figures a plan is held to (数値基準): out of insolvency within so many years, profit within about so many, debt over cash flow.

They say pass, near or fail, and never block: the rule itself says 「おおむね」. What the numbers are is terms.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from .models import PlanYear
from .terms import Values


class Verdict(StrEnum):
    MET = "met"
    NEAR = "near"
    FAIL = "fail"
    UNSAID = "unsaid"


LABELS = {
    Verdict.MET: "満たす",
    Verdict.NEAR: "おおむね満たす",
    Verdict.FAIL: "満たさない",
    Verdict.UNSAID: "数値がそろっていない",
}


@dataclass(frozen=True)
class Finding:
    """One test: what it asks, what the plan says, and how that is judged."""

    label: str
    asked: str
    says: str
    verdict: Verdict

    @property
    def verdict_label(self) -> str:
        return LABELS[self.verdict]


def findings_of(years: Sequence[PlanYear], values: Values) -> list[Finding]:
    """The three tests of a plan's years, by the terms of its case. Years are counted from the first that begins after the plan takes effect."""
    rows = sorted(years, key=lambda row: row.nth)
    return [
        _until(rows, "net_assets", "実質債務超過の解消", values.net_worth_years, values.near_years, "実質債務超過"),
        _until(rows, "profit", "経常黒字", values.profit_years, values.near_years, "経常赤字"),
        _ratio(rows, values),
    ]


def _until(rows: Sequence[PlanYear], column: str, label: str, years: int, near: int, bad: str) -> Finding:
    asked = f"計画{years}年目までに解消" if column == "net_assets" else f"おおむね{years}年目までに黒字"
    told = [(row.nth, getattr(row, column)) for row in rows if getattr(row, column) is not None]
    if not any(nth for nth, _ in told):
        return Finding(label, asked, "", Verdict.UNSAID)
    below = [nth for nth, amount in told if amount < 0]
    if not below:
        return Finding(label, asked, f"{bad}ではない", Verdict.MET)
    reached = min((nth for nth, _ in told if nth > max(below)), default=None)
    if reached is None:
        return Finding(label, asked, f"計画{told[-1][0]}年目でも{bad}", Verdict.FAIL)
    verdict = Verdict.MET if reached <= years else Verdict.NEAR if reached <= years + near else Verdict.FAIL
    return Finding(label, asked, f"計画{reached}年目", verdict)


def _ratio(rows: Sequence[PlanYear], values: Values) -> Finding:
    label, asked = "有利子負債÷キャッシュフロー", f"最終年度でおおむね{values.debt_ratio}倍以下"
    last: Any = rows[-1] if rows and rows[-1].nth else None
    if last is None or last.debt is None or last.cash_flow is None:
        return Finding(label, asked, "", Verdict.UNSAID)
    if last.debt <= 0:
        return Finding(label, asked, "有利子負債がない", Verdict.MET)
    if last.cash_flow <= 0:
        return Finding(label, asked, "キャッシュフローがない", Verdict.FAIL)
    most, near = values.debt_ratio, values.debt_ratio + values.near_ratio
    within = last.debt <= most * last.cash_flow
    verdict = Verdict.MET if within else Verdict.NEAR if last.debt <= near * last.cash_flow else Verdict.FAIL
    ratio = (Decimal(last.debt) / last.cash_flow).quantize(Decimal("0.01"))
    return Finding(label, asked, f"{ratio}倍(計画{last.nth}年目)", verdict)
