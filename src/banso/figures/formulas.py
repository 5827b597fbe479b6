"""What a printed figure asks: a cell, a sum of such, two compared, or the mark one earns. It can be asked again, of any year."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from .cells import Cell
from .comparing import Comparison, compare
from .marks import Scale, judge
from .periods import Since
from .values import Value, printed, total


@dataclass(frozen=True)
class Sum:
    """Figures added up (計)."""

    parts: tuple["Formula", ...]


@dataclass(frozen=True)
class Compared:
    """Two figures compared (率・比・増減); `unit` is the printed one."""

    comparison: Comparison
    first: "Formula"
    second: "Formula"
    unit: str


@dataclass(frozen=True)
class Marked:
    """The mark a figure earns; `unit` is the one its scale is in."""

    scale: Scale
    of: "Formula"
    unit: str


Formula = Cell | Sum | Compared | Marked


def cells_of(formula: Formula) -> tuple[Cell, ...]:
    """The cells a formula comes down to, in their order."""
    if isinstance(formula, Cell):
        return (formula,)
    return tuple(cell for part in _parts(formula) for cell in cells_of(part))


def _parts(formula: Sum | Compared | Marked) -> tuple[Formula, ...]:
    if isinstance(formula, Sum):
        return formula.parts
    return (formula.of,) if isinstance(formula, Marked) else (formula.first, formula.second)


def is_compared(formula: Formula) -> bool:
    """Whether a formula is more than cells added up."""
    return isinstance(formula, Compared | Marked) or (isinstance(formula, Sum) and any(map(is_compared, formula.parts)))


def own_year(formula: Formula) -> int:
    """The fiscal year a figure is of: the latest that it asks about."""
    return max(cell.period.fiscal_year for cell in cells_of(formula))


def moved(formula: Formula, years: int) -> Formula:
    """The same question so many years later; cumulative figures begin where they began."""
    if isinstance(formula, Cell):
        period = formula.period
        year = period.fiscal_year + years
        return replace(
            formula, period=Since(period.base_year, year) if isinstance(period, Since) else type(period)(year)
        )
    if isinstance(formula, Sum):
        return Sum(tuple(moved(part, years) for part in formula.parts))
    if isinstance(formula, Marked):
        return replace(formula, of=moved(formula.of, years))
    return replace(formula, first=moved(formula.first, years), second=moved(formula.second, years))


def identity_of(formula: Formula) -> str:
    """What a figure asks, as one text."""
    if isinstance(formula, Cell):
        return formula.key()
    if isinstance(formula, Sum):
        return f"sum({'+'.join(map(identity_of, formula.parts))})"
    if isinstance(formula, Marked):
        return f"{formula.scale.key}({identity_of(formula.of)})"
    return f"{formula.comparison.key}({identity_of(formula.first)}÷{identity_of(formula.second)})"


def answer(formula: Formula, values: Mapping[Cell, Value]) -> Value:
    """The value of a formula, given those of its cells."""
    if isinstance(formula, Cell):
        return values[formula]
    if isinstance(formula, Sum):
        return total([answer(part, values) for part in formula.parts])
    return _worked_out(formula, values)[0]


def answer_in_words(formula: Formula, values: Mapping[Cell, Value], unit: str, qualifier: str = "") -> str:
    """The value of a formula as it prints in a unit."""
    if isinstance(formula, Compared | Marked):
        return _worked_out(formula, values)[1]
    return printed(answer(formula, values), unit, qualifier)


def _worked_out(formula: Compared | Marked, values: Mapping[Cell, Value]) -> tuple[Value, str]:
    if isinstance(formula, Marked):
        return judge(formula.scale, answer(formula.of, values), formula.unit)
    first, second = answer(formula.first, values), answer(formula.second, values)
    return compare(formula.comparison, first, second, formula.unit)


def as_data(formula: Formula) -> Any:
    """A formula as JSON keeps it: a cell is its key."""
    if isinstance(formula, Cell):
        return formula.key()
    if isinstance(formula, Sum):
        return {"sum": [as_data(part) for part in formula.parts]}
    if isinstance(formula, Marked):
        return {"scale": formula.scale.as_data(), "of": as_data(formula.of), "unit": formula.unit}
    compared = {"comparison": formula.comparison.as_data(), "unit": formula.unit}
    return compared | {"first": as_data(formula.first), "second": as_data(formula.second)}


def from_data(data: Any) -> Formula:
    """The formula that :func:`as_data` wrote."""
    if isinstance(data, str):
        return Cell.parse(data)
    if "sum" in data:
        return Sum(tuple(from_data(part) for part in data["sum"]))
    if "scale" in data:
        return Marked(Scale.from_data(data["scale"]), from_data(data["of"]), data["unit"])
    comparison = Comparison.from_data(data["comparison"])
    return Compared(comparison, from_data(data["first"]), from_data(data["second"]), data["unit"])
