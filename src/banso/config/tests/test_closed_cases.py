"""Walls inside walls, asked in raw SQL as the runtime role: a case closed to its team, kept from a colleague, and its two sides."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import Error, transaction
from django.utils.timezone import localdate

from banso.cases import teams
from banso.cases.models import Case, Enclosure, Exclusion, TeamMember
from banso.core.acting import act_for
from banso.registers.models import Crossing, Keepership, Look, Membership, RoleAssignment, Staff, User
from banso.registers.services.access import name_keeper

from .conftest import ROLE
from .walled import Walled, refused, run

TODAY = localdate()
BEFORE = date(2020, 4, 1)


class Closed:
    """The world with a wall: two cases behind it, the unit's keeper, the one who leads the first case, and a colleague."""

    def __init__(self, walled: Walled) -> None:
        run("RESET ROLE")
        self.walled, self.case = walled, walled.case
        self.lead, self.keeper, self.colleague = walled.inside, self._colleague("keeper"), self._colleague("colleague")
        unit = walled.unit
        self.staff = {
            user.username: Staff.objects.create(name=user.username, unit=unit, user=user, joined_on=BEFORE)
            for user in (self.lead, self.keeper, self.colleague, walled.outside)
        }
        Keepership.objects.create(user=self.keeper, unit=unit, starts_on=BEFORE)
        teams.join_team(self.case, staff=self.staff["inside"], role="lead", by=None)
        self.act_as(None)

    def _colleague(self, name: str) -> User:
        user = User.objects.create_user(name)
        Membership.objects.create(user=user, unit=self.walled.unit, starts_on=BEFORE)
        RoleAssignment.objects.create(user=user, role=self.walled.role, starts_on=BEFORE)
        return user

    def act_as(self, user: User | None) -> None:
        run(f"SET LOCAL ROLE {ROLE}")
        act_for(user.pk if user else None)

    def seen_by(self, user: User) -> bool:
        """Whether someone sees anything of the case: it, where it stands, what came of it, and their histories."""
        self.act_as(user)
        tables = {
            "cases_case": "id",
            "cases_standing": "case_id",
            "cases_stageentry": "case_id",
            "cases_teammember": "case_id",
        }
        tables |= {"cases_caseevent": "pgh_obj_id", "cases_stageentryevent": "case_id"}
        found = {
            bool(run(f"SELECT count(*) FROM {table} WHERE {key} = %s", self.case.pk)[0][0])
            for table, key in tables.items()
        }
        assert len(found) == 1, found
        return found.pop()

    def keep_out(self, name: str, tie: str = "employer", **facts: object) -> Exclusion:
        self.act_as(self.keeper)
        return teams.keep_out(self.case, staff=self.staff[name], tie=tie, by=self.keeper, **facts)

    def close(self, by: User) -> Enclosure:
        self.act_as(by)
        return teams.close_to_team(self.case, reason="出身行の案件", by=by)


@pytest.fixture
def closed(walled: Walled) -> Closed:
    return Closed(walled)


def test_a_case_is_open_to_its_unit_until_it_is_closed_to_its_team(closed: Closed) -> None:
    """Closed by who leads it, it is there for the team and the keeper alone; opened again, for the unit."""
    assert [closed.seen_by(u) for u in (closed.lead, closed.keeper, closed.colleague, closed.walled.outside)] == [
        True, True, True, False,
    ]  # fmt: skip
    closed.close(closed.lead)
    assert [closed.seen_by(u) for u in (closed.lead, closed.keeper, closed.colleague, closed.walled.outside)] == [
        True, True, False, False,
    ]  # fmt: skip
    closed.act_as(closed.colleague)
    assert Case.objects.exclude(pk=closed.case.pk).count() == 1  # the unit's other case stays open
    closed.act_as(closed.keeper)
    teams.open_to_unit(Case.objects.get(pk=closed.case.pk), by=closed.keeper)
    assert closed.seen_by(closed.colleague)


def test_being_kept_out_wins_over_everything(closed: Closed) -> None:
    """Over membership, the team, keepership and a grant of the programme or the company; let in again, it is as before."""
    row = closed.keep_out("colleague")
    assert not closed.seen_by(closed.colleague)
    run("RESET ROLE")
    TeamMember.objects.create(case=closed.case, staff=closed.staff["colleague"], joined_on=BEFORE)
    Keepership.objects.create(user=closed.colleague, unit=closed.walled.unit, starts_on=BEFORE)
    for company in (None, closed.walled.company):
        Crossing.objects.create(
            user=closed.colleague, programme=closed.walled.programme, company=company, reason="x",
            starts_on=TODAY, ends_on=TODAY, given_by=closed.lead,
        )  # fmt: skip
    assert not closed.seen_by(closed.colleague)
    closed.act_as(closed.colleague)
    assert Exclusion.objects.count() == 0  # a keeper does not see what keeps her out, nor can she end it
    run("UPDATE cases_exclusion SET let_in_on = kept_out_on")
    assert not closed.seen_by(closed.colleague)
    closed.act_as(closed.keeper)
    teams.let_in_again(Exclusion.objects.get(pk=row.pk), by=closed.keeper)
    assert closed.seen_by(closed.colleague)


def test_a_grant_to_look_behind_the_wall_opens_no_closed_case(closed: Closed) -> None:
    """An auditor with a grant sees the unit's open cases; a closed one only as one of its team who looks."""
    run("RESET ROLE")
    auditor = closed.walled.outside
    Crossing.objects.create(
        user=auditor,
        programme=closed.walled.programme,
        reason="監査",
        starts_on=TODAY,
        ends_on=TODAY,
        given_by=closed.lead,
    )
    assert closed.seen_by(auditor)
    closed.close(closed.lead)
    assert not closed.seen_by(auditor)
    closed.act_as(closed.lead)
    teams.join_team(closed.case, staff=closed.staff["outside"], role="viewer", by=closed.lead)
    assert closed.seen_by(auditor)


def test_who_only_looks_at_a_closed_case_writes_nothing_in_it(closed: Closed) -> None:
    closed.act_as(closed.lead)
    teams.join_team(closed.case, staff=closed.staff["colleague"], role="viewer", by=closed.lead)
    closed.close(closed.lead)
    assert closed.seen_by(closed.colleague)
    closed.act_as(closed.colleague)
    assert Case.objects.filter(pk=closed.case.pk).update(summary="x") == 0
    with pytest.raises(Error), transaction.atomic():
        closed.case.parties.create(role="x", name="x")


def test_only_the_keeper_knows_who_is_kept_out(closed: Closed) -> None:
    closed.keep_out("colleague")
    for user, number in ((closed.keeper, 1), (closed.lead, 0), (closed.colleague, 0), (closed.walled.outside, 0)):
        closed.act_as(user)
        shown = Exclusion.objects.count(), run("SELECT count(*) FROM cases_exclusionevent")[0][0]
        assert shown == (number, number), user


INSERT_MEMBER = (
    "INSERT INTO cases_teammember (case_id, staff_id, role, side, joined_on, created_at, updated_at)"
    " VALUES (%s, %s, %s, %s, '2020-01-01', now(), now())"
)


def test_nobody_lets_herself_in(closed: Closed) -> None:
    """A colleague who may do everything and manages logins, of a closed case: no row of hers opens it, and no login."""
    closed.close(closed.lead)
    mine, leads = closed.staff["colleague"].pk, closed.staff["inside"].pk
    closed.act_as(closed.colleague)
    refused(INSERT_MEMBER, closed.case.pk, mine, "member", "")
    run("UPDATE cases_enclosure SET opened_on = closed_on")
    run("UPDATE cases_teammember SET left_on = joined_on")
    refused(
        "INSERT INTO registers_keepership (user_id, unit_id, starts_on, created_at, updated_at) VALUES (%s, %s, '2020-01-01', now(), now())",
        closed.colleague.pk,
        closed.walled.unit.pk,
    )
    run("UPDATE registers_keepership SET user_id = %s", closed.colleague.pk)
    refused("UPDATE registers_staff SET user_id = NULL WHERE id = %s", leads)
    refused("UPDATE registers_staff SET user_id = %s WHERE id = %s", closed.colleague.pk, leads)
    run("UPDATE registers_user SET password = 'x' WHERE id <> %s", closed.colleague.pk)
    for owners in ("banso_cases_hidden_from(1, '{}')", "banso_signature('x')", "banso_kept_units()"):
        refused(f"SELECT public.{owners}")
    run("SELECT set_config('banso.reach', repeat('0', 64) || '{}|{}|{}|{}|{}|{}', true)")
    assert not closed.seen_by(closed.colleague)
    run("RESET ROLE")
    assert {u.username for u in User.objects.filter(password="x")} <= {
        "outside"
    } and Enclosure.objects.get().opened_on is None


def test_who_leads_says_who_is_of_the_team(closed: Closed) -> None:
    """A member who does not lead adds nobody; the keeper does, and on either side."""
    closed.act_as(closed.lead)
    teams.join_team(closed.case, staff=closed.staff["colleague"], by=closed.lead)
    closed.act_as(closed.colleague)
    refused(INSERT_MEMBER, closed.case.pk, closed.staff["keeper"].pk, "member", "")
    assert not teams.may_lead(closed.colleague, closed.case)
    closed.act_as(closed.keeper)
    teams.join_team(closed.case, staff=closed.staff["keeper"], side="buyer", by=closed.keeper)


def test_nobody_stands_on_both_sides(closed: Closed) -> None:
    closed.act_as(closed.keeper)
    teams.join_team(closed.case, staff=closed.staff["colleague"], side="seller", by=closed.keeper)
    with pytest.raises(ValidationError, match="相手側"):
        teams.join_team(closed.case, staff=closed.staff["colleague"], side="buyer", by=closed.keeper)
    refused(INSERT_MEMBER, closed.case.pk, closed.staff["colleague"].pk, "member", "buyer")
    refused("UPDATE cases_teammember SET side = 'buyer' WHERE side = 'seller'")


@pytest.mark.parametrize(("starts", "seen"), [(-1, False), (0, False), (1, True)])
def test_days_count(closed: Closed, starts: int, seen: bool) -> None:
    """From its first day on."""
    closed.keep_out("colleague", on=TODAY + timedelta(days=starts))
    assert closed.seen_by(closed.colleague) is seen


def test_what_is_asked_of_a_service_is_refused_in_words(closed: Closed) -> None:
    closed.act_as(closed.keeper)
    main = Case(programme=closed.walled.programme.__class__.objects.get(code="main"))
    with pytest.raises(ValidationError, match="守秘の事業ではない"):
        teams.close_to_team(main, reason="x", by=closed.keeper)
    with pytest.raises(ValidationError, match="ただ一人の責任者"):
        closed.keep_out("keeper")
    with pytest.raises(ValidationError, match="所属ではなく"):
        teams.join_team(closed.case, staff=closed.staff["outside"], by=closed.keeper)
    with pytest.raises(ValidationError, match="自分をチームに"):
        closed.close(closed.colleague)
    closed.close(closed.keeper)
    with pytest.raises(ValidationError, match="先に後任を"):
        teams.leave_team(TeamMember.objects.get(), by=closed.keeper)
    closed.keep_out("colleague", tie="other", reason="訴訟の相手")
    with pytest.raises(ValidationError, match="先に除外を解いて"):
        teams.join_team(closed.case, staff=closed.staff["colleague"], by=closed.keeper)


def test_the_keeper_names_the_next_one(closed: Closed) -> None:
    """Nobody else, where there is one; never oneself."""
    facts = {"user": closed.colleague, "unit": closed.walled.unit, "starts_on": TODAY}
    closed.act_as(closed.lead)
    with pytest.raises(ValidationError):
        name_keeper(**facts, by=closed.lead)
    closed.act_as(closed.keeper)
    assert name_keeper(**facts, by=closed.keeper)


def test_looks_at_a_closed_case_are_closed_with_it(closed: Closed) -> None:
    """Looks at one of its records are behind it; how many records a list showed is told to who looked and to the keeper."""
    run("RESET ROLE")
    facts = {"user": closed.lead, "programme": closed.walled.programme, "subject": "案件"}
    Look.objects.create(**facts, kind="record", record_id=closed.case.pk, of_case=closed.case.pk)
    Look.objects.create(**facts, kind="list", number=2)
    closed.close(closed.lead)
    seen = {}
    for user in (closed.lead, closed.keeper, closed.colleague, closed.walled.outside):
        closed.act_as(user)
        seen[user.username] = sorted(Look.objects.values_list("kind", flat=True))
    assert seen == {"inside": ["list", "record"], "keeper": ["list", "record"], "colleague": [], "outside": []}
