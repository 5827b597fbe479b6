"""Counting of days: how a deadline's date follows from what happened, and the sentence that says so.

    rule = read_rule({"days": 10, "after": "granted"})
    rule.due(Facts({"granted": date(2024, 5, 31)}, OpenDays(), {"granted": "交付決定"}))
    → Due(date(2024, 6, 10), "交付決定の日(令和6年5月31日)の翌日から数えて10日目")

No tables: the days the house is closed on are given in (`registers.opening`). `counting` holds the arithmetic alone.
"""

from .opening import OpenDays
from .reading import read_rule
from .rules import Due, Facts, Roll, Rule
from .words import in_words

__all__ = ["Due", "Facts", "OpenDays", "Roll", "Rule", "in_words", "read_rule"]
