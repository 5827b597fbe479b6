"""Keeping what someone is typing."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from banso.core.errors import UserError
from banso.core.trail import verb
from banso.desk.models import Draft
from banso.registers.models import User

REMEMBERED = timedelta(days=30)  # how long a finished draft still answers a repeated save


class DraftMovedError(UserError):
    """The draft was changed or finished elsewhere since this screen read it."""


@verb
def keep_draft(kind: str, key: UUID, version: int, payload: dict[str, Any], *, by: User) -> int:
    """Keep what was typed; the draft's new version. Raises DraftMovedError if `version` is no longer the latest."""
    kept = Draft.objects.filter(user=by, key=key, version=version, finished_as=None).update(
        payload=payload, version=version + 1, updated_at=timezone.now()
    )
    if kept:
        return version + 1
    first = {"kind": kind, "version": 1, "payload": payload}
    _, created = Draft.objects.get_or_create(user=by, key=key, defaults=first) if version == 0 else (None, False)
    if not created:
        raise DraftMovedError("この書きかけは、ほかの画面で変更または保存されています。")
    return 1


@verb
def discard_draft(key: UUID, *, by: User) -> None:
    """Throw a draft away, unless it has become a record."""
    Draft.objects.filter(user=by, key=key, finished_as=None).delete()


def open_draft(kind: str, key: UUID, *, by: User) -> Draft:
    """The draft that is about to become a record, held until the transaction ends; made now if it was never kept."""
    Draft.objects.filter(user=by, finished_as__isnull=False, updated_at__lt=timezone.now() - REMEMBERED).delete()
    Draft.objects.get_or_create(user=by, key=key, defaults={"kind": kind})
    return Draft.objects.select_for_update().get(user=by, key=key)


def finish_draft(draft: Draft, pk: int) -> None:
    """The draft became a record: forget what was typed, remember which record it is."""
    draft.payload, draft.finished_as = {}, pk
    draft.save()
