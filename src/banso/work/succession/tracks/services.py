"""Opening a track, and going on to another: the steps themselves are in :mod:`.procedure`."""

from typing import Any

from django.core.exceptions import ValidationError

from banso.cases.models import Case
from banso.cases.services import OF_CASE, open_case
from banso.core.trail import verb
from banso.core.writing import correct, record
from banso.registers.models import User

from ..choices import TrackKind
from ..models import Diagnosis, Track

TRACK = "succession"


@verb
def open_track(*, by: User | None, sheet: Diagnosis | None = None, **facts: Any) -> Track:
    """Open a track: its case and its own facts; with the sheet it came of, which is then linked to it.

    Raises ValidationError, field by field: without a firm or a person, for a case before it that is another's.
    """
    of_case = {name: facts.pop(name) for name in OF_CASE if name in facts}
    if not of_case.get("company") and not of_case.get("person"):
        raise ValidationError({"company": "企業か個人を入れてください。"})
    _same_party(facts.get("previous"), of_case)
    case = open_case(procedure=TRACK, title=TrackKind(facts["kind"]).label, by=by, **of_case)
    track = record(Track, {"case": case} | facts)
    if sheet is not None:
        correct(sheet, {"track": track})
    return track


@verb
def correct_track(track: Track, *, by: User | None, **facts: Any) -> Track:
    """Put a track's facts right. Raises ValidationError for itself as the one before, one of another firm, or another kind once steps were taken."""
    previous = facts.get("previous")
    if previous is not None and previous.pk == track.pk:
        raise ValidationError({"previous": "この支援自身は選べません。"})
    _same_party(previous, {"company": track.case.company, "person": track.case.person})
    if "kind" in facts and facts["kind"] != track.kind and track.case.standing.step:
        raise ValidationError(
            {"kind": "手続が始まっているため、支援の種類は変えられません。「別の支援への移行」を登録してください。"}
        )
    corrected = correct(track, facts)
    correct(corrected.case, {"title": TrackKind(corrected.kind).label})
    return corrected


def _same_party(previous: Track | None, of_case: dict[str, Any]) -> None:
    """The case before is of the same firm, or of the person who now comes."""
    if previous is None:
        return
    before: Case = previous.case
    known = {(name, key) for name in ("company", "person") if (key := getattr(before, f"{name}_id"))}
    now = {(name, row.pk) for name in ("company", "person") if (row := of_case.get(name))}
    if known and not known & now:
        raise ValidationError({"previous": f"前の支援は別の相手({before.whose})のものです。選び直してください。"})


@verb
def go_on(track: Track, kind: str, *, on: Any, by: User | None) -> Track:
    """Open the track that follows, for the same firm or person and by the same keeper, linked to this one."""
    case = track.case
    facts: dict[str, Any] = {
        "programme": case.programme,
        "company": case.company,
        "person": case.person,
        "keeper": case.keeper,
    }
    facts |= {"head_age": track.head_age, "route": track.route, "scheme": track.scheme}
    opened: Track = open_track(
        kind=kind, previous=track, opened_on=on, succession_on=track.succession_on, by=by, **facts
    )
    return opened
