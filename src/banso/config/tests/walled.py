"""A world with a wall, and asking it in raw SQL."""

from datetime import date

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db import Error, connection, transaction
from django.test import Client

from banso.cases.models import Case, Stage, StageEntry
from banso.core.acting import signed
from banso.registers.models import Membership, RoleAssignment, Unit
from banso.work.consultations.models import Consultation, Theme
from banso.work.dispatches.models import Visit
from banso.work.dispatches.services import record_dispatch
from conftest import TinyWorld


class Walled:
    """A confidential unit with a programme, one record of several kinds, a member, and someone outside.

    Both may do everything with every kind of record. Where it is not `filled`, nothing stands behind the wall yet.
    """

    def __init__(self, world: TinyWorld, *, filled: bool = True) -> None:
        self.unit = Unit.objects.create(code="walled", name="守秘の部署", confidential=True)
        self.programme = world.add_programme("secret", "守秘の事業")
        self.programme.walled_to = self.unit
        self.programme.save()
        self.company, self.other = world.company("壁の中の企業"), world.company("もう一つの企業")
        self.inside, self.outside = world.user("inside"), world.user("outside")
        Membership.objects.create(user=self.inside, unit=self.unit, starts_on=date(2020, 4, 1))
        self.role = Group.objects.create(name="すべて")
        self.role.permissions.set(Permission.objects.all())
        for user in (self.inside, self.outside):
            RoleAssignment.objects.create(user=user, role=self.role, starts_on=date(2020, 4, 1))
        # what is open to all although it is used behind the wall
        self.theme = Theme.objects.create(code="t", name="資金繰り")
        self.stage = Stage.objects.create(programme=self.programme, code="first", name="事前相談")
        experts = apps.get_model("registers.Expert").objects
        self.expert = experts.create(name="専門家", registered_on=date(2020, 4, 1))
        if filled:
            self.fill()

    def fill(self) -> None:
        """One record of several kinds behind the wall."""
        self.consultation = self.consult(self.company)
        self.consultation.themes.add(self.theme)
        facts = {"programme": self.programme, "company": self.company}
        dispatch = record_dispatch(
            by=None, **facts, expert=self.expert, decided_on=date(2023, 5, 1), subject="特定調停の準備"
        )
        Visit.objects.create(dispatch=dispatch, visited_on=date(2023, 6, 1))
        self.case = Case.objects.create(**facts, opened_on=date(2023, 4, 1))
        StageEntry.objects.create(case=self.case, stage=self.stage, taken_on=date(2023, 4, 1))

    def consult(self, company: object) -> Consultation:
        return Consultation.objects.create(
            programme=self.programme, company=company, held_on=date(2023, 4, 1), mode="desk", note="資金繰りが苦しい"
        )


def run(statement: str, *given: object) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return cursor.fetchall() if cursor.description else []


def act_as_operator() -> None:
    """As the worker does: no wall is closed to what follows. For the runtime role, from here on."""
    process, started = run("SELECT pg_backend_pid(), banso_started()")[0]
    run("RESET ROLE")
    (key,) = run("SELECT key FROM banso_pass_key WHERE kind = 'system'")[0]
    run("SET LOCAL ROLE banso_app")
    run("SELECT set_config('banso.pass', %s, true)", signed(key, f"system:0:{process}:{started}"))


def refused(statement: str, *given: object) -> None:
    with pytest.raises(Error), transaction.atomic():
        run(statement, *given)


def said(client: Client, address: str) -> str:
    answer = client.get(address)
    return (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode("utf-8-sig")
