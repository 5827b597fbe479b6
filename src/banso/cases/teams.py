"""Who sees a case: joining and leaving its team, closing it to that, keeping someone out of it; and how that is said in words.

The database lets these rows be written by who may say so (the keeper of the case's unit, who leads the case) and by nobody else; what is
refused here is refused in words first.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import QuerySet
from django.utils.timezone import localdate

from banso.core.trail import verb
from banso.core.writing import correct, record
from banso.registers.models import Crossing, Keepership, Membership, Programme, Staff, User
from banso.registers.seeing import Seer

from .models import Answer, Case, Enclosure, Exclusion, TeamMember, TeamRole

IN_THE_OPEN = (
    "「{}」は守秘の事業ではないため、案件をチームに限れません。ほかの部署の人にも案件の存在が見えます。"
    "守秘の事業で受け付けてください。"
)
NOT_OF_IT = "案件のチームに入っている人か責任者だけが、案件をチームに限れます。先に自分をチームに加えてください。"
NO_KEEPER = (
    "「{}」の責任者がまだ決まっていません。責任者がいないと、チームの全員が替わったときに誰も見られなくなります。"
    "「庶務」の「守秘の責任者」で登録してください。"
)


@verb
def join_team(
    case: Case, *, staff: Staff, role: str = TeamRole.MEMBER, side: str = "", on: date | None = None, by: User | None
) -> TeamMember:
    """Have someone work on a case, or look at it, from a day on; another role or side than before begins a row of its own.

    Raises ValidationError for one who has left, who stands on the other side, or who would never see the case.
    """
    on = on or localdate()
    if staff.ended_on:
        raise ValidationError({"staff": f"{staff}は在籍していません。在籍中の職員を選んでください。"})
    if why := _never_sees(case, staff, on):
        raise ValidationError({"staff": why})
    before = case.team.standing_on(on).filter(staff=staff).first()
    if before is not None:
        if (before.role, before.side) == (role, side):
            raise ValidationError({"staff": f"{staff}は、すでにこの案件のチームにいます。"})
        if before.side and side != before.side:
            said = f"{staff}は{before.get_side_display()}の担当です。相手側の担当にはできません。"
            raise ValidationError({"side": said})
        correct(before, {"left_on": on})
    return record(TeamMember, {"case": case, "staff": staff, "role": role, "side": side, "joined_on": on})


@verb
def leave_team(member: TeamMember, *, on: date | None = None, by: User | None) -> TeamMember:
    """End someone's part in a case: from that day on they see no more of it than the unit does.

    Raises ValidationError for the last one of a closed case's team: hand it over first.
    """
    on = on or localdate()
    others = member.case.team.standing_on(on).exclude(pk=member.pk).exclude(role=TeamRole.VIEWER)
    if is_closed(member.case) and not others.exists():
        raise ValidationError({"left_on": "チームに担当する人がいなくなります。先に後任をチームに加えてください。"})
    return correct(member, {"left_on": on})


@verb
def close_to_team(case: Case, *, reason: str, on: date | None = None, by: User | None) -> Enclosure:
    """Close a case to its team and the keeper of its unit, from a day on.

    Raises ValidationError in a programme that is not walled, without a keeper of the unit, without a team, or by one who is of neither.
    """
    on = on or localdate()
    unit = case.programme.walled_to
    if unit is None:
        raise ValidationError(IN_THE_OPEN.format(case.programme))
    if not keepers_of_case(case):
        raise ValidationError(NO_KEEPER.format(unit))
    if not case.team.standing_on(on).exclude(role=TeamRole.VIEWER).exists():
        raise ValidationError("チームに誰もいません。先に担当する人をチームに加えてください。")
    if (
        by is not None
        and not keeps(by, case.programme)
        and not case.team.standing_on(on).filter(staff__user=by).exists()
    ):
        raise ValidationError(NOT_OF_IT)
    return record(Enclosure, {"case": case, "closed_on": on, "reason": reason.strip()})


@verb
def open_to_unit(case: Case, *, on: date | None = None, by: User | None) -> Enclosure:
    """Open a case to its unit again. Raises ValidationError where nothing closes it."""
    on = on or localdate()
    enclosure = case.enclosures.standing_on(on).first()
    if enclosure is None:
        raise ValidationError("この案件は、チームだけに限られていません。")
    return correct(enclosure, {"opened_on": on})


@verb
def keep_out(
    case: Case, *, staff: Staff, tie: str, reason: str = "", on: date | None = None, by: User | None
) -> Exclusion:
    """Keep someone out of a case because of a tie: it wins over team, unit, keeper and grants. Their part in its team ends.

    Raises ValidationError in a programme that is not walled, for the only keeper of the unit, and for the last one of a closed case's team.
    """
    on = on or localdate()
    if case.programme.walled_to is None:
        raise ValidationError(IN_THE_OPEN.format(case.programme))
    if keepers_of_case(case) == [staff.user]:
        said = f"{staff}は「{case.programme.walled_to}」のただ一人の責任者です。先にもう一人を責任者にしてください。"
        raise ValidationError({"staff": said})
    if case.keeper_id == staff.pk:
        raise ValidationError({"staff": f"{staff}はこの案件の担当者です。先に担当者を替えてください。"})
    for member in case.team.standing_on(on).filter(staff=staff):
        leave_team(member, on=on, by=by)
    facts = {"case": case, "staff": staff, "tie": tie, "reason": reason.strip(), "kept_out_on": on}
    return record(Exclusion, facts)


@verb
def let_in_again(exclusion: Exclusion, *, on: date | None = None, by: User | None) -> Exclusion:
    """End an exclusion: from that day on the person sees what they would have seen without it."""
    return correct(exclusion, {"let_in_on": on or localdate()})


def is_closed(case: Case) -> bool:
    """Whether a case is closed to its team today."""
    return case.enclosures.standing_on(localdate()).exists()


def is_narrowed(case: Case) -> bool:
    """Whether not all of a case's unit see it today: it is closed to its team, or somebody is kept out. For who sees all of it."""
    today = localdate()
    declared = case.declarations.filter(answer=Answer.YES, lifted_on=None)
    return is_closed(case) or case.exclusions.standing_on(today).exists() or declared.exists()


def keeps(user: User, programme: Programme) -> bool:
    """Whether a user is keeper of a walled programme's unit today."""
    return programme.walled_to_id is not None and _keepers(programme.walled_to_id).filter(user=user).exists()


def keepers_of_case(case: Case) -> list[User]:
    """The keepers of the unit behind whose wall a case is; none for a case in the open."""
    unit = case.programme.walled_to_id
    return [row.user for row in _keepers(unit).select_related("user")] if unit else []


def _keepers(unit: int) -> "QuerySet[Keepership]":
    today = localdate()
    members = Membership.objects.filter(unit=unit).standing_on(today)
    return Keepership.objects.filter(unit=unit, user__in=members.values("user"), user__is_active=True).standing_on(
        today
    )


def may_lead(user: User, case: Case) -> bool:
    """Whether a user says who is of a case's team: its keeper, who leads it, and while nobody does anyone who may write it."""
    if keeps(user, case.programme):
        return True
    leads = list(case.team.standing_on(localdate()).filter(role=TeamRole.LEAD).values_list("staff__user", flat=True))
    return user.pk in leads if leads else True


def is_seen_by(case: Case, user: User) -> bool:
    """Whether a user would see a case within what its programme opens to them: not closed to a team without them, not kept out.

    Answered to who sees it. Used before anything about a case is asked of someone.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_security_active('public.cases_case')")
        if not cursor.fetchone()[0]:  # the owner, from whom nothing is hidden, or before the walls were first raised
            return True
        cursor.execute("SELECT public.banso_is_seen_by(%s, %s)", [case.pk, user.pk])
        return bool(cursor.fetchone()[0])


def _never_sees(case: Case, staff: Staff, on: date) -> str:
    """Why someone would see nothing of a case although they are of its team; '' where they would, or nobody may be told."""
    unit, user = case.programme.walled_to, staff.user
    if unit is None or user is None:
        return ""
    granted = Crossing.objects.filter(user=user, programme=case.programme).standing_on(on)
    if not Membership.objects.filter(user=user, unit=unit).standing_on(on).exists() and not granted.exists():
        return f"{staff}は「{unit}」の所属ではなく、閲覧の許可もないため、チームに加えても見られません。"
    if case.exclusions.standing_on(on).filter(staff=staff).exists():  # seen by the keeper alone
        return f"{staff}はこの案件から除外されています。チームに加えるときは、先に除外を解いてください。"
    return ""


def who_saw(case: Case, seers: Iterable[Seer]) -> list[Seer]:
    """Of those whom a unit or a grant let into the programme, who could see the case: not closed all the while to a team without them.

    Who was kept out stands here for the keeper to know, who alone sees that they were.
    """
    closed, team, keepers = list(case.enclosures.all()), list(case.team.select_related("staff")), keepers_of_case(case)
    excluded = list(case.exclusions.select_related("staff"))

    def shut(seer: Seer) -> bool:
        until = seer.until
        if any(
            x.staff.user_id == seer.user.pk and _whole(x.kept_out_on, x.let_in_on, seer.since, until) for x in excluded
        ):
            return True
        if seer.user in keepers or any(
            one.staff.user_id == seer.user.pk
            and one.joined_on <= until
            and (one.left_on is None or one.left_on > seer.since)
            for one in team
        ):
            return False
        return any(_whole(one.closed_on, one.opened_on, seer.since, until) for one in closed)

    return [seer for seer in seers if not shut(seer)]


def _whole(start: date, end: date | None, since: date, until: date) -> bool:
    return start <= since and (end is None or end > until)


@dataclass(frozen=True)
class Audience:
    """Who sees a record, in one sentence, and by name where the case is closed."""

    sentence: str
    names: tuple[str, ...] = ()


def audience(programme: Programme, case: Case | None = None) -> Audience:
    """Who can see a record of a programme, or of a case in it, today: said on every page and form of it."""
    unit = programme.walled_to
    if unit is None:
        return Audience("センターの職員(役割で認められた人)が見られます。")
    today = localdate()
    members = Membership.objects.filter(unit=unit).standing_on(today).values("user").distinct().count()
    if case is None or not is_closed(case):
        return Audience(f"{unit}の{members}名だけが見られます。部署の外の人には、あることも見えません。")
    team = case.team.standing_on(today).select_related("staff")
    names = tuple(f"{one.staff}({one.get_role_display()})" for one in team)
    keepers = len(keepers_of_case(case))
    return Audience(
        f"{unit}の{members}名のうち、チームの{len(names)}名と責任者{keepers}名だけが見られます。"
        "部署のほかの人にも、あることも見えません。",
        names,
    )
