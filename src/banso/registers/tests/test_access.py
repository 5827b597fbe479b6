"""Who may do what follows from dated rows on the day of the request."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from banso.core.fiscal import fiscal_year_of
from banso.registers.choosing import forerunners
from banso.registers.models import (
    Crossing,
    Expert,
    Membership,
    Programme,
    ProgrammeYear,
    RoleAssignment,
    Staff,
    Unit,
    User,
)
from banso.registers.seeing import allowed, doors, hidden_from, who_could_see
from banso.registers.services.access import (
    amend,
    give_role,
    give_role_in_unit,
    grant_crossing,
    hand_over,
    join_unit,
)
from banso.work.dispatches.models import Visit
from banso.work.dispatches.services import record_dispatch
from conftest import TinyWorld

DAY = timedelta(days=1)


@pytest.fixture
def role(db: None) -> Group:
    made = Group.objects.create(name="窓口")
    made.permissions.set(Permission.objects.filter(codename__in=["view_company", "add_company"]))
    return made


def fresh(user: User) -> User:
    """The user as the next request knows it: permissions are asked anew."""
    return User.objects.get(pk=user.pk)


def test_a_role_counts_from_its_first_to_its_last_day(world: TinyWorld, role: Group) -> None:
    """Nobody runs anything when it ends."""
    user, today = world.user(), localdate()
    row = give_role(user=user, role=role, starts_on=today - DAY, ends_on=today, by=None)
    assert fresh(user).has_perm("registers.add_company")
    RoleAssignment.objects.filter(pk=row.pk).update(ends_on=today - DAY)
    assert not fresh(user).has_perm("registers.add_company")
    RoleAssignment.objects.filter(pk=row.pk).update(starts_on=today + DAY, ends_on=None)
    assert not fresh(user).has_perm("registers.add_company")


def test_groups_and_permissions_attached_to_a_login_count_for_nothing(world: TinyWorld, role: Group) -> None:
    """Only dated rows do, so that each permission has a day and a giver."""
    user = world.user()
    user.groups.add(role)
    user.user_permissions.set(role.permissions.all())
    assert fresh(user).get_all_permissions() == set()


def test_what_is_allowed_is_told_with_the_roles_that_allow_it(world: TinyWorld, role: Group) -> None:
    """One kind, each action with its rows."""
    user = world.user()
    row = give_role(user=user, role=role, starts_on=localdate(), by=None)
    assert [(found.kind, found.actions) for found in allowed(user)] == [
        ("企業", (("見る", (row,)), ("登録する", (row,)), ("直す", ()), ("削除する", ())))
    ]


def test_a_row_is_ended_but_not_altered_or_deleted(world: TinyWorld, role: Group) -> None:
    """Another role is another row; the database refuses a deletion."""
    user = world.user()
    row = give_role(user=user, role=role, starts_on=date(2024, 4, 1), by=None)
    with pytest.raises(ValidationError) as refused:
        amend(row, role=Group.objects.create(name="別"), ends_on=None, by=None)
    assert "role" in refused.value.message_dict
    assert amend(row, role=role, ends_on=date(2024, 4, 30), by=None).ends_on == date(2024, 4, 30)
    with pytest.raises(ValidationError):
        give_role(user=user, role=role, starts_on=date(2024, 4, 30), by=None)
    with pytest.raises(Exception, match="Cannot delete"):
        row.delete()


class Wall:
    def __init__(self, world: TinyWorld) -> None:
        self.unit = Unit.objects.create(code="walled", name="守秘の部署", confidential=True)
        self.programme = world.add_programme("secret", "守秘の事業")
        self.programme.walled_to = self.unit
        self.programme.save()
        self.company = world.company()
        self.expert = Expert.objects.create(name="専門家", registered_on=date(2020, 4, 1))
        dispatch = record_dispatch(
            by=None,
            programme=self.programme,
            company=self.company,
            expert=self.expert,
            decided_on=date(2023, 5, 1),
            subject="x",
        )
        self.visit = Visit.objects.create(dispatch=dispatch, visited_on=date(2023, 6, 1))


@pytest.fixture
def wall(world: TinyWorld) -> Wall:
    return Wall(world)


def test_a_door_says_what_opens_it(world: TinyWorld, wall: Wall) -> None:
    """A membership opens all, a grant for one company that company only, neither nothing."""
    member, guest, stranger = people = [world.user(name) for name in ("member", "guest", "stranger")]
    for user in people:
        world.allow(user, "view_visit")
    joined = join_unit(user=member, unit=wall.unit, starts_on=localdate(), by=None)
    facts = {"programme": wall.programme, "company": wall.company, "starts_on": localdate(), "ends_on": localdate()}
    grant = grant_crossing(user=guest, reason="連携支援", by=member, **facts)
    opened = [(door.opened_by, door.parts) for user in (member, guest, stranger) for door in doors(user, localdate())]
    assert opened == [((joined,), ()), ((), (grant,)), ((), ())]
    assert [hidden_from(user) for user in (member, guest)] == [set(), {wall.programme.pk}]


@pytest.mark.parametrize(
    ("facts", "field"),
    [({"reason": " "}, "reason"), ({"ends_on": None}, "__all__"), ({"ends_on": date(2020, 1, 1)}, "__all__")],
)
def test_a_grant_has_a_reason_and_an_end(world: TinyWorld, wall: Wall, facts: dict, field: str) -> None:
    """Refused in words, and none stays."""
    given = {"company": None, "reason": "監査", "starts_on": localdate(), "ends_on": localdate()} | facts
    with pytest.raises(ValidationError) as refused:
        grant_crossing(user=world.user("guest"), programme=wall.programme, by=world.user("member"), **given)
    assert field in refused.value.message_dict and not Crossing.objects.exists()


def test_nobody_grants_to_oneself(world: TinyWorld, wall: Wall) -> None:
    """The giver is someone else."""
    member = world.user("member")
    given = {"company": None, "reason": "監査", "starts_on": localdate(), "ends_on": localdate()}
    with pytest.raises(ValidationError, match="自分自身"):
        grant_crossing(user=member, programme=wall.programme, by=member, **given)


def test_who_could_see_a_record_between_two_days(world: TinyWorld, wall: Wall) -> None:
    """Members and guests with their days within those asked, also of what belongs to a record; nobody else's company's."""
    member, guest, other = world.user("member"), world.user("guest"), world.user("other")
    world.allow(member, "view_visit")
    join_unit(user=member, unit=wall.unit, starts_on=date(2023, 4, 1), ends_on=date(2023, 4, 30), by=None)
    days = {"starts_on": date(2023, 4, 20), "ends_on": date(2023, 5, 31), "reason": "連携"}
    grant_crossing(user=guest, programme=wall.programme, company=wall.company, by=member, **days)
    grant_crossing(user=other, programme=wall.programme, company=world.company(), by=member, **days)

    def told(first: date, last: date) -> list[tuple[str, date, date]]:
        return [(seer.user.username, seer.since, seer.until) for seer in who_could_see(wall.visit, first, last)]

    assert told(date(2023, 4, 30), date(2023, 5, 1)) == [
        ("member", date(2023, 4, 30), date(2023, 4, 30)),
        ("guest", date(2023, 4, 30), date(2023, 5, 1)),
    ]
    assert told(date(2023, 6, 1), date(2023, 6, 2)) == []


def test_a_leaver_hands_over_in_one_step(world: TinyWorld, role: Group, wall: Wall) -> None:
    """Roles, units, grants and the post end with the day; whose matters they were is the successor's, and hers in turn."""
    today = localdate()
    leaver, successor, third = world.user("leaver"), world.user("successor"), world.user("third")
    give_role(user=leaver, role=role, starts_on=today - DAY, by=None)
    join_unit(user=leaver, unit=wall.unit, starts_on=today - DAY, by=None)
    Staff.objects.create(name="前任", unit=world.unit, user=leaver, joined_on=date(2020, 4, 1))
    hand_over(leaver=leaver, successor=successor, handed_on=today, by=None)
    assert {*RoleAssignment.objects.values_list("ends_on", flat=True)} == {today}
    assert (Membership.objects.get().ends_on, Staff.objects.get(user=leaver).ended_on) == (today, today)
    assert forerunners(successor) == [leaver.pk]
    hand_over(leaver=successor, successor=third, handed_on=today, by=None)
    assert sorted(forerunners(third)) == sorted([leaver.pk, successor.pk])
    with pytest.raises(ValidationError, match="別の人"):
        hand_over(leaver=third, successor=third, handed_on=today, by=None)


def test_a_role_in_all_programmes_of_a_unit(world: TinyWorld, role: Group) -> None:
    """Each that the unit runs in the year of the first day, once; one below another of them is reached through that one."""
    user, unit = world.user(), Unit.objects.create(code="trade", name="取引支援課")
    facts = {"user": user, "role": role, "unit": unit, "by": None}
    with pytest.raises(ValidationError, match="令和6年度に「取引支援課」が担当する事業がありません"):
        give_role_in_unit(**facts, starts_on=date(2024, 4, 1))
    above = Programme.objects.create(code="above", started_in=2023)
    run = [
        above,
        *(Programme.objects.create(code=code, started_in=2023, parent=above) for code in ("below", "last_year")),
    ]
    for programme, years in zip(run, ((2023, 2024), (2024,), (2023,)), strict=True):
        for year in years:
            ProgrammeYear.objects.create(programme=programme, fiscal_year=year, name=programme.code, unit=unit)
    other = Programme.objects.create(code="other", started_in=2024)
    ProgrammeYear.objects.create(programme=other, fiscal_year=2024, name="other", unit=unit)
    made = give_role_in_unit(**facts, starts_on=date(2024, 4, 1), ends_on=date(2025, 3, 31))
    assert [(row.programme, row.ends_on) for row in made] == [(above, date(2025, 3, 31)), (other, date(2025, 3, 31))]
    with pytest.raises(ValidationError, match="すでにこの役割を持っています"):
        give_role_in_unit(**facts, starts_on=date(2025, 3, 31))
    assert RoleAssignment.objects.filter(user=user).count() == 2


def test_a_unit_s_role_on_screen(world: TinyWorld, role: Group) -> None:
    """A manager gives it on one page, and the login's own page says in words where it counts."""
    manager, user = world.user("manager", is_superuser=True), world.user()
    ProgrammeYear.objects.filter(programme=world.programme).update(unit=world.unit)
    client = Client()
    client.force_login(manager)
    address = reverse("people-unit-role", args=[user.pk])
    assert "部署の事業すべて" in client.get(reverse("people-access", args=[user.pk])).content.decode()
    refused = client.post(address, {"role": role.pk, "unit": "", "starts_on": "R6.4.1"})
    assert refused.status_code == 422 and not RoleAssignment.objects.filter(user=user).exists()
    facts = {"role": role.pk, "unit": world.unit.pk, "starts_on": f"{localdate():%Y-%m-%d}"}
    ProgrammeYear.objects.update_or_create(
        programme=world.programme,
        fiscal_year=fiscal_year_of(localdate()),
        defaults={"name": "今年度", "unit": world.unit},
    )
    done = client.post(address, facts, follow=True).content.decode()
    assert f"総合支援課の事業1件({world.programme})で与えました" in done
    assert f"<strong>窓口</strong>({world.programme}と、その下の事業だけ)" in done
