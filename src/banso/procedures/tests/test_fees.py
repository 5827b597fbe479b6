"""Reviewers' fees: attendance → the panel's table → a payment released by two others; asked for once."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils.timezone import localdate

from banso.cases.models import Case
from banso.office.payments import services as paying
from banso.office.payments.choices import State
from banso.office.payments.models import Order
from banso.office.reviews import services as judging
from banso.office.reviews.models import PanelCase
from banso.office.reviews.tests.test_reviews import Room
from banso.procedures.fees import fees_of, request_fee
from banso.registers.models import Expert
from conftest import TinyWorld, agenda_of, flat

BANK = {"bank_code": "0001", "bank_name": "みずほ銀行", "branch_code": "001", "branch_name": "本店"}


class Met(Room):
    """A panel that met yesterday, at 10,000 a half day: one was there three half days, one wrote, one stayed away."""

    def __post_init__(self) -> None:
        super().__post_init__()
        yesterday = self.today - timedelta(days=1)
        facts = {"held_on": yesterday, "due_on": yesterday, "fee_by": "half_day", "fee": 10_000}
        self.panel = judging.correct_panel(self.panel, by=self.clerk, **facts)
        expert = Expert.objects.create(name="青木 一郎", registered_on=date(2020, 4, 1))
        there = {"expert": expert, "attendance": "present", "half_days": 3}
        judging.correct_reviewer(self.reviewers[0], by=self.clerk, **there)
        judging.correct_reviewer(self.reviewers[1], by=self.clerk, attendance="writing", half_days=1)
        judging.correct_reviewer(self.reviewers[2], by=self.clerk, attendance="absent", half_days=1)
        self.payee = paying.record_payee(kind="individual", name="青木 一郎", expert=expert, by=None)
        account = {"number": "0000001", "holder": "アオキ イチロウ", "valid_from": date(2020, 1, 1)}
        self.account = paying.record_account(payee=self.payee, by=None, **BANK, **account)
        for who in self.reviewers:
            who.refresh_from_db()

    def pay(self, amount: int = 30_000, reviewer: int = 0) -> Order:
        facts: dict[str, Any] = {"payee": self.payee, "account": self.account, "treatment": "resident"}
        facts |= {"due_on": localdate(), "funding": "県補助金"}
        return request_fee(self.reviewers[reviewer], amount=amount, by=self.clerk, **facts)


def refused(act: Callable[[], Any]) -> str:
    with pytest.raises(ValidationError) as caught, transaction.atomic():
        act()
    return "".join(caught.value.messages)


def test_a_fee_follows_from_attendance_and_is_withheld_exactly(world: TinyWorld) -> None:
    """30,000 for three half days: 3,063 are withheld (money.md 29), and two others let it go."""
    room = Met(world)
    found = {one.reviewer.name: (one.owed.amount if one.owed else None, bool(one.why)) for one in fees_of(room.panel)}
    assert found == {"青木 一郎": (30_000, False), "小野 二郎": (10_000, False), "工藤 三郎": (10_000, True)}
    order = room.pay()
    assert (order.gross, order.withheld, order.net) == (30_000, 3_063, 26_937)
    others = [world.user(name, is_superuser=True) for name in ("one", "two")]
    assert "自分の依頼" in refused(lambda: paying.release([order], count=1, total=26_937, by=room.clerk))
    for who in others:
        paying.release([order], count=1, total=26_937, by=who)
    order.progress.refresh_from_db()
    assert order.progress.state == State.RELEASED


def test_a_panel_has_one_case_of_its_own(world: TinyWorld, client: Client) -> None:
    """Opened with the first payment, of the panel's programme; it leads to the panel and stands on nobody's desk."""
    room = Met(world)
    before = Case.objects.count()
    first = room.pay()
    second = room.pay(10_000, reviewer=1)
    assert Case.objects.count() == before + 1 and first.case == second.case == PanelCase.objects.get().case
    assert first.case.programme == room.panel.programme
    client.force_login(room.clerk)
    answer = client.get(f"/cases/{first.case_id}/")
    assert answer.status_code == 302 and answer.url == room.panel.get_absolute_url()
    assert all("審査会" not in line for _, line in agenda_of(room.clerk, "procedures.open", room.today))
    other = world.add_programme("other", "別の事業")
    with pytest.raises(DatabaseError, match="a panel judges cases of its programme"), transaction.atomic():
        PanelCase.objects.update(case=Case.objects.create(programme=other, title="別", opened_on=room.today))


def test_a_fee_is_asked_for_once_and_as_it_was_shown(world: TinyWorld) -> None:
    room = Met(world)
    assert "30,000円に変わりました" in refused(lambda: room.pay(29_999))
    order = room.pay()
    assert "すでに依頼されています" in refused(room.pay)
    paying.withdraw(order, reason="口座の誤り", by=room.clerk)
    assert room.pay().pk != order.pk


def test_who_did_not_take_part_and_a_panel_to_come_are_not_paid(world: TinyWorld) -> None:
    room = Met(world)
    assert "審査会への出席" in refused(lambda: room.pay(10_000, reviewer=2))
    judging.correct_panel(room.panel, held_on=room.today + timedelta(days=1), by=room.clerk)
    assert "を過ぎてから依頼します" in refused(room.pay)
    judging.correct_panel(room.panel, held_on=room.today, fee=None, fee_by="", by=room.clerk)
    assert "謝金の単価が登録されていません" in refused(room.pay)


def test_the_clerk_asks_on_the_panels_page(world: TinyWorld, client: Client) -> None:
    room = Met(world)
    client.force_login(room.clerk)
    part = flat(client.get(f"/reviews/fees/reviews/panel/{room.panel.pk}/").content)
    where = f"/reviews/reviewers/{room.reviewers[0].pk}/fee/"
    assert where in part and f"/reviews/reviewers/{room.reviewers[2].pk}/fee/" not in part
    page = flat(client.get(where).content)
    assert "10,000円×3半日" in page and "<strong>30,000円</strong>" in page
    given = {"account": f"{room.account} #{room.account.pk}", "due_on": localdate(), "treatment": "resident"}
    given |= {"funding": "県補助金", "amount": 30_000}
    answer = client.post(where, given)
    assert answer.status_code == 302, flat(answer.content)
    order = Order.objects.get()
    assert answer.url == order.get_absolute_url() and "審査委員 謝金" in order.purpose
    assert "差引26,937円" in flat(client.get(f"/reviews/fees/reviews/panel/{room.panel.pk}/").content)
    assert client.get(where).url == order.get_absolute_url()
    assert client.get(f"/reviews/reviewers/{room.reviewers[2].pk}/fee/").url == room.panel.get_absolute_url()


def test_without_a_login_for_it_nothing_is_paid(world: TinyWorld, client: Client) -> None:
    room = Met(world)
    reader = world.user("reader")
    world.allow(reader, "view_panel")
    client.force_login(reader)
    assert client.get(f"/reviews/reviewers/{room.reviewers[0].pk}/fee/").status_code == 403
    part = flat(client.get(f"/reviews/fees/reviews/panel/{room.panel.pk}/").content)
    assert "30,000円(税引前)" in part and "支払を依頼する" not in part
    with pytest.raises(ValidationError):
        room.pay(1)
