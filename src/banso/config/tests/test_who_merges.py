"""Merging companies is the managers': advisers decide of rows, and leave two companies of the register to them."""

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from banso.config.accounts import create_user
from banso.registers.models import Answer, Doubt, DoubtSource, Merge
from banso.registers.services.doubting import decide
from conftest import TinyWorld

PASSWORD = "Correct-horse-battery-7"
ASK_A_MANAGER = "管理者に頼んでください。"


@pytest.fixture
def pair(world: TinyWorld) -> Doubt:
    """Two companies of the register that may be one."""
    one, other = world.company("株式会社青い森"), world.company("有限会社青い森")
    return Doubt.objects.create(source=DoubtSource.YEARLY, company=other, name=other.name, candidate=one, score=80)


@pytest.mark.parametrize(("role", "merges"), [("adviser", 0), ("specialist", 0), ("manager", 1)])
def test_only_a_manager_answers_that_two_companies_are_one(client: Client, pair: Doubt, role: str, merges: int) -> None:
    """同じ of two companies asks for a merge for a manager; anyone else is told whom to ask, and the doubt waits."""
    client.force_login(create_user("someone", "だれか", role, PASSWORD))
    told = client.post(reverse("doubt-decide", args=[pair.pk]), {"answer": Answer.SAME})
    said = "".join(str(message) for message in get_messages(told.wsgi_request))
    pair.refresh_from_db()
    assert Merge.objects.count() == merges
    assert (pair.answer == Answer.OPEN) == (ASK_A_MANAGER in said) == (not merges)


def test_an_adviser_does_not_take_a_merge_back(client: Client, pair: Doubt) -> None:
    """What a manager merged stays merged when an adviser takes the decision back."""
    merge = decide(pair, Answer.SAME, by=None)
    client.force_login(create_user("someone", "だれか", "adviser", PASSWORD))
    told = client.post(reverse("doubt-take-back", args=[pair.pk]))
    assert ASK_A_MANAGER in "".join(str(message) for message in get_messages(told.wsgi_request))
    pair.refresh_from_db()
    assert pair.answer == Answer.SAME and Merge.objects.get() == merge
