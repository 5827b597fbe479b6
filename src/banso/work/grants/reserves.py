"""補欠 are adopted in the order of their rank, and a panel's result is followed; whoever departs from either says why."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from banso.office.reviews.choices import Result
from banso.office.reviews.models import Outcome
from banso.procedures.offering import State

from .choices import GIVES_BACK
from .models import Decision

WHY = "理由を備考に入れてください。"


def waiting(call: Any) -> QuerySet[Decision]:
    """The reserves of a call that are neither adopted nor out, in the order in which they move up."""
    rows = Decision.objects.in_force().filter(step="waitlisted", case__application__call=call)
    adopted = Decision.objects.in_force().filter(step="adopted", case=OuterRef("case"))
    rows = rows.filter(~Exists(adopted), case__standing__closed=False)
    return rows.select_related("case__company", "case__person").order_by("rank", "pk")


def before(state: State) -> list[Decision]:
    """The reserves of the call that would move up before this one; none where it is no reserve."""
    own = state.latest("waitlisted")
    if own is None or own.rank is None:
        return []
    return list(waiting(state.root.call).filter(rank__lt=own.rank))


def refuse_out_of_turn(state: State, facts: dict[str, Any]) -> None:
    """Raise ValidationError where another reserve comes first, or a panel made something else of it, and it is not said why."""
    if str(facts.get("note") or "").strip():
        return
    if first := next(iter(before(state)), None):
        raise ValidationError(
            {"note": f"補欠{first.rank}位「{first.case.whose}」が先です。順位と異なる採択をするときは、{WHY}"}
        )
    if state.latest("waitlisted") is None and (judged := of_panel(state)) and judged.result != Result.ADOPTED:
        raise ValidationError(
            {"note": f"審査会({judged.candidate.panel})の結果は「{judged.words}」です。採択するときは、{WHY}"}
        )


def of_panel(state: State) -> Outcome | None:
    """What the last panel that decided on a case made of it; None where none has."""
    rows = Outcome.objects.filter(candidate__case=state.case).select_related("candidate__panel")
    return rows.order_by("-decided_on", "-pk").first()


def said_of(state: State) -> list[tuple[str, str]]:
    """What whoever adopts an application should have in view of its turn."""
    found = []
    if (judged := of_panel(state)) is not None:
        found.append(("審査会の結果", f"{judged.words}({judged.candidate.panel})"))
    if own := state.latest("waitlisted"):
        first = before(state)
        others = "、".join(f"{row.rank}位 {row.case.whose}" for row in first[:5])
        found.append(
            ("補欠の順", f"{own.rank}位。先の補欠: {others}" if first else f"{own.rank}位。次に採択する番です")
        )
    return found


def next_in_turn(today: date) -> QuerySet[Any]:
    """The reserves first in turn in calls where more gave up what was adopted than have moved up since."""
    steps = Decision.objects.in_force()
    adopted, reserves = steps.filter(step="adopted"), steps.filter(step="waitlisted")
    rows = reserves.filter(case__standing__closed=False).exclude(case__in=adopted.values("case"))
    same = Q(case__application__call=OuterRef("case__application__call"))
    gone = _number(steps.filter(same, step__in=GIVES_BACK))
    risen = _number(adopted.filter(same, case__in=reserves.values("case")))
    first = ~Exists(rows.filter(same, rank__lt=OuterRef("rank")))
    found: QuerySet[Any] = rows.annotate(gone=gone, risen=risen).filter(first, gone__gt=F("risen"))
    return found


def _number(rows: QuerySet[Decision]) -> Coalesce:
    """How many cases of the call have such a step."""
    counted = rows.order_by().values("case__application__call").annotate(number=Count("case", distinct=True))
    return Coalesce(Subquery(counted.values("number")), 0)
