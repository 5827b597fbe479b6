"""The manager's year of improvement plans: how far those received came, how long cases stand, what is overdue, and what the national body asks."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Min, QuerySet, Sum

from banso.cases.models import Standing, Terms
from banso.office.deadlines.models import OpenDeadline

from .choices import Frame, ReceiptKind, Scheme
from .models import Accompaniment, PlanStep, Receipt
from .procedure import IMPROVEMENT, NATIONAL

NEAR = timedelta(days=60)  # the end of a claim is looked at from then on
FUNNEL = ("applied", "decided", "commissioned", "agreed", "plan_claimed", "accompanied", "follow_claimed", "paid")
LEFT = ("refused", "withdrawn", "lapsed")


@dataclass(frozen=True)
class Stage:
    """How many of a year's cases came as far as a step."""

    label: str
    cases: int
    whole: int

    @property
    def percent(self) -> int:
        return self.cases * 100 // self.whole if self.whole else 0


def received(year: int) -> QuerySet[Receipt]:
    """The applications received in a fiscal year."""
    found: QuerySet[Receipt] = Receipt.objects.standing().filter(kind=ReceiptKind.APPLICATION, fiscal_year=year)
    return found


def funnel(year: int) -> list[Stage]:
    """How far the cases came whose applications were received in a year, by today."""
    cases = set(received(year).values_list("case__case", flat=True))
    rows = PlanStep.objects.in_force().filter(case__in=cases).values("step").annotate(n=Count("case", distinct=True))
    came = {row["step"]: row["n"] for row in rows}
    return [Stage(IMPROVEMENT.label_of(code), came.get(code, 0), len(cases)) for code in (*FUNNEL, *LEFT)]


@dataclass(frozen=True)
class Age:
    """Open cases that stand at one step: how many, and the longest of them in days."""

    label: str
    cases: int
    days: int


def ages(today: date) -> list[Age]:
    """How long open cases have stood where they stand, the longest first."""
    rows = Standing.objects.filter(case__procedure=IMPROVEMENT.code, closed=False).values("step")
    found = [
        Age(IMPROVEMENT.label_of(row["step"]), row["n"], (today - row["first"]).days)
        for row in rows.annotate(n=Count("case"), first=Min("since"))
    ]
    return sorted(found, key=lambda age: -age.days)


def due(today: date) -> tuple[list[OpenDeadline], list[OpenDeadline]]:
    """What is overdue, and the claims whose end is near."""
    rows = OpenDeadline.objects.filter(case__procedure=IMPROVEMENT.code, due_on__lte=today + NEAR)
    rows = rows.select_related("deadline", "case__company", "case__programme", "case__person").order_by("due_on", "pk")
    found = list(rows)
    late = [row for row in found if row.due_on < today]
    return late, [row for row in found if row.due_on >= today and row.code in ("claim", "plan_claim")]


Key = tuple[str, str, str]  # scheme, frame, form set


def _by_edition(rows: QuerySet[Any], path: str, value: Any) -> dict[Key, int]:
    """What rows come to by the edition of their plan."""
    names = [f"{path}scheme", f"{path}frame", f"{path}edition__form_set"]
    counted = rows.values_list(*names).annotate(n=value).order_by(*names)
    return {(scheme, frame, forms or "版の前"): number or 0 for scheme, frame, forms, number in counted}


def _receipts(year: int, *kinds: str) -> dict[Key, int]:
    rows = Receipt.objects.standing().filter(fiscal_year=year, kind__in=kinds)
    return _by_edition(rows, "case__", Count("pk"))


def _steps(year: int, code: str, value: Any) -> dict[Key, int]:
    return _by_edition(PlanStep.objects.in_force().filter(step=code, fiscal_year=year), "case__plan__", value)


CLAIMS = [kind for kind in ReceiptKind.values if kind != ReceiptKind.APPLICATION]
# each column of the sheet for the national body: its heading, and what it counts in a fiscal year by the edition
COLUMNS: dict[str, tuple[str, Callable[[int], dict[Key, int]] | None]] = {
    "form_set": ("様式", None),
    "frame": ("枠", None),
    "applications": ("利用申請", lambda year: _receipts(year, ReceiptKind.APPLICATION)),
    "decisions": ("利用決定", lambda year: _steps(year, "decided", Count("pk"))),
    "claims": ("支払申請", lambda year: _receipts(year, *CLAIMS)),
    "accompaniments": (
        "伴走支援",
        lambda year: _by_edition(
            Accompaniment.objects.standing().filter(fiscal_year=year),
            "case__",
            Count("pk"),
        ),
    ),
    "granted": ("支払決定額(円)", lambda year: _steps(year, "pay_decided", Sum("granted"))),
    "paid": ("支払額(円)", lambda year: _steps(year, "paid", Sum("amount"))),
}


def layout(year: int) -> list[str]:
    """The columns of the sheet, as the terms of the year lay them down."""
    terms = Terms.objects.filter(procedure=IMPROVEMENT.code, fiscal_year__lte=year)
    latest = terms.order_by("-fiscal_year", "-version").first()
    said = latest.content.get("values", {}).get("national") if latest else None
    return [name for name in (said or NATIONAL) if name in COLUMNS]


def national(year: int) -> list[list[Any]]:
    """The sheet for the national body: headings, and a line for each scheme, frame and edition that had anything in the year."""
    names = layout(year)
    counted: dict[str, dict[Key, int]] = {}
    for name in names:
        of = COLUMNS[name][1]
        if of is not None:
            counted[name] = of(year)
    keys = sorted({key for rows in counted.values() for key in rows})
    lines: list[list[Any]] = [["制度", *(COLUMNS[name][0] for name in names)]]
    return lines + [[str(Scheme(key[0]).label), *(_cell(name, key, counted) for name in names)] for key in keys]


def _cell(name: str, key: Key, counted: dict[str, dict[Key, int]]) -> Any:
    if name in counted:
        return counted[name].get(key, 0)
    return str(Frame(key[1]).label) if name == "frame" else key[2]
