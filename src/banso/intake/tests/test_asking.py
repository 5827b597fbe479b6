"""Before anything comes in: doubtful companies are decided where the file is looked at, and every row can be leafed through."""

from typing import Any

import pytest
from django.test import Client

from banso.core.imports import import_kind
from banso.intake import jobs, services
from banso.intake.models import Import, State
from banso.intake.outcome import MOST_SHOWN, What
from banso.registers.models import Answer, Company, Doubt, User
from banso.registers.services import correct_company
from banso.registers.services.doubting import take_back
from conftest import TinyWorld

DOUBTFUL = "会社名,人数\nアオイモリ,12\n㈱あたらしい,3\n"


@pytest.fixture
def manager(world: TinyWorld, client: Client) -> User:
    user = User.objects.create_superuser("manager", password="password-12345")
    world.allow(user)  # a role for every programme: nothing is hidden from her
    client.force_login(user)
    return user


def looked(text: str, user: User) -> Import:
    brought = services.bring(import_kind("companies"), text.encode(), "一覧.csv", by=user)
    look_again(brought, user)
    return brought


def look_again(brought: Import, user: User) -> Any:
    jobs.ask_look(brought, by=user)
    jobs.look_at_import.func(import_id=brought.pk, user_id=user.pk)
    assert brought.state is not None and brought.state.state == State.LOOKED
    return brought.state


def test_decided_as_the_same_the_row_comes_in(world: TinyWorld, manager: User, client: Client) -> None:
    """Both stand side by side with the reasons; the answer is one of the queue, and the file has to be looked at again."""
    known = world.company("株式会社碧い杜", kana="アオイモリ", phone="017-700-0001")
    brought = looked(DOUBTFUL, manager)
    assert not Doubt.objects.exists()
    page = client.get(f"/intake/{brought.pk}/").content.decode()
    for word in ("2行目「アオイモリ」", "台帳の「株式会社碧い杜」", "017-700-0001", "どれでもない", "件を取り込む"):
        assert word in page
    answered = client.post(f"/intake/{brought.pk}/answer/2/", {"company": known.pk})
    assert answered.url == f"/intake/{brought.pk}/?what=asks&page=1#row2"
    doubt = Doubt.objects.get()
    assert (doubt.answer, doubt.candidate, doubt.origin) == (Answer.SAME, known, "「一覧.csv」の2行目")
    page = client.get(f"/intake/{brought.pk}/").content.decode()
    assert "判断を反映して、もう一度確かめる" in page and "件を取り込む</button>" not in page
    assert look_again(brought, manager).found["counts"] == {"created": 1, "changed": 1, "same": 0, "refused": 0}
    take_back(doubt, by=manager)
    assert look_again(brought, manager).found["counts"]["refused"] == 1


def test_none_of_them_is_a_new_company(world: TinyWorld, manager: User, client: Client) -> None:
    """One answer for all that it might have been."""
    for name in ("株式会社碧い杜", "有限会社蒼い森"):
        world.company(name, kana="アオイモリ")
    brought = looked(DOUBTFUL, manager)
    client.post(f"/intake/{brought.pk}/answer/2/", {"company": "none"})
    assert list(Doubt.objects.values_list("answer", flat=True)) == [Answer.OTHER, Answer.OTHER]
    assert look_again(brought, manager).found["counts"]["created"] == 2


def test_what_was_not_decided_is_decided_after(world: TinyWorld, manager: User, client: Client) -> None:
    """Taken in without it, the row waits on the same page and in the queue; the file comes in again with the answer."""
    known = world.company("株式会社碧い杜", kana="アオイモリ")
    brought = looked(DOUBTFUL, manager)
    seen = brought.state.found["seen"]  # type: ignore[union-attr]
    services.run(brought, seen=seen, by=manager)
    assert Doubt.objects.get().answer == Answer.OPEN
    client.post(f"/intake/{brought.pk}/answer/2/", {"company": known.pk})
    assert Doubt.objects.get().answer == Answer.SAME
    client.post(f"/intake/{brought.pk}/again/")
    fresh = Import.objects.latest("pk")
    assert look_again(fresh, manager).found["counts"] == {"created": 0, "changed": 1, "same": 1, "refused": 0}


def test_only_who_may_decide(world: TinyWorld, manager: User, client: Client) -> None:
    """Whoever only brings lists in sees the doubt and decides nothing; a row that asks nothing cannot be answered."""
    known = world.company("株式会社碧い杜", kana="アオイモリ")
    clerk = world.user("clerk")
    world.allow(clerk, "add_company", "change_company", "view_company")
    brought = looked(DOUBTFUL, clerk)
    client.force_login(clerk)
    assert "見るだけです" in client.get(f"/intake/{brought.pk}/").content.decode()
    assert client.post(f"/intake/{brought.pk}/answer/2/", {"company": known.pk}).status_code == 403
    world.allow(clerk, "change_doubt")
    client.post(f"/intake/{brought.pk}/answer/3/", {"company": known.pk})
    assert not Doubt.objects.exists()


def test_every_row_can_be_leafed_through(world: TinyWorld, manager: User, client: Client) -> None:
    """Beyond the rows that are listed afterwards, each outcome by itself; and what was looked at is what comes in."""
    world.company("㈲試験0000", phone="017-0000")
    many = MOST_SHOWN + 60
    rows = "".join(f"㈲試験{n:04},017-{n:04},{n}\n" for n in range(many))
    brought = looked("企業名,電話番号,従業員数\n" + rows, manager)
    page = client.get(f"/intake/{brought.pk}/?what=created&page=6").content.decode()
    assert f"㈲試験{many - 1:04}" in page and "㈲試験0010" not in page and "6 / 6" in page
    page = client.get(f"/intake/{brought.pk}/?what=changed").content.decode()
    assert "㈲試験0000" in page and "㈲試験0001" not in page
    outcome = services.run(brought, seen=brought.state.found["seen"], by=manager)  # type: ignore[union-attr]
    assert outcome.counts[What.CREATED] == many - 1 and Company.objects.count() == many
    assert len(outcome.shown[What.CREATED]) == MOST_SHOWN


def test_what_went_and_what_stays_is_listed(world: TinyWorld, manager: User, client: Client) -> None:
    """Taking a list back names each record removed, restored, or left because someone put it right since."""
    world.company("(株)青い森", phone="017-1")
    brought = looked("企業名,電話番号,従業員数\n㈱青い森,017-1,5\n㈱消える,,1\n㈱残る,,1\n", manager)
    services.run(brought, by=manager)
    correct_company(Company.objects.get(name="㈱残る"), note="直した", by=manager)
    client.post(f"/intake/{brought.pk}/undo/")
    page = client.get(f"/intake/{brought.pk}/").content.decode()
    assert "<li>㈱消える</li>" in page and "<li>(株)青い森</li>" in page
    assert "<li>㈱残る — 取り込んだあと" in page and "<li>㈱残る</li>" not in page
