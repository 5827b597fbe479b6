"""What the worker does for the search: what someone changed at once, and every minute whatever is still behind."""

from contextlib import suppress

from django.db import transaction
from procrastinate.contrib.django import app as jobs
from procrastinate.exceptions import AlreadyEnqueued

from banso.core.acting import acting_for
from banso.registers.models import User

from .alike import READ_AT_ONCE, answer, read
from .keeping import refresh
from .models import Likeness

AFTER_ALL_ELSE, SOMEONE_WAITS = -10, 10


@jobs.task(name="refresh_search", queueing_lock="refresh_search", pass_context=False)
def refresh_search() -> None:
    while refresh():
        pass
    _go_on_reading()


@jobs.task(name="read_meanings", queueing_lock="read_meanings", priority=AFTER_ALL_ELSE)
def read_meanings() -> None:
    """Work out what some changed texts mean. The rest is for another job, so that nobody waits behind a register read anew."""
    if read() == READ_AT_ONCE:
        _go_on_reading()


def _go_on_reading() -> None:
    with suppress(AlreadyEnqueued), transaction.atomic():
        read_meanings.defer()


@jobs.task(name="find_alike", priority=SOMEONE_WAITS)
def find_alike(*, question_id: int, user_id: int) -> None:
    """Answer a user's question for cases like another, as that user."""
    with acting_for(user_id):
        answer(Likeness.objects.get(pk=question_id), by=User.objects.get(pk=user_id))


@jobs.periodic(cron="*/5 * * * *")
@jobs.task(name="catch_up_search", queueing_lock="catch_up_search")
def catch_up_search(timestamp: int) -> None:
    refresh_search()
