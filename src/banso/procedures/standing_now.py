"""Where the open cases of a procedure stand: for how long, what is overdue, and which consents and promises of secrecy soon end."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Aggregate, Count, QuerySet

from banso.cases.models import Case, Consent, NonDisclosure
from banso.office.deadlines.models import OpenDeadline

from .declaring import Procedure

SOON = timedelta(days=60)
SHOWN = 30  # of each: whoever answers for the work looks after the worst first
_WHOM = ("case__company", "case__person", "organisation", "company", "person", "expert")


@dataclass(frozen=True)
class Age:
    """The open cases that stand in one state: how many, and for how many days."""

    label: str
    number: int
    median: int
    longest: int
    oldest: Case


@dataclass(frozen=True)
class Ending:
    """A consent or a promise of secrecy that ends on a day."""

    until: date
    what: str
    to: str
    case: Case


@dataclass(frozen=True)
class StandingNow:
    """What a page shows of the open cases of a procedure on a day."""

    ages: list[Age]
    late: list[OpenDeadline]
    ending: list[Ending]

    @property
    def cases(self) -> list[Case]:
        """The cases it names: whoever shows them notes that they were looked at."""
        return [age.oldest for age in self.ages] + [row.case for row in self.late] + [one.case for one in self.ending]


def standing_now(declared: Procedure, today: date, cases: QuerySet[Case] | None = None) -> StandingNow:
    """Where the open ones of these cases of a procedure stand, or of all; of what is hidden from who asks, nothing."""
    among = Case.objects.all() if cases is None else cases
    rows = among.filter(procedure=declared.code, standing__closed=False).order_by()
    return StandingNow(_ages(declared, rows, today), _late(rows, today), _ending(rows, today))


def _ages(declared: Procedure, rows: QuerySet[Case], today: date) -> list[Age]:
    """In the order of the steps, and since when. Worked out in the database: there may be any number."""
    counted = rows.values_list("standing__step").annotate(number=Count("pk"), middle=Middle("standing__since"))
    found = {step: (number, (today - middle).days) for step, number, middle in counted}
    first = rows.order_by("standing__step", "standing__since", "pk").distinct("standing__step")
    oldest = {case.standing.step: case for case in first.select_related("standing", "company", "person")}
    return [
        Age(label, *found[code], (today - oldest[code].standing.since).days, oldest[code])
        for code, label in declared.states()
        if code in found
    ]


class Middle(Aggregate):
    """The one in the middle, of days or numbers: of two, the smaller."""

    function = "PERCENTILE_DISC"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"


def _late(cases: QuerySet[Case], today: date) -> list[OpenDeadline]:
    """Deadlines that are over, the oldest first."""
    rows = OpenDeadline.objects.filter(due_on__lt=today, case__in=cases)
    return list(rows.select_related("deadline", "case__company", "case__person").order_by("due_on")[:SHOWN])


def _ending(cases: QuerySet[Case], today: date) -> list[Ending]:
    """Consents and promises of secrecy that end soon, the next first."""
    consents, promises = (
        kind.objects.live(today)
        .filter(case__in=cases, until__lte=today + SOON)
        .select_related(*_WHOM)
        .order_by("until")[:SHOWN]
        for kind in (Consent, NonDisclosure)
    )
    found = [Ending(row.until, f"承諾({row.told})", str(row.to), row.case) for row in consents if row.until]
    found += [Ending(row.until, "守秘契約", str(row.to), row.case) for row in promises if row.until]
    return sorted(found, key=lambda one: one.until)[:SHOWN]
