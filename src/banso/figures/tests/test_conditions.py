"""Opening balances say what they are of in words, on the way out and on the way in."""

import pytest
from django.test import Client

from banso.figures import services
from banso.figures.models import OpeningBalance, SourceDocument
from banso.work.consultations.models import Category
from conftest import TinyWorld, refusal


def balance(world: TinyWorld, conditions: str) -> OpeningBalance:
    source = SourceDocument.objects.get_or_create(title="平成の報告書")[0]
    facts = {"programme": world.programme, "measure": "consultations.held", "base_year": 2010, "records_from": 2022}
    kept: OpeningBalance = services.record_opening_balance(
        **facts, conditions=conditions, number=1234, source=source, by=None
    )
    return kept


@pytest.mark.parametrize(
    ("typed", "kept", "shown"),
    [
        ("", "", ""),
        ("相談方法: 窓口、電話", "mode=desk,phone", "相談方法: 窓口、電話"),
        ("区分:創業の相談／相談方法：電話", "category=new;mode=phone", "区分: 創業の相談 / 相談方法: 電話"),
        ("mode=desk;category=new", "category=new;mode=desk", "区分: 創業の相談 / 相談方法: 窓口"),
    ],
)
def test_conditions_in_words_and_back(world: TinyWorld, typed: str, kept: str, shown: str) -> None:
    Category.objects.create(programme=world.programme, code="new", name="創業の相談")
    found = balance(world, typed)
    assert (found.conditions, found.get_conditions_display()) == (kept, shown)
    services.correct_opening_balance(found, conditions=found.get_conditions_display(), by=None)
    assert found.conditions == kept


def test_what_no_record_can_be_is_refused_with_what_can(world: TinyWorld) -> None:
    """Neither a condition nor a value there is none of, nor a measure that cannot be added up over years."""
    found = balance(world, "")
    assert (
        "使えるのは 窓口、"
        in refusal(services.correct_opening_balance, found, conditions="相談方法: 念力")["conditions"][0]
    )
    assert (
        "使える項目: 相談方法、"
        in refusal(services.correct_opening_balance, found, conditions="天気: 晴れ")["conditions"][0]
    )
    assert "measure" in refusal(services.correct_opening_balance, found, measure="consultations.companies")


def test_the_pages_show_no_code(world: TinyWorld) -> None:
    user, client = world.user("writer"), Client()
    world.allow(user, "view_openingbalance", "change_openingbalance", "add_openingbalance")
    client.force_login(user)
    found = balance(world, "相談方法: 窓口")
    for page in ("", f"{found.pk}/", f"{found.pk}/edit/"):
        text = client.get(f"/figures/openingbalance/{page}").content.decode()
        assert "相談件数(件)" in text and "相談方法: 窓口" in text and "mode=desk" not in text
