"""Cases told in other words: the nearest first, by the real model, and nothing where there is none."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from banso.registers.models import User
from banso.search import jobs, meaning
from banso.search.alike import KEPT, WAIT, answer, ask_alike, hits, read
from banso.search.keeping import refresh
from banso.search.models import Likeness, Sketch
from banso.work.consultations.models import Consultation
from banso.work.consultations.services import correct_consultation, record_consultation
from conftest import TinyWorld

HEIR = "社長が高齢で跡取りがおらず、会社を引き継いでくれる人を探している"
HEIR_TOO = "息子は継がないと言うので、従業員か第三者に会社を譲りたい"
TRADE = "台湾の見本市に商品を出して海外で売りたい"
RENT = "工場の屋根の修理費の見積りが高い"


@pytest.fixture
def user(world: TinyWorld) -> User:
    user = world.user()
    world.allow(user, "view_consultation")
    return User.objects.get(pk=user.pk)


def visit(world: TinyWorld, note: str, **facts: Any) -> Consultation:
    facts = {
        "programme": world.programme,
        "held_on": date(2023, 6, 1),
        "mode": "desk",
        "company": world.company(),
    } | facts
    return record_consultation(by=None, note=note, **facts)


def keep_up() -> None:
    while refresh():
        pass
    while read():
        pass


def found(asked: Likeness, user: User) -> list[str]:
    answer(asked, by=user)
    return [hit.record.note for hit in hits(asked)]


def found_by_word(client: Client, typed: str) -> str:
    return client.get("/search/", {"q": typed}).content.decode()


def test_the_case_told_in_other_words_comes_first(world: TinyWorld, user: User) -> None:
    first, *_ = [visit(world, note) for note in (HEIR, HEIR_TOO, TRADE, RENT)]
    keep_up()
    asked = ask_alike(by=user, kind="consultations.consultation", object_id=first.pk)
    assert found(asked, user)[0] == HEIR_TOO
    assert HEIR not in found(asked, user)
    for typed in ("後を継ぐ人がいない会社の相談", "跡継ぎがいない"):
        assert found(ask_alike(by=user, typed=typed), user)[0] in (HEIR, HEIR_TOO)


def test_a_changed_text_is_read_again_and_an_empty_one_is_not_found(world: TinyWorld, user: User) -> None:
    first, second, empty = visit(world, HEIR), visit(world, TRADE), visit(world, "")
    keep_up()
    assert Sketch.objects.filter(bits=None).count() == 0
    assert Sketch.objects.count() == 2
    correct_consultation(second, note=HEIR_TOO, by=None)
    correct_consultation(empty, note=RENT, by=None)
    keep_up()
    asked = ask_alike(by=user, kind="consultations.consultation", object_id=first.pk)
    assert found(asked, user)[0] == HEIR_TOO
    assert Sketch.objects.count() == 3
    second.delete()
    keep_up()
    assert Sketch.objects.count() == 2
    assert found(asked, user) == []


def test_only_what_may_be_seen(world: TinyWorld) -> None:
    """Without the right to see visits there is nothing to find, however it is asked."""
    visit(world, HEIR)
    keep_up()
    nobody = world.user("nobody")
    assert found(ask_alike(by=nobody, typed=HEIR_TOO), nobody) == []


def test_without_a_model_nothing_of_it_is_offered(
    world: TinyWorld, client: Client, user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(meaning, "PACKAGE", "no_such_model")
    meaning.model.cache_clear()
    try:
        first = visit(world, HEIR)
        keep_up()
        assert Sketch.objects.count() == 0
        client.force_login(user)
        assert client.get(reverse("search-panel", args=["consultations", "consultation", first.pk])).content == b""
        assert client.post(reverse("search-alike"), {"q": HEIR}).status_code == 404
        assert "内容の近い記録" not in client.get("/search/", {"q": HEIR}).content.decode()
    finally:
        meaning.model.cache_clear()


def test_asked_answered_and_shown_on_the_page(world: TinyWorld, client: Client, user: User) -> None:
    first, second = visit(world, HEIR), visit(world, HEIR_TOO)
    keep_up()
    client.force_login(user)
    panel = client.get(reverse("search-panel", args=["consultations", "consultation", first.pk])).content.decode()
    assert "似た案件を探す" in panel
    bare = client.get(
        reverse("search-panel", args=["consultations", "consultation", visit(world, "").pk])
    ).content.decode()
    assert "がまだ書かれていないので" in bare and "似た案件を探す" not in bare
    offered = [typed for typed in ("跡継ぎがいない", "017", "後") if "内容の近い記録" in found_by_word(client, typed)]
    assert offered == ["跡継ぎがいない"]
    waiting = client.post(reverse("search-alike"), {"kind": "consultations.consultation", "key": first.pk})
    assert "似た案件を探しています" in waiting.content.decode()
    asked = Likeness.objects.get()
    page = reverse("search-alike-found", args=[asked.pk])
    assert page in waiting.content.decode()
    answer(asked, by=user)
    shown = client.get(page).content.decode()
    assert reverse("consultations-consultation-record", args=[second.pk]) in shown
    client.force_login(world.user("another"))
    assert client.get(page).status_code == 404


def test_a_worker_that_does_not_answer_is_told(world: TinyWorld, client: Client, user: User) -> None:
    client.force_login(user)
    asked = ask_alike(by=user, typed=HEIR)
    Likeness.objects.filter(pk=asked.pk).update(asked_at=timezone.now() - 2 * WAIT)
    assert "いまは探せません" in client.get(reverse("search-alike-found", args=[asked.pk])).content.decode()


def test_questions_are_not_kept(world: TinyWorld, user: User) -> None:
    old = ask_alike(by=user, typed=HEIR)
    Likeness.objects.filter(pk=old.pk).update(asked_at=timezone.now() - 2 * KEPT)
    new = ask_alike(by=user, typed=TRADE)
    assert list(Likeness.objects.values_list("pk", flat=True)) == [new.pk]


def test_texts_are_read_some_at_a_time(world: TinyWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each job reads a part and leaves the rest to another, behind everything else that waits."""
    monkeypatch.setattr(jobs, "READ_AT_ONCE", 2)
    monkeypatch.setattr(jobs, "read", lambda: read(2))
    for note in (HEIR, TRADE, RENT):
        visit(world, note)
    jobs.refresh_search()
    assert Sketch.objects.exclude(bits=None).count() == 0
    waiting = ProcrastinateJob.objects.filter(task_name="read_meanings", status="todo")
    assert [job.priority for job in waiting] == [-10]
    jobs.read_meanings()
    assert Sketch.objects.exclude(bits=None).count() == 2
    jobs.read_meanings()
    assert Sketch.objects.exclude(bits=None).count() == 3 and waiting.count() == 1
