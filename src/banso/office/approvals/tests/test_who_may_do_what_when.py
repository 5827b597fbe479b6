"""State × deed and person × deed of a draft: what is allowed is done, everything else is refused in words and changes nothing."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate

from banso.office.approvals import services
from banso.office.approvals.choices import State
from banso.office.approvals.models import Draft
from conftest import TinyWorld

from .test_drafts import House, seal, state

# who does what about a draft before the head of the section, its last station
DEEDS: dict[str, Callable[[House, Draft, Any], Any]] = {
    "seal": lambda house, draft, staff: seal(draft, staff),
    "send_back": lambda house, draft, staff: services.send_back(draft, comment="理由", by=staff.user),
    "refuse": lambda house, draft, staff: services.refuse(draft, comment="理由", by=staff.user),
    "object": lambda house, draft, staff: services.object_to(draft, comment="理由", by=staff.user),
    "take_back": lambda house, draft, staff: services.take_back(draft, by=staff.user),
    "resubmit": lambda house, draft, staff: services.resubmit(draft, body="直しました", by=staff.user),
    "pull_up": lambda house, draft, staff: services.pull_up(draft, comment="出張", by=staff.user),
    "look_after": lambda house, draft, staff: services.look_after(draft, by=staff.user),
}
# the state → who may do what then
ALLOWED: dict[State, set[tuple[str, str]]] = {
    State.OPEN: {("head", "seal"), ("head", "send_back"), ("head", "refuse"), ("drafter", "take_back")},
    State.RETURNED: {("drafter", "resubmit")},
    State.TAKEN_BACK: {("drafter", "resubmit")},
    State.DECIDED: set(),
    State.DECIDED_FOR: {("head", "look_after")},
    State.REFUSED: set(),
}
PEOPLE = ("drafter", "general", "head", "director", "chief", "stranger")


def brought_to(house: House, wanted: State) -> Draft:
    if wanted is State.DECIDED_FOR:
        until = localdate() + timedelta(days=1)
        services.record_absence(
            staff=house.head, substitute=house.director, starts_on=localdate(), until=until, by=None
        )
    draft = house.draft()
    seal(draft, house.general)
    leading: dict[State, tuple[str, Any]] = {
        State.RETURNED: ("send_back", house.head),
        State.TAKEN_BACK: ("take_back", house.drafter),
        State.DECIDED: ("seal", house.head),
        State.DECIDED_FOR: ("seal", house.director),
        State.REFUSED: ("refuse", house.head),
    }
    if wanted in leading:
        deed, staff = leading[wanted]
        DEEDS[deed](house, draft, staff)
    return draft


def done_by(house: House, draft: Draft) -> set[tuple[str, str]]:
    """Everything anyone can do about a draft as it stands; each is tried and undone."""
    found = set()
    for name in PEOPLE:
        for deed, act in DEEDS.items():
            try:
                with transaction.atomic():
                    act(house, draft, getattr(house, name))
                    found.add((name, deed))
                    transaction.set_rollback(True)
            except ValidationError as refused:
                assert all(refused.messages)
    return found


@pytest.mark.parametrize("wanted", ALLOWED)
def test_each_deed_in_each_state(world: TinyWorld, wanted: State) -> None:
    house = House(world)
    house.stranger = house.person("stranger")  # type: ignore[attr-defined]
    draft = brought_to(house, wanted)
    assert state(draft) == wanted
    assert done_by(house, draft) == ALLOWED[wanted]


def test_each_person_while_a_draft_waits_lower(world: TinyWorld) -> None:
    """Whose turn it is agrees or sends it back; those above may pull it up; nobody decides yet."""
    house = House(world)
    house.stranger = house.person("stranger")  # type: ignore[attr-defined]
    assert done_by(house, house.draft(100_000)) == {
        ("general", "seal"),
        ("general", "send_back"),
        ("head", "pull_up"),
        ("director", "pull_up"),
        ("drafter", "take_back"),
    }


def test_a_login_that_is_nobodys_does_nothing(world: TinyWorld) -> None:
    house = House(world)
    draft = house.draft()
    with pytest.raises(ValidationError, match="職員として登録されていない"):
        services.take_back(draft, by=world.user("visitor"))
