"""Where the creditors of a case stand on a version of its plan (同意の状況), and the day on which the last one agreed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from banso.core.era import format_date
from banso.procedures.offering import State

from .choices import ConsentState, Relief
from .models import Creditor, CreditorConsent

NOTHING_SAID = "未回答"


@dataclass(frozen=True)
class Stand:
    """What one creditor has said of a plan, in order, and since when it agrees without a condition; None while it does not."""

    creditor: Creditor
    said: tuple[CreditorConsent, ...]

    @property
    def last(self) -> CreditorConsent | None:
        return self.said[-1] if self.said else None

    @property
    def label(self) -> str:
        return self.last.get_state_display() if self.last else NOTHING_SAID

    @property
    def agreed_on(self) -> date | None:
        """The first of the days since which it has agreed and said nothing else."""
        since = None
        for row in reversed(self.said):
            if row.state != ConsentState.AGREED:
                break
            since = row.said_on
        return since


def stands_on(plan: Any, council: Any) -> list[Stand]:
    """What each target creditor of a case has said of a plan."""
    said: dict[int, list[CreditorConsent]] = {}
    for row in CreditorConsent.objects.in_force().filter(plan=plan).order_by("said_on", "pk"):
        said.setdefault(row.creditor_id, []).append(row)
    return [Stand(one, tuple(said.get(one.pk, ()))) for one in targets_of(council)]


def targets_of(council: Any) -> list[Creditor]:
    """The target creditors in the latest version of the table."""
    table = council.tables.order_by("-version").first()
    if table is None:
        return []
    found = Creditor.objects.filter(lines__table=table, is_target=True).select_related("organisation")
    return list(found.order_by("pk"))


def completed_on(state: State) -> tuple[date | None, str]:
    """The day a plan came about, and, while it has not, why (計画の成立日): the last unconditional consent of all target creditors;
    where no relief is asked, the day the plan was handed over.
    """
    decided, plan = state.latest("decided"), state.latest("planned")
    if decided is not None and decided.relief == Relief.NONE:
        row = state.latest("delivered")
        return (row.taken_on, "") if row else (None, "先に「計画書の交付」が必要です。")
    if plan is None:
        return None, "計画案がありません。"
    return last_consent(stands_on(plan, state.root))


def last_consent(stands: Sequence[Stand]) -> tuple[date | None, str]:
    """The day of the last unconditional consent, or who is still missing."""
    if not stands:
        return None, "債権者一覧に対象債権者がいません。"
    waiting = [f"{one.creditor.organisation}({one.label})" for one in stands if one.agreed_on is None]
    if waiting:
        return None, f"条件のない同意がそろっていません: {'、'.join(waiting)}"
    return max(one.agreed_on for one in stands if one.agreed_on), ""


def wrong_day(computed: date, given: date, what: str) -> str:
    """What is told of a day that was typed otherwise than it follows; '' where they agree."""
    if computed == given:
        return ""
    return f"{what}は{format_date(computed)}です。日付を{format_date(computed)}にしてください。"
