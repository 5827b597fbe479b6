"""Every write in consortium projects."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, Sum

from banso.core.trail import verb
from banso.core.writing import correct, hold, record, verbs
from banso.registers.models import User

from .models import DAY_OF_MINUTES, Allotment, DiaryDay, Member, Project, Researcher, YearDecision

record_project, correct_project = verbs(Project)
record_member, correct_member = verbs(Member)
record_year_decision, _ = verbs(YearDecision)


@verb
def correct_year_decision(decision: YearDecision, *, by: User | None, **facts: Any) -> YearDecision:
    """Put a decision right. Raises ValidationError for less than what its members get already."""
    row = correct(hold(YearDecision.objects.filter(pk=decision.pk)), facts)
    _within(row)
    return row


@verb
def record_allotment(*, by: User | None, **facts: Any) -> Allotment:
    """What a member gets of a year's grant. Raises ValidationError beyond the grant, or for a member of another project."""
    return _allotted(Allotment(), facts)


@verb
def correct_allotment(allotment: Allotment, *, by: User | None, **facts: Any) -> Allotment:
    """Put an allotment right. Raises ValidationError as :func:`record_allotment` does."""
    return _allotted(allotment, facts)


def _allotted(row: Allotment, facts: dict[str, Any]) -> Allotment:
    decision = facts.get("decision") or row.decision
    hold(YearDecision.objects.filter(pk=decision.pk), no_key=True)  # two at once would each find room for their own
    made = correct(row, facts)
    if made.member.project_id != made.decision.project_id:
        raise ValidationError({"member": f"「{made.decision.project}」の実施機関から選んでください。"})
    _within(made.decision)
    return made


def _within(decision: YearDecision) -> None:
    allotted = decision.allotments.aggregate(sum=Sum("amount"))["sum"] or 0
    if allotted > decision.amount:
        said = f"配分の合計{allotted:,}円が、交付決定額{decision.amount:,}円を超えています。"
        raise ValidationError({"amount": said})


@verb
def record_researcher(*, by: User | None, **facts: Any) -> Researcher:
    """Register someone for a member. Raises ValidationError where the same person is registered for some of those days."""
    return _registered(record(Researcher, facts))


@verb
def correct_researcher(row: Researcher, *, by: User | None, **facts: Any) -> Researcher:
    """Put a registration right. Raises ValidationError as :func:`record_researcher` does."""
    return _registered(correct(row, facts))


def _registered(row: Researcher) -> Researcher:
    """One registration at a time of each person of a member: hours have one price. Two at once wait for each other at the member."""
    hold(Member.objects.filter(pk=row.member_id), no_key=True)
    others = Researcher.objects.filter(member=row.member_id, name=row.name).exclude(pk=row.pk)
    others = others.filter(Q(ends_on=None) | Q(ends_on__gte=row.starts_on))
    if row.ends_on is not None:
        others = others.filter(starts_on__lte=row.ends_on)
    if others.exists():
        raise ValidationError(
            {
                "starts_on": "この研究員には、同じ時期の登録がすでにあります。単価を変えるときは、前の登録の終わりを入れてください。"
            }
        )
    return row


@verb
def record_diary_day(*, by: User | None, **facts: Any) -> DiaryDay:
    """What a researcher did on a day. Raises ValidationError where the day would have more than 24 hours, or lies ahead."""
    return _written(record(DiaryDay, facts))


@verb
def correct_diary_day(row: DiaryDay, *, by: User | None, **facts: Any) -> DiaryDay:
    """Put a day of the diary right. Raises ValidationError as :func:`record_diary_day` does."""
    return _written(correct(row, facts))


def _written(row: DiaryDay) -> DiaryDay:
    """The same person's hours of the day, whatever the registration, are at most a day's."""
    who = row.researcher
    hold(Member.objects.filter(pk=who.member_id), no_key=True)
    same = DiaryDay.objects.filter(worked_on=row.worked_on, researcher__member=who.member_id, researcher__name=who.name)
    minutes = same.aggregate(sum=Sum("minutes"))["sum"] or 0
    if minutes > DAY_OF_MINUTES:
        said = f"{who.name}さんのこの日の従事時間が、合わせて{minutes / 60:.1f}時間になります。"
        raise ValidationError({"minutes": said})
    return row
