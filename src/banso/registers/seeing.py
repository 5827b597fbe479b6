"""Who sees what, told in words: which walls stand open for someone and why, and who could see a record when.

The database decides; this says what it decides, from the same rows.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.utils.timezone import localdate

from .models import Crossing, Look, Membership, Merge, Programme, RoleAssignment, User
from .models.programmes import with_those_below
from .permissions import current_roles
from .walls import whose

A_DAY = timedelta(days=1)
ACTIONS = {"view": "見る", "add": "登録する", "change": "直す", "delete": "削除する"}


def hidden_from(user: User, day: date | None = None) -> set[int]:
    """The programmes whose records a user does not see on a day, but for grants of single companies."""
    day = day or localdate()
    granted = Crossing.objects.filter(user=user, company=None).standing_on(day).values_list("programme", flat=True)
    shut = {door.programme.pk for door in doors(user, day) if not door.opened_by}
    return shut | beyond_roles(user, day) - {*granted}


def beyond_roles(user: User, day: date) -> set[int]:
    """The programmes that no role of a user reaches on a day."""
    reached = set(RoleAssignment.objects.filter(user=user).standing_on(day).values_list("programme", flat=True))
    if None in reached:
        return set()
    return set(Programme.objects.exclude(pk__in=with_those_below(reached)).values_list("pk", flat=True))


@dataclass(frozen=True)
class Door:
    """A walled programme and what opens it for someone: memberships and grants of all its records. `parts` open one company.

    A membership opens nothing that none of the member's roles reaches.
    """

    programme: Programme
    opened_by: tuple[Membership | Crossing, ...]
    parts: tuple[Crossing, ...]


def doors(user: User, day: date) -> list[Door]:
    """Every walled programme, and what of it is open to a user on a day."""
    walled = Programme.objects.filter(walled_to__isnull=False).select_related("walled_to")
    mine = list(Membership.objects.filter(user=user).standing_on(day).select_related("unit", "given_by"))
    standing = Crossing.objects.filter(user=user).standing_on(day)
    grants = list(_not_lapsed(standing).select_related("company", "given_by"))
    beyond = beyond_roles(user, day)
    return [
        _door(programme, [] if programme.pk in beyond else mine, [g for g in grants if g.programme_id == programme.pk])
        for programme in walled
    ]


def _not_lapsed(grants: QuerySet[Crossing]) -> QuerySet[Crossing]:
    """Without grants for one company that has taken another in since: they were given for what it was then."""
    taken_in = Merge.objects.filter(survivor=OuterRef("company"), undone_at=None, asked_at__gte=OuterRef("created_at"))
    return grants.filter(~Exists(taken_in))


def _door(programme: Programme, memberships: list[Membership], grants: list[Crossing]) -> Door:
    inside = [m for m in memberships if m.unit_id == programme.walled_to_id]
    whole = [grant for grant in grants if grant.company_id is None]
    return Door(programme, (*inside, *whole), tuple(grant for grant in grants if grant.company_id is not None))


def is_inside_somewhere(user: User) -> bool:
    """Whether any wall has ever been open to a user: a quick no for most people."""
    members = Membership.objects.filter(user=user, unit__walled_programmes__isnull=False)
    return members.exists() or Crossing.objects.filter(user=user).exists()


@dataclass(frozen=True)
class Allowed:
    """One kind of record and, for each action, the roles that allow it."""

    kind: str
    actions: tuple[tuple[str, tuple[RoleAssignment, ...]], ...]


def allowed(user: User) -> list[Allowed]:
    """What a user's roles allow today, kind by kind."""
    roles = list(current_roles(user).select_related("role", "programme", "given_by"))
    given: dict[str, dict[str, list[RoleAssignment]]] = {}
    for row in roles:
        for permission in row.role.permissions.select_related("content_type"):
            model = permission.content_type.model_class()
            action = permission.codename.split("_")[0]
            if model is not None and action in ACTIONS:
                given.setdefault(str(model._meta.verbose_name), {}).setdefault(action, []).append(row)
    return [
        Allowed(kind, tuple((label, tuple(actions.get(action, ()))) for action, label in ACTIONS.items()))
        for kind, actions in sorted(given.items())
    ]


@dataclass(frozen=True)
class Seer:
    """Someone who could see a record, from when to when within the days asked about, and by which row."""

    user: User
    since: date
    until: date
    by: Membership | Crossing


def who_could_see(record: Model, first: date, last: date) -> list[Seer]:
    """Everyone whom a membership or a grant let see a walled record between two days; empty for a record behind no wall."""
    programme, companies = whose(record)
    if programme is None or programme.walled_to_id is None:
        return []
    grants = Crossing.objects.filter(programme=programme).standing_between(first, last)
    guests = [
        Seer(grant.user, max(grant.starts_on, first), min(grant.ends_on or last, last), grant)
        for grant in grants.select_related("user", "company")
        if grant.company_id is None or grant.company_id in companies
    ]
    return [*_members_who_saw(programme, first, last), *guests]


def _members_who_saw(programme: Programme, first: date, last: date) -> list[Seer]:
    """The unit's members for the days on which a role of theirs reached the programme too."""
    members = Membership.objects.filter(unit=programme.walled_to_id).standing_between(first, last)
    found: list[Seer] = []
    for member in members.select_related("user", "unit"):
        since, until = max(member.starts_on, first), min(member.ends_on or last, last)
        roles = RoleAssignment.objects.filter(user=member.user).standing_between(since, until)
        for role in roles.filter(Q(programme=None) | Q(programme__in=programme.with_those_above())).order_by(
            "starts_on", "pk"
        ):
            begun = max(role.starts_on, found[-1].until + A_DAY) if _goes_on(found, member) else role.starts_on
            ended = min(role.ends_on or until, until)
            if max(begun, since) <= ended:
                found.append(Seer(member.user, max(begun, since), ended, member))
    return found


def _goes_on(found: list[Seer], member: Membership) -> bool:
    """Whether the last one found is of the same membership: a second role adds only the days after the first."""
    return bool(found) and found[-1].by == member


def who_looked(record: Model, first: date, last: date) -> Iterable[Look]:
    """The looks at this very record between two days, the latest first."""
    looks = Look.objects.filter(subject=str(record._meta.verbose_name), record_id=record.pk)
    return looks.filter(at__date__gte=first, at__date__lte=last).select_related("user")
