"""What the last seal of a draft does: declared by whoever lets something be decided, such as the step of a case."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from .models import Draft


@dataclass(frozen=True)
class Shown:
    """What a decision would do, in words, and `world`: what it rests on, so that a change of it is noticed.

    `writes` are the rows it would write, column by column as the database holds them: to these the decision is held.
    """

    lines: list[tuple[str, str]]
    world: Any = None
    writes: list[dict[str, str | None]] = field(default_factory=list)

    @property
    def digest(self) -> str:
        return hashlib.sha256(json.dumps([self.lines, self.world], default=str).encode()).hexdigest()


@dataclass(frozen=True)
class Matter:
    """A kind of decision: `show` says what it would do now, `execute` does it. Both raise ValidationError where it can't be.

    `carry` does both in one go, where doing it twice would take too long: it does it for real, and says what it did as `show` would.
    `in_the_file`: its drafts belong to the files of the cases they decide, and not only speak of them. `about` is where what is decided
    can be looked at whole, for a draft's payload: the words of the link and its address.
    """

    code: str
    label: str
    show: Callable[[Draft, dict[str, Any], Any], Shown]
    execute: Callable[[Draft, dict[str, Any], Any], Any]
    carry: Callable[[Draft, dict[str, Any], Any], tuple[Shown, Any]] | None = None
    in_the_file: bool = True
    about: Callable[[dict[str, Any]], tuple[str, str]] | None = None


def _nothing(draft: Draft, payload: dict[str, Any], by: Any) -> Shown:
    return Shown([])


def _no_deed(draft: Draft, payload: dict[str, Any], by: Any) -> None:
    return None


BY_HAND = Matter("", "伺い", _nothing, _no_deed)  # a draft of words only: its decision is the deed
_matters: dict[str, Matter] = {"": BY_HAND}


def matter(**declaration: Any) -> Matter:
    """Declare a matter; the last declaration of a code stands."""
    declared = Matter(**declaration)
    _matters[declared.code] = declared
    return declared


def get_matter(code: str) -> Matter:
    """The matter of that code. Raises KeyError if nobody declared it."""
    return _matters[code]
