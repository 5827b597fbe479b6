"""Work in the background, and what becomes of it when the worker that did it is gone.

A worker holds a lock in the database for as long as it is at a job, over a connection of its own. The lock goes with its process,
however that ends; so a job that is said to be at work and is held by nobody was broken off. What it wrote was one transaction, or
can be done again: it goes back into the queue. A job that has taken its worker with it before is not begun again, and neither is
one whose kind says so: those say 中断しました where the one who asked will read it.

    @when_broken_off("make_report")
    def _broken_off(run_id: int) -> None: ...          # what is written then; its arguments are the job's
"""

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import ConnectorException

log = logging.getLogger(__name__)
BROKEN_OFF = "中断しました。もう一度実行してください。"
TIMES = 3  # so often a job is begun, when its worker dies of it
AT_ONCE = datetime(2000, 1, 1, tzinfo=UTC)  # whatever the clock says, or said when it was wrong
TAKEN = timedelta(seconds=5)  # from a worker's taking a job to its holding it
_LOCK = 0x62616E73  # "bans": the kind of lock, beside which a job's number stands
_on_end: dict[str, Callable[..., None]] = {}
_once: set[str] = set()


def when_broken_off(task: str, *, again: bool = True) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """What is done when a task was broken off for good; `again` says whether it is begun again before."""

    def register(function: Callable[..., None]) -> Callable[..., None]:
        _on_end[task] = function
        if not again:
            _once.add(task)
        return function

    return register


def holding(call_next: Callable[[], Any], context: Any, worker: Any) -> Any:
    """Around each job of a worker: hold it, over a connection apart, so that nothing the job does to its own lets go of it."""
    apart = connection.copy()
    try:
        with apart.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s, %s)", [_LOCK, context.job.id % 2**31])
        return call_next()
    finally:
        apart.close()


def take_up() -> int:
    """Put back what was broken off, or say so; how many. Run at a worker's start and every minute."""
    left, now = ProcrastinateJob.objects.filter(status="doing"), timezone.now()
    just_now = left.filter(
        procrastinateevent__type="started",
        procrastinateevent__at__range=(now - TAKEN, now + TAKEN),  # a clock put back is no reason to wait for it
    ).values_list("pk", flat=True)
    found = [job for job in left.exclude(pk__in=set(just_now)) if not _held(job.pk)]
    for job in found:
        if job.task_name in _once or job.attempts + 1 >= TIMES:
            _end(job)
        else:
            _again(job)
    return len(found)


def _held(job_id: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_try_advisory_lock(%s, %s) AND pg_advisory_unlock(%s, %s)", [_LOCK, job_id % 2**31] * 2
        )
        return not cursor.fetchone()[0]


def _again(job: ProcrastinateJob) -> None:
    try:
        with transaction.atomic():
            app.job_manager.retry_job_by_id(job.pk, retry_at=AT_ONCE)
    except (IntegrityError, ConnectorException):  # the same already stands in the queue
        _end(job)
    else:
        log.warning("%s (%s) was broken off and is begun again", job.task_name, job.pk)


def _end(job: ProcrastinateJob) -> None:
    log.warning("%s (%s) was broken off", job.task_name, job.pk)
    with connection.cursor() as cursor:
        cursor.execute("SELECT procrastinate_finish_job_v1(%s, 'failed', false)", [job.pk])
    if (tell := _on_end.get(job.task_name)) is not None:
        tell(**job.args)


@app.periodic(cron="* * * * *")
@app.task(name="take_up_what_was_broken_off", queueing_lock="take_up_what_was_broken_off")
def take_up_now_and_then(timestamp: int) -> None:
    """Another machine's worker may have died."""
    take_up()


def work() -> None:
    """A worker: first what another left undone, then the queue, until it is stopped."""
    take_up()
    with app.replace_connector(app.connector.get_worker_connector()) as worker:  # type: ignore[attr-defined]
        worker.run_worker(concurrency=1, task_middleware=[holding])
