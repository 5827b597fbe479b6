"""Looking at what would come of a file, and doing it: the same run, once taken back and once kept."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pghistory
from django.db import transaction

from banso.core.errors import UserError
from banso.core.imports import import_kind
from banso.core.trail import verb
from banso.core.writing import hold_name
from banso.registers.models import User

from ..models import Import, ImportState, State
from ..outcome import Outcome
from ..taking import Progress, Taking
from .bringing import reading_of

LOCK = 0x62616E73  # the intake's own space of advisory locks


def untold(done: int, of: int) -> None:
    """Progress that nobody follows."""


def look(brought: Import, *, by: User | None, progress: Progress = untold) -> Outcome:
    """What would come of an import: done for real, by the real rules, and taken back. Raises UserError."""
    with transaction.atomic():
        outcome = _take(brought, by=by, progress=progress, keeps_all=True)
        transaction.set_rollback(True)
    return outcome


@verb
def run(brought: Import, *, seen: str = "", by: User | None, progress: Progress = untold) -> Outcome:
    """Bring the rows in, all that are not refused or nothing at all. Raises UserError with nothing written.

    With `seen`, the digest of what was looked at, nothing is done if it would now come out otherwise.
    """
    _begin(brought)
    with pghistory.context(imported=brought.pk):
        outcome = _take(brought, by=by, progress=progress)
    if seen and outcome.seen != seen:
        raise UserError(
            "確かめたあとに台帳や記録が変わりました。まだ何も取り込んでいません。もう一度確かめてください。"
        )
    ImportState.objects.create(of=brought, state=State.DONE, by=by, found=outcome.as_json())
    return outcome


def _begin(brought: Import) -> None:
    """One import of a kind at a time, so that two of the same rows do not both come in; and each file once."""
    hold_name(LOCK, brought.kind)
    if brought.states.filter(state=State.DONE).exists():
        raise UserError("このファイルはすでに取り込みました。")


@contextmanager
def _seldom_collecting() -> Iterator[None]:
    """Rows are many small objects without cycles; looking through all of them for cycles again and again takes an eighth of a run."""
    usual = gc.get_threshold()
    gc.set_threshold(200_000, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _take(brought: Import, *, by: Any, progress: Progress, keeps_all: bool = False) -> Outcome:
    kind = import_kind(brought.kind)
    reading, book = reading_of(kind, brought)
    with _seldom_collecting():
        outcome = Taking(kind, brought, by, Outcome(keeps_all=keeps_all)).take(reading, progress)
    outcome.notices = (*book.notices, *outcome.notices)
    if not outcome.counts:
        raise UserError("見出しの下に行がありません。シートを確かめてください。")
    return outcome
