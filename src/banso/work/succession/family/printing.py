"""A plan's grid on paper, A4 or A3, with the days that laws set."""

from pathlib import Path

from django.utils.timezone import localdate

from banso.core.era import format_date
from banso.core.typesetting import typeset

from ..models import PlanVersion
from .grid import NAMES, PART, WHOLE, items_of
from .law_days import law_days

TEMPLATE = Path(__file__).with_name("plan.typ")
PAPERS = ("a4", "a3")


def plan_on_paper(plan: PlanVersion, paper: str) -> bytes:
    """The grid as a PDF."""
    heads, lines = items_of(plan)
    case = plan.track.case
    days = law_days(plan.track.scheme, localdate()) if plan.track.scheme else []
    data = {
        "title": f"事業承継計画表 {case.whose}",
        "facts": [case.number, f"第{plan.version}版", format_date(plan.made_on)],
        "paper": paper,
        "years": heads,
        "rows": [[line.label, *line.cells] for line in lines],
        "numbers": [NAMES.index(name) for name in (*WHOLE, *PART)],
        "days": [f"{row.label} {format_date(row.due_on)}({row.source})" for row in days],
    }
    return typeset(TEMPLATE, data)
