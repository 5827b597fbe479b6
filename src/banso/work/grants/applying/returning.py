"""Sending parts of an application back (差戻し): each part with its reason, in one go; only these open again for the applicant."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.timezone import localdate

from banso.cases.models import Case
from banso.core.era import format_date
from banso.core.trail import verb
from banso.core.writing import hold
from banso.office.guests.models import Invitation
from banso.office.guests.services import addresses, ask_again
from banso.office.mail.choices import Topic
from banso.office.mail.models import Mailing
from banso.office.mail.services import Request, write_requests
from banso.procedures.taking import take
from banso.registers.models import User

from ..models import Application, Decision, Filing
from .sections import PAPERS
from .sending import KIND, last_filing, open_returns_of
from .telling import content_of


def parts_of(filing: Filing) -> list[tuple[str, str, list[tuple[str, str, str]]]]:
    """What of a version may be sent back: each section as a whole, and (part, label, text) of what stands in it."""
    found = []
    for part, label, items in content_of(filing).told():
        whole = f"{label}に足りない書類" if part == f"section:{PAPERS}" else f"{label}の全体"
        single = [item for item in items if item.part.partition(":")[0] in ("question", "line", "paper")]
        found.append((part, label, [(part, whole, ""), *((one.part, one.label, one.text) for one in single)]))
    return found


def _labels(filing: Filing) -> dict[str, str]:
    """How each part is called by which the applicant finds it."""
    found = {}
    for _, label, parts in parts_of(filing):
        for part, name, _ in parts:
            found[part] = name if part.startswith("section:") else f"{label}: {name}"
    return found


@verb
def send_parts_back(
    application: Application, returned: Iterable[Mapping[str, Any]], *, until: date, by: User
) -> list[Decision]:
    """Send parts of an application back, each with `part`, `reason` and `note`, to be answered until a day. Raises ValidationError where none is
    named, for a part the application has not, one without a reason, or a day that has passed.
    """
    hold(Case.objects.filter(pk=application.case_id))
    filing, rows = last_filing(application), list(returned)
    if filing is None:
        raise ValidationError("申請書が画面で作られていないため、箇所を選んで差し戻せません。")
    if not rows:
        raise ValidationError("差し戻す箇所を1つ以上選んでください。")
    if until < localdate():
        raise ValidationError({"until": "期限が過ぎています。今日以後の日にしてください。"})
    labels = _labels(filing)
    made = [_sent_back(application, labels, row, by) for row in rows]
    for asked in Invitation.objects.filter(kind=KIND, case=application.case_id, withdrawn_at=None):
        ask_again(asked, until=until, by=by)
    return made


TEXT = """お送りいただいた申請書に、直していただきたいところがあります。
ご自分の専用ページに、直すところと理由を示しています。示したところだけを直して、もう一度お送りください。"""


@verb
def write_return_mail(application: Application, *, by: User) -> Mailing | None:
    """A mail to whoever sent an application that parts of it came back, with the address of the own page, into the outbox to be looked through first;
    None where no mail reaches them, or nothing waits for them.
    """
    asked = Invitation.objects.filter(kind=KIND, case=application.case_id, withdrawn_at=None).order_by("-pk").first()
    returned = open_returns_of(application)
    if asked is None or not returned:
        return None
    about = "\n".join(f"・{row.item}: {row.get_reason_display()} {row.note}".rstrip() for row in returned)
    to = [Request(asked.name, asked.email, addresses([asked], by=by)[asked.pk], about, "様")]
    said = {"title": f"申請書の差戻しについて({application.title})"[:120], "text": TEXT, "topic": Topic.BUSINESS}
    until = f"再提出の期限: {format_date(asked.until)}"
    return write_requests(to, **said, until=until, programme=application.case.programme, by=by)[0]


def _sent_back(application: Application, labels: dict[str, str], row: Mapping[str, Any], by: User) -> Decision:
    part = row["part"]
    if part not in labels:
        raise ValidationError("この申請書にない箇所です。画面を開き直してください。")
    if not row.get("reason"):
        raise ValidationError(f"「{labels[part]}」を差し戻す理由を選んでください。")
    facts = {"part": part, "item": labels[part][:80], "reason": row["reason"], "note": row.get("note", "")}
    step = take(application.case, "returned", facts | {"taken_on": localdate()}, by=by)
    assert isinstance(step, Decision)
    return step
