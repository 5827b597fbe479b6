"""Whether the time a company's page takes tells someone outside a wall that the company has records behind it.

Two companies alike, one with records of several kinds behind the wall, are asked for in turn, by someone outside it. Told apart: how often
a page of the one takes longer than a page of the other, over all pairs of their requests; 0.50 is by chance.
"""

import time
from collections.abc import Iterator
from datetime import date
from statistics import median

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import connection, transaction
from django.test import Client

from banso.cases.models import Case
from banso.config.roles import secure
from banso.registers.models import Company, Expert, Programme, ProgrammeYear, RoleAssignment, Unit, User
from banso.work.consultations.models import Consultation
from banso.work.dispatches.services import record_dispatch

REQUESTS, WARMING, ROUNDS = 200, 20, 3
DAY = date(2023, 6, 1)
RUNTIME, COUNTER = "banso_app", "banso_counter"


def measure() -> Iterator[str]:
    """Lines of results. Nothing of what is made stays."""
    with transaction.atomic(), connection.cursor() as cursor:
        secure(RUNTIME, COUNTER)
        programme = _walled_programme()
        companies = {
            True: Company.objects.create(name="壁の中の企業"),
            False: Company.objects.create(name="壁の外の企業"),
        }
        _fill(programme, companies[True])
        client = Client()
        client.force_login(_outsider())
        cursor.execute("SELECT key FROM banso_pass_key WHERE kind = 'user'")
        (settings.PASS_KEY,) = cursor.fetchone()
        cursor.execute("ANALYZE")
        cursor.execute(f"SET LOCAL ROLE {RUNTIME}")
        for number in range(ROUNDS):
            took = _asked(client, {has: f"/companies/{company.pk}/" for has, company in companies.items()})
            longer = sum(one > other for one in took[True] for other in took[False]) / REQUESTS**2
            with_, without = (1000 * median(took[has]) for has in (True, False))
            yield (
                f"round {number + 1}: company page with / without walled records {with_:.2f} / {without:.2f} ms (medians of "
                f"{REQUESTS}), told apart {max(longer, 1 - longer):.2f} (goal: 0.60 at most)"
            )
        cursor.execute("RESET ROLE")
        transaction.set_rollback(True)


def _walled_programme() -> Programme:
    unit = Unit.objects.create(code="walled", name="守秘の部署", confidential=True)
    programme = Programme.objects.create(code="secret", started_in=2022, walled_to=unit)
    ProgrammeYear.objects.create(programme=programme, fiscal_year=2023, name="守秘の事業")
    return programme


def _fill(programme: Programme, company: Company) -> None:
    facts = {"programme": programme, "company": company}
    for _ in range(5):
        Consultation.objects.create(**facts, held_on=DAY, mode="desk", note="資金繰り")
        Case.objects.create(**facts, opened_on=DAY)
    expert = Expert.objects.create(name="専門家", registered_on=DAY)
    record_dispatch(by=None, **facts, expert=expert, decided_on=DAY, subject="特定調停の準備")


def _outsider() -> User:
    role = Group.objects.create(name="すべて")
    role.permissions.set(Permission.objects.all())
    user = User.objects.create_user("outside-the-wall")
    RoleAssignment.objects.create(user=user, role=role, starts_on=DAY)
    return user


def _asked(client: Client, addresses: dict[bool, str]) -> dict[bool, list[float]]:
    took: dict[bool, list[float]] = {True: [], False: []}
    for number in range(REQUESTS + WARMING):
        for has in (True, False) if number % 2 else (False, True):
            began = time.perf_counter()
            assert client.get(addresses[has]).status_code == 200
            if number >= WARMING:
                took[has].append(time.perf_counter() - began)
    return took
