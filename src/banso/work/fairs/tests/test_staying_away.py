"""A company that withdraws after wishes and decisions were made about it: said before a timetable is made."""

import pytest
from django.test import Client
from django.urls import reverse

from banso.core.errors import UserError
from banso.work.fairs.choices import PairKind, PresenceState
from banso.work.fairs.models import Timetable
from banso.work.fairs.services import ask_timetable, note_presence, record_pair_rule
from conftest import TinyWorld, flat

from .small_fair import SmallFair


def test_a_meeting_that_must_be_held_with_nobody_is_refused(world: TinyWorld) -> None:
    """Named before solving, and no version is begun; a decided pair of companies that come is no matter."""
    small = SmallFair(world)
    for supplier in small.suppliers[:2]:
        facts = {"buyer": small.buyers[0], "supplier": supplier, "kind": PairKind.MANDATORY}
        record_pair_rule(by=small.user, fair=small.fair, **facts)
    note_presence(small.suppliers[1], state=PresenceState.WITHDRAWN, by=small.user)
    with pytest.raises(UserError, match="参加しない企業とのものが1件.*甲×二$"):
        ask_timetable(small.fair, seconds=1, by=small.user)
    assert not Timetable.objects.exists()


def test_wishes_in_vain_are_counted(world: TinyWorld, client: Client) -> None:
    """Both wishes of the supplier that withdrew, on the page where the timetable is asked for."""
    small = SmallFair(world)
    client.force_login(world.user("reader", is_superuser=True))
    home = reverse("fair-plan", args=[small.fair.pk])
    assert "時間割に使いません" not in client.get(home).content.decode()
    note_presence(small.suppliers[1], state=PresenceState.WITHDRAWN, by=small.user)
    assert "希望 6件(うち2件は、参加しない企業が関わるため時間割に使いません)" in flat(client.get(home).content)
