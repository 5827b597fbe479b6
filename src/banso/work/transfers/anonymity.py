"""How many firms a sheet without a name fits (k), over everything ever shown of one listing, and how it is made coarser step by step.

Pure: it knows firms and what is shown as values, no records. A firm of which something shown is not known does not fit: the number is
never too large. Two sheets of different coarseness say together what both say, so k is counted over all of them.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from .bands import Band, Values, employees_text, sales_text, wider

MUNICIPALITY, ZONE, PREFECTURE, REGION = "municipality", "zone", "prefecture", "region"


@dataclass(frozen=True)
class Firm:
    """A firm of the population, with what is publicly known of it."""

    industry: str = ""
    section: str = ""
    municipality: str = ""
    prefecture: str = ""
    sales: int | None = None
    employees: int | None = None
    founded: int | None = None


@dataclass(frozen=True)
class Shown:
    """What a sheet says by which a firm could be known: each as coarse as it is shown, empty where it says nothing.

    `industry` is a 中分類 (two digits), a 大分類 (a letter) or the name of a group of those; `founded` the first year of a decade.
    """

    industry: str = ""
    place: str = ""
    place_is: str = ""
    sales: Band | None = None
    employees: Band | None = None
    founded: int | None = None

    def as_data(self) -> dict[str, Any]:
        """As it is kept with a version."""
        said: dict[str, Any] = {
            "industry": self.industry,
            "place": self.place,
            "place_is": self.place_is,
            "founded": self.founded,
            "sales": self.sales and [self.sales.low, self.sales.high],
            "employees": self.employees and [self.employees.low, self.employees.high],
        }
        return {name: value for name, value in said.items() if value}

    @classmethod
    def of_data(cls, data: dict[str, Any]) -> "Shown":
        """As it was kept."""
        said = dict(data)
        for name in ("sales", "employees"):
            if name in said:
                low, high = said[name]
                said[name] = Band(low, high)
        return cls(**said)

    def said(self, names: dict[str, str]) -> list[tuple[str, str]]:
        """In words, (label, text); `names` are those of industries by code."""
        lines = [
            ("業種", names.get(self.industry, self.industry)),
            ("地域", self.place),
            ("売上高", sales_text(self.sales)),
            ("従業員", employees_text(self.employees)),
            ("創業", f"{self.founded}年代" if self.founded else ""),
        ]
        return [(label, text or "記載しない") for label, text in lines]


def fits(firm: Firm, shown: Shown, values: Values) -> bool:
    """Whether a firm is one that a sheet could be about. What is not known of it does not fit."""
    return (
        _industry_fits(firm, shown.industry, values)
        and _place_fits(firm, shown, values)
        and (shown.sales is None or shown.sales.whole or shown.sales.holds(firm.sales))
        and (shown.employees is None or shown.employees.whole or shown.employees.holds(firm.employees))
        and (shown.founded is None or (firm.founded is not None and firm.founded // 10 * 10 == shown.founded))
    )


def _industry_fits(firm: Firm, code: str, values: Values) -> bool:
    if not code:
        return True
    return code in (firm.industry, firm.section) or firm.section in values.groups.get(code, ())


def _place_fits(firm: Firm, shown: Shown, values: Values) -> bool:
    if not shown.place:
        return True
    if shown.place_is == MUNICIPALITY:
        return firm.municipality == shown.place
    if shown.place_is == ZONE:
        return bool(firm.municipality) and firm.municipality in values.zones.get(shown.place, ())
    if shown.place_is == PREFECTURE:
        return firm.prefecture == shown.place
    return firm.prefecture in values.regions.get(shown.place, ())


def k_of(population: Iterable[Firm], everything: Sequence[Shown], values: Values) -> int:
    """How many firms fit everything that was ever shown. Without anything shown, all of them."""
    return sum(all(fits(firm, shown, values) for shown in everything) for firm in population)


def zone_of(place: str, values: Values) -> str:
    """The zone of a municipality; '' where the terms name none."""
    return next((zone for zone, places in values.zones.items() if place in places), "")


Rung = tuple[str, Callable[[Shown, Firm, Values], Shown]]


def _more_employees(shown: Shown, firm: Firm, values: Values) -> Shown:
    return replace(shown, employees=wider(shown.employees, values.employees)) if shown.employees else shown


def _more_sales(shown: Shown, firm: Firm, values: Values) -> Shown:
    return replace(shown, sales=wider(shown.sales, values.sales)) if shown.sales else shown


def _no_founding(shown: Shown, firm: Firm, values: Values) -> Shown:
    return replace(shown, founded=None)


def _wider_place(shown: Shown, firm: Firm, values: Values) -> Shown:
    zone = zone_of(firm.municipality, values)
    region = next((name for name, places in values.regions.items() if firm.prefecture in places), "")
    ladder = [
        (firm.municipality, MUNICIPALITY),
        (zone, ZONE),
        (firm.prefecture, PREFECTURE),
        (region, REGION),
        ("", ""),
    ]
    ladder = [(name, kind) for name, kind in ladder if name or not kind]
    here = next((at for at, (_, kind) in enumerate(ladder) if kind == shown.place_is), len(ladder) - 1)
    place, kind = ladder[min(here + 1, len(ladder) - 1)]
    return replace(shown, place=place, place_is=kind)


def _wider_industry(shown: Shown, firm: Firm, values: Values) -> Shown:
    if not shown.industry:
        return shown
    if shown.industry == firm.industry and firm.section:
        return replace(shown, industry=firm.section)
    group = next((name for name, sections in values.groups.items() if firm.section in sections), "")
    return replace(shown, industry=group if group and shown.industry != group else "")


# What is given up first costs the reader least.
RUNGS: tuple[Rung, ...] = (
    ("従業員の区分を広げる", _more_employees),
    ("売上の区分を広げる", _more_sales),
    ("創業の年代を外す", _no_founding),
    ("地域を広げる", _wider_place),
    ("業種を広げる", _wider_industry),
)


def coarser(shown: Shown, firm: Firm, values: Values, *, after: int = -1) -> tuple[int, str, Shown] | None:
    """The next step of the ladder: which rung, what it is called, what would be shown. None where nothing is left to give up.

    `after` is the rung taken last: the ladder is climbed rung by rung, and begun again where one time round was not enough.
    """
    order = [*range(after + 1, len(RUNGS)), *range(after + 1)]
    for rung in order:
        label, widen = RUNGS[rung]
        found = widen(shown, firm, values)
        if found != shown:
            return rung, label, found
    return None


@dataclass(frozen=True)
class Climbed:
    """What came of climbing the ladder: what is shown, which steps were taken with k after each, and k in the end."""

    shown: Shown
    k: int
    ladder: list[tuple[str, int]] = field(default_factory=list)


def climb(
    shown: Shown, firm: Firm, population: Sequence[Firm], earlier: Sequence[Shown], values: Values, *, least: int
) -> Climbed:
    """Make what is shown coarser, one step at a time, until it fits enough firms together with all shown earlier, or nothing is left.

    Where what was shown earlier already fits too few, no coarser sheet mends it: then nothing is given up for nothing.
    """
    left = [one for one in population if all(fits(one, said, values) for said in earlier)]
    k = k_of(left, [shown], values)
    ladder: list[tuple[str, int]] = []
    rung = -1
    while k < least <= len(left):
        step = coarser(shown, firm, values, after=rung)
        if step is None:
            break
        rung, label, shown = step
        k = k_of(left, [shown], values)
        ladder.append((label, k))
    return Climbed(shown, k, ladder)


def at_first(
    firm: Firm, population: Iterable[Firm], values: Values, sales: Band | None, employees: Band | None
) -> Shown:
    """What a sheet shows before the ladder: bands, municipality, decade, and the industry, a rare one only as its 大分類."""
    alike = sum(one.industry == firm.industry and one.prefecture == firm.prefecture for one in population)
    industry = firm.industry if alike >= values.rare or not firm.section else firm.section
    place, kind = (firm.municipality, MUNICIPALITY) if firm.municipality else (firm.prefecture, PREFECTURE)
    founded = firm.founded // 10 * 10 if firm.founded else None
    return Shown(industry, place, kind if place else "", sales, employees, founded)
