"""A draft's way as it stands: each place with its seal, those of earlier rounds that still count among them."""

from dataclasses import dataclass

from .choices import Deed
from .models import Act, Draft, Station

ANSWERS = (Deed.APPROVE, Deed.OBJECT, Deed.DECIDE, Deed.READ, Deed.PULL_UP)
AFTER = (Deed.READ_AFTER, Deed.CONFIRM_AFTER)


@dataclass(frozen=True)
class Passed:
    """A place on the way: the seal put there, and when whoever was away looked at it afterwards (後閲)."""

    station: Station
    seal: Act | None
    after: Act | None

    @property
    def mark(self) -> str:
        """代 for a seal in another's stead, 後 for one skipped who reads it afterwards."""
        if self.seal is None:
            return ""
        return "後" if self.seal.deed == Deed.PULL_UP else "代" if self.seal.acting_for_id else ""


def way_of(draft: Draft) -> list[Passed]:
    """The places of the latest round; before them those of earlier rounds, where it was sent back to someone on the way."""
    seals: dict[int | None, Act] = {}
    after: dict[int | None, Act] = {}
    for act in draft.acts.select_related("staff", "acting_for").exclude(station=None):
        if act.deed in ANSWERS:
            seals[act.station_id] = act
        elif act.deed in AFTER:
            after[act.station_id] = act
    return [Passed(one, seals.get(one.pk), after.get(one.pk)) for one in _stations(draft)]


def _stations(draft: Draft) -> list[Station]:
    rounds: dict[int, list[Station]] = {}
    for station in draft.stations.select_related("seat", "staff").order_by("order", "pk"):
        rounds.setdefault(station.round, []).append(station)
    found: list[Station] = []
    for number in sorted(rounds, reverse=True):
        found = [one for one in rounds[number] if not found or one.order < found[0].order] + found
        if found[0].order == 1:
            break
    return found
