"""What is asked of guests in a programme that is walled: their address opens it no more, until a colleague inside sends another."""

from django.utils.timezone import localdate

from banso.registers.models import Programme
from banso.registers.walling import tells

from .models import Invitation


@tells
def doors_that_open_no_more(programme: Programme) -> list[str]:
    asked = Invitation.objects.filter(programme=programme, withdrawn_at=None, until__gte=localdate())
    number = asked.count()
    if not number:
        return []
    return [
        f"外部の方へのお願い{number}件の専用ページは、「{programme.walled_to}」の職員がアドレスを送り直すまで開きません。"
    ]
