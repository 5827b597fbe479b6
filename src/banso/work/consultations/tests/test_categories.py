"""A programme's own kinds of consultation, on screen and from lists."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from banso.core.imports import import_kind
from banso.intake import services as intake
from banso.work.consultations import services
from banso.work.consultations.models import Category
from conftest import TinyWorld


def test_a_kind_that_visits_were_counted_by_stays_with_its_programme(world: TinyWorld) -> None:
    """Renamed and ended at will; moved only while nothing was counted under it."""
    other = world.add_programme("other", "別の事業")
    category = services.record_category(by=None, programme=world.programme, code="first", name="初回")
    services.correct_category(category, by=None, programme=other)
    services.correct_category(category, by=None, programme=world.programme, name="初めて")
    services.record_consultation(
        programme=world.programme,
        category=category,
        held_on=date(2024, 6, 1),
        mode="desk",
        company=world.company(),
        by=None,
    )
    with pytest.raises(ValidationError, match="別の事業には移せません"):
        services.correct_category(category, by=None, programme=other)
    services.correct_category(category, by=None, programme=world.programme, ended_on=date(2025, 3, 31))
    assert Category.objects.get().name == "初めて"


def test_kinds_come_in_as_a_list(world: TinyWorld) -> None:
    """Known again by programme and code."""
    user = world.user()
    world.allow(user, "add_category", "change_category", "view_category")
    Category.objects.create(programme=world.programme, code="first", name="初回")
    content = f"事業,区分コード,区分\n{world.programme.name},first,はじめて\n{world.programme.name},again,継続\n"
    brought = intake.bring(import_kind("categories"), content.encode(), "区分.csv", by=user)
    found = intake.look(brought, by=user).as_json()
    assert (found["counts"]["created"], found["counts"]["changed"], found["counts"]["refused"]) == (1, 1, 0), found


def test_the_list_finds_a_kind_by_its_name(world: TinyWorld, client: Client) -> None:
    """With its programme beside it: two programmes may call theirs alike."""
    user = world.user()
    world.allow(user, "view_category")
    client.force_login(user)
    for code, name in (("first", "初回の相談"), ("again", "継続の相談")):
        Category.objects.create(programme=world.programme, code=code, name=name)
    page = client.get("/consultations/category/", {"q": "初回"}).content.decode()
    assert "初回の相談" in page and "継続の相談" not in page and world.programme.name in page
