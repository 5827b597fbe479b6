"""Whoever was let in to look at what is behind a wall is told that she may not write, whatever she presses; nothing is written."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.utils.timezone import localdate

from banso.cases.models import Case
from banso.office.approvals.models import Draft, Turn
from banso.office.deadlines.models import Deadline
from banso.office.papers.models import Letter
from banso.office.payments.models import Batch, Order
from banso.registers.models import Crossing, Look, RoleAssignment, Staff, Unit
from banso.registers.walls import all_walls
from banso.work.dispatches.models import Dispatch, DispatchStep

from .conftest import ROLE
from .twin import Twin
from .walled import run

WAY = "R8.1.10"


@pytest.fixture
def auditor(twin: Twin) -> Client:
    """Someone with every right over every kind, a grant of the whole walled programme, and nobody's membership."""
    twin.walled.fill()
    twin.work_on(twin.walled.programme, twin.walled.company)
    user = apps.get_model("registers.User").objects.create_user("auditor")
    RoleAssignment.objects.create(user=user, role=twin.walled.role, starts_on=date(2020, 4, 1))
    staff = Staff.objects.create(
        name="監査 役", unit=Unit.objects.get(code="unit"), user=user, joined_on=date(2020, 4, 1)
    )
    Crossing.objects.create(
        user=user, programme=twin.walled.programme, reason="監査", starts_on=localdate() - timedelta(days=1),
        ends_on=localdate(), given_by=twin.walled.inside,
    )  # fmt: skip
    Turn.objects.create(draft=_draft(twin), staff=staff, deed="decide")
    client = Client(raise_request_exception=False)
    client.force_login(user)
    run("SET CONSTRAINTS ALL IMMEDIATE")
    run("SET CONSTRAINTS ALL DEFERRED")
    return client


def _draft(twin: Twin) -> Draft:
    return Draft.objects.get(case__programme=twin.walled.programme)


def pressed(twin: Twin) -> list[tuple[str, dict[str, Any]]]:
    """Every button about a case and what the office keeps of it, as it is sent."""
    own = {"case__programme": twin.walled.programme}
    case, worked = (
        Case.objects.filter(programme=twin.walled.programme, procedure="stages").latest("pk"),
        Dispatch.objects.get(),
    )
    draft, letter, deadline = _draft(twin), Letter.objects.get(**own), Deadline.objects.filter(**own).earliest("pk")
    paid, withdrawn = Order.objects.filter(**own).order_by("pk")
    batch = Batch.objects.get(programme=twin.walled.programme)
    step = DispatchStep.objects.filter(case=worked.case).latest("pk")
    account = f"{twin.account} #{twin.account.pk}"
    asked = {
        "account": account, "due_on": WAY, "purpose": "謝金", "amount": "1000", "of": "gross", "treatment": "resident", "funding": "県",
    }  # fmt: skip
    facts = {"note": "書き換え", "reason": "誤り", "comment": "意見", "on": WAY}
    return [
        (f"/cases/{worked.case_id}/steps/reported/", {"taken_on": WAY}),
        (f"/cases/{worked.case_id}/taken/{step.pk}/back/", facts),
        (f"/cases/{worked.case_id}/keeper/", {"keeper": twin.staff.pk}),
        (f"/cases/{worked.case_id}/watch/", {}),
        (f"/cases/case/{case.pk}/edit/", {"opened_on": WAY, "title": "書き換え"}),
        *((f"/drafts/{draft.pk}/do/{deed}/", facts) for deed in ("object", "send_back", "refuse", "pull_up", "look_after", "take_back")),
        (f"/drafts/{draft.pk}/do/resubmit/", {"body": "x"}),
        (f"/drafts/{draft.pk}/seal/", {"seen": "0"}),
        (f"/deadlines/case/{case.pk}/new/", {"name": "期限", "due_on": WAY, "actor": "keeper"}),
        (f"/deadlines/{deadline.pk}/move/", {"to": WAY, "reason": "延長"}),
        (f"/deadlines/{deadline.pk}/end/", {"ending": "dropped", "reason": "不要"}),
        (f"/papers/cases/{case.pk}/forms/own/", {}),
        (f"/papers/letters/{letter.pk}/", {"send": "1", "means": "post", "sent_on": "R5.6.2"}),
        (f"/papers/letters/{letter.pk}/", {"void": "1", "void-reason": "誤り"}),
        (f"/payments/cases/{case.pk}/request/", asked),
        *((f"/payments/orders/{order.pk}/{what}/", facts | asked) for order in (paid, withdrawn)
          for what in ("withdraw", "anew", "result/paid", "result/failed")),
        ("/payments/release/", {"order": withdrawn.pk, "count": 1, "total": withdrawn.net}),
        ("/payments/make/", {"order": withdrawn.pk, "sender": twin.sender.pk, "pay_on": "R12.1.10"}),
        (f"/payments/batches/{batch.pk}/paid/", {}),
        (f"/consultations/consultation/{twin.walled.consultation.pk}/edit/", {"note": "書き換え", "held_on": "R5.4.1"}),
    ]  # fmt: skip


def counts(twin: Twin) -> dict[str, int]:
    walls = (wall.model for wall in all_walls() if wall.model is not Look)  # that she looked is written down
    return {model._meta.label: model._default_manager.count() for model in walls}


def test_no_button_writes_and_none_fails(twin: Twin, auditor: Client) -> None:
    """A message and no error of ours; the numbers of all records, and what the case says, are as before."""
    before, buttons = counts(twin), pressed(twin)
    run(f"SET LOCAL ROLE {ROLE}")
    statuses = {f"{path} {given}": auditor.post(path, given).status_code for path, given in buttons}
    run("RESET ROLE")
    assert {path: status for path, status in statuses.items() if status >= 500 or status == 404} == {}
    assert counts(twin) == before
    twin.walled.consultation.refresh_from_db()
    assert twin.walled.consultation.note == "資金繰りが苦しい" and Turn.objects.filter(staff__name="監査 役").exists()
