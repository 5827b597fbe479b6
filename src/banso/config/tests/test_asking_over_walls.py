"""利害関係の確認 and referrals between two units behind walls: who asks learns nothing, who sends learns the reply alone."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from banso.cases import conflicts, referring, teams
from banso.cases.consents import give_consent
from banso.cases.models import Case, ConflictNotice, ConflictQuestion, ReferralReceived, StaffTie, TieDeclaration
from banso.core.acting import act_for
from banso.registers.models import Keepership, Membership, RoleAssignment, Staff, Unit, User

from .conftest import ROLE
from .test_twins import AT_PLACES
from .walled import Walled, refused, run

BEFORE = date(2020, 4, 1)


class TwoUnits:
    """Two units behind walls, each with a case, a clerk and a keeper: the first asks, the second has a case of 壁の中の企業."""

    def __init__(self, walled: Walled) -> None:
        run("RESET ROLE")
        self.walled, self.clerk = walled, walled.inside
        self.second = Unit.objects.create(code="second", name="第二の部署", confidential=True)
        self.programme = walled.programme.__class__.objects.create(
            code="second", started_in=2020, walled_to=self.second
        )
        self.keepers = {unit.code: self._member(f"keeper-{unit.code}", unit) for unit in (walled.unit, self.second)}
        self.other = self._member("other", self.second)
        for code, unit in (("walled", walled.unit), ("second", self.second)):
            Keepership.objects.create(user=self.keepers[code], unit=unit, starts_on=BEFORE)
        for user in (self.clerk, *self.keepers.values()):
            Staff.objects.create(name=user.username, unit=walled.unit, user=user, joined_on=BEFORE)
        self.theirs = Case.objects.create(programme=self.programme, company=walled.company, opened_on=BEFORE)
        self.mine = Case.objects.create(programme=walled.programme, company=walled.other, opened_on=BEFORE)

    def _member(self, name: str, unit: Unit) -> User:
        user = User.objects.create_user(name)
        Membership.objects.create(user=user, unit=unit, starts_on=BEFORE)
        RoleAssignment.objects.create(user=user, role=self.walled.role, starts_on=BEFORE)
        return user

    def act_as(self, user: User) -> User:
        run(f"SET LOCAL ROLE {ROLE}")
        act_for(user.pk)
        return user

    def ask(self, *names: str) -> tuple[ConflictQuestion, list[str]]:
        """The question as the clerk asks it, and what the database was asked."""
        self.act_as(self.clerk)
        with CaptureQueriesContext(connection) as queries:
            asked = conflicts.ask_conflicts(self.mine, names=names, by=self.clerk)
        return asked, [AT_PLACES.sub("?", query["sql"]) for query in queries]


@pytest.fixture
def units(walled: Walled) -> TwoUnits:
    return TwoUnits(walled)


def test_t25_who_asks_is_told_the_same_whether_there_is_such_a_case_or_not(units: TwoUnits) -> None:
    """A name that has a case in the other unit, and one that has none: the same rows, words and queries; the other keeper hears of the hit."""
    units.ask("前に尋ねた名前")
    hit, asked_for_hit = units.ask("壁の中の企業")
    miss, asked_for_miss = units.ask("見たことのない企業")
    assert asked_for_hit == asked_for_miss
    of_their_own = conflicts.found_by(hit).cases
    assert units.walled.case in of_their_own and units.theirs not in of_their_own
    assert conflicts.found_by(miss).cases == []
    assert ConflictNotice.objects.count() == 0
    units.act_as(units.keepers["walled"])
    assert ConflictNotice.objects.count() == 0 and ConflictQuestion.objects.count() == 3
    units.act_as(units.other)
    assert ConflictNotice.objects.count() == 0 and ConflictQuestion.objects.count() == 0
    units.act_as(units.walled.outside)
    assert ConflictNotice.objects.count() == 0
    units.act_as(units.keepers["second"])
    notice = ConflictNotice.objects.get()
    assert (notice.case, notice.asking_unit, notice.settled_on) == (units.theirs, "守秘の部署", None)
    conflicts.settle(notice, settlement="双方の責任者で確認した", by=units.keepers["second"])
    run("RESET ROLE")
    assert ConflictNotice.objects.filter(question__in=(hit.pk, miss.pk)).count() == 2  # one for each unit, hit or not


def test_only_a_keeper_settles(units: TwoUnits) -> None:
    question, _ = units.ask("壁の中の企業")
    with pytest.raises(ValidationError, match="責任者だけ"):
        conflicts.settle(question, settlement="x", by=units.clerk)
    refused("UPDATE cases_conflictquestion SET settlement = 'x', settled_on = now()")


def test_a_question_needs_somebody_to_ask_about(units: TwoUnits) -> None:
    units.act_as(units.clerk)
    unnamed = Case.objects.create(programme=units.walled.programme, alias="A社", opened_on=BEFORE)
    with pytest.raises(ValidationError, match="照会する相手がありません"):
        conflicts.ask_conflicts(unnamed, by=units.clerk)


def test_who_declares_a_tie_is_out_at_once_and_the_keeper_lets_her_in(units: TwoUnits) -> None:
    units.act_as(units.clerk)
    assert conflicts.declare_tie(units.mine, answer="later", by=units.clerk)
    with pytest.raises(ValidationError, match="どのような関係か"):
        conflicts.declare_tie(units.mine, answer="yes", by=units.clerk)
    conflicts.declare_tie(units.mine, answer="yes", note="元の勤め先", by=units.clerk)
    units.act_as(units.clerk)
    assert not Case.objects.filter(pk=units.mine.pk).exists()
    keeper = units.act_as(units.keepers["walled"])
    conflicts.lift_declaration(TieDeclaration.objects.get(answer="yes"), by=keeper)
    units.act_as(units.clerk)
    assert Case.objects.filter(pk=units.mine.pk).exists()


def test_ties_are_told_to_oneself_and_to_keepers(units: TwoUnits) -> None:
    units.act_as(units.clerk)
    tie = {"tie": "employer", "company": units.walled.company}
    conflicts.note_tie(staff=Staff.objects.get(user=units.clerk), by=units.clerk, **tie)
    with pytest.raises(ValidationError):
        conflicts.note_tie(staff=Staff.objects.get(user=units.keepers["walled"]), by=units.clerk, **tie)
    question, _ = units.ask("壁の中の企業")
    for user, number in ((units.clerk, 1), (units.keepers["walled"], 1), (units.other, 0), (units.walled.outside, 0)):
        units.act_as(user)
        assert StaffTie.objects.count() == number, user
    units.act_as(units.keepers["walled"])
    question.subjects["companies"].append(units.walled.company.pk)
    assert len(conflicts.found_by(question).ties) == 1


def test_a_referral_needs_a_consent_and_tells_its_sender_the_reply_alone(units: TwoUnits) -> None:
    units.act_as(units.clerk)
    facts = {"to": units.programme, "title": "計画づくり", "items": ["talks"], "by": units.clerk}
    with pytest.raises(ValidationError, match="承諾"):
        referring.refer(units.mine, **facts)
    give_consent(
        units.mine, to="第二の部署", items=["name", "talks"], by=units.clerk, given_on=localdate(), given_by="代表者",
        purpose="紹介", capacity="代表取締役",
    )  # fmt: skip
    sent = referring.refer(units.mine, **facts)
    assert sent.state == "返事待ち" and ReferralReceived.objects.count() == 0
    with pytest.raises(ValidationError, match="返事を待って"):
        referring.refer(units.mine, **facts)
    units.act_as(units.other)
    arrived = ReferralReceived.objects.get()
    assert (arrived.company, arrived.from_unit, arrived.items) == (units.walled.other, "守秘の部署", ["name", "talks"])
    assert not Case.objects.filter(pk=units.mine.pk).exists()
    opened = referring.take_referral(arrived, by=units.other)
    with pytest.raises(ValidationError, match="すでに返事"):
        referring.decline_referral(arrived, by=units.other)
    units.act_as(units.clerk)
    assert units.mine.referrals.get().state == "受入"
    assert not Case.objects.filter(pk=opened.pk).exists() and teams.audience(units.programme).sentence
