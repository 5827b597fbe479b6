"""What waits in the outbox, on the first page."""

from datetime import date

from django.db.models import QuerySet

from banso.core.agenda import Part, agenda

from .models import Mailing


def _waiting(today: date) -> QuerySet[Mailing]:
    return Mailing.objects.filter(posting=None, dropped=None)


agenda(
    code="mail.waiting",
    part=Part.WAITING,
    label="送信箱で確認を待つメール",
    model=Mailing,
    rows=_waiting,
    day="written_on",
    line=lambda mailing: f"{mailing}({mailing.get_topic_display()})",
)
