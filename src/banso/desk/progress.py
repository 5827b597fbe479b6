"""The year so far: each programme's followed figures against last year, to the same day, and against their target."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Min, QuerySet
from django.db.models.functions import TruncMonth

from banso.core.fiscal import fiscal_year_label, fiscal_year_of, months_of
from banso.figures.cells import Cell
from banso.figures.evaluate import evaluate
from banso.figures.measures import Counted, Distinct, Flow, Measure, followed_measures
from banso.figures.models import Target
from banso.figures.periods import InYear
from banso.figures.tracing import records
from banso.figures.values import Value, printed
from banso.registers.models import Programme, ProgrammeYear, User
from banso.report.document import Chart, ChartKind, Series

MONTHS = tuple(f"{month.month}月" for month in months_of(2000))  # as in any year


@dataclass(frozen=True)
class Progress:
    """One programme's figure in a year that may still run. Numbers are in the measure's base unit.

    `last_to_date` is last year's up to the same day; None once the year itself is over.
    """

    measure: Measure
    programme: str
    name: str
    fiscal_year: int
    number: int
    last_to_date: int | None
    last: int
    target: int | None

    @property
    def reached(self) -> int | None:
        """How much of the target is reached, in per cent."""
        return None if self.target is None else self.number * 100 // self.target

    def printed(self, number: int) -> str:
        return printed(Value.counted(number), self.measure.unit, self.measure.qualifier)


def year_so_far(user: User, fiscal_year: int, today: date) -> list[Progress]:
    """What moved this year or last, or has a target: those with a target first, then the greatest."""
    measures = [m for m in followed_measures() if user.has_perm(_permission(m))]
    programmes = list(Programme.objects.all())
    own = Target.objects.filter(fiscal_year=fiscal_year, name="")
    targets = {(target.programme_id, target.measure): target.in_base_unit for target in own}
    values = evaluate(
        Cell.of(m.code, p.code, InYear(y)) for m in measures for p in programmes for y in (fiscal_year, fiscal_year - 1)
    )
    names, running = _names(fiscal_year), fiscal_year_of(today) == fiscal_year
    found = []
    for measure in measures:
        moved = {p: [_number(values, measure, p, year) for year in (fiscal_year, fiscal_year - 1)] for p in programmes}
        asks = running and any(last for _, last in moved.values())  # of a kind nobody works with nothing is asked
        to_date = _to_date(measure, fiscal_year - 1, _same_day_last_year(today)) if asks else {}
        for programme, (now, last) in moved.items():
            target = targets.get((programme.pk, measure.code))
            if now or last or target:
                name = names.get(programme.pk, programme.code)
                reached = to_date.get(programme.pk, 0) if running else None
                found.append(Progress(measure, programme.code, name, fiscal_year, now, reached, last, target))
    return sorted(found, key=lambda p: (p.target is None, -max(p.number, p.last), p.name, p.measure.code))


def _permission(measure: Measure) -> str:
    return f"{measure.model._meta.app_label}.view_{measure.model._meta.model_name}"


def _number(values: dict[Cell, Value], measure: Measure, programme: Programme, year: int) -> int:
    return int(values[Cell.of(measure.code, programme.code, InYear(year))].number or 0)


def _names(fiscal_year: int) -> dict[int, str]:
    years = ProgrammeYear.objects.filter(fiscal_year__lte=fiscal_year).order_by("fiscal_year")
    return dict(years.values_list("programme_id", "name"))


def _same_day_last_year(today: date) -> date:
    leap_day = (today.month, today.day) == (2, 29)
    return today.replace(year=today.year - 1, day=28 if leap_day else today.day)


def _to_date(measure: Measure, fiscal_year: int, day: date) -> dict[int, int]:
    """Each programme's number of a year up to a day."""
    assert isinstance(measure.timing, Flow) and isinstance(measure.count, Counted)
    rows = measure.population().filter(measure.timing.within(range(fiscal_year, fiscal_year + 1)))
    rows = rows.filter(**{f"{measure.timing.day}__lte": day}).order_by()
    counted = rows.values_list(measure.programme).annotate(number=measure.count.expression())
    return {programme: int(number) for programme, number in counted}


def latest_year_with_records(user: User, today: date) -> tuple[int, list[Progress]]:
    """This fiscal year, or, where neither it nor the one before has records, the last one that has."""
    current = fiscal_year_of(today)
    years = ProgrammeYear.objects.filter(fiscal_year__lt=current).order_by("-fiscal_year")
    for year in (current, *years.values_list("fiscal_year", flat=True).distinct()):
        found = year_so_far(user, year, today)
        if found:
            return year, found
    return current, []


def chart(measure: Measure, programme: str, name: str, fiscal_year: int, today: date) -> Chart:
    """A figure's way through the year, month by month, beside last year's and the target."""
    this = _by_month(measure, programme, fiscal_year, _months_begun(fiscal_year, today))
    before = _by_month(measure, programme, fiscal_year - 1, len(MONTHS))
    series = [Series(fiscal_year_label(fiscal_year), this), Series(fiscal_year_label(fiscal_year - 1), before)]
    targets = Target.objects.filter(programme__code=programme, measure=measure.code, name="", fiscal_year=fiscal_year)
    if target := targets.first():
        series.append(Series("目標", (target.in_base_unit,) * len(MONTHS)))
    return Chart(ChartKind.LINES, f"{name} {measure.label}(4月からの累計)", MONTHS, tuple(series), measure.unit)


def _months_begun(fiscal_year: int, today: date) -> int:
    return sum(month <= today for month in months_of(fiscal_year))


def _by_month(measure: Measure, programme: str, fiscal_year: int, months: int) -> tuple[int | None, ...]:
    new = Counter(dict(_new_in_month(measure, records(Cell.of(measure.code, programme, InYear(fiscal_year))))))
    total, found = 0, []
    for month in months_of(fiscal_year)[:months]:
        total += new[month]
        found.append(total)
    return (*found, *[None] * (len(MONTHS) - months))


def _new_in_month(measure: Measure, rows: QuerySet[Any]) -> Iterable[tuple[date, int]]:
    """What each month adds; a firm counted once adds to the month it came first."""
    assert isinstance(measure.timing, Flow) and isinstance(measure.count, Counted)
    day = measure.timing.day
    if isinstance(measure.count, Distinct):
        firsts = rows.order_by().values_list(measure.count.subject).annotate(first=Min(day))
        return Counter(first.replace(day=1) for _, first in firsts).items()
    return list(rows.order_by().values_list(TruncMonth(day)).annotate(number=measure.count.expression()))
