"""A panel's ranking is worked out once until something more is said, under what the reader may see."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from banso.office.reviews import overview, services
from banso.office.reviews.choices import Seat
from banso.office.reviews.models import Candidate, Progress, Scoresheet
from banso.office.reviews.standing import Standing
from conftest import TinyWorld, flat

from .test_reviews import Room

pytestmark = pytest.mark.django_db


def _asked_for_scores(room: Room) -> bool:
    with CaptureQueriesContext(connection) as asked:
        _ = Standing(room.panel, remembering=True).ranked
    return any("reviews_score" in one["sql"] and "ARRAY_AGG" in one["sql"] for one in asked)


def _given(room: Room, name: str, points: int) -> None:
    for reviewer in range(3):
        services.declare(room.seat(name, reviewer), answer="none", by=None)
        criteria = room.panel.criteria.all()
        services.give(room.seat(name, reviewer), {one.pk: min(points, one.points) for one in criteria}, by=None)


def test_what_follows_is_worked_out_anew_only_after_more_was_said(world: TinyWorld) -> None:
    room = Room(world)
    _given(room, "A", 15)
    assert _asked_for_scores(room)
    assert not _asked_for_scores(room)
    _given(room, "B", 18)
    assert _asked_for_scores(room)
    fresh, kept = Standing(room.panel), Standing(room.panel, remembering=True)
    assert kept.found == fresh.found
    assert [line.key for line in kept.ranked[:2]] == [room.files_of["B"].pk, room.files_of["A"].pk]


def test_every_saying_counts_up_and_nothing_else_does(world: TinyWorld) -> None:
    room = Room(world)

    def number() -> int:
        return Progress.objects.get(panel=room.panel).number

    before = number()
    services.correct_panel(room.panel, name="第2回 審査会", by=None)
    assert number() == before
    services.declare(room.seat("A", 0), answer="none", by=None)
    services.abstain(room.seat("A", 0), reason="欠席", by=None)
    assert number() == before + 2
    services.assign(room.panel, [(room.reviewers[0], room.files_of["A"])], by=None)
    assert number() == before + 3  # those taken away, in one statement


def test_who_sees_fewer_candidates_is_not_told_of_the_others(world: TinyWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    room = Room(world)
    _given(room, "A", 15)
    _given(room, "B", 18)
    assert len(Standing(room.panel, remembering=True).ranked) == 6
    real = Standing.before_it.func  # type: ignore[attr-defined]
    hidden = room.files_of["B"].pk

    def seen(standing: Standing) -> Any:
        return [row for row in real(standing) if row[0] != hidden]

    monkeypatch.setattr(Standing, "before_it", property(seen))
    assert hidden not in {line.key for line in Standing(room.panel, remembering=True).ranked}


def test_until_results_are_announced_it_matters_who_reads(world: TinyWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    room = Room(world)
    _given(room, "A", 15)
    services.correct_panel(room.panel, announced_on=room.panel.held_on, by=None)
    room.panel.refresh_from_db()
    seats = Standing(room.panel, remembering=True).seats
    assert seats == Standing(room.panel).seats and seats[Seat.SCORED] == 3
    monkeypatch.setattr(Scoresheet, "objects", Scoresheet.objects.none())
    assert Standing(room.panel, remembering=True).seats[Seat.SCORED] == 0


def test_a_large_round_has_its_ranking_on_a_page_of_its_own(
    world: TinyWorld, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = Room(world)
    client.force_login(room.clerk)
    _given(room, "A", 15)
    _given(room, "B", 18)
    assert "順位による案" in flat(client.get(room.panel.get_absolute_url()).content)
    monkeypatch.setattr(overview, "PAGE", 1)
    panel = flat(client.get(room.panel.get_absolute_url()).content)
    assert "順位による案" not in panel
    assert "対象が6件あるため、順位は別の画面に分けています。" in panel
    where = reverse("review-ranking", args=[room.panel.pk])
    assert where in panel
    first, second = flat(client.get(where).content), flat(client.get(f"{where}?rank=2").content)
    assert "B社" in first
    assert "A社" not in first
    assert "A社" in second


def test_a_page_asks_for_the_cells_of_its_own_candidates_only(world: TinyWorld) -> None:
    room = Room(world)
    _given(room, "A", 15)
    standing = Standing(room.panel)
    some = list(Candidate.objects.filter(pk=room.files_of["A"].pk))
    assert standing.cells_of(some) == {key: cell for key, cell in standing.cells.items() if key[0] == some[0].pk}
