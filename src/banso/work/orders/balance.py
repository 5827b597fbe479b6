"""The year's introductions and what has become of them: 紹介 = 成立 + 不成立 + 継続, those carried over from before apart.

Each number is a queryset's count, so each opens its list; the totals are the figures the report prints.
"""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from banso.figures.cells import Cell
from banso.figures.evaluate import evaluate
from banso.figures.periods import InYear
from banso.registers.models import Programme

from .choices import Progress, Result
from .models import FollowUp, Inquiry, Introduction

GROUPS = {"own": "年度の紹介", "carried": "前年度からの繰越"}
STATES = {"all": "計", "agreed": "成立", "declined": "不成立", "open": "継続"}


@dataclass(frozen=True)
class Line:
    """One line of the balance: how many, and what became of them by the end of the year."""

    group: str
    label: str
    numbers: dict[str, int]

    @property
    def parts(self) -> list[tuple[str, str, int]]:
        """(state, label, number) of what the line adds up from."""
        return [(state, STATES[state], self.numbers[state]) for state in ("agreed", "declined", "open")]


def introductions(programme: Programme, year: int, group: str, state: str) -> QuerySet[Introduction]:
    """The introductions behind one number of the balance."""
    rows = Introduction.objects.filter(inquiry__programme=programme)
    if group == "own":
        rows = rows.filter(fiscal_year=year)
    else:
        rows = rows.filter(Q(outcome=None) | Q(outcome__fiscal_year__gte=year), fiscal_year__lt=year)
    return rows.filter(_states(year)[state])


def _states(year: int) -> dict[str, Q]:
    return {
        "all": Q(),
        "agreed": Q(outcome__result=Result.AGREED, outcome__fiscal_year=year),
        "declined": Q(outcome__result=Result.DECLINED, outcome__fiscal_year=year),
        "open": Q(outcome=None) | Q(outcome__fiscal_year__gt=year),
    }


def balance(programme: Programme, year: int) -> list[Line]:
    """The year's own introductions, and those carried over."""
    counts = {state: Count("pk", filter=condition) for state, condition in _states(year).items()}
    return [
        Line(group, label, introductions(programme, year, group, "all").aggregate(**counts))
        for group, label in GROUPS.items()
    ]


def printed(programme: Programme, year: int) -> dict[str, int]:
    """The report's own figures of the year: introductions, deals, declined."""
    cells = {
        state: Cell.of(f"orders.{measure}", programme.code, InYear(year))
        for state, measure in (("all", "introductions"), ("agreed", "deals"), ("declined", "declined"))
    }
    values = evaluate(cells.values())
    return {state: int(values[cell].number or 0) for state, cell in cells.items()}


def steps(rows: QuerySet[Introduction]) -> list[tuple[str, int]]:
    """How far introductions came: introduced, quoted (or agreed, which takes a quote), agreed."""
    quoted = FollowUp.objects.filter(introduction=OuterRef("pk"), progress=Progress.QUOTED)
    counted = rows.annotate(was_quoted=Exists(quoted)).aggregate(
        introduced=Count("pk"),
        quoted=Count("pk", filter=Q(was_quoted=True) | Q(outcome__result=Result.AGREED)),
        agreed=Count("pk", filter=Q(outcome__result=Result.AGREED)),
    )
    return [("紹介", counted["introduced"]), ("見積", counted["quoted"]), ("成立", counted["agreed"])]


def funnel(programme: Programme, year: int) -> list[tuple[str, int]]:
    """照会 → 紹介 → 見積 → 成立 of the year's own inquiries and introductions."""
    inquiries = Inquiry.objects.filter(programme=programme, fiscal_year=year).count()
    own = Introduction.objects.filter(inquiry__programme=programme, fiscal_year=year)
    return [("照会", inquiries), *steps(own)]


def years_of(programme: Programme) -> list[int]:
    """The fiscal years in which anything was introduced, the latest first."""
    found = Introduction.objects.filter(inquiry__programme=programme).order_by("-fiscal_year")
    return list(found.values_list("fiscal_year", flat=True).distinct())
