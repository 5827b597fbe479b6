"""Mails that go by a decision (決裁): where the table of 専決 has a line for them, whoever wrote a round drafts it, and the last seal
sends exactly the mails that were shown."""

import hashlib
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from banso.cases.models import Case
from banso.core.acting import user_of
from banso.core.trail import verb
from banso.core.writing import hold
from banso.office.approvals.choices import State
from banso.office.approvals.matters import Shown, matter
from banso.office.approvals.models import Draft, Rule
from banso.office.approvals.services import submit_draft
from banso.office.mail.choices import Topic
from banso.office.mail.models import Mailing, Message
from banso.office.mail.services import Gate, gate_of, gated_by, let_go
from banso.registers.models import Programme, User

MAILING = "mail.mailing"
KIND = "mailing"  # the kind of matter in the table of 専決
ROUND = 2  # from so many mails on a mailing is a round; one alone goes as its writer sees fit
OF_THEMSELVES = (Topic.DEADLINES, Topic.NUMBER)  # reminders by their ladder, numbers somebody has just asked for
WHY = "専決の表で、一斉メールは決裁のあとに送ると定められています。起案してください。"


@gated_by
def before_it_goes(mailing: Mailing) -> Gate | None:
    """A round that a person wrote is decided first, where the centre's table of 専決 has a line for rounds of mails."""
    if mailing.topic in OF_THEMSELVES or not is_laid_down() or mailing.messages.count() < ROUND:
        return None
    draft = drafts_of(mailing).first()
    return Gate(WHY, reverse("mailing-propose", args=[mailing.pk]), draft.get_absolute_url() if draft else "")


def is_laid_down() -> bool:
    """Whether the table of 専決 says today who decides on rounds of mails."""
    today = localdate()
    standing = Q(valid_from__lte=today) & (Q(valid_until=None) | Q(valid_until__gte=today))
    return Rule.objects.filter(standing, kind=KIND).exists()


def drafts_of(mailing: Mailing) -> Any:
    """The drafts a mailing waits in: under way, or come back to be sent on again or given up."""
    waiting = (State.OPEN, State.RETURNED, State.TAKEN_BACK)
    found = Draft.objects.filter(matter=MAILING, versions__payload__mailing=mailing.pk, outcome__state__in=waiting)
    return found.distinct().order_by("-pk")


@verb
def propose_mailing(mailing: Mailing, *, body: str = "", by: User) -> Draft:
    """Draft the sending of a mailing. Raises ValidationError where it went, was dropped, waits already or needs no decision."""
    hold(Mailing.objects.filter(pk=mailing.pk))
    if drafts_of(mailing).exists():
        raise ValidationError("このメールの送信は、すでに起案されています。")
    if gate_of(mailing) is None:
        raise ValidationError("このメールに決裁は要りません。内容を確かめて、送信に回してください。")
    mails = _mails(mailing)
    case, wall = _where(mailing, mails)
    return submit_draft(
        kind=KIND,
        title=f"{mailing} メールの送信について(伺い){len(mails)}通"[:120],
        body=body.strip() or f"次の{len(mails)}通のメールを送信してよろしいか伺います。",
        matter=MAILING,
        payload={"mailing": mailing.pk},
        case=case,
        programme=wall,
        in_the_open=wall is None,
        by=by,
    )


def _where(mailing: Mailing, mails: Iterable[Message]) -> tuple[Case | None, Programme | None]:
    """What a draft is filed with: the one case all mails are of, else the walled programme they are of, if any."""
    cases = {mail.case for mail in mails}
    case = cases.pop() if len(cases) == 1 else None
    walled = mailing.programme if mailing.programme and mailing.programme.walled_to_id else None
    return case, None if case else walled


def _mails(mailing: Mailing) -> list[Message]:
    return list(mailing.messages.select_related("case__programme").order_by("pk"))


def _show(draft: Draft, payload: dict[str, Any], by: Any) -> Shown:
    """Every mail as it would go. Raises ValidationError where the mailing went or was dropped meanwhile."""
    mailing = Mailing.objects.select_related("posting", "dropped").filter(pk=payload["mailing"]).first()
    if mailing is None or hasattr(mailing, "posting") or hasattr(mailing, "dropped"):
        said = mailing.state if mailing else "見つからない状態"
        raise ValidationError(f"このメールは「{said}」のため、送信を決裁できません。")
    mails = _mails(mailing)
    lines = [("送るメール", f"{mailing}({mailing.get_topic_display()}){len(mails)}通")]
    lines += [(f"{mail.to_name} {mail.to_email}".strip(), mail.subject) for mail in mails]
    lines += [("1通目の本文", mails[0].body)] if mails else []
    return Shown(lines, [[mail.pk, hashlib.sha256(mail.body.encode()).hexdigest()] for mail in mails])


def _execute(draft: Draft, payload: dict[str, Any], by: Any) -> Any:
    mailing = Mailing.objects.get(pk=payload["mailing"])
    return let_go(mailing, count=mailing.messages.count(), decision=f"起案{draft.pk} {draft}", by=by)


matter(
    code=MAILING,
    label="メールの送信",
    show=_show,
    execute=_execute,
    about=lambda payload: ("送るメールをすべて見る", reverse("mail-mailing", args=[payload["mailing"]])),
)


@require_POST
@permission_required(("approvals.add_draft", "mail.view_message"), raise_exception=True)
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Draft the sending of a mailing."""
    mailing = get_object_or_404(Mailing.objects.select_related("programme__walled_to"), pk=pk)
    try:
        draft = propose_mailing(mailing, body=request.POST.get("body", ""), by=user_of(request))
    except ValidationError as error:
        messages.error(request, "".join(error.messages))
        return redirect(mailing)
    messages.success(request, "起案しました。決裁されると、示したメールがそのまま送信に回ります。")
    return redirect(draft)
