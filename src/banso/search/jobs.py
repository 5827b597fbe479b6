"""What the worker does for the search: what someone changed at once, and every minute whatever is still behind."""

from procrastinate.contrib.django import app as jobs

from .keeping import refresh


@jobs.task(name="refresh_search", queueing_lock="refresh_search", pass_context=False)
def refresh_search() -> None:
    while refresh():
        pass


@jobs.periodic(cron="*/5 * * * *")
@jobs.task(name="catch_up_search", queueing_lock="catch_up_search")
def catch_up_search(timestamp: int) -> None:
    refresh_search()
