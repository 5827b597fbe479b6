"""A supplier says on a page of its own what became of an introduction."""

import re
from datetime import timedelta
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from banso.config.accounts import create_user
from banso.office.guests.agenda import answered
from banso.office.guests.models import Invitation
from banso.office.mail.models import Message
from banso.registers.models import Person
from banso.work.orders import services
from banso.work.orders.models import FollowUp, Introduction, Outcome
from conftest import TinyWorld, flat

from .making import inquiry, supplier

AGO = timedelta(days=40)


def test_a_supplier_answers_for_its_introductions_on_one_page(world: TinyWorld, settings: Any) -> None:
    """One mail to each company that can be reached, all it was introduced for on its page; a result ends the asking of it."""
    settings.PUBLIC_URL = "https://banso.example.jp"
    reached, other = supplier(world, "甲加工"), supplier(world, "乙加工")
    Person.objects.create(company=reached, name="社長", email="ko@example.jp")
    facts = {"received_on": localdate() - AGO, "buyer": world.company("発注工業")}
    for item, companies in (("軸の加工", [reached, other]), ("板金", [reached])):
        services.introduce(inquiry(world, item=item, **facts), companies, introduced_on=localdate() - AGO, by=None)
    desk = Client()
    desk.force_login(create_user("desk", "受発 花子", "adviser", "long-enough-2030"))
    assert "この一覧の3件" in flat(desk.get(reverse("orders-chases")).content)
    told = flat(desk.post(reverse("orders-ask"), follow=True).content)
    assert "メールを送れない企業が1社あります" in told
    mail = Message.objects.get()
    assert mail.to_email == "ko@example.jp" and "発注工業 軸の加工" in mail.body and "発注工業 板金" in mail.body
    found = re.search(r"https://banso\.example\.jp(/guest/\S+)", mail.body)
    assert found is not None
    guest = Client()
    home = flat(guest.get(found[1]).content)
    assert home.count("ご紹介した取引のその後について") == 2 and "乙加工" not in home
    first, second = Introduction.objects.filter(supplier=reached).order_by("pk")
    addresses = {row.pk: f"{found[1]}{row.invitation_id}/" for row in (first, second)}
    wrong = guest.post(addresses[first.pk], {"what": "agreed"})
    assert wrong.status_code == 422 and "成立金額が必要" in flat(wrong.content) and not Outcome.objects.exists()
    assert guest.post(addresses[first.pk], {"what": "agreed", "amount": "480,000"}).status_code == 302
    assert guest.post(addresses[second.pk], {"what": "quoted", "amount": "90,000"}).status_code == 302
    assert (Outcome.objects.get().introduction, Outcome.objects.get().amount) == (first, 480_000)
    assert (FollowUp.objects.get().introduction, FollowUp.objects.get().quoted) == (second, 90_000)
    assert "ご回答ありがとうございました" in flat(guest.get(addresses[first.pk]).content)
    assert guest.post(addresses[second.pk], {"what": "declined", "reason_code": "price"}).status_code == 302
    assert Outcome.objects.count() == 2 and answered(localdate()).count() == 2
    assert Invitation.objects.get(introduction=first).what == "紹介のその後(発注工業 軸の加工)"
    desk.post(reverse("orders-ask"))
    assert Message.objects.count() == 1 and Invitation.objects.count() == 3
