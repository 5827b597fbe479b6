"""Whoever changes something has the worker bring the index up to date, in the change's own transaction."""

from collections.abc import Callable
from contextlib import suppress

from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import AlreadyEnqueued

from .jobs import refresh_search

REFUSED = 400


class FreshIndex:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.method == "POST" and request.user.is_authenticated and response.status_code < REFUSED:
            bring_up()
        return response


def bring_up() -> None:
    """Ask the worker to bring the index up to date, unless it has been asked already."""
    if ProcrastinateJob.objects.filter(queueing_lock=refresh_search.queueing_lock, status="todo").exists():
        return  # looked up first: being refused takes a savepoint and an error at every save
    with suppress(AlreadyEnqueued), transaction.atomic():
        refresh_search.defer()
