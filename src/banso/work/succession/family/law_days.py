"""The days that laws set for a succession (法令の期限), as known last: rows, since they have moved more than once."""

from collections.abc import Iterable
from datetime import date

from django.utils.timezone import localdate

from banso.core.days import Due
from banso.core.era import format_date
from banso.procedures.declaring import Fall
from banso.procedures.offering import State

from ..choices import PLANNED
from ..models import LawDay


def law_days(scheme: str, on: date) -> list[LawDay]:
    """Those of a scheme as they are known on a day: of each the row that holds since last, in the order of their days."""
    latest: dict[str, LawDay] = {}
    for row in LawDay.objects.filter(scheme=scheme, known_from__lte=on).order_by("known_from", "pk"):
        latest[row.code] = row
    return sorted(latest.values(), key=lambda row: (row.due_on, row.code))


def falls_of_law(state: State) -> Iterable[Fall]:
    """What of these is still to be kept in a case that uses the relief: none once the governor has confirmed its plan but the gift."""
    track = state.root
    if track.kind not in PLANNED or not track.scheme or state.closed:
        return
    for number, row in enumerate(law_days(track.scheme, localdate()), start=1):
        done = state.count("confirmed") if row.code.endswith("plan") else state.count("shares_moved")
        if not done:
            checked = f"{format_date(row.checked_on)}に確認" if row.checked_on else "要確認"
            yield Fall(number, Due(row.due_on, f"{row.label}({row.source}、{checked})"), name=row.label)
