"""取消し: a mistake is taken out with all that belongs to it, its figures follow, and it comes back as it was."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from banso.core.errors import UserError
from banso.core.history import history
from banso.core.kinds import all_pages
from banso.core.voiding import can_be_voided, restore, void, what_goes
from banso.figures.cells import Cell
from banso.figures.evaluate import evaluate
from banso.figures.models import Target
from banso.figures.periods import InYear
from banso.figures.tally import all_drifts
from banso.registers.models import Programme, User
from banso.work.consultations.models import Consultation, Theme
from banso.work.consultations.services import record_consultation
from banso.work.orders.models import Inquiry, Introduction, Outcome
from conftest import TinyWorld


@pytest.fixture
def user(world: TinyWorld) -> User:
    return world.user(is_superuser=True)


def held(programme: str = "main") -> int:
    cell = Cell.of("consultations.held", programme, InYear(2023))
    return int(evaluate([cell])[cell].number or 0)


@pytest.fixture
def visit(world: TinyWorld, user: User) -> Consultation:
    second: Programme = world.add_programme("second", "専門相談事業")
    themes = [Theme.objects.create(code=code, name=code) for code in "ab"]
    facts = {"programme": world.programme, "held_on": date(2023, 5, 1), "mode": "desk", "company": world.company()}
    return record_consultation(themes=themes, also_under={second: None}, note="二重", by=user, **facts)


def test_a_visit_goes_with_its_further_rows_and_comes_back(visit: Consultation, user: User) -> None:
    """Figures and tallies follow both ways; number, facts, themes and history are what they were."""
    pk, created, further = visit.pk, visit.created_at, visit.further.get().pk
    going = what_goes(visit, by=user)
    assert [(kind, [row.pk for row in rows]) for kind, rows in going.beside] == [("相談記録", [further])]
    assert (held(), held("second")) == (1, 1)
    void(visit, reason=" 同じ相談を2回登録した ", seen=going.seen, by=user)
    assert not Consultation.objects.exists() and (held(), held("second")) == (0, 0)
    last = history(Consultation, pk)[0]
    assert (last.what, last.reason, last.who) == ("取消し", "同じ相談を2回登録した", user)
    back = restore(Consultation, pk, by=user)
    back.refresh_from_db()
    assert (back.pk, back.note, back.created_at) == (pk, "二重", created)
    assert [theme.code for theme in back.themes.all()] == ["a", "b"]
    assert set(Consultation.objects.values_list("pk", "main")) == {(pk, None), (further, pk)}
    assert {theme.code for theme in Consultation.objects.get(pk=further).themes.all()} == {"a", "b"}
    assert (held(), held("second")) == (1, 1) and all_drifts() == []
    with pytest.raises(UserError, match="すでに元に戻されて"):
        restore(Consultation, pk, by=user)


def test_it_needs_a_reason_and_what_was_seen(world: TinyWorld, visit: Consultation, user: User) -> None:
    """Nothing goes without a reason, nor if more would go than was shown."""
    with pytest.raises(UserError, match="理由を入力"):
        void(visit, reason=" ", by=user)
    seen = what_goes(visit, by=user).seen
    Consultation.objects.create(
        main=visit, programme=world.add_programme("third", "第三"), held_on=visit.held_on, mode="desk", company=visit.company
    )  # fmt: skip
    with pytest.raises(UserError, match="確かめたあとに"):
        void(visit, reason="重複", seen=seen, by=user)
    assert Consultation.objects.count() == 3


def test_what_others_use_stays(world: TinyWorld, user: User) -> None:
    """An inquiry takes its introductions along; what has an outcome is named, and a company is ended, not taken back."""
    buyer, supplier = world.company(), world.company()
    inquiry = Inquiry.objects.create(programme=world.programme, buyer=buyer, received_on=date(2023, 5, 1), item="部品")
    given = [
        Introduction.objects.create(inquiry=inquiry, supplier=firm, introduced_on=date(2023, 5, 2))
        for firm in (supplier, world.company())
    ]
    Outcome.objects.create(introduction=given[0], result="agreed", amount=1000, settled_on=date(2023, 6, 1))
    assert what_goes(given[0], by=user).refused == [
        "あっせんの結果1件がこの記録を使っています。先にそれを直すか、取り消してください。"
    ]
    with pytest.raises(UserError, match="終了日を入れて"):
        void(buyer, reason="間違い", by=user)
    with pytest.raises(UserError, match="あっせんの結果1件"):
        void(inquiry, reason="取りやめ", by=user)
    Outcome.objects.all().delete()
    narrow = world.user("narrow")
    world.allow(narrow, "delete_inquiry")
    assert any("権限がありません" in why for why in what_goes(inquiry, by=narrow).refused)
    pk = inquiry.pk
    void(inquiry, reason="取りやめ", by=user)
    assert not Introduction.objects.exists()
    restore(Inquiry, pk, by=user)
    assert list(Introduction.objects.order_by("pk")) == given


def test_a_place_taken_meanwhile_is_told(world: TinyWorld, user: User) -> None:
    """What was voided does not come back over what was registered in its place."""
    facts = {"programme": world.programme, "measure": "consultations.held", "fiscal_year": 2023}
    first = Target.objects.create(number=5, **facts)
    pk = first.pk
    void(first, reason="間違い", by=user)
    Target.objects.create(number=6, **facts)
    with pytest.raises(UserError, match="元に戻せません"):
        restore(type(first), pk, by=user)


def test_which_kinds_are_taken_back() -> None:
    """Ordinary records; not rows that others rest on, nor who had access when, nor what is a case."""
    kinds = {kind.table.label: can_be_voided(kind.table) for kind in all_pages()}
    assert all(kinds[label] for label in ("consultations.consultation", "grants.call", "fairs.deal", "orders.outcome"))
    assert not any(
        kinds[label]
        for label in ("registers.membership", "registers.roleassignment", "consultations.theme", "grants.application")
    )


def test_on_screen(client: Client, world: TinyWorld, visit: Consultation, user: User) -> None:
    """From the record to what would go, away, and back; for those who may delete alone."""
    client.force_login(user)
    address = reverse("void-record", args=["consultations.consultation", visit.pk])
    record = reverse("consultations-consultation-record", args=[visit.pk])
    assert address in client.get(record).content.decode()
    page = client.get(address)
    assert "相談記録(1件)" in page.content.decode() and "数えられている数値" in page.content.decode()
    seen = page.context["going"].seen
    refused = client.post(address, {"reason": "", "seen": seen})
    assert refused.status_code == 422 and "理由を入力" in refused.content.decode()
    gone = client.post(address, {"reason": "重複", "seen": seen}, follow=True)
    assert "元に戻す" in gone.content.decode() and not Consultation.objects.exists()
    restoring = reverse("restore-record", args=["consultations.consultation", visit.pk])
    back = client.post(restoring, follow=True)
    assert "元に戻しました" in back.content.decode() and Consultation.objects.count() == 2
    adviser = world.user("adviser")
    world.allow(adviser, "view_consultation", "change_consultation")
    client.force_login(adviser)
    assert address not in client.get(record).content.decode()
    assert client.get(address).status_code == client.post(restoring).status_code == 404
