"""What income from a granted business is given back (収益納付): whole yen, pure functions. A year of loss comes to 0."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Year:
    """What one report says: the business's profit (below zero a loss), and what the firm spent on it since the last."""

    profit: int
    added_cost: int = 0


@dataclass(frozen=True)
class Share:
    """What a year comes to: the deduction that was left before it and after it, what is due, and whether the settled amount is used up by it."""

    profit: int
    deduction: int
    left: int
    cost: int
    due: int
    at_most: bool


def at_report(income: int, cost: int, excluded: int, grant: int, eligible: int) -> int:
    """What is taken off a grant at its settlement for income of the work itself: its net income, as far as the grant paid for it."""
    if eligible <= 0:
        return 0
    return max(income - cost - excluded, 0) * grant // eligible


def over_the_years(years: Iterable[Year], total_cost: int, settled: int) -> list[Share]:
    """What each year comes to, one after another: the profit beyond what is left of the firm's own money, times the grant's share of all cost.

    The firm's own money (total cost less the grant) is deducted first, and what a year does not use is carried to the next. All years
    together never come to more than was settled.
    """
    found: list[Share] = []
    deduction, cost, paid = max(total_cost - settled, 0), total_cost, 0
    for year in years:
        cost += year.added_cost
        beyond = max(year.profit - deduction, 0)
        left = max(deduction - max(year.profit, 0), 0)
        share = beyond * settled // cost if cost > 0 else 0
        due = min(share, settled - paid)
        found.append(Share(year.profit, deduction, left, cost, due, due < share))
        deduction, paid = left, paid + due
    return found
