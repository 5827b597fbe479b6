"""How many wrong passwords are borne, and from whom.

Five for one name at one address are too many (axes sees to that). Beyond it, someone who tries many names from one address, or
one name from many addresses, is stopped before a password is even looked at. Neither may shut out those who work there: a
browser that once logged in under a name is known by a signed cookie, and may go on trying that name.
"""

from datetime import timedelta
from typing import Any

from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth import authenticate
from django.core import signing
from django.db.models import Q, Sum
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from banso.core.middleware import address_of

KNOWN, SALT = "known", "banso.known-browser"
REMEMBERED = timedelta(days=400)
OF_ONE_ADDRESS, OF_ONE_NAME = 50, 50


def is_flooded(request: HttpRequest, name: str) -> bool:
    """Whether so many passwords were wrong, from this address or for this name, that a browser not known under it has to wait."""
    if is_known(request, name):
        return False
    here = Q(ip_address=address_of(request))
    return _wrong(here) >= OF_ONE_ADDRESS or _wrong(Q(username=name)) >= OF_ONE_NAME


def _wrong(whose: Q) -> int:
    """The passwords that were wrong within the time one has to wait."""
    lately = AccessAttempt.objects.filter(whose, attempt_time__gt=timezone.now() - settings.AXES_COOLOFF_TIME)
    return int(lately.aggregate(number=Sum("failures_since_start"))["number"] or 0)


def proves(request: HttpRequest, password: str) -> bool:
    """Whether who is logged in knows her password. A wrong one is counted as one at the login is, for her name at this address:
    whoever finds a screen left open must not try them all. Once they are too many, not even the right one is taken."""
    user: Any = request.user
    return knows(request, user.get_username(), password)


def knows(request: HttpRequest, name: str, password: str) -> bool:
    """Whether a password is that of a name; a wrong one is counted."""
    return bool(password) and authenticate(request, username=name, password=password) is not None


def is_locked(request: HttpRequest) -> bool:
    """Whether the password just tried was one too many."""
    return bool(getattr(request, "axes_locked_out", False))


def is_known(request: HttpRequest, name: str) -> bool:
    """Whether this browser logged in under this name before."""
    return bool(name) and name in _names(request)


def remember(request: HttpRequest, response: HttpResponse, name: str) -> None:
    """Know this browser again under a name that has just logged in; several may share it."""
    names = [name, *(other for other in _names(request) if other != name)][:20]
    response.set_cookie(
        KNOWN, signing.dumps(names, salt=SALT), max_age=REMEMBERED, httponly=True, samesite="Lax", path="/login/"
    )


def _names(request: HttpRequest) -> list[str]:
    try:
        found: Any = signing.loads(request.COOKIES.get(KNOWN, ""), salt=SALT, max_age=REMEMBERED)
    except signing.BadSignature:
        return []
    return [str(name) for name in found] if isinstance(found, list) else []
