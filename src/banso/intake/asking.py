"""The doubtful companies of a file, laid before a person beside those they may be: decided here, the rows come in."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from banso.registers.matching.compare import Party
from banso.registers.models import Answer, Decision, Doubt
from banso.registers.services.resolving import Candidate, parties_of, row_key
from banso.registers.views import Line, row_beside

from .models import ImportState


@dataclass(frozen=True)
class Beside:
    """One company of the register that a row may mean: why, and both beside each other. `doubt` is where it was decided."""

    candidate: Candidate
    lines: list[Line]
    doubt: Doubt | None


@dataclass(frozen=True)
class Asked:
    """A row whose company is in doubt, and the companies it may be. It is answered by one 同じ, or by 別 for all."""

    row: int
    name: str
    besides: list[Beside]

    @property
    def same(self) -> Doubt | None:
        """The decision that it is one of them."""
        return next((b.doubt for b in self.besides if b.doubt and b.doubt.answer == Answer.SAME), None)

    @property
    def settled(self) -> bool:
        return bool(self.same) or all(b.doubt and b.doubt.answer == Answer.OTHER for b in self.besides)


def party_asked(asks: dict[str, Any]) -> Party:
    """What a row says of its company."""
    return Party(**asks["told"])


def candidates_asked(asks: dict[str, Any]) -> list[Candidate]:
    return [Candidate(**one | {"reasons": tuple(one["reasons"])}) for one in asks["candidates"]]


def asked(questions: list[dict[str, Any]]) -> list[Asked]:
    """Some questions of a file with what has been decided of them meanwhile."""
    keys = {row_key(party_asked(asks)) for asks in questions}
    decided: dict[str, dict[int, Doubt]] = defaultdict(dict)
    for doubt in Doubt.objects.filter(row_key__in=keys, answer__in=(Answer.SAME, Answer.OTHER)):
        decided[doubt.row_key][doubt.candidate_id] = doubt
    known = parties_of({one["company_id"] for asks in questions for one in asks["candidates"]})
    return [_asked(asks, known, decided[row_key(party_asked(asks))]) for asks in questions]


def _asked(asks: dict[str, Any], known: dict[int, tuple[Party, ...]], decided: dict[int, Doubt]) -> Asked:
    besides = [
        Beside(one, row_beside(asks["told"], known[one.company_id][0]), decided.get(one.company_id))
        for one in candidates_asked(asks)
        if one.company_id in known
    ]
    return Asked(asks["row"], asks["told"]["name"], besides)


def decided_since(state: ImportState) -> bool:
    """Whether a doubt of this file was decided after it was looked at: then it has to be looked at again."""
    keys = {row_key(party_asked(asks)) for asks in state.found.get("asks", ())}
    since = Decision.objects.filter(decided_at__gt=state.at, doubt__row_key__in=keys)
    return bool(keys) and since.exclude(answer=Answer.LATER).exists()
