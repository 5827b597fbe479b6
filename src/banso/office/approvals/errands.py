"""What takes too long for a request: a worker drafts a round of many cases, or takes their steps as the last seal says (一括の処理).

It is done as it would be in a request, in one transaction and in the name of whoever asked: all of it or nothing. How far it is, is
written over a connection of its own, so that it can be read before.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from threading import Thread
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection
from procrastinate.contrib.django import app as jobs

from banso.core.acting import acting_for
from banso.core.errors import UserError, said
from banso.core.jobs import BROKEN_OFF, when_broken_off
from banso.core.trail import verb
from banso.core.writing import record
from banso.registers.models import User

from .choices import UNDER_WAY, ErrandState
from .models import Draft, Errand

log = logging.getLogger(__name__)
MANY = 50  # cases from which a round is no longer drafted or decided while its reader waits
EVERY = 25  # cases after which it is said how far it is
WENT_WRONG = "処理中にエラーが起きました。もう一度行っても直らないときは、管理者に時刻を伝えてください。"

_tell: ContextVar[Callable[[int], None] | None] = ContextVar("tell", default=None)


@dataclass(frozen=True)
class Doing:
    """What a worker may be asked to do: `do` does it, and gives the draft there is then; `back` is where it was asked for."""

    label: str
    do: Callable[[Errand, User], Draft | None]
    back: Callable[[Errand], str]


_doings: dict[str, Doing] = {}


def doing(code: str, label: str, *, do: Callable[[Errand, User], Draft | None], back: Callable[[Errand], str]) -> None:
    """Declare what a worker may be asked to do; the last declaration of a code stands."""
    _doings[code] = Doing(label, do, back)


def get_doing(code: str) -> Doing:
    """What was declared under a code. Raises KeyError."""
    return _doings[code]


@verb
def ask(what: str, about: str, *, by: User, **facts: Any) -> Errand:
    """Have a worker do it. Raises ValidationError where the same is under way already."""
    row = record(Errand, {"what": what, "about": about, "asked_by": by, **facts})
    do_errand.defer(errand_id=row.pk, user_id=by.pk)
    return row


def under_way(what: str, about: str) -> Errand | None:
    """The errand about it that has not ended, if there is one."""
    return Errand.objects.filter(what=what, about=about, state__in=UNDER_WAY).first()


def told(number: int) -> None:
    """Say that so many cases are done, now and then; outside an errand nobody listens."""
    tell = _tell.get()
    if tell is not None and number % EVERY == 0:
        tell(number)


@jobs.task(name="do_errand")
def do_errand(*, errand_id: int, user_id: int) -> None:
    """Do it, in the name of the one who asked. What goes wrong is written on it."""
    run(errand_id, user_id)


def run(errand_id: int, user_id: int) -> None:
    """Do an errand whole, or say why it stopped."""
    _stand(errand_id, user_id, state=ErrandState.RUNNING, done=0, error="")
    try:
        with acting_for(user_id), _telling(errand_id, user_id):
            row = Errand.objects.select_related("draft", "programme").get(pk=errand_id)
            draft = get_doing(row.what).do(row, User.objects.get(pk=user_id))
            Errand.objects.filter(pk=errand_id).update(state=ErrandState.DONE, done=row.total, draft=draft)
    except (ValidationError, UserError) as error:
        _stand(errand_id, user_id, state=ErrandState.FAILED, error=said(error)[:1000])
    except Exception:
        log.exception("errand %s", errand_id)
        _stand(errand_id, user_id, state=ErrandState.FAILED, error=WENT_WRONG)


@when_broken_off("do_errand")
def _broken_off(errand_id: int, user_id: int) -> None:
    _stand(errand_id, user_id, state=ErrandState.FAILED, error=BROKEN_OFF)


def _stand(errand_id: int, user_id: int, **facts: Any) -> None:
    with acting_for(user_id):
        Errand.objects.filter(pk=errand_id).update(**facts)


@contextmanager
def _telling(errand_id: int, user_id: int) -> Iterator[None]:
    """Whatever says how far it is writes it at once, over a connection beside that of the errand's own transaction."""

    def write(number: int) -> None:
        try:
            _stand(errand_id, user_id, done=number)
        finally:
            connection.close()

    def tell(number: int) -> None:
        beside = Thread(target=write, args=(number,))
        beside.start()
        beside.join()

    token = _tell.set(tell)
    try:
        yield
    finally:
        _tell.reset(token)
