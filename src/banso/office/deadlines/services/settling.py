"""Bringing a case's deadlines in line with its terms: after every step, what the rules now say stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate

from banso.cases.models import Case, Party
from banso.core.days import Due
from banso.core.trail import verb
from banso.core.writing import record
from banso.registers.models import User

from ..choices import Actor, Ending
from ..models import Closing, Deadline, OpenDeadline
from .keeping import close, lock_case, replace

COUNTED_ANEW = "手続が進み、期日を数え直した"
NOT_DUE = "もとになる手続がなくなった"


@dataclass(frozen=True)
class Wanted:
    """A deadline that the rules of a case's terms ask for now: which rule, which time, its date and who must act.

    `due` is what the rule answered; without an answer nothing is due yet. `opens_on` is the first day of its window, if it has one.
    """

    code: str
    name: str
    due: Due | None
    actor: Actor = Actor.KEEPER
    met_by: tuple[str, ...] = ()
    round: int = 1
    party: Party | None = None
    opens_on: date | None = None

    @property
    def key(self) -> tuple[str, int]:
        return self.code, self.round


@verb
def settle(case: Case, wanted: Sequence[Wanted], *, by: User | None) -> list[Deadline]:
    """Bring the case's open deadlines in line with what its rules ask for now; those open by rule afterwards.

    New ones are set, those counted otherwise now are replaced, those not asked for any more are dropped. What a person
    moved, set or ended stays as she left it; what a step had met is set again if it is asked for again (the step was taken
    back). Running it twice changes nothing.
    """
    lock_case(case)
    asked = {one.key: one for one in wanted if one.due}
    found = OpenDeadline.objects.filter(case=case).exclude(code="").select_related("deadline")
    standing = {(row.code, row.round): row.deadline for row in found}
    ended = _ended_by_hand(case)
    for key, deadline in standing.items():
        if key not in asked and not deadline.by_hand:
            close(deadline, ending=Ending.DROPPED, on=localdate(), reason=NOT_DUE)
    kept = []
    for key, one in asked.items():
        if key in standing:
            kept.append(_in_line(standing[key], one))
        elif key not in ended:
            kept.append(record(Deadline, {"case": case} | _facts(one)))
    return kept


def _in_line(deadline: Deadline, wanted: Wanted) -> Deadline:
    facts = _facts(wanted)
    if deadline.by_hand or all(getattr(deadline, name) == value for name, value in facts.items()):
        return deadline
    return replace(deadline, **facts, reason=COUNTED_ANEW)


def _facts(wanted: Wanted) -> dict[str, object]:
    assert wanted.due is not None
    return {
        "code": wanted.code,
        "round": wanted.round,
        "name": wanted.name,
        "opens_on": wanted.opens_on,
        "due_on": wanted.due.on,
        "sentence": wanted.due.sentence,
        "soft": wanted.due.soft,
        "actor": wanted.actor,
        "met_by": list(wanted.met_by),
        "party": wanted.party,
    }


def _ended_by_hand(case: Case) -> set[tuple[str, int]]:
    rows = Closing.objects.filter(deadline__case=case, by_hand=True).exclude(deadline__code="")
    return set(rows.values_list("deadline__code", "deadline__round"))
