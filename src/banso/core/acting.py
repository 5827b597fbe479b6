"""Who acts: told to the database at the start of each transaction by a signed pass, which its walls believe.

The pass names the user, the server process and the moment the transaction began, signed with a key that the database
checks and the runtime role cannot read. Raw SQL can set the same variable, but cannot sign; and a pass that was seen is
worth nothing in any other transaction. Nothing else in the programme may write `banso.pass`.
"""

import hmac
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db import connection, transaction

UNDONE = "failed"  # a request's mark that nothing it wrote may stay
BLOCK = 64  # bytes of SHA-256's block, by which HMAC pads its key


def pads(key: str) -> tuple[bytes, bytes]:
    """The key as the database keeps it: padded for the inner and the outer hash of HMAC."""
    block = key.encode().ljust(BLOCK, b"\0")
    return bytes(b ^ 0x36 for b in block), bytes(b ^ 0x5C for b in block)


def signed(key: str, message: str) -> str:
    return f"{message}:{hmac.new(key.encode(), message.encode(), sha256).hexdigest()}"


def act_for(user_id: int | None) -> None:
    """Let the rest of this transaction act for a user; nobody's pass is none, and then every wall is closed."""
    if not settings.PASS_KEY:
        return
    with connection.cursor() as cursor:
        if user_id is None:
            cursor.execute("SELECT set_config('banso.pass', '', true)")
            return
        cursor.execute("SELECT pg_backend_pid(), public.banso_moment()")
        process, moment = cursor.fetchone()
        cursor.execute(
            "SELECT public.banso_act(%s)",
            [signed(settings.PASS_KEY, f"user:{user_id}:{process}:{moment}")],
        )


@contextmanager
def acting_for(user_id: int | None) -> Iterator[None]:
    """A transaction that acts for a user; within another one, that goes on acting for whom it did."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('banso.pass', true)")
        (before,) = cursor.fetchone()
        act_for(user_id)
        yield
        cursor.execute("SELECT set_config('banso.pass', %s, true)", [before or ""])


def user_of(request: Any) -> Any:
    """Who is logged in. Only for pages that ask for a login: elsewhere nobody may be."""
    return request.user


class ActingMiddleware:
    """Each request is one transaction that acts for the one who is logged in. An error undoes all of it."""

    def __init__(self, get_response: Callable[[Any], Any]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> Any:
        with transaction.atomic():
            act_for(request.user.pk)  # nobody's key is None
            response = self.get_response(request)
            if getattr(request, UNDONE, False):  # only now: the page that says so may still ask who is reading
                transaction.set_rollback(True)
            return response

    def process_exception(self, request: Any, exception: Exception) -> None:
        setattr(request, UNDONE, True)
