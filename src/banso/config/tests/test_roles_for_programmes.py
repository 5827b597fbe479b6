"""Roles given for one programme: what they reach, in the database, in the verbs, and as the page about access tells it."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.utils.timezone import localdate

from banso.config.accounts import ensure_roles
from banso.core.acting import act_for
from banso.registers.models import Membership, Programme, RoleAssignment, User
from banso.registers.seeing import hidden_from, who_could_see
from banso.registers.services.access import give_role
from banso.work.consultations.models import Consultation
from banso.work.consultations.services import record_consultation
from conftest import TinyWorld, flat

from .conftest import ROLE
from .walled import Walled, run

TODAY, DAY = localdate(), timedelta(days=1)


class Limited:
    """Two open programmes with a visit each, and an adviser of the first who may look at everything."""

    def __init__(self, world: TinyWorld) -> None:
        self.mine, self.other = world.programme, world.add_programme("other", "別の事業")
        self.company = world.company()
        self.visits = [self.visit(programme) for programme in (self.mine, self.other)]
        self.user = world.user("limited")
        self.adviser = Group.objects.create(name="相談を書く役割")
        self.adviser.permissions.set(Permission.objects.filter(codename__endswith="_consultation"))
        self.reader = Group.objects.create(name="見る役割")
        self.reader.permissions.set(Permission.objects.filter(codename="view_consultation"))

    def visit(self, programme: Programme, by: User | None = None) -> Consultation:
        return record_consultation(
            programme=programme, held_on=date(2023, 6, 1), mode="desk", company=self.company, by=by
        )

    def give(self, role: Group, programme: Programme | None, until: date | None = None) -> RoleAssignment:
        return give_role(user=self.user, role=role, programme=programme, starts_on=TODAY - DAY, ends_on=until, by=None)


@pytest.fixture
def limited(secured: TinyWorld) -> Limited:
    cache.clear()  # names of programmes are kept for a few seconds
    return Limited(secured)


def seen_and_written(limited: Limited, settings: object) -> tuple[set[int], int]:
    """The programmes whose visits the database shows the user, and how many visits it lets her change."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT key FROM banso_pass_key WHERE kind = 'user'")
        settings.PASS_KEY = cursor.fetchone()[0]
        cursor.execute(f"SET LOCAL ROLE {ROLE}")
        act_for(limited.user.pk)
        shown = set(Consultation.objects.values_list("programme", flat=True))
        changed = Consultation.objects.update(minutes=30)
        assert set(run("SELECT unnest(banso_hidden_programmes())")) == {(pk,) for pk in hidden_from(limited.user)}
        cursor.execute("RESET ROLE")
    return shown, changed


def test_a_role_for_one_programme_reaches_no_other(limited: Limited, settings: object) -> None:
    """Neither to look nor to write; from the day after its last on, nothing at all."""
    row = limited.give(limited.adviser, limited.mine)
    assert seen_and_written(limited, settings) == ({limited.mine.pk}, 1)
    RoleAssignment.objects.filter(pk=row.pk).update(ends_on=TODAY - DAY)
    assert seen_and_written(limited, settings) == (set(), 0)


def test_a_role_reaches_what_is_below_its_programme(limited: Limited, settings: object) -> None:
    """In the database as in what is told of it and in the verbs, two steps deep; not what is above."""
    between = Programme.objects.create(code="between", parent=limited.mine, started_in=2022)
    Programme.objects.filter(pk=limited.other.pk).update(parent=between)
    limited.give(limited.adviser, limited.mine)
    assert limited.visit(Programme.objects.get(code="other"), by=limited.user).pk
    assert hidden_from(limited.user) == set()
    assert seen_and_written(limited, settings) == ({limited.mine.pk, limited.other.pk}, 3)


def test_a_role_does_not_reach_what_is_above(limited: Limited, settings: object) -> None:
    """A role for the programme below leaves the one above it closed."""
    Programme.objects.filter(pk=limited.other.pk).update(parent=limited.mine)
    limited.give(limited.adviser, Programme.objects.get(pk=limited.other.pk))
    assert hidden_from(limited.user) == {limited.mine.pk}
    with pytest.raises(ValidationError, match="登録できません"):
        limited.visit(limited.mine, by=limited.user)
    assert seen_and_written(limited, settings) == ({limited.other.pk}, 1)


def test_a_wall_below_ones_programme_stays_closed(walled: Walled, settings: object) -> None:
    """A role that reaches a walled programme from above opens it to members of its unit only, and says so of them."""
    run("RESET ROLE")
    above = Programme.objects.get(code="main")
    Programme.objects.filter(pk=walled.programme.pk).update(parent=above)
    RoleAssignment.objects.update(programme=above)
    seers = who_could_see(Consultation.objects.get(), date(2023, 4, 1), date(2023, 4, 30))
    assert [seer.user for seer in seers] == [walled.inside]
    run(f"SET LOCAL ROLE {ROLE}")
    for user, number in ((walled.inside, 1), (walled.outside, 0)):
        act_for(user.pk)
        assert Consultation.objects.count() == number


def test_looking_everywhere_and_writing_in_one(limited: Limited, settings: object) -> None:
    """Two roles add up, each within its programmes."""
    limited.give(limited.reader, None)
    limited.give(limited.adviser, limited.mine)
    assert seen_and_written(limited, settings) == ({limited.mine.pk, limited.other.pk}, 1)


def test_the_verbs_refuse_with_a_message(limited: Limited) -> None:
    """Where no database role stands guard too; what the role reaches is written."""
    limited.give(limited.reader, None)
    limited.give(limited.adviser, limited.mine)
    assert limited.visit(limited.mine, by=limited.user).pk
    with pytest.raises(ValidationError, match="あなたの役割では、「別の事業」の記録を登録できません"):
        limited.visit(limited.other, by=limited.user)
    assert Consultation.objects.filter(programme=limited.other).count() == 1


def test_the_same_role_twice_on_a_day_is_refused(limited: Limited) -> None:
    """For every programme and for one overlap; for two programmes do not."""
    limited.give(limited.adviser, limited.mine)
    limited.give(limited.adviser, limited.other)
    with pytest.raises(ValidationError, match="すでにこの役割を持っています"):
        limited.give(limited.adviser, None)


def test_a_member_sees_what_her_role_reaches_only(walled: Walled, settings: object) -> None:
    """A role for another programme does not open the wall; who could see says the days on which both stood."""
    run("RESET ROLE")
    Membership.objects.filter(user=walled.inside).update(starts_on=date(2023, 4, 1))
    RoleAssignment.objects.filter(user=walled.inside).update(ends_on=date(2023, 4, 30))
    other = Programme.objects.get(code="main")
    give_role(user=walled.inside, role=walled.role, programme=other, starts_on=date(2023, 5, 1), by=None)
    first, last = date(2023, 4, 10), date(2023, 6, 1)
    seers = [(seer.user, seer.since, seer.until) for seer in who_could_see(walled.consultation, first, last)]
    assert seers == [(walled.inside, first, date(2023, 4, 30))]
    run(f"SET LOCAL ROLE {ROLE}")
    act_for(walled.inside.pk)
    assert not Consultation.objects.exists()


def test_the_page_about_access_tells_the_programme(limited: Limited) -> None:
    """Beside the role, and in each action it allows."""
    limited.give(limited.adviser, limited.mine)
    client = Client()
    client.force_login(User.objects.get(pk=limited.user.pk))
    page = flat(client.get(f"/people/{limited.user.pk}/").content)
    assert "相談を書く役割 相談事業" in page and "相談を書く役割(相談事業だけ)" in page


def test_roles_get_the_rights_to_new_kinds_when_migrating(db: None) -> None:
    """Whoever has the role has them from then on: the roles are made again after every migration."""
    adviser = ensure_roles()["adviser"]
    right = Permission.objects.get(codename="add_consultation")
    adviser.permissions.remove(right)  # as if the kind were new
    assert ensure_roles()["adviser"] == adviser and right in adviser.permissions.all()


def test_roles_are_about_what_has_a_name_in_japanese(db: None) -> None:
    """Neither the trail's own tables nor the engine's are something a role could be given."""
    roles = ensure_roles().values()
    kinds = {p.content_type.model_class() for role in roles for p in role.permissions.select_related("content_type")}
    assert {kind for kind in kinds if kind and str(kind._meta.verbose_name).isascii()} == set()
