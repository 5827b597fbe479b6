"""What an adviser sends beside what is hers to say: nothing comes of it."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from banso.config.accounts import create_user
from banso.registers.models import Staff
from banso.registers.services import correct_staff
from conftest import TinyWorld

PASSWORD = "long-enough-2024"


def test_nobody_becomes_another_member_of_staff(world: TinyWorld) -> None:
    """She would seal in that one's name: which login is whose is managers' to say; the rest of the row is hers to put right."""
    adviser, manager = (create_user(role, role, role, PASSWORD) for role in ("adviser", "manager"))
    facts: dict[str, Any] = {"unit": world.unit, "joined_on": date(2020, 4, 1)}
    director = Staff.objects.create(name="事務局長", user=world.user("director"), **facts)
    for login in (adviser, None):
        with pytest.raises(ValidationError, match="管理者だけ"):
            correct_staff(director, user=login, by=adviser)
        director.refresh_from_db()
    correct_staff(director, name="事務局長 花子", by=adviser)
    assert director.user.username == "director" and director.name == "事務局長 花子"
    assert correct_staff(director, user=None, by=manager).user is None


@pytest.mark.parametrize("target", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"])
def test_logging_in_leads_nowhere_else(world: TinyWorld, target: str) -> None:
    """Whatever the address asks for."""
    create_user("adviser", "相談 員", "adviser", PASSWORD)
    answer = Client().post(f"/login/?next={target}", {"username": "adviser", "password": PASSWORD, "next": target})
    assert answer.status_code == 302 and answer["Location"] == "/"
