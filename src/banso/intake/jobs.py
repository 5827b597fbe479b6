"""Imports in the background: asked for, followed while they run, and told of when they were broken off.

A run is one transaction, and says how far it is by the name of its database session. The session ends with its process, however
that ends, and the transaction with it: an import that is said to run without a session has come to nothing.
"""

import logging
from collections.abc import Callable
from typing import Any

from procrastinate.contrib.django import app as jobs

from banso.core.acting import acting_for
from banso.core.errors import UserError
from banso.core.jobs import when_broken_off
from banso.core.trail import verb
from banso.registers.models import User

from .models import Import, ImportState, State
from .progress import BROKEN_OFF, tell
from .services import look, run

log = logging.getLogger(__name__)
BROKEN = "取込み中にエラーが起きました。何も取り込まれていません。管理者に時刻を伝えてください。"


@verb
def ask_look(brought: Import, *, by: User) -> None:
    """Ask what would come of an import; a worker looks."""
    ImportState.objects.create(of=brought, state=State.LOOKING, by=by)
    look_at_import.defer(import_id=brought.pk, user_id=by.pk)


@verb
def ask_run(brought: Import, *, seen: str, by: User) -> None:
    """Ask for an import to be brought in as it was looked at; a worker does it."""
    ImportState.objects.create(of=brought, state=State.RUNNING, by=by)
    run_import.defer(import_id=brought.pk, user_id=by.pk, seen=seen)


@jobs.task(name="look_at_import")
def look_at_import(*, import_id: int, user_id: int) -> None:
    def work(brought: Import, by: User) -> None:
        outcome = look(brought, by=by, progress=tell(brought.pk))
        found, lines = outcome.as_json(), outcome.packed()
        ImportState.objects.create(of=brought, state=State.LOOKED, by=by, found=found, lines=lines)

    _do(import_id, user_id, work)


@jobs.task(name="run_import")
def run_import(*, import_id: int, user_id: int, seen: str) -> None:
    _do(import_id, user_id, lambda brought, by: run(brought, seen=seen, by=by, progress=tell(brought.pk)))


@when_broken_off("look_at_import")
def _look_broken_off(import_id: int, user_id: int) -> None:
    _fail(import_id, user_id, BROKEN_OFF)


@when_broken_off("run_import", again=False)
def _run_broken_off(import_id: int, user_id: int, seen: str) -> None:
    """The page has said so since the worker was gone, and may have been answered already: then that is what stands."""
    latest = Import.objects.get(pk=import_id).state
    if latest is not None and latest.state == State.RUNNING and latest.by_id == user_id:
        _fail(import_id, user_id, BROKEN_OFF)


def _do(import_id: int, user_id: int, work: Callable[[Import, User], Any]) -> None:
    """Work on an import for a user. What goes wrong is written down, where the one who asked will read it."""
    try:
        with acting_for(user_id):
            brought, by = Import.objects.get(pk=import_id), User.objects.get(pk=user_id)
            tell(import_id)(0, 0)
            work(brought, by)
    except UserError as error:
        _fail(import_id, user_id, str(error))
    except Exception:
        log.exception("import %s", import_id)
        _fail(import_id, user_id, BROKEN)


def _fail(import_id: int, user_id: int, message: str) -> None:
    with acting_for(user_id):
        ImportState.objects.create(of_id=import_id, state=State.FAILED, by_id=user_id, message=message)
