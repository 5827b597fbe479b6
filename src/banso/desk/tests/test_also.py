"""The further programmes a recorded visit counts under, put right on its own page."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from banso.registers.models import Programme
from banso.work.consultations.models import Category, Consultation
from banso.work.consultations.services import correct_consultation, record_consultation
from conftest import TinyWorld


@pytest.fixture
def second(world: TinyWorld) -> Programme:
    return world.add_programme("second", "二つ目の事業")


@pytest.fixture
def visit(world: TinyWorld) -> Consultation:
    facts = {"programme": world.programme, "held_on": date(2024, 3, 31), "mode": "phone", "company": world.company()}
    return record_consultation(by=None, **facts)


@pytest.fixture
def desk(world: TinyWorld, client: Client) -> Client:
    client.force_login(world.user(is_superuser=True))
    return client


def change(desk: Client, visit: Consultation, *programmes: Programme, **more: Any) -> Any:
    address = reverse("visit-also", args=[visit.pk])
    stood = desk.get(address).context["form"]["stood"].value()
    return desk.post(address, {"stood": stood, "also": [p.pk for p in programmes]} | more)


def rows(visit: Consultation) -> list[tuple[str, str]]:
    return [(row.programme.code, str(row.category or "")) for row in visit.further.order_by("programme__code")]


def test_added_and_taken_away(desk: Client, visit: Consultation, second: Programme) -> None:
    assert change(desk, visit, second).status_code == 302
    assert rows(visit) == [("second", "")]
    assert (
        "二つ目の事業"
        in desk.get(reverse("visit-panel", args=["consultations", "consultation", visit.pk])).content.decode()
    )
    assert change(desk, visit).status_code == 302
    assert rows(visit) == []
    assert Consultation.objects.count() == 1


def test_a_programme_counted_by_category_needs_one(desk: Client, visit: Consultation, second: Programme) -> None:
    category = Category.objects.create(programme=second, name="創業", code="founding")
    answer = change(desk, visit, second)
    assert answer.status_code == 422
    assert "区分を選んでください" in answer.content.decode()
    assert rows(visit) == []
    assert change(desk, visit, second, **{f"category_{second.pk}": category.pk}).status_code == 302
    assert rows(visit) == [("second", "創業")]


def test_what_another_changed_meanwhile_is_told_and_kept(desk: Client, visit: Consultation, second: Programme) -> None:
    correct_consultation(visit, also_under={second: None}, by=None)
    answer = change(desk, visit, stood="")
    assert answer.status_code == 422
    assert "いま数えている事業は「二つ目の事業」です" in answer.content.decode()
    assert rows(visit) == [("second", "")]


def test_no_wall_is_crossed(desk: Client, world: TinyWorld, visit: Consultation, second: Programme) -> None:
    """A confidential programme is not offered beside an open one, nor taken."""
    Programme.objects.filter(pk=second.pk).update(walled_to=world.unit)
    assert "二つ目の事業" not in desk.get(reverse("visit-also", args=[visit.pk])).content.decode()
    assert change(desk, visit, second).status_code == 422
    assert rows(visit) == []


def test_a_further_row_leads_to_its_visit(desk: Client, visit: Consultation, second: Programme) -> None:
    change(desk, visit, second)
    row = visit.further.get()
    page = desk.get(reverse("visit-panel", args=["consultations", "consultation", row.pk])).content.decode()
    assert reverse("consultations-consultation-record", args=[visit.pk]) in page
    assert "数える事業を直す" not in page
    assert desk.get(reverse("visit-also", args=[row.pk])).status_code == 404
