"""What every test may use: a tiny world at a fixed date."""

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.cache import cache
from hypothesis import HealthCheck, settings

from banso.registers.models import (
    Company,
    Organisation,
    Person,
    Programme,
    ProgrammeYear,
    RoleAssignment,
    Staff,
    Unit,
    User,
)
from banso.registers.models.programmes import NAMES_KEY

TODAY = date(2024, 4, 10)

settings.register_profile("banso", deadline=None, suppress_health_check=[HealthCheck.too_slow])  # no test is timed
settings.load_profile("banso")


class TinyWorld:
    """A centre with one unit and one programme that runs in FY2022 to FY2024; more of anything on request."""

    def __init__(self) -> None:
        self.unit = Unit.objects.create(code="unit", name="総合支援課")
        self.staff = Staff.objects.create(name="担当 一郎", unit=self.unit, joined_on=date(2020, 4, 1))
        self.programme = self.add_programme("main", "相談事業")
        self._companies = 0

    def add_programme(self, code: str, name: str, years: tuple[int, ...] = (2022, 2023, 2024)) -> Programme:
        programme = Programme.objects.create(code=code, started_in=min(years))
        for year in years:
            ProgrammeYear.objects.create(programme=programme, fiscal_year=year, name=name)
        cache.delete(NAMES_KEY)  # another test's world may be remembered
        return programme

    def company(self, name: str = "", **facts: Any) -> Company:
        self._companies += 1
        return Company.objects.create(name=name or f"企業{self._companies}", **facts)

    def person(self, name: str = "山田 太郎") -> Person:
        return Person.objects.create(name=name)

    def organisation(self, name: str = "支援機関") -> Organisation:
        return Organisation.objects.get_or_create(name=name)[0]

    def user(self, username: str = "tester", **facts: Any) -> User:
        return User.objects.create_user(username, password="password-12345", **facts)

    def allow(self, user: User, *codenames: str) -> None:
        """Give a login a role of its own with these permissions, standing since long ago."""
        role, _ = Group.objects.get_or_create(name=f"{user.username}の役割")
        role.permissions.add(*Permission.objects.filter(codename__in=codenames))
        RoleAssignment.objects.get_or_create(user=user, role=role, starts_on=date(2000, 1, 1))


@pytest.fixture
def world(db: None) -> TinyWorld:
    return TinyWorld()
