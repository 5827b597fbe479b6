"""Cases that had stages before are worked by steps: each entry becomes the step of its key, and every figure stays as it was."""

from datetime import date
from importlib import import_module
from typing import Any

import pgtrigger
import pytest
from django.db import connection
from django.test import Client

from banso.cases import services as cases
from banso.cases.models import Case, Stage, StageEntry
from banso.procedures.offering import offers, state_of
from banso.procedures.taking import take_back
from banso.work.turnaround.council.choices import COUNTED
from banso.work.turnaround.council.models import CouncilCase, CouncilStep
from banso.work.turnaround.council.procedure import COUNCIL
from banso.work.turnaround.models import JobsKept
from banso.work.turnaround.services import record_jobs_kept
from conftest import TinyWorld, figures_of

from .worked import DAY

MIGRATION = "banso.work.turnaround.migrations.0004_council_cases"


def staged(world: TinyWorld, programme: Any, codes: tuple[str, ...]) -> dict[str, Stage]:
    return {
        code: Stage.objects.create(programme=programme, code=code, name=code, position=at)
        for at, code in enumerate(codes)
    }


def test_entries_become_steps_under_their_keys(world: TinyWorld) -> None:
    """Corrected and taken back ones too; another programme's stages stay what they are; figures and their records do not move."""
    stages = staged(world, world.programme, tuple(COUNTED))
    other = world.add_programme("other", "別の事業")
    sent = staged(world, other, ("first", "completed", "sent"))
    case = cases.open_case(programme=world.programme, company=world.company(), opened_on=DAY, by=None)
    first = cases.enter_stage(case, stages["first"], on=DAY, by=None)
    moved = cases.correct_entry(first, taken_on=date(2023, 6, 1), by=None)
    done = cases.enter_stage(case, stages["completed"], on=date(2024, 4, 1), by=None)
    gone = cases.open_case(programme=world.programme, company=world.company(), opened_on=DAY, by=None)
    cases.take_back_step(cases.enter_stage(gone, stages["first"], on=DAY, by=None), reason="誤り", by=None)
    staying = cases.open_case(programme=other, company=world.company(), opened_on=DAY, by=None)
    cases.enter_stage(staying, sent["sent"], on=DAY, by=None)
    kept = record_jobs_kept(completion=done, employees=7, by=None)
    rows: dict[str, Any] = {"moved": moved, "done": done}
    asked = {
        ("pipelines.entered", 2023, "stage=first"): (1, ["moved"]),
        ("pipelines.entered", 2024, "stage=completed"): (1, ["done"]),
    }
    jobs = {("turnaround.jobs_kept", 2024, ""): (7, ["kept"])}
    assert figures_of(world.programme, rows, asked) == asked
    entries = list(StageEntry.objects.order_by("pk").values_list("pk", "taken_on", "withdrawn", "replaces"))
    with pgtrigger.ignore("turnaround.CouncilStep:enters_its_stage"), connection.cursor() as cursor:
        for statement in import_module(MIGRATION).MOVE:
            cursor.execute(statement)
    assert figures_of(world.programme, rows, asked) == asked
    assert figures_of(world.programme, {"kept": kept}, jobs) == jobs
    assert list(StageEntry.objects.order_by("pk").values_list("pk", "taken_on", "withdrawn", "replaces")) == entries
    steps = CouncilStep.objects.order_by("pk").values_list("pk", "taken_on", "withdrawn", "replaces")
    assert list(steps) == [row for row in entries if row[0] != StageEntry.objects.get(case=staying).pk]
    assert set(CouncilCase.objects.values_list("case", "route")) == {(case.pk, ""), (gone.pk, "")}
    assert set(Case.objects.values_list("pk", "procedure")) == {
        (case.pk, "council"), (gone.pk, "council"), (staying.pk, "stages"),
    }  # fmt: skip
    _goes_on(Case.objects.get(pk=case.pk), world)


def _goes_on(case: Case, world: TinyWorld) -> None:
    """What was taken over stands where it stood, can be taken back with its entry, and goes on by steps; new keys come after the old."""
    assert (case.standing.step, CouncilStep.objects.get(case=case, step="completed").jobs) == ("completed", 7)
    state = state_of(COUNCIL, case)
    assert {offer.step.code for offer in offers(state) if offer.possible} >= {"monitored", "finished"}
    done = state.latest("completed")
    take_back(case, done, reason="同意を確かめ直す", by=None)
    asked = [("pipelines.entered", 2024, "stage=completed"), ("turnaround.jobs_kept", 2024, "")]
    assert [number for number, _ in figures_of(world.programme, {}, asked).values()] == [0, 0]
    assert CouncilStep.objects.latest("pk").pk > done.pk
    assert JobsKept.objects.count() == 1


@pytest.fixture
def client(world: TinyWorld) -> Client:
    user, client = world.user(), Client()
    world.allow(
        user, "view_councilcase", "change_councilcase", "add_councilcase", "view_case", "change_case", "view_jobskept"
    )
    client.force_login(user)
    return client


def test_a_bank_brings_an_unnamed_firm_and_its_plan_is_watched_over(world: TinyWorld, client: Client) -> None:
    """Through the pages: opened without a name, told why it goes no further, named, completed on the day that follows, watched over."""
    bank = world.organisation("ねぶた銀行")
    given = {"programme": world.programme.pk, "opened_on": "R5.5.1", "route": "main_bank", "brought_by": bank.pk}
    opened = client.post("/cases/new/council/", given)
    assert opened.status_code == 302, opened.content.decode()[:3000]
    case, page = Case.objects.get(), opened["Location"]
    assert "企業名未定(ねぶた銀行からの相談)" in client.get(page).content.decode()

    def step(code: str, **facts: str) -> Any:
        return client.post(f"/cases/{case.pk}/steps/{code}/", facts)

    assert step("preliminary", taken_on="R5.5.2").status_code == 302
    assert "企業名がまだ登録されていません" in client.get(page).content.decode()
    cases.name_company(case, on=date(2023, 5, 10), company=world.company("名乗った工業"), by=None)
    walk: tuple[tuple[str, dict[str, str]], ...] = (
        ("first", {"taken_on": "R5.5.11"}),
        ("decided", {"taken_on": "R5.5.20", "product": "profit", "relief": "none"}),
        ("planned", {"taken_on": "R5.7.1"}),
        ("delivered", {"taken_on": "R5.7.10"}),
    )
    for code, facts in walk:
        answer = step(code, **facts)
        assert answer.status_code == 302, (code, answer.content.decode()[-3000:])
    wrong = step("completed", taken_on="R5.7.11", jobs="12")
    assert (wrong.status_code, "令和5年7月10日にしてください" in wrong.content.decode()) == (422, True)
    assert step("completed", taken_on="R5.7.10", jobs="12").status_code == 302
    assert "モニタリング 第1回" in client.get(page).content.decode()
    assert step("monitored", taken_on="R6.1.10", outlook="on_plan").status_code == 302
    year = client.get("/council/year/?year=2023").content.decode()
    assert "12名" in year
    assert "60日・60日" in year
