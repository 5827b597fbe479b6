"""What the one who keeps a wall looks through every month (開示の点検): what should not be, what ends soon, what did not come back."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from .choices import Ground
from .models import Consent, Disclosure, NonDisclosure

SOON = timedelta(days=30)
LINKS = ("organisation", "company", "person", "expert")


@dataclass(frozen=True)
class Part:
    """One part of the list: its heading, what is to be done about it, and the rows."""

    title: str
    help: str
    rows: QuerySet[Any]


def parts_on(today: date) -> list[Part]:
    """The parts of the list as of a day, over all cases that whoever asks may see."""
    open_cases = {"case__standing__closed": False}
    live, bound = Consent.objects.live(today), NonDisclosure.objects.live(today)
    used = Disclosure.objects.in_force().filter(consent=OuterRef("pk"))
    given_out = Disclosure.objects.in_force().filter(ground=Ground.CONSENT, returned=None).exclude(document="")
    ending = {"until__gte": today, "until__lte": today + SOON}
    parts = (
        Part(
            "承諾のない開示",
            "本来は0件です。撤回があとから届いたものなど。相手に連絡し、返却を求めます。",
            Disclosure.objects.unfounded(),
        ),
        Part(
            "30日以内に切れる承諾", "続けるときは、新しい承諾を受けて登録します。", live.filter(**ending, **open_cases)
        ),
        Part("30日以内に切れる守秘契約", "話合いが続くときは、更新します。", bound.filter(**ending, **open_cases)),
        Part(
            "使っていない承諾",
            "要らなくなった承諾は、本人に確かめて終えます。",
            live.filter(~Exists(used), **open_cases),
        ),
        Part(
            "終結した案件で返っていない書類",
            "返却か廃棄の報告を受けて登録します。",
            given_out.filter(case__standing__closed=True),
        ),
    )
    return [Part(one.title, one.help, _in_order(one.rows)) for one in parts]


def _in_order(rows: QuerySet[Any]) -> QuerySet[Any]:
    links = [f"case__{link}" for link in ("company", "person", "programme")]
    return rows.select_related(*LINKS, *links).order_by("case_id", "pk")
