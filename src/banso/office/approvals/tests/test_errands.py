"""A round that a worker drafts or decides: all of it or nothing, one at a time, in the name of whoever asked."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from banso.office.approvals import errands
from banso.office.approvals.choices import ErrandState
from banso.office.approvals.models import Errand
from banso.registers.models import User
from conftest import TinyWorld, flat


@pytest.fixture
def clerk(world: TinyWorld) -> User:
    return world.user("clerk", is_superuser=True)


def _asked(world: TinyWorld, clerk: User, **facts: Any) -> Errand:
    return errands.ask("trial", "1", by=clerk, programme=world.programme, **{"total": 60} | facts)


def _declared(do: Any) -> None:
    errands.doing("trial", "試し", do=do, back=lambda errand: "/reviews/1/")


def test_what_was_asked_is_done_and_said_to_be(world: TinyWorld, clerk: User, client: Client) -> None:
    heard: list[tuple[int, str]] = []

    def do(errand: Errand, by: User) -> None:
        errands.told(errands.EVERY)
        heard.append((errand.total, by.username))

    _declared(do)
    row = _asked(world, clerk)
    assert row.under_way
    client.force_login(clerk)
    waiting = flat(client.get(row.get_absolute_url()).content)
    assert "順番を待っています 0 / 60件" in waiting and 'hx-trigger="every 1s"' in waiting
    errands.run(row.pk, clerk.pk)
    row.refresh_from_db()
    assert (row.state, row.done, heard) == (ErrandState.DONE, 60, [(60, "clerk")])
    part = flat(client.get(row.get_absolute_url(), headers={"HX-Request": "true"}).content)
    assert "60件の処理が終わりました。" in part and "every 1s" not in part and 'href="/reviews/1/"' in part


def test_the_same_is_asked_once_at_a_time(world: TinyWorld, clerk: User) -> None:
    _declared(lambda errand, by: None)
    row = _asked(world, clerk)
    with pytest.raises(ValidationError, match="同じ処理が、すでに進んでいます"):
        _asked(world, clerk)
    assert errands.under_way("trial", "1") == row
    errands.run(row.pk, clerk.pk)
    assert errands.under_way("trial", "1") is None
    _asked(world, clerk)


def test_what_is_refused_says_why_and_leaves_nothing(world: TinyWorld, clerk: User, client: Client) -> None:
    def do(errand: Errand, by: User) -> None:
        world.company("残らない会社")
        raise ValidationError("「A社」: 予算の残りに足りません。")

    _declared(do)
    row = _asked(world, clerk)
    errands.run(row.pk, clerk.pk)
    row.refresh_from_db()
    assert (row.state, row.error) == (ErrandState.FAILED, "「A社」: 予算の残りに足りません。")
    assert not type(world.company()).objects.filter(name="残らない会社").exists()
    client.force_login(clerk)
    page = flat(client.get(row.get_absolute_url()).content)
    assert "止まりました。何も登録していません。「A社」: 予算の残りに足りません。" in page
    assert "元の画面に戻ってやり直す" in page


def test_what_went_wrong_otherwise_is_said_without_its_insides(world: TinyWorld, clerk: User) -> None:
    def do(errand: Errand, by: User) -> None:
        raise RuntimeError("insides")

    _declared(do)
    row = _asked(world, clerk)
    errands.run(row.pk, clerk.pk)
    row.refresh_from_db()
    assert (row.state, row.error) == (ErrandState.FAILED, errands.WENT_WRONG)


def test_a_worker_that_died_leaves_word(world: TinyWorld, clerk: User) -> None:
    row = _asked(world, clerk)
    errands._broken_off(row.pk, clerk.pk)
    row.refresh_from_db()
    assert row.state == ErrandState.FAILED and "中断しました" in row.error


def test_outside_an_errand_nobody_is_told() -> None:
    errands.told(errands.EVERY)
