"""What the worker does for the search: what someone changed at once, and every minute whatever is still behind."""

from procrastinate.contrib.django import app as jobs

from banso.core.acting import acting_for
from banso.registers.models import User

from .alike import answer, read
from .keeping import refresh
from .models import Likeness


@jobs.task(name="refresh_search", queueing_lock="refresh_search", pass_context=False)
def refresh_search() -> None:
    while refresh():
        pass
    while read():
        pass


@jobs.task(name="find_alike")
def find_alike(*, question_id: int, user_id: int) -> None:
    """Answer a user's question for cases like another, as that user."""
    with acting_for(user_id):
        answer(Likeness.objects.get(pk=question_id), by=User.objects.get(pk=user_id))


@jobs.periodic(cron="*/5 * * * *")
@jobs.task(name="catch_up_search", queueing_lock="catch_up_search")
def catch_up_search(timestamp: int) -> None:
    refresh_search()
