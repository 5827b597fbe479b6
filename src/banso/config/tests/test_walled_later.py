"""A programme is walled when its work is under way: what was written in the open follows, or the wall waits for it."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from banso.cases.models import Case
from banso.cases.services import add_party
from banso.core.acting import act_for
from banso.office.approvals.models import Draft, Outcome, Station
from banso.office.guests.services import invite
from banso.office.mail.choices import Topic
from banso.office.mail.services.composing import write_mailing, write_message
from banso.office.papers.models import Form, Round
from banso.office.payments import services as paying
from banso.office.payments.models import Batch, Slip
from banso.registers.models import Programme, User
from banso.registers.walling import follow, hindrances, told

from .conftest import ROLE
from .office import DAY, Office
from .walled import run


class Later:
    """The office, and a programme of its open case that is about to be walled; another that stays open."""

    def __init__(self, office: Office) -> None:
        run("RESET ROLE")
        self.office, self.walled = office, office.walled
        self.programme, self.unit = Programme.objects.get(code="main"), office.walled.unit
        self.open = Programme.objects.create(code="open", started_in=2022)
        self.open_case = Case.objects.create(programme=self.open, company=office.walled.other, opened_on=DAY)

    def wall(self) -> None:
        self.programme.walled_to = self.unit
        self.programme.save()
        follow(self.programme)

    def seen_by(self, user: User) -> dict[str, list[tuple]]:
        run(f"SET LOCAL ROLE {ROLE}")
        act_for(user.pk)
        tables = ("batch", "batchevent", "entry", "order", "orderevent", "result")
        found = {table: run(f"SELECT count(*) FROM payments_{table}") for table in tables}
        found["slip"] = run("SELECT total FROM payments_slip ORDER BY 1")
        found["slipevent"] = run("SELECT total FROM payments_slipevent ORDER BY pgh_id")
        run("RESET ROLE")
        return found


@pytest.fixture
def later(office: Office) -> Later:
    return Later(office)


def test_what_was_paid_in_the_open_goes_behind_the_wall(later: Later, monkeypatch: pytest.MonkeyPatch) -> None:
    """The bank's file that holds it, with its history and all that stands in it; and a year's total in so far. It comes out again."""
    office, third = later.office, User.objects.create_user("third")
    both = [office.order, office.ask(later.open_case, office.clerk)]
    for user in (later.walled.outside, third):
        paying.release(both, count=2, total=sum(one.net for one in both), by=user)
    batch = paying.make_batch(both, sender=office.sender, pay_on=localdate(), by=third)
    later.wall()
    assert [said[: said.index("は、")] for said in hindrances(later.programme)] == [str(batch)]
    paying.note_all_paid(batch, on=localdate(), by=third)
    assert len(hindrances(later.programme)) == 1  # the tax is still to be handed over
    monkeypatch.setattr("banso.office.payments.walls.localdate", lambda: batch.tax_due_on + timedelta(days=1))
    assert hindrances(later.programme) == []
    outside, inside = (later.seen_by(user) for user in (later.walled.outside, later.walled.inside))
    one = [(1,)]
    nothing = [(0,)]
    assert outside == {
        "batch": nothing, "batchevent": nothing, "entry": nothing, "order": one, "orderevent": one, "result": one,
        "slip": [(30_000,)], "slipevent": [(30_000,), (0,), (30_000,)],  # begun by the wall; then what is open was paid
    }  # fmt: skip
    assert (inside["batch"], inside["entry"], inside["order"]) == (one, [(2,)], [(2,)])
    assert inside["slip"] == [(30_000,), (30_000,)]
    act_for(None)
    later.programme.walled_to = None
    later.programme.save()
    follow(later.programme)
    assert later.seen_by(later.walled.outside)["batch"] == one
    assert list(Slip.objects.values_list("programme", "total")) == [(None, 60_000)]


def test_a_request_not_sent_yet_is_withdrawn_and_counted_inside(later: Later) -> None:
    """Its amount leaves the total of its own side, which is never below nothing."""
    later.wall()
    assert told(later.programme) == ["まだ銀行に出していない支払依頼1件は、「守秘の部署」の職員だけが扱います。"]
    assert list(Slip.objects.values_list("programme", "total")) == [(later.programme.pk, 30_000)]
    paying.withdraw(later.office.order, reason="誤り", by=later.walled.inside)
    assert list(Slip.objects.values_list("programme", "total")) == [(later.programme.pk, 0)]
    assert not Batch.objects.exists()


def test_a_wall_waits_for_what_would_not_follow_it(later: Later) -> None:
    """A draft that is with someone outside, mails that name a company, letters being issued; guests are told to whoever raises it."""
    office, case = later.office, later.office.case
    draft = Draft.objects.create(kind="x", title="変更の伺い", drafter=office.staff["clerk"], drafted_on=DAY, case=case)
    Outcome.objects.create(draft=draft)
    Station.objects.create(draft=draft, round=1, order=1, role="decide", staff=office.staff["outside"])
    party = add_party(case, role="company", name="佐藤 翔子", email="sato@example.jp", by=None)
    mailing = write_mailing("日程の案内", Topic.BUSINESS, later.programme, by=None)
    write_message(mailing, case=case, party=party, to_email=party.email, subject="日程", body="企業様", by=None)
    form = Form.objects.create(
        code="notice", title="通知", valid_from=2023, size=1, sha256="0", uploaded_by=office.clerk
    )
    Round.objects.create(programme=later.programme, form=form, title="通知", total=1, asked_by=office.clerk)
    invite("step", detail="surveyed", case=case, party=party, until=localdate(), by=office.clerk)
    later.wall()
    said = hindrances(later.programme)
    assert len(said) == 3
    for part in (
        "起案「変更の伺い」が、部署の外のoutside",
        "メールが1通あります(送信箱「日程の案内」",
        "「通知 一斉発行」",
    ):
        assert any(part in one for one in said), said
    assert any("お願い1件の専用ページ" in one for one in told(later.programme))
