"""Mails of a programme that is walled: what was written in the open names who it is about, and must not leave afterwards."""

from banso.registers.models import Programme
from banso.registers.walling import hinders

from .choices import AGAIN, Result
from .models import Message

OVER = frozenset(Result) - AGAIN


@hinders
def mails_not_gone(programme: Programme) -> list[str]:
    waiting = Message.objects.filter(programme=programme, mailing__dropped=None)
    waiting = waiting.exclude(attempts__outcome__result__in=OVER)
    number = waiting.count()
    first = waiting.select_related("mailing").first()
    if first is None:
        return []
    return [
        f"まだ送っていないメールが{number}通あります(送信箱「{first.mailing}」など)。企業名の入った文面のまま送られるので、"
        "先に送るか、取りやめてください。"
    ]
