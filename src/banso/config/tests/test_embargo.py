"""Who won is there for those who decide, for nobody else before the day it is announced: by the rows the database shows."""

from datetime import timedelta

from django.db.models import Model
from django.utils.timezone import localdate

from banso.cases.models import Case
from banso.core.acting import act_for
from banso.office.reviews import services
from banso.office.reviews.models import Candidate, Outcome, Panel, Score, Scoresheet
from banso.office.reviews.services import Made
from banso.registers.models import User
from conftest import TinyWorld

from .conftest import ROLE
from .walled import Walled, run

KINDS: tuple[type[Model], ...] = (Outcome, Scoresheet, Score)


def judged(world: TinyWorld) -> Panel:
    """A panel of the open programme with a winner, announced tomorrow."""
    today, programme = localdate(), world.programme
    facts = {"name": "DX部門 本審査", "held_on": today, "due_on": today, "announced_on": today + timedelta(days=1)}
    panel = services.record_panel(programme=programme, **facts, by=None)
    services.record_criterion(panel=panel, place=1, name="独自性", points=10, by=None)
    who = services.record_reviewer(panel=panel, name="青木 一郎", starts_on=today, ends_on=today, by=None)
    case = Case.objects.create(programme=programme, title="優れた取組", opened_on=today)
    (one,) = services.add_candidates(panel, [(case, None)], by=None)
    services.assign_all(panel, by=None)
    seat = who.assignments.get()
    services.declare(seat, answer="none", by=None)
    services.give(seat, {panel.criteria.get().pk: 9}, by=None)
    services.decide(panel, {one.pk: Made("adopted")}, decided_on=today, by=None)
    return panel


def seen(user: User | None) -> list[int]:
    """How many results, sheets and points someone sees, and how many rows of their histories."""
    act_for(user.pk if user else None)
    rows = [kind._default_manager.count() for kind in KINDS]
    return [*rows, sum(kind.pgh_event_model.objects.count() for kind in KINDS)]  # type: ignore[attr-defined]


def test_who_won_is_told_on_its_day(walled: Walled, world: TinyWorld) -> None:
    """Not to who may look but does not decide, their histories neither; to all from that day on; the panel itself is no secret."""
    run("RESET ROLE")
    looks, decides = world.user("looks"), world.user("decides")
    for user in (looks, decides):
        world.allow(user, "view_panel", "view_outcome", "view_candidate")
    world.allow(decides, "add_outcome")
    panel = judged(world)
    run(f"SET LOCAL ROLE {ROLE}")
    assert seen(looks) == [0, 0, 0, 0]
    assert Panel.objects.count() == 1 and Candidate.objects.count() == 1
    assert seen(decides) == [1, 1, 1, 3]
    assert seen(None)[:3] == [1, 1, 1]  # by a reviewer's link, which shows her what is hers
    run("RESET ROLE")
    Panel.objects.filter(pk=panel.pk).update(announced_on=localdate())
    run(f"SET LOCAL ROLE {ROLE}")
    assert seen(looks)[:3] == [1, 1, 1]
