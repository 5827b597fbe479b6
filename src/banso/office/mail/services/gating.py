"""Mailings that a person may not let go by herself: whoever decides them says so here."""

from collections.abc import Callable
from dataclasses import dataclass

from ..models import Mailing


@dataclass(frozen=True)
class Gate:
    """What stands before a mailing goes: why, in words, where it is asked for, and the draft it waits in already ('' for none)."""

    why: str
    address: str
    waiting: str = ""


GateOf = Callable[[Mailing], Gate | None]
_gates: list[GateOf] = []


def gated_by(function: GateOf) -> GateOf:
    """Say which mailings only a decision lets go: a decorator. There is one."""
    _gates[:] = [function]
    return function


def gate_of(mailing: Mailing) -> Gate | None:
    """What stands before a mailing goes; None where a person may let it go."""
    return _gates[0](mailing) if _gates else None
