"""How a date comes about, as data (期限の決め方), and the date and sentence that follow from it.

A rule is read from a file or a screen by :func:`banso.core.days.read_rule`; nothing in it is an expression to be run.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from banso.core.era import format_date
from banso.core.fiscal import fiscal_year_label, fiscal_year_of, fiscal_year_period

from . import counting
from .opening import OpenDays


class Roll(Enum):
    """Where a date goes that falls on a closed day; it stays unless a rule says so."""

    NONE = ""
    FORWARD = "forward"
    BACK = "back"


class Side(Enum):
    """From where is counted: from the day after (初日不算入), from the day itself (初日算入), or backwards."""

    AFTER = "after"
    FROM = "from"
    BEFORE = "before"


class Unit(Enum):
    """What is counted; the value is how a number of them is said."""

    DAYS = "日"
    WEEKS = "週間"
    MONTHS = "か月"
    YEARS = "年"
    BUSINESS_DAYS = "開所日"


@dataclass(frozen=True)
class Facts:
    """What rules are answered from.

    `dates` are the days of what happened, by code (None or absent: not yet); `names` is what each is called in the
    sentence; `fiscal_year` is the year of those dates that name none (the year of the terms).
    """

    dates: Mapping[str, date | None]
    open_days: OpenDays
    names: Mapping[str, str] = field(default_factory=dict)
    fiscal_year: int | None = None


@dataclass(frozen=True)
class Due:
    """A date and how it came about; `soft` is one the office sets itself where the rule says only 速やかに."""

    on: date
    sentence: str
    soft: bool = False


@dataclass(frozen=True, kw_only=True)
class Rule:
    """What all rules may say: where the date goes from a closed day, that it is a guide, and where the rule stands."""

    roll: Roll = Roll.NONE
    soft: bool = False
    basis: str = ""

    def due(self, facts: Facts) -> Due | None:
        """The date and its sentence; None while something it is counted from has not happened."""
        found = self._found(facts)
        if found is None:
            return None
        on, sentence = _rolled(self.roll, found, facts.open_days)
        sentence += "(目安)" if self.soft else ""
        sentence += f"【{self.basis}】" if self.basis else ""
        return Due(on, sentence, self.soft)

    def events(self) -> set[str]:
        """The codes of everything the rule is counted from."""
        raise NotImplementedError

    def _found(self, facts: Facts) -> tuple[date, str] | None:
        raise NotImplementedError


Base = str | Rule


@dataclass(frozen=True, kw_only=True)
class Counted(Rule):
    """So many days, weeks, months, years or business days after, from or before something.

    `clear` asks for as many full ones between: 中N日 before, 経過した日 after.
    """

    unit: Unit
    number: int
    side: Side
    base: Base
    clear: bool = False

    def events(self) -> set[str]:
        return _events(self.base)

    def _found(self, facts: Facts) -> tuple[date, str] | None:
        base = _base(self.base, facts)
        return base and (self._count(base[0], facts.open_days), base[1] + self.said())

    def _count(self, day: date, open_days: OpenDays) -> date:
        if self.unit is Unit.BUSINESS_DAYS:
            ways: Mapping[Side, Callable[[date, int], date]] = {
                Side.AFTER: open_days.business_days_after,
                Side.FROM: open_days.business_days_from,
                Side.BEFORE: open_days.business_days_before,
            }
            number = self.number
        else:
            ways = _IN_MONTHS if self.unit in (Unit.MONTHS, Unit.YEARS) else _IN_DAYS
            number = self.number * _SIZE.get(self.unit, 1)
        counted = ways[self.side](day, number)
        if not self.clear:
            return counted
        return counted - counting.DAY if self.side is Side.BEFORE else counted + counting.DAY

    def said(self) -> str:
        """What follows the name of the day that is counted from."""
        amount = f"{self.number}{self.unit.value}"
        if self.number == 0:
            return "の当日"
        if self.side is Side.BEFORE:
            days = self.unit is Unit.DAYS
            return f"の前に{'中' if days else '丸'}{amount}をおいた日" if self.clear else f"の{amount}前の日"
        start = "の翌日から数えて" if self.side is Side.AFTER else "を初日として数えて"
        if self.clear:
            return f"{start}{amount}を経過した日"
        return f"{start}{amount}目" if self.unit in (Unit.DAYS, Unit.BUSINESS_DAYS) else f"{start}{amount}の末日"


@dataclass(frozen=True, kw_only=True)
class MonthEnd(Rule):
    """The last day of the month in which something happened, or of one so many months later."""

    number: int
    base: Base

    def events(self) -> set[str]:
        return _events(self.base)

    def _found(self, facts: Facts) -> tuple[date, str] | None:
        base = _base(self.base, facts)
        later = f"から{self.number}か月後の月" if self.number else ""
        return base and (counting.month_end(base[0], self.number), f"{base[1]}の月{later}の末日")


@dataclass(frozen=True, kw_only=True)
class DayOfYear(Rule):
    """A day of the year in the fiscal year of the terms, or of `of`, or so many years on. No day: the month's last."""

    month: int
    day: int | None
    years_on: int = 0
    of: Base | None = None

    def events(self) -> set[str]:
        return _events(self.of) if self.of is not None else set()

    def _found(self, facts: Facts) -> tuple[date, str] | None:
        base = _base(self.of, facts) if self.of is not None else None
        if base is None and (self.of is not None or facts.fiscal_year is None):
            return None
        year = fiscal_year_of(base[0]) if base else facts.fiscal_year
        assert year is not None
        year += self.years_on
        start = fiscal_year_period(year).start
        on = counting.day_of_month(year + (self.month < start.month), self.month, self.day)
        label = f"{fiscal_year_label(year)}の{day_of_year(self.month, self.day)}"
        counted_from = {0: "の年度", 1: "の翌年度"}.get(self.years_on, f"の年度の{self.years_on}年後")
        return on, f"{base[1]}{counted_from}である{label}" if base else label


@dataclass(frozen=True, kw_only=True)
class NextDayOfYear(Rule):
    """The first time a day of the year comes after something. No day: the month's last."""

    month: int
    day: int | None
    base: Base

    def events(self) -> set[str]:
        return _events(self.base)

    def _found(self, facts: Facts) -> tuple[date, str] | None:
        base = _base(self.base, facts)
        if base is None:
            return None
        on = counting.next_anniversary(base[0], self.month, self.day)
        return on, f"{base[1]}の後に最初に来る{day_of_year(self.month, self.day)}"


@dataclass(frozen=True, kw_only=True)
class OneOf(Rule):
    """The earliest or the latest of several.

    The earliest is said as soon as one of them can be (what happens later can only bring it forward); the latest when all can.
    """

    rules: tuple[Rule, ...]
    earliest: bool

    def events(self) -> set[str]:
        return {code for rule in self.rules for code in rule.events()}

    def _found(self, facts: Facts) -> tuple[date, str] | None:
        known = [due for rule in self.rules if (due := rule.due(facts))]
        if not known or (not self.earliest and len(known) < len(self.rules)):
            return None
        chosen = (min if self.earliest else max)(known, key=lambda due: due.on)
        others = [due for due in known if due is not chosen]
        if not others:
            return chosen.on, chosen.sentence
        beaten = "、".join(f"{due.sentence}({format_date(due.on)})" for due in others)
        if all(due.on == chosen.on for due in others):
            return chosen.on, f"{chosen.sentence}({beaten}と同じ日)"
        return chosen.on, f"{chosen.sentence}({beaten}より{'早い' if self.earliest else '遅い'}ため)"


_IN_DAYS = {Side.AFTER: counting.days_after, Side.FROM: counting.days_from, Side.BEFORE: counting.days_before}
_IN_MONTHS = {Side.AFTER: counting.months_after, Side.FROM: counting.months_from, Side.BEFORE: counting.months_before}
_SIZE = {Unit.WEEKS: counting.WEEK, Unit.YEARS: counting.YEAR}


def _events(base: Base) -> set[str]:
    return {base} if isinstance(base, str) else base.events()


def _base(base: Base, facts: Facts) -> tuple[date, str] | None:
    """The day something is counted from, and what that day is called."""
    if isinstance(base, Rule):
        due = base.due(facts)
        return (due.on, f"{due.sentence}({format_date(due.on)})") if due else None
    day = facts.dates.get(base)
    if day is None:
        return None
    name = facts.names.get(base, base)
    return day, f"{name if name.endswith('日') else f'{name}の日'}({format_date(day)})"


def _rolled(roll: Roll, found: tuple[date, str], open_days: OpenDays) -> tuple[date, str]:
    day, sentence = found
    why = open_days.why_closed(day)
    if roll is Roll.NONE or not why:
        return found
    forward = roll is Roll.FORWARD
    moved = open_days.open_or_next(day) if forward else open_days.open_or_previous(day)
    to = f"{moved.month}月{moved.day}日" if moved.year == day.year else format_date(moved)
    return moved, f"{sentence}。{day.month}月{day.day}日が{why}のため{'翌' if forward else '前'}開所日の{to}"


def day_of_year(month: int, day: int | None) -> str:
    """3月10日; without a day the month's last."""
    return f"{month}月{f'{day}日' if day else '末日'}"
