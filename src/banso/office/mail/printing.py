"""A mail on paper, for the file of its case: to whom it was written, how it went, and its words."""

import re
from pathlib import Path
from typing import Any

from django.utils.timezone import localtime

from banso.core.era import format_moment
from banso.core.typesetting import typeset

from .models import Message

TEMPLATE = Path(__file__).with_name("message.typ")
DOOR = re.compile(r"/guest/[\w-]+/")  # whoever takes the file home may not come in as the guest


def as_pdf(message: Message) -> bytes:
    """A mail as it was written."""
    return typeset(TEMPLATE, on_paper(message))


def on_paper(message: Message) -> dict[str, Any]:
    """What stands on the page of a mail. The address of a guest's own page is left out of its words."""
    facts = [
        ("件名", message.subject),
        ("宛先", f"{message.to_name} {message.to_email}".strip()),
        ("作成", format_moment(localtime(message.created_at))),
        ("経過", message.state),
        *(("送信", f"{format_moment(localtime(one.begun_at))} {_said(one)}".strip()) for one in message.attempts.all()),
        ("メールの番号", str(message.key)),
    ]
    body = DOOR.sub("/guest/(専用ページのアドレスは省略)/", message.body)
    return {"subject": message.subject, "facts": [list(fact) for fact in facts], "lines": body.splitlines()}


def _said(attempt: Any) -> str:
    outcome = getattr(attempt, "outcome", None)
    return f"{outcome.get_result_display()} {outcome.said}".strip() if outcome else ""
