"""A clock that jumps, forward or back by a day: logins, jobs, numbers and the trail keep right."""

import time
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateEvent, ProcrastinateJob

from banso.cases.services import open_case
from banso.config.sealing import broken
from banso.config.serving import Clock
from banso.core.jobs import take_up
from banso.core.middleware import RENEWED
from banso.core.sessions import SessionStore
from banso.registers.services.merging import ask_merge
from conftest import TinyWorld

from .walled import run

DAY, DAY_OF_ALL = timedelta(days=1), date(2024, 4, 10)
BACK_AND_FORTH = (timedelta(0), DAY, -DAY, timedelta(0), 3 * DAY)


def put_clock(monkeypatch: pytest.MonkeyPatch, by: timedelta) -> None:
    """What the code reads as now, moved; the database goes by its own."""
    real = time.time
    monkeypatch.setattr(timezone, "now", lambda: datetime.fromtimestamp(real(), UTC) + by)


def test_numbers_go_on_whatever_the_clock_says(secured: TinyWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each once, in the order they were taken, without a gap; the trail's seals hold."""
    numbers = []
    for by in BACK_AND_FORTH:
        put_clock(monkeypatch, by)
        case = open_case(programme=secured.programme, company=secured.company(), opened_on=DAY_OF_ALL, by=None)
        numbers.append(case.number)
        monkeypatch.undo()
    last = [int(number.rsplit("-", 1)[1]) for number in numbers]
    assert last == [1, 2, 3, 4, 5] and len(set(numbers)) == 5
    with connection.cursor() as cursor:
        assert broken(cursor) == []


@pytest.mark.parametrize("ahead", [timedelta(0), DAY, -DAY])
def test_what_was_broken_off_is_taken_up_after_the_clock_was_put(world: TinyWorld, ahead: timedelta) -> None:
    """A job begun by a worker that is gone, when the clock stood elsewhere: it is begun again at once, not in a day."""
    ask_merge(world.company(), world.company(), by=world.user())
    (job,) = run("UPDATE procrastinate_jobs SET status = 'doing' WHERE task_name = 'merge_companies' RETURNING id")[0]
    begun = timezone.now() - timedelta(minutes=1) + ahead
    ProcrastinateEvent.objects.filter(job=job).delete()
    run("INSERT INTO procrastinate_events (job_id, type, at) VALUES (%s, 'started', %s)", job, begun)
    assert take_up() == 1
    again = ProcrastinateJob.objects.get(pk=job)
    assert again.status == "todo" and again.scheduled_at < timezone.now() - DAY


def test_a_login_of_a_clock_that_was_wrong(world: TinyWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    """One made a day ago by the clock is over and asks for a new one; one made a day ahead goes on, and ends when others do."""
    someone = world.user("someone")
    found: dict[timedelta, Any] = {}
    for by in (-DAY, DAY):
        client = Client()
        put_clock(monkeypatch, by)
        client.force_login(someone)
        monkeypatch.undo()
        found[by] = client.get("/account/")
        if by == DAY:
            session = client.session
            session[RENEWED] = int(time.time() + DAY.total_seconds())
            session.save()
            client.get("/account/")
            renewed = SessionStore(client.session.session_key)
            assert abs(renewed[RENEWED] - time.time()) < 60
            (left,) = run("SELECT expire_date - now() FROM django_session WHERE session_key = %s", renewed.session_key)[
                0
            ]
            assert left < DAY
    assert [found[by].status_code for by in (-DAY, DAY)] == [302, 200]
    assert found[-DAY]["Location"].startswith("/login/")


def test_serve_notices_that_the_clock_was_put(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forward or back, once each; not that time passes, nor what an hour's correction by the network moves it."""
    real = time.time
    clock = Clock()
    said = []
    for by in (0.0, 0.4, 86_400.0, 86_400.0, 0.0, -86_400.0):
        monkeypatch.setattr(time, "time", lambda by=by: real() + by)
        said.append(clock.was_put())
    assert said == [False, False, True, False, True, True]
