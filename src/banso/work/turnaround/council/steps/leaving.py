"""The other ways out of a support (中止・不調・取下げ・法的整理): none of them is a completion, and none takes one back."""

from typing import Any

from banso.registers.models import User

from ..models import CouncilCase, CouncilStep
from ..procedure import COUNCIL
from .talking import taken

_OUT: dict[str, Any] = {
    "after": ("first",),
    "asks": ("reason",),
    "needs": {"reason": "理由を選んでください。"},
    "closes": True,
    "primary": False,
}


@COUNCIL.step("stopped", "中止", paper="council-stop", **_OUT)
def stop(council: CouncilCase, *, by: User | None, **facts: Any) -> CouncilStep:
    """The council ends the support. Raises ValidationError without the reason."""
    return taken(council, "stopped", facts)


@COUNCIL.step("failed", "不調", never_after=("completed",), paper="council-stop", **_OUT)
def fail(council: CouncilCase, *, by: User | None, **facts: Any) -> CouncilStep:
    """The creditors did not agree. Raises ValidationError without the reason."""
    return taken(council, "failed", facts)


@COUNCIL.step("dropped", "取下げ", **_OUT)
def drop(council: CouncilCase, *, by: User | None, **facts: Any) -> CouncilStep:
    """The firm wants no support any more. Raises ValidationError without the reason."""
    return taken(council, "dropped", facts)


@COUNCIL.step("insolvent", "法的整理への移行", **_OUT)
def go_to_court(council: CouncilCase, *, by: User | None, **facts: Any) -> CouncilStep:
    """The firm goes into proceedings at a court. Raises ValidationError without the reason."""
    return taken(council, "insolvent", facts)
