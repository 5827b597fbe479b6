"""What a guest has typed, and what they send; the same by staff on their behalf."""

import json
from datetime import datetime
from typing import Any

import pghistory
from django.db import transaction
from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware

from banso.core.errors import UserError
from banso.core.trail import verb
from banso.core.writing import hold, record
from banso.registers.models import User

from ..asks import ask_of
from ..choices import Means
from ..models import Invitation, Submission, Unsent

MOST_TYPED = 200_000  # characters of one draft
NOT_OURS = ("csrfmiddlewaretoken", "means", "note_on_means", "opened_at")


@verb
def answer(
    invitation: Invitation, facts: dict[str, Any], *, means: str = Means.LINK, note: str = "", by: User | None
) -> Submission:
    """Take what was asked: by the kind's own verb, noted with who said it how. Two at once: the second is told.

    Raises UserError or ValidationError with nothing written: over, taken back, answered already, or what the kind refuses.
    """
    asked = hold(Invitation.objects.filter(pk=invitation.pk))
    if why := why_not(asked, on_behalf=by is not None):
        raise UserError(why)
    declared = ask_of(asked)
    if declared.submit is None:
        raise UserError("このお願いには、入力していただくものがありません。")
    with pghistory.context(invitation=asked.pk):
        declared.submit(asked, facts, by=by)
        Unsent.objects.filter(invitation=asked).delete()
        return record(Submission, {"invitation": asked, "means": means, "by": by, "note": note})


@verb
def note_answers(invitation: Invitation, *, by: User) -> int:
    """Say that one has looked at what a guest handed in (確認した); how many answers. Raises UserError where nothing waits."""
    asked = hold(Invitation.objects.filter(pk=invitation.pk))
    waiting = Submission.objects.filter(invitation=asked, means=Means.LINK, noted_at=None)
    if not (noted := waiting.update(noted_at=timezone.now(), noted_by=by)):
        raise UserError("確認を待っている回答はありません。ほかの職員が先に確認しています。")
    return noted


def why_not(invitation: Invitation, *, on_behalf: bool = False) -> str:
    """Why an ask cannot be answered now, in the guest's words; '' if it can. Staff may still write down what came late."""
    declared = ask_of(invitation)
    if invitation.withdrawn_at is not None:
        return "このお願いは取り下げられています。"
    if not declared.again and invitation.submissions.exists():
        return "すでに受け付けています。直したいところがあるときは、センターへお知らせください。"
    if on_behalf:
        return ""
    if invitation.until < timezone.localdate():
        return "受付の期限を過ぎました。センターへお知らせください。"
    return declared.hinders(invitation)


def keep_unsent(invitation: Invitation, typed: QueryDict) -> Unsent:
    """Keep what a guest has typed so far, over what was kept before. Raises UserError where it is more than anyone types."""
    payload = {name: typed.getlist(name) for name in typed if name not in NOT_OURS}
    if len(json.dumps(payload, ensure_ascii=False)) > MOST_TYPED:
        raise UserError("入力が長すぎて、途中の内容を保存できません。")
    return Unsent.objects.update_or_create(invitation=invitation, defaults={"payload": payload})[0]


def keep_while_open(invitation: Invitation, typed: QueryDict, opened_at: str) -> Unsent | None:
    """Keep what was typed on a page that was opened at a moment. What comes late, after the same was answered, is none of the next answer's: None."""
    with transaction.atomic():
        asked = hold(Invitation.objects.filter(pk=invitation.pk))
        since = _moment(opened_at)
        if since is not None and asked.submissions.filter(created_at__gt=since).exists():
            return None
        return keep_unsent(asked, typed)


def _moment(text: str) -> datetime | None:
    """A moment as our own page has written it; None for anything else."""
    try:
        found = parse_datetime(text[:40])
    except ValueError:
        return None
    return found if found is not None and is_aware(found) else None


def unsent_of(invitation: Invitation) -> tuple[QueryDict, Unsent] | None:
    """What was typed before and not sent, as a form takes it."""
    kept = Unsent.objects.filter(invitation=invitation).first()
    if kept is None:
        return None
    typed = QueryDict(mutable=True)
    for name, values in kept.payload.items():
        typed.setlist(name, values)
    return typed, kept
