"""Introductions, letters' numbers, chasing, outcomes, and what they say about profiles."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from banso.core.errors import UserError
from banso.office.papers import models as papers
from banso.office.papers.services import press_seal, send, void
from banso.work.orders import services
from banso.work.orders.models import Chase, FollowUp, Introduction, Letter, ProposedChange
from banso.work.orders.services.profiles import current_profile
from conftest import TODAY, TinyWorld, flat

from .making import LIMITS, inquiry, profile, registration_of, supplier, term

DAY = date(2024, 4, 2)


def introduced(world: TinyWorld, on: date = DAY, **facts: Any) -> Introduction:
    """A supplier with a full profile, introduced for an inquiry with these facts."""
    company = supplier(world)
    profile(company, "turning", "milling", limits=LIMITS)
    (made,) = services.introduce(inquiry(world, **facts), [company], introduced_on=on, by=None)
    return made


def declined(introduction: Introduction, reason: str) -> ProposedChange | None:
    facts = {"result": "declined", "reason_code": reason, "settled_on": TODAY}
    services.record_outcome(introduction=introduction, by=None, **facts)
    return ProposedChange.objects.first()


def test_an_introduction_is_chased_at_1_3_6_and_12_months(world: TinyWorld) -> None:
    """Four days for each, counted from the day of introduction."""
    introduced(world)
    rows = Chase.objects.values_list("months", "due_on")
    assert Chase.objects.latest("months").sentence == "紹介の日(令和6年4月2日)の翌日から数えて12か月の末日"
    assert list(rows) == [(1, date(2024, 5, 2)), (3, date(2024, 7, 2)), (6, date(2024, 10, 2)), (12, date(2025, 4, 2))]


def test_letters_are_numbered_through_the_fiscal_year(world: TinyWorld) -> None:
    """One to each supplier, then one to the buyer; from 1 again on 1 April."""
    companies = [supplier(world, name) for name in ("甲", "乙")]
    first = inquiry(world, received_on=date(2024, 3, 1))
    services.introduce(first, companies, introduced_on=date(2024, 3, 31), by=None)
    services.introduce(inquiry(world), companies[:1], introduced_on=date(2024, 4, 1), by=None)
    rows = Letter.objects.order_by("pk").values_list(
        "fiscal_year", "number", "addressee", "introduction__supplier__name"
    )
    assert list(rows) == [
        (2023, 1, "supplier", "甲"), (2023, 2, "supplier", "乙"), (2023, 3, "buyer", None),
        (2024, 1, "supplier", "甲"), (2024, 2, "buyer", None),
    ]  # fmt: skip
    with pytest.raises(UserError, match="すでに紹介しています"):
        services.introduce(first, companies, introduced_on=date(2024, 3, 31), by=None)
    services.introduce(
        inquiry(world, received_on=date(2024, 3, 1)), companies[:1], introduced_on=date(2024, 3, 31), by=None
    )
    assert list(Letter.objects.filter(fiscal_year=2023).order_by("pk").values_list("number", flat=True)) == [
        1,
        2,
        3,
        4,
        5,
    ]


def test_letters_stand_in_the_register_of_what_goes_out(world: TinyWorld, client: Client) -> None:
    """With number, title and addressee, on no case and without a file; sent and made void like any other."""
    introduced(world, on=date(2024, 4, 2))
    first, second = Letter.objects.order_by("number")
    rows = papers.Letter.objects.order_by("number").values_list("printed", "title", "addressee", "issued_on", "case")
    assert list(rows) == [
        ("受発注第1号", "紹介状(発注企業 軸の加工)", first.to, date(2024, 4, 2), None),
        ("受発注第2号", "紹介状(発注企業 軸の加工)", "発注企業", date(2024, 4, 2), None),
    ]
    user = world.user(is_superuser=True)
    assert first.entered is not None and second.entered is not None
    send(first.entered, means="post", sent_on=date(2024, 4, 3), by=user)
    void(second.entered, reason="宛先の誤り", by=user)
    with pytest.raises(ValidationError, match="公印を押す様式"):
        press_seal(first.entered, pressed_on=TODAY, pressed_by=world.staff, by=user)
    client.force_login(user)
    listed = flat(client.get("/papers/letter/").content)
    assert "受発注第1号" in listed and "発送済" in listed and "欠番" in listed
    page = flat(client.get(first.entered.get_absolute_url()).content)
    assert str(world.programme) in page and "ハッシュ値" not in page
    assert client.get(f"{first.entered.get_absolute_url()}file/").status_code == 404
    assert "発送簿を開く" in flat(client.get(f"/orders/inquiry/{first.inquiry_id}/candidates/").content)
    with pytest.raises(IntegrityError), transaction.atomic():
        papers.Letter.objects.create(title="どこにも属さない文書", series="x", printed="x", issued_on=TODAY)


def test_what_cannot_be_introduced_is_refused_whole(world: TinyWorld) -> None:
    """Nobody, too early, not on the register, a second time: one message each, nothing written."""
    asked, good, gone = inquiry(world), supplier(world, "登録中"), supplier(world, "退会済")
    services.correct_registration(registration_of(gone), ended_on=date(2024, 4, 1), by=None)
    for companies, on, message in (
        ([], DAY, "選ばれていません"),
        ([good], date(2024, 3, 31), "受付日より前"),
        ([good, gone], DAY, "退会済は紹介日に受注企業として登録されていません"),
    ):
        with pytest.raises(UserError, match=message):
            services.introduce(asked, companies, introduced_on=on, by=None)
    services.introduce(asked, [good], introduced_on=DAY, by=None)
    with pytest.raises(UserError, match="登録中: この案件には、その企業をすでに紹介しています"):
        services.introduce(asked, [good], introduced_on=DAY, by=None)
    assert (Introduction.objects.count(), Letter.objects.count(), Chase.objects.count()) == (1, 2, 4)


def test_what_was_heard_is_kept_until_it_is_settled(world: TinyWorld) -> None:
    """Not before the introduction, no quote without a quote, nothing after the outcome."""
    made = introduced(world)
    services.record_follow_up(made, heard_on=TODAY, progress="quoted", quoted=500_000, by=None)
    for facts, message in (
        ({"heard_on": date(2024, 4, 1), "progress": "talking"}, "紹介日より前"),
        ({"heard_on": TODAY, "progress": "talking", "quoted": 1}, "見積提出"),
    ):
        with pytest.raises(ValidationError, match=message):
            services.record_follow_up(made, by=None, **facts)
    services.record_outcome(introduction=made, result="agreed", amount=480_000, settled_on=TODAY, by=None)
    with pytest.raises(ValidationError, match="すでに「成立」で終わっています"):
        services.record_follow_up(made, heard_on=TODAY, progress="continuing", by=None)
    assert list(FollowUp.objects.values_list("progress", "quoted")) == [("quoted", 500_000)]


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ({"result": "declined", "settled_on": TODAY}, "不成立には理由を選んで"),
        ({"result": "agreed", "amount": 1, "reason_code": "price", "settled_on": TODAY}, "不成立には理由を選んで"),
        ({"result": "agreed", "settled_on": TODAY}, "成立には成立金額が必要"),
        ({"result": "agreed", "amount": 1, "settled_on": date(2024, 4, 1)}, "確定日が紹介日より前"),
    ],
)
def test_an_outcome_that_contradicts_itself_is_refused(world: TinyWorld, facts: dict[str, Any], message: str) -> None:
    """Amount with a deal, a coded reason without one, and never before the introduction."""
    with pytest.raises(ValidationError, match=message):
        services.record_outcome(introduction=introduced(world), by=None, **facts)


PROPOSALS: list[tuple[str, dict[str, Any], tuple[str, str]]] = [
    ("capacity", {}, ("capacity_full", "")),
    ("equipment", {}, ("drop_process", "")),
    ("size", {"size": "250"}, ("size", "249")),
    ("tolerance", {"tolerance": Decimal("0.03")}, ("tolerance", "0.06")),
    ("quantity", {"lot": 500}, ("lot_max", "499")),
    ("quantity", {"lot": 499}, ("lot_min", "500")),
]


@pytest.mark.parametrize(("reason", "facts", "expected"), PROPOSALS)
def test_a_reason_proposes_a_change(world: TinyWorld, reason: str, facts: Any, expected: tuple[str, str]) -> None:
    """Only a proposal: the profile stays until someone takes it over."""
    made = introduced(world, **facts)
    proposal = declined(made, reason)
    assert proposal is not None and (proposal.change, proposal.value) == expected
    assert made.supplier.profiles.count() == 1


@pytest.mark.parametrize("reason", ["price", "due", "cancelled", "distance", "no_reply", "other", "size", "quantity"])
def test_other_reasons_propose_nothing(world: TinyWorld, reason: str) -> None:
    """Nor does one whose condition the inquiry never named."""
    assert declined(introduced(world), reason) is None


def test_an_accepted_change_makes_a_new_profile_as_old_as_what_was_told(world: TinyWorld) -> None:
    """Nobody asked the company anew, so it grows no younger; decided once and for all."""
    made = introduced(world, size="250")
    proposal = declined(made, "size")
    services.decide_change(proposal, accepted=True, on=TODAY, by=None)
    current = current_profile(made.supplier, "supplier")
    sizes = {str(row.process): row.size for row in current.capabilities.all()}
    assert sizes == {"旋盤加工": "249×200×100", "マシニング加工": "300×200×100"}
    assert (current.told_on, current.source, made.supplier.profiles.count()) == (TODAY, "outcome", 2)
    with pytest.raises(UserError, match="すでに判断"):
        services.decide_change(proposal, accepted=False, on=TODAY, by=None)


def test_accepted_changes_of_the_other_kinds(world: TinyWorld) -> None:
    """The process goes, the capacity is full since the day it was settled."""
    made = introduced(world)
    services.decide_change(declined(made, "equipment"), accepted=True, on=TODAY, by=None)
    current = current_profile(made.supplier, "supplier")
    assert [row.process for row in current.capabilities.all()] == [term("milling")]
    other = introduced(world)
    services.decide_change(declined(other, "capacity"), accepted=True, on=TODAY, by=None)
    current = current_profile(other.supplier, "supplier")
    assert (current.capacity, current.capacity_told_on) == ("full", TODAY)


def test_a_change_left_aside_changes_nothing(world: TinyWorld) -> None:
    """It is only marked as decided."""
    made = introduced(world)
    decided = services.decide_change(declined(made, "equipment"), accepted=False, on=TODAY, by=None)
    assert (decided.accepted, made.supplier.profiles.count()) == (False, 1)
