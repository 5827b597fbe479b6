"""Reading a rule from data: {days: 10, after: granted}, {earliest: [{days: 30, after: completed}, {on: 3-10}]}.

What each may say:
- days, weeks, months, years, business_days, clear_days, clear_weeks, clear_months, clear_years: a number; with after, from or before;
- month_end: how many months later (0: the same month); with after;
- on: 3-10, or 3-末 for the last day; alone (the fiscal year of the terms), with fiscal_year (this, next, a number of years on)
  and of (whose fiscal year), or with after (the next time it comes);
- earliest, latest: several rules;
- beside any of them: roll (forward, back), soft (true), basis (where the rule stands).
What is counted from is the code of an event or a rule itself.
"""

from collections.abc import Collection, Mapping
from difflib import get_close_matches
from typing import Any

from banso.core.errors import UserError

from .counting import day_of_month
from .rules import Base, Counted, DayOfYear, MonthEnd, NextDayOfYear, OneOf, Roll, Rule, Side, Unit

_COUNTED = {unit.name.lower(): (unit, False) for unit in Unit} | {
    f"clear_{unit.name.lower()}": (unit, True) for unit in Unit if unit is not Unit.BUSINESS_DAYS
}
_KINDS = (*_COUNTED, "month_end", "on", "earliest", "latest")
_SIDES = {side.value for side in Side}
_COMMON = {"roll", "soft", "basis"}
_ROLLS = {"forward": Roll.FORWARD, "back": Roll.BACK}
_YEARS_ON = {"this": 0, "next": 1}
MOST = 10_000  # no rule counts further; a slip of the hand does


def read_rule(data: Any, events: Collection[str] | None = None) -> Rule:
    """The rule that data say. Raises UserError, which names what is wrong and how it is written.

    `events` are the codes a rule may count from; None leaves that unchecked.
    """
    if not isinstance(data, Mapping):
        raise UserError(f"期限の決め方「{data}」が読めません。{{days: 10, after: granted}} のように書いてください。")
    said = _words(data)
    kinds = [kind for kind in _KINDS if kind in said]
    if len(kinds) != 1:
        problem = f"{'と'.join(kinds)}が同時に" if kinds else "数え方がどれも"
        raise _mistake(
            data, f"{problem}書かれて{'います' if kinds else 'いません'}。{'、'.join(_KINDS)} から一つ書いてください"
        )
    kind = kinds[0]
    common = _common(said, data)
    if kind in _COUNTED:
        return _counted(kind, said, data, events, common)
    if kind == "month_end":
        _only(said, {kind, "after"}, data)
        return MonthEnd(number=_number(said[kind], kind, data), base=_base(said, "after", data, events), **common)
    if kind == "on":
        return _on(said, data, events, common)
    return _one_of(kind, said, data, events, common)


def _words(data: Mapping[Any, Any]) -> dict[str, Any]:
    # YAML reads a bare `on` as "true"; a rule has no other use for that key
    return {"on" if key is True else str(key): value for key, value in data.items()}


def _common(said: Mapping[str, Any], data: Any) -> dict[str, Any]:
    roll, soft, basis = said.get("roll"), said.get("soft", False), said.get("basis", "")
    if roll is not None and roll not in _ROLLS:
        raise _mistake(data, f"roll の「{roll}」は、forward(翌開所日)か back(前開所日)にしてください")
    if not isinstance(soft, bool):
        raise _mistake(data, "soft は true か false にしてください")
    if not isinstance(basis, str):
        raise _mistake(data, "basis には根拠を言葉で書いてください(例: 交付要綱第9条)")
    return {"roll": _ROLLS[roll] if roll else Roll.NONE, "soft": soft, "basis": basis}


def _counted(
    kind: str, said: Mapping[str, Any], data: Any, events: Collection[str] | None, common: dict[str, Any]
) -> Rule:
    _only(said, {kind, *_SIDES}, data)
    unit, clear = _COUNTED[kind]
    sides = [side for side in Side if side.value in said]
    if len(sides) != 1:
        raise _mistake(data, "after(翌日から)、from(その日から)、before(さかのぼって)のどれか一つを書いてください")
    side, number = sides[0], _number(said[kind], kind, data)
    if number == 0 and (side is Side.FROM or clear or unit is not Unit.DAYS):
        raise _mistake(data, f"{kind} は1以上にしてください。その日のうちなら {{days: 0, after: …}} と書きます")
    base = _base(said, side.value, data, events)
    return Counted(unit=unit, number=number, side=side, base=base, clear=clear, **common)


def _on(said: Mapping[str, Any], data: Any, events: Collection[str] | None, common: dict[str, Any]) -> Rule:
    _only(said, {"on", "after"} if "after" in said else {"on", "fiscal_year", "of"}, data)
    month, day = _month_and_day(said["on"], data)
    if "after" in said:
        return NextDayOfYear(month=month, day=day, base=_base(said, "after", data, events), **common)
    year = said.get("fiscal_year", "this")
    years_on = _YEARS_ON.get(year) if isinstance(year, str) else _number(year, "fiscal_year", data)
    if years_on is None:
        raise _mistake(data, f"fiscal_year の「{year}」は、this(当年度)、next(翌年度)か何年後かの数にしてください")
    of = _base(said, "of", data, events) if "of" in said else None
    return DayOfYear(month=month, day=day, years_on=years_on, of=of, **common)


def _month_and_day(value: Any, data: Any) -> tuple[int, int | None]:
    month, _, day = str(value).partition("-")
    if month.isdecimal() and 1 <= int(month) <= 12:
        if day == "末":
            return int(month), None
        try:
            # a day that only leap years have would fail in the others
            return int(month), day_of_month(2023, int(month), int(day)).day if int(day) else _no_day(day)
        except ValueError:
            pass
    raise _mistake(
        data, f"on の「{value}」は毎年ある月日ではありません。3-10、月の末日なら 2-末 のように書いてください"
    )


def _no_day(day: str) -> int:
    raise ValueError(day)


def _one_of(
    kind: str, said: Mapping[str, Any], data: Any, events: Collection[str] | None, common: dict[str, Any]
) -> Rule:
    _only(said, {kind}, data)
    several = said[kind]
    if not isinstance(several, list) or len(several) < 2:
        raise _mistake(data, f"{kind} には二つ以上の決め方を [ ] に並べてください")
    return OneOf(rules=tuple(read_rule(one, events) for one in several), earliest=kind == "earliest", **common)


def _base(said: Mapping[str, Any], key: str, data: Any, events: Collection[str] | None) -> Base:
    value = said.get(key)
    if isinstance(value, Mapping):
        return read_rule(value, events)
    if not isinstance(value, str) or not value:
        raise _mistake(data, f"{key} に、何の日から数えるかを書いてください")
    if events is not None and value not in events:
        near = get_close_matches(value, events, n=1)
        hint = f"「{near[0]}」ではありませんか" if near else f"使えるのは {'、'.join(sorted(events))} です"
        raise _mistake(data, f"{key} の「{value}」という段階はありません。{hint}")
    return value


def _number(value: Any, key: str, data: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= MOST:
        raise _mistake(data, f"{key} の「{value}」は、0から{MOST:,}までの整数にしてください")
    return value


def _only(said: Mapping[str, Any], allowed: set[str], data: Any) -> None:
    extra = sorted(set(said) - allowed - _COMMON)
    if extra:
        raise _mistake(
            data, f"「{'、'.join(extra)}」はここには書けません。書けるのは {'、'.join(sorted(allowed | _COMMON))} です"
        )


def _mistake(data: Any, problem: str) -> UserError:
    shown = ", ".join(f"{key}: {value}" for key, value in _words(data).items())
    return UserError(f"期限の決め方「{shown}」: {problem}。")
