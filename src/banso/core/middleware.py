"""What every request passes through."""

import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

RENEWED, EVERY = "renewed_at", 15 * 60


class SlidingSession:
    """A login lasts as long as someone works: it is renewed with use, though not written at every request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        now = int(time.time())
        if request.user.is_authenticated and now - request.session.get(RENEWED, 0) > EVERY:
            request.session[RENEWED] = now
        return self.get_response(request)
