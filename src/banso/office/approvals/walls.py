"""Drafts of a programme that is walled: one that waits for somebody outside would wait for ever."""

from django.db.models import F, Q

from banso.registers.models import Programme
from banso.registers.walling import hinders

from .choices import State
from .models import Draft, Station
from .routing import is_outside


@hinders
def drafts_outside(programme: Programme) -> list[str]:
    drafts = Draft.objects.filter(Q(case__programme=programme) | Q(programme=programme), outcome__state=State.OPEN)
    said = []
    for draft in drafts.select_related("case__programme__walled_to", "programme__walled_to"):
        asked = Station.objects.filter(draft=draft, round=F("draft__outcome__round")).select_related("staff__user")
        outside = dict.fromkeys(str(one.staff) for one in asked if is_outside(draft, one.staff))
        if outside:
            said.append(
                f"起案「{draft}」が、部署の外の{'、'.join(outside)}に回っています。決裁を終えるか、起案者が引き戻してから読み込んでください。"
            )
    return said
