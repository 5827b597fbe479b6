"""Which part of a grant's case is of use when: what was applied for, the work as it goes on, what follows the settlement. Each opens by itself then."""

from collections.abc import Callable
from typing import Any, TypedDict

from banso.cases.models import Case

from .choices import SETTLES

BEFORE = (
    "", "returned", "resubmitted", "withdrawn", "early", "waitlisted", "adopted", "rejected", "declined", "requested", "refused",
)  # fmt: skip
AFTER = (
    *SETTLES, "claimed", "paid", "return_ordered", "repaid", "waiver_asked", "waived", "charged", "finished",
)  # fmt: skip


class Folded(TypedDict):
    """The part of the case's page in which a panel stands, and when it is open."""

    part: str
    now: Callable[[Any], bool]


def _stands(*steps: str) -> Callable[[Any], bool]:
    return lambda record: not isinstance(record, Case) or record.standing.step in steps


def _works(record: Any) -> bool:
    return not isinstance(record, Case) or record.standing.step not in (*BEFORE, *AFTER)


APPLYING: Folded = {"part": "申請と資格", "now": _stands(*BEFORE)}
WORKING: Folded = {"part": "事業の実施", "now": _works}
AFTERWARDS: Folded = {"part": "額の確定のあと", "now": _stands(*AFTER)}
