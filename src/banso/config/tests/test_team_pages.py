"""チームと閲覧範囲 on a case's page, as people use it; what is confidential is not filed in the open."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils.timezone import localdate

from banso.cases import teams
from banso.cases.models import Case, Enclosure, Exclusion, TeamMember, TieDeclaration
from banso.cases.services import correct_case
from banso.registers.models import Programme, User

from .conftest import ROLE
from .test_closed_cases import Closed
from .walled import Walled, run, said


class Desk:
    """Each of the unit, and the one outside, at their desks."""

    def __init__(self, closed: Closed) -> None:
        self.closed = closed
        run("RESET ROLE")
        people = (closed.lead, closed.keeper, closed.colleague, closed.walled.outside)
        self.clients = {user.username: self._client(user) for user in people}
        run(f"SET LOCAL ROLE {ROLE}")

    def _client(self, user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    def page(self, who: str, deed: str = "") -> str:
        case = self.closed.case.pk
        return said(
            self.clients[who], f"/cases/{case}/team/{deed}/" if deed else f"/cases/team/panel/cases/case/{case}/"
        )

    def post(self, who: str, deed: str, **facts: Any) -> Any:
        return self.clients[who].post(
            f"/cases/{self.closed.case.pk}/team/{deed}/", {"on": localdate().isoformat()} | facts
        )


@pytest.fixture
def desk(walled: Walled) -> Desk:
    return Desk(Closed(walled))


def test_the_lead_closes_a_case_and_the_keeper_opens_it(desk: Desk) -> None:
    assert "守秘の部署の3名だけが見られます" in desk.page("inside") and "チームだけに限る" in desk.page(
        "inside", "close"
    )
    assert desk.post("inside", "close", reason="").status_code == 422
    assert desk.post("inside", "close", reason="出身行の案件").status_code == 302
    assert "3名のうち、チームの1名と責任者1名だけ" in desk.page("inside")
    assert desk.clients["colleague"].get(f"/cases/{desk.closed.case.pk}/team/close/").status_code == 404
    assert desk.post("keeper", "open").status_code == 302
    assert desk.clients["colleague"].get(f"/cases/case/{desk.closed.case.pk}/").status_code == 200
    run("RESET ROLE")
    assert Enclosure.objects.count() == 1


def test_the_keeper_alone_keeps_someone_out_on_screen(desk: Desk) -> None:
    facts = {"staff": desk.closed.staff["colleague"].pk, "tie": "employer"}
    assert desk.post("inside", "keep-out", **facts).status_code == 403
    assert desk.post("keeper", "keep-out", **facts).status_code == 302
    assert "元勤務先" in desk.page("keeper") and "除外" not in desk.page("inside")
    run("RESET ROLE")
    key = Exclusion.objects.get().pk
    run(f"SET LOCAL ROLE {ROLE}")
    assert desk.clients["keeper"].post(f"/cases/{desk.closed.case.pk}/team/exclusion/{key}/end/").status_code == 302
    assert desk.clients["colleague"].get(f"/cases/case/{desk.closed.case.pk}/").status_code == 200


def test_members_join_and_leave(desk: Desk) -> None:
    joined = desk.post("inside", "join", staff=desk.closed.staff["colleague"].pk, role="member", side="")
    assert joined.status_code == 302 and "colleague" in desk.page("keeper")
    run("RESET ROLE")
    member = TeamMember.objects.get(staff=desk.closed.staff["colleague"])
    run(f"SET LOCAL ROLE {ROLE}")
    assert desk.clients["inside"].post(f"/cases/{desk.closed.case.pk}/team/{member.pk}/leave/").status_code == 302
    run("RESET ROLE")
    assert (
        not teams.may_lead(desk.closed.colleague, desk.closed.case)
        and member.case.team.filter(left_on=None).count() == 1
    )


def test_a_declaration_leads_away_from_the_case(desk: Desk) -> None:
    answer = desk.post("colleague", "declare", answer="yes", note="元の勤め先")
    assert answer.status_code == 302 and answer["Location"] == "/cases/case/"
    assert desk.clients["colleague"].get(f"/cases/case/{desk.closed.case.pk}/").status_code == 404
    run("RESET ROLE")
    assert TieDeclaration.objects.get().answer == "yes"


def test_every_record_and_form_behind_the_wall_says_who_will_see_it(desk: Desk) -> None:
    case, programme = desk.closed.case, desk.closed.walled.programme
    line = "この記録を見られる人:</strong> 守秘の部署の3名だけが見られます"
    assert line in said(desk.clients["inside"], f"/cases/audience/cases/case/{case.pk}/")
    assert "/cases/audience/cases/case/" in said(desk.clients["inside"], f"/cases/case/{case.pk}/")
    typed = desk.clients["inside"].post("/cases/audience/cases/case/0/", {"programme": programme.pk}).content.decode()
    assert line in typed
    in_the_open = Programme.objects.get(code="main")
    assert (
        "見られる人"
        not in desk.clients["inside"]
        .post("/cases/audience/cases/case/0/", {"programme": in_the_open.pk})
        .content.decode()
    )
    assert desk.clients["outside"].get(f"/cases/audience/cases/case/{case.pk}/").status_code == 404


def test_a_case_that_is_kept_from_somebody_is_not_moved_into_the_open(desk: Desk) -> None:
    desk.closed.keep_out("colleague")
    run("RESET ROLE")
    in_the_open = Programme.objects.get(code="main")
    with pytest.raises(ValidationError, match="守秘でない"):
        correct_case(desk.closed.case, programme=in_the_open, by=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=desk.closed.case.pk).update(programme=in_the_open)
