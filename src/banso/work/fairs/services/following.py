"""After the fair: asking again at declared months, and the deals that are found so."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from banso.core.errors import UserError
from banso.core.trail import verb
from banso.core.writing import correct, record
from banso.office.chasing.days import MOST, asking_days
from banso.registers.models import User
from banso.work.fairs.choices import FollowUpResult
from banso.work.fairs.models import Deal, Fair, FollowUp, FollowUpRound, Meeting

FINAL = (FollowUpResult.AGREED, FollowUpResult.DECLINED)


@verb
def plan_follow_up(fair: Fair, months: Collection[int], *, by: User) -> list[FollowUpRound]:
    """Declare after how many months every meeting is asked about, in place of rounds nobody has answered yet."""
    if not months or any(not 1 <= month <= MOST for month in months):
        raise UserError(f"何か月後に調べるかを、1から{MOST}までの数で入力してください(例: 3、6、12)。")
    fair.rounds.filter(answers__isnull=True).exclude(months__in=months).delete()
    known = set(fair.rounds.values_list("months", flat=True))
    for facts in asking_days(fair.ends_on, "商談会の最終日", set(months) - known):
        record(FollowUpRound, {"fair": fair} | facts)
    return list(fair.rounds.all())


def current_round(rounds: Sequence[FollowUpRound]) -> FollowUpRound | None:
    """Of a fair's rounds the last that has fallen due; before that the first to come."""
    due = [each for each in rounds if each.due_on <= timezone.localdate()]
    return due[-1] if due else (rounds[0] if rounds else None)


@verb
def hear(meeting: Meeting, *, on: date, by: User | None, **facts: Any) -> FollowUp:
    """What was heard of a meeting, in the round due now. Raises UserError where the fair has none."""
    current = current_round(list(meeting.fair.rounds.all()))
    if current is None:
        raise UserError("調査の時期をまだ決めていません。商談会の「成立の調査」で、先に決めてください。")
    return answer_follow_up(current, meeting, heard_on=on, by=by, **facts)


@verb
def answer_follow_up(
    round: FollowUpRound,
    meeting: Meeting,
    *,
    result: str,
    heard_on: date,
    by: User | None,
    note: str = "",
    agreed_on: date | None = None,
    amount: int | None = None,
) -> FollowUp:
    """What a company answered about a meeting. 成立 makes the deal, with its own day and amount; the fair's year counts it."""
    if meeting.fair_id != round.fair_id:
        raise UserError("この商談は、別の商談会のものです。")
    if result == FollowUpResult.AGREED:
        if agreed_on is None or amount is None:
            raise UserError("成立のときは、成立日と成立金額を入力してください。")
        deal = Deal.objects.filter(meeting=meeting).first() or Deal(meeting=meeting)
        correct(deal, {"agreed_on": agreed_on, "amount": amount})
    elif Deal.objects.filter(meeting=meeting).exists():
        raise UserError("この商談には成立が記録されています。誤りなら、先に商談成立の記録を直してください。")
    answer = FollowUp.objects.filter(round=round, meeting=meeting).first() or FollowUp(round=round, meeting=meeting)
    return correct(answer, {"result": result, "heard_on": heard_on, "note": note})


def still_open() -> QuerySet[Meeting]:
    """Meetings without a final answer: neither a deal nor 不成立 in any round."""
    final = FollowUp.objects.filter(meeting=OuterRef("pk"), result__in=FINAL)
    return Meeting.objects.filter(~Exists(final), deal__isnull=True)
