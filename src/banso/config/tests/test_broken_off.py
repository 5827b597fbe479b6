"""What becomes of a job when its worker is gone: it comes back, or says 中断しました where the one who asked will read it."""

from datetime import timedelta
from time import monotonic, sleep
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from banso.archive.making import ask as ask_export
from banso.archive.models import FullExport
from banso.core import jobs
from banso.registers.models import Merge
from banso.registers.services.merging import ask_merge
from banso.report.making import ask
from banso.report.models import Outline, ReportRun, RunState
from conftest import TinyWorld


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was taken this moment counts as taken long ago."""
    monkeypatch.setattr(jobs, "TAKEN", timedelta(0))


def taken(task: str, attempts: int = 0) -> int:
    """The latest job of a task as a worker left it that was killed."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', attempts = %s WHERE id ="
            " (SELECT max(id) FROM procrastinate_jobs WHERE task_name = %s) RETURNING id",
            [attempts, task],
        )
        return int(cursor.fetchone()[0])


@pytest.fixture
def outlined(world: TinyWorld) -> TinyWorld:
    """A report can be asked for."""
    Outline.objects.create(fiscal_year=2023, title="事業報告書", centre="センター")
    return world


def stands(job: int) -> tuple[str, int]:
    return ProcrastinateJob.objects.values_list("status", "attempts").get(pk=job)


def test_a_report_whose_worker_died_is_made_again(outlined: TinyWorld) -> None:
    """The job stands in the queue once more."""
    ask(2023, "xlsx", by=outlined.user())
    job = taken("make_report")
    assert jobs.take_up() == 1
    assert stands(job) == ("todo", 1)


def test_a_job_that_takes_its_worker_with_it_says_so_at_last(outlined: TinyWorld) -> None:
    """The third time it is not begun again, and the report says 中断しました."""
    run = ask(2023, "xlsx", by=outlined.user())
    ReportRun.objects.update(state=RunState.RUNNING, progress=5)
    job = taken("make_report", attempts=jobs.TIMES - 1)
    jobs.take_up()
    run.refresh_from_db()
    assert (stands(job)[0], run.state, run.error) == ("failed", RunState.FAILED, jobs.BROKEN_OFF)


def test_a_merge_that_cannot_be_done_lets_go_of_both_companies(world: TinyWorld) -> None:
    """Nothing was moved; it can be asked for anew."""
    first, second, user = world.company(), world.company(), world.user()
    merge = ask_merge(first, second, by=user)
    taken("merge_companies", attempts=jobs.TIMES - 1)
    jobs.take_up()
    merge.refresh_from_db()
    assert not merge.is_under_way and merge.undone_at
    assert ask_merge(first, second, by=user).is_under_way and Merge.objects.count() == 2


def test_what_was_broken_off_is_begun_anew_by_a_button(outlined: TinyWorld, client: Client) -> None:
    """A merge, an export and a report: the page says 中断しました and offers the same once more; no other page does."""
    user = outlined.user(is_superuser=True)
    client.force_login(user)
    first, second = outlined.company(), outlined.company()
    merge, export = ask_merge(first, second, reason="同じ会社", by=user), ask_export(by=user)
    run = ask(2023, "docx", hides_telling=True, by=user)
    assert "もう一度" not in client.get(reverse("merge", args=[merge.pk])).content.decode()
    refused = client.post(reverse("merge-act", args=[merge.pk, "anew"]), follow=True)
    assert "中断していません" in refused.content.decode()
    for task in ("merge_companies", "make_full_export", "make_report"):
        taken(task, attempts=jobs.TIMES - 1)
    jobs.take_up()
    pages = {
        "統合する": reverse("merge", args=[merge.pk]),
        "書き出す": reverse("full-export-run", args=[export.pk]),
        "作る": reverse("report-run", args=[run.pk]),
    }
    for word, address in pages.items():
        page = client.get(address).content.decode()
        assert "中断しました" in page and f"<button>もう一度{word}</button>" in page
    client.post(reverse("merge-act", args=[merge.pk, "anew"]))
    client.post(reverse("full-export"))
    client.post(reverse("report-make", args=[2023]), {"format": "docx", "hide": "on"})
    anew, made, again = Merge.objects.latest("pk"), FullExport.objects.latest("pk"), ReportRun.objects.latest("pk")
    assert (anew.survivor, anew.absorbed, anew.reason, anew.asked_by) == (first, second, "同じ会社", user)
    assert anew.is_under_way and made.pk != export.pk and made.asked_by == user
    assert (again.format, again.hides_telling, again.state) == ("docx", True, RunState.WAITING)


def test_a_job_at_work_is_left_alone(outlined: TinyWorld) -> None:
    """While its worker holds it, whoever else looks; afterwards it is held by nobody."""
    ask(2023, "xlsx", by=outlined.user())
    job = taken("make_report")
    seen: list[Any] = []
    context: Any = SimpleNamespace(job=SimpleNamespace(id=job))
    jobs.holding(lambda: seen.append((jobs.take_up(), stands(job))), context, None)
    assert seen == [(0, ("doing", 0))]
    until = monotonic() + 10  # the server lets go of the lock when it notices that the connection has ended
    while not (found := jobs.take_up()) and monotonic() < until:
        sleep(0.05)
    assert found == 1
