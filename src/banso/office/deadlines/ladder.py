"""The ladder of reminders (督促の段取り), as data: [{days_before: 14, to: keeper}, {days_after: 1, to: keeper}]. Pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from banso.core.errors import UserError

from .choices import Actor, Addressee

MOST = 60  # days from the due day on either side


@dataclass(frozen=True, order=True)
class Rung:
    """One reminder: so many days from the due day (negative: before it), to whom."""

    days: int
    to: Addressee

    def day(self, due_on: date) -> date:
        return due_on + timedelta(days=self.days)


Ladder = tuple[Rung, ...]


def read_ladder(data: Any) -> Ladder:
    """The ladder that data say, the earliest first. Raises UserError, which names the rung and how it is written."""
    if not isinstance(data, list):
        raise UserError("督促の段取りは [{days_before: 14, to: keeper}, …] のように並べてください。")
    rungs = [_rung(one, place) for place, one in enumerate(data, start=1)]
    for place, rung in enumerate(rungs, start=1):
        if rung in rungs[: place - 1]:
            raise UserError(f"督促の段取りの{place}番目は、前にあるものと同じです。どちらかを消してください。")
    return tuple(sorted(rungs))


def _rung(data: Any, place: int) -> Rung:
    said = data if isinstance(data, Mapping) else {}
    ways = [way for way in ("days_before", "days_after") if way in said]
    if len(ways) != 1 or set(said) != {ways[0], "to"}:
        raise UserError(
            f"督促の段取りの{place}番目は {{days_before: 14, to: keeper}} のように書いてください(days_after: 期日の後)。"
        )
    number, to = said[ways[0]], said["to"]
    if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number <= MOST:
        raise UserError(f"督促の段取りの{place}番目の日数「{number}」は、0から{MOST}までの整数にしてください。")
    if to not in Addressee.values:
        raise UserError(
            f"督促の段取りの{place}番目の宛先「{to}」は、{'、'.join(Addressee.values)} のどれかにしてください。"
        )
    return Rung(-number if ways[0] == "days_before" else number, Addressee(to))


DEFAULT = read_ladder(
    [
        {"days_before": 14, "to": "keeper"},
        {"days_before": 3, "to": "company"},
        {"days_before": 3, "to": "expert"},
        {"days_before": 3, "to": "outsider"},
        {"days_after": 1, "to": "keeper"},
        {"days_after": 7, "to": "manager"},
    ]
)


def concerns(rung: Rung, actor: str) -> bool:
    """Whether a rung concerns a deadline: those outside are reminded only of what they must do themselves."""
    inside = rung.to in (Addressee.KEEPER, Addressee.MANAGER)
    return inside or Actor(actor).value == rung.to.value


def rungs_due(
    ladder: Iterable[Rung], *, actor: str, due_on: date, since: date, today: date, gone: Collection[Rung] = ()
) -> list[Rung]:
    """The rungs due on a day, for a deadline known `since` a day and those already `gone`.

    Of several that have come for one addressee (the machine was off) only the latest is due; one that lies before the
    deadline was known never is.
    """
    come: dict[Addressee, Rung] = {}
    for rung in sorted(ladder):
        if concerns(rung, actor) and since <= rung.day(due_on) <= today:
            come[rung.to] = rung
    later = {rung.to: rung.days for rung in sorted(gone)}
    return [rung for to, rung in come.items() if later.get(to, rung.days - 1) < rung.days]
