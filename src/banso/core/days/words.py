"""A rule said without any date: what the terms of a programme lay down, before a case has begun."""

from collections.abc import Mapping

from .rules import Base, Counted, DayOfYear, MonthEnd, NextDayOfYear, OneOf, Roll, Rule, day_of_year

_ROLLED = {Roll.NONE: "", Roll.FORWARD: "(閉所日なら翌開所日)", Roll.BACK: "(閉所日なら前開所日)"}


def in_words(rule: Rule, names: Mapping[str, str]) -> str:
    """交付決定の日の翌日から数えて10日目(閉所日なら翌開所日). `names` is what each event is called."""
    said = _said(rule, names) + _ROLLED[rule.roll]
    said += "(目安)" if rule.soft else ""
    return f"{said}【{rule.basis}】" if rule.basis else said


def _said(rule: Rule, names: Mapping[str, str]) -> str:
    if isinstance(rule, Counted):
        return _base(rule.base, names) + rule.said()
    if isinstance(rule, MonthEnd):
        later = f"から{rule.number}か月後の月" if rule.number else ""
        return f"{_base(rule.base, names)}の月{later}の末日"
    if isinstance(rule, NextDayOfYear):
        return f"{_base(rule.base, names)}の後に最初に来る{day_of_year(rule.month, rule.day)}"
    if isinstance(rule, DayOfYear):
        whose = _base(rule.of, names) if rule.of is not None else "受付"
        year = {0: "の年度", 1: "の翌年度"}.get(rule.years_on, f"の年度の{rule.years_on}年後")
        return f"{whose}{year}の{day_of_year(rule.month, rule.day)}"
    assert isinstance(rule, OneOf)
    several = "と、".join(f"「{in_words(one, names)}」" for one in rule.rules)
    return f"{several}のうち{'早い' if rule.earliest else '遅い'}ほう"


def _base(base: Base, names: Mapping[str, str]) -> str:
    if isinstance(base, Rule):
        return f"「{in_words(base, names)}」"
    name = names.get(base, base)
    return name if name.endswith("日") else f"{name}の日"
