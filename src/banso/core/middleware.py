"""What every request passes through."""

import time
from collections.abc import Callable
from ipaddress import ip_address, ip_network
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render

from .acting import UNDONE
from .errors import UserError, said
from .numbers import LARGEST
from .text import clean_text

Answer = Callable[[HttpRequest], HttpResponseBase]

RENEWED, EVERY = "renewed_at", 15 * 60
UTF8 = "utf-8"
CONTENT = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data:",  # the picture an authentication app reads is made for one person and kept nowhere
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)


class BehindProxies:
    """Who asks, and whether by TLS, where a proxy stands before this server (setting TRUSTED_PROXIES).

    Only what a trusted proxy says of its client is believed: anyone can write the same headers.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        self.trusted = [ip_network(one, strict=False) for one in settings.TRUSTED_PROXIES]

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        meta = request.META
        said, scheme = meta.pop("HTTP_X_FORWARDED_FOR", ""), meta.pop("HTTP_X_FORWARDED_PROTO", "")
        if self._trusts(meta.get("REMOTE_ADDR", "")):
            meta["REMOTE_ADDR"] = self._client([*said.split(","), meta["REMOTE_ADDR"]])
            meta["wsgi.url_scheme"] = "https" if scheme.split(",")[-1].strip() == "https" else "http"
        return self.get_response(request)

    def _client(self, said: list[str]) -> str:
        """The last address of the chain that is not a proxy of ours: those before it can be invented."""
        chain = [one.strip() for one in said if _is_address(one.strip())]
        return next((one for one in reversed(chain) if not self._trusts(one)), chain[0])

    def _trusts(self, address: str) -> bool:
        return _is_address(address) and any(ip_address(address) in network for network in self.trusted)


def address_of(request: HttpRequest) -> str | None:
    """The address of whoever asks, the proxies before this server seen through."""
    return request.META.get("REMOTE_ADDR") or None


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


class PageHeaders:
    """What the browser is told about every page: to run and load nothing but ours, and to keep no page of a person's.

    Cookies that came by TLS go back by TLS only.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT)
        response.headers.setdefault("Cache-Control", "no-store, private")
        if request.is_secure():
            for cookie in response.cookies.values():
                cookie["secure"] = True
        return response


class WayIn:
    """The one way in for what people send: in UTF-8, as people see it (:func:`clean_text`), with numbers a record can have.

    What no view and no record could take is settled here, before any of them sees it. What a view then refuses by a message
    of its own that it did not catch is shown as a page, with nothing saved.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        charset = (request.content_params or {}).get("charset", UTF8).lower()
        if charset != UTF8:
            words = "送信された文字コードを読めないため、何も保存していません。UTF-8で送ってください。"
            return HttpResponse(words, status=415, content_type="text/plain; charset=utf-8")
        if clean_text(request.path_info) != request.path_info:
            raise Http404
        request.GET = _clean(request.GET)  # type: ignore[assignment]
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]) -> None:
        """Numbers past what any record has are no record's; a form's texts are taken as they can be kept."""
        if any(isinstance(value, int) and value > LARGEST for value in kwargs.values()):
            raise Http404
        if request.method == "POST":
            request.POST = _clean(request.POST)  # type: ignore[assignment]
            for _, files in request.FILES.lists():
                for file in files:
                    file.name = clean_text(file.name or "")

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A refusal in words, by a rule that the view asked for no answer from."""
        if not isinstance(exception, UserError | ValidationError):
            return None
        setattr(request, UNDONE, True)
        return render(request, "banso/refused.html", {"said": said(exception)}, status=422)


def _clean(given: QueryDict) -> QueryDict:
    """The same fields with their texts clean; the very same where there was nothing to take out."""
    clean = {clean_text(name): [clean_text(str(value)) for value in values] for name, values in given.lists()}
    if clean == dict(given.lists()):
        return given
    found = QueryDict(mutable=True, encoding=UTF8)
    for name, values in clean.items():
        found.setlist(name, values)
    found._mutable = False
    return found


class SlidingSession:
    """A login lasts as long as someone works: it is renewed with use, though not written at every request.

    A clock that was put back renews it too: else it would last as long as the clock was wrong.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        now = int(time.time())
        if request.user.is_authenticated and abs(now - request.session.get(RENEWED, 0)) > EVERY:
            request.session[RENEWED] = now
        return self.get_response(request)
