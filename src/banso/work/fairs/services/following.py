"""After the fair: asking again at declared months, and the deals that are found so."""

import calendar
from collections.abc import Collection
from datetime import date

from django.db.models import QuerySet

from banso.core.errors import UserError
from banso.core.trail import verb
from banso.core.writing import correct, record
from banso.registers.models import User
from banso.work.fairs.choices import FollowUpResult
from banso.work.fairs.models import Deal, Fair, FollowUp, FollowUpRound, Meeting

FINAL = (FollowUpResult.AGREED, FollowUpResult.DECLINED)


@verb
def plan_follow_up(fair: Fair, months: Collection[int], *, by: User) -> list[FollowUpRound]:
    """Declare after how many months every meeting is asked about, in place of rounds nobody has answered yet."""
    if not months or any(not 1 <= month <= 36 for month in months):
        raise UserError("何か月後に調べるかを、1から36までの数で入力してください(例: 3、6、12)。")
    fair.rounds.filter(answers__isnull=True).exclude(months__in=months).delete()
    known = set(fair.rounds.values_list("months", flat=True))
    for month in sorted(set(months) - known):
        record(FollowUpRound, {"fair": fair, "months": month, "due_on": _months_later(fair.ends_on, month)})
    return list(fair.rounds.all())


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.month - 1 + months, 12)
    last = calendar.monthrange(day.year + year, month + 1)[1]
    return date(day.year + year, month + 1, min(day.day, last))


@verb
def answer_follow_up(
    round: FollowUpRound,
    meeting: Meeting,
    *,
    result: str,
    answered_on: date,
    by: User,
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
    return correct(answer, {"result": result, "answered_on": answered_on, "note": note})


def still_open(fair: Fair) -> QuerySet[Meeting]:
    """Meetings without a final answer: neither a deal nor 不成立 in any round."""
    return Meeting.objects.filter(fair=fair, deal__isnull=True).exclude(follow_ups__result__in=FINAL)
