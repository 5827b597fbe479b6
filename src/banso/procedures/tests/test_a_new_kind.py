"""What docs/adding-a-step.md promises, tried on a kind made for the purpose: tools that are lent to companies.

Its two tables are made for these tests and are gone after them.
"""

import sys
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import AppConfig, apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.db.models import Q
from django.test import Client
from pydantic import BaseModel

from banso.cases.models import Case, Step, step_triggers
from banso.cases.services import open_case
from banso.core.models import Record
from banso.core.trail import verb
from banso.core.writing import record
from banso.office.deadlines.models import OpenDeadline
from banso.procedures import declaring
from banso.procedures.checks import declarations_hold_together
from banso.procedures.declaring import Procedure
from banso.procedures.offering import offers, state_of
from banso.procedures.taking import begin, take, take_back
from banso.procedures.terms import lay_down_terms, values_of
from banso.registers.models import User
from conftest import TinyWorld

DAY = date(2023, 5, 1)


class StepCode(models.TextChoices):
    LENT = "lent", "貸出し"
    CHECKED = "checked", "点検"
    RETURNED = "returned", "返却"


class Loan(Record):
    """A tool lent to a company."""

    case = models.OneToOneField(Case, models.PROTECT, verbose_name="案件", related_name="tool_loan")
    tool = models.CharField("工具", max_length=60)

    class Meta:
        app_label = "toolshed"
        verbose_name = "工具の貸出し"


class LoanStep(Step):
    """One step of a loan."""

    step = models.CharField("手続", max_length=20, choices=StepCode.choices)
    condition = models.CharField("状態", max_length=60, blank=True)

    class Meta(Step.Meta):
        app_label = "toolshed"
        constraints = [
            *Step.Meta.constraints,
            models.CheckConstraint(name="loan_step_known", condition=Q(step__in=StepCode.values)),
        ]
        triggers = step_triggers(closing=("returned",))


class Values(BaseModel):
    most_days: int = 30


@verb
def open_loan(*, tool: str, by: User | None, **of_case: Any) -> Loan:
    """Open a loan: its case and its own facts."""
    case = open_case(procedure="tool-loan", title=tool, by=by, **of_case)
    return record(Loan, {"case": case, "tool": tool})


@pytest.fixture
def loans(world: TinyWorld, monkeypatch: pytest.MonkeyPatch) -> Iterator[Procedure]:
    """The kind, declared for one test as its `procedure.py` would, with its tables."""
    monkeypatch.setattr(declaring, "_procedures", dict(declaring._procedures))
    declared = declaring.procedure(
        code="tool-loan", label="工具の貸出し", of=Loan, steps=LoanStep, root="tool_loan", opening=("tool",),
        roles={"borrower": "借りる人"}, values=Values,
        tells=lambda loan: [("期間の上限", f"{values_of(loan.case).most_days}日")],
    )  # fmt: skip
    declared.opened_by(open_loan)
    declared.deadline("check", "点検", who="keeper", each="lent", met_by="checked")

    @declared.step("lent", "貸出し", again=True)
    def lend(loan: Loan, *, by: User | None, **facts: Any) -> Any:
        """The tool goes out."""
        return declared.taken(loan.case, "lent", facts)

    @declared.step("checked", "点検", after=("lent",), again=True, asks=("condition",), needs={"condition": "状態を。"})
    def check(loan: Loan, *, by: User | None, **facts: Any) -> Any:
        """Someone looked at the tool."""
        return declared.taken(loan.case, "checked", facts)

    @declared.step("returned", "返却", after=("checked",), closes=True, party="borrower")
    def give_back(loan: Loan, *, by: User | None, **facts: Any) -> Any:
        """The tool is back."""
        return declared.taken(loan.case, "returned", facts)

    monkeypatch.setitem(apps.app_configs, "toolshed", _app())
    apps.clear_cache()
    with connection.schema_editor() as editor:
        for model in (Loan, LoanStep):
            editor.create_model(model)
    for trigger in LoanStep._meta.triggers:  # type: ignore[attr-defined]
        trigger.install(LoanStep)
    yield declared
    monkeypatch.undo()
    apps.clear_cache()


def _app() -> AppConfig:
    """The app the two tables belong to while a test runs; no other test sees it."""
    made = AppConfig("toolshed", sys.modules[__name__])
    made.apps, made.models = apps, apps.all_models["toolshed"]
    return made


def lent(world: TinyWorld, loans: Procedure, **content: Any) -> Loan:
    said = content or {"values": {"most_days": 30}}
    lay_down_terms(loans, programme=world.programme, fiscal_year=2023, content=said, by=None)
    of_case = {"programme": world.programme, "company": world.company("八戸製作所"), "opened_on": DAY}
    made: Loan = begin(loans, tool="トルクレンチ", by=None, **of_case)
    return made


def go(loan: Loan, code: str, later: int, **facts: Any) -> Any:
    return take(loan.case, code, {"taken_on": DAY + timedelta(days=later)} | facts, by=None)


def test_its_declaration_holds_together(loans: Procedure) -> None:
    assert declarations_hold_together() == []
    loans.deadline("nothing", "何か", who="nobody", each="gone", met_by="lent")
    said = [error.msg for error in declarations_hold_together()]
    assert said == [
        "tool-loan: deadline nothing is met by the unknown step gone",
        "tool-loan: deadline nothing is for the unknown party nobody",
    ]


def test_its_cases_move_by_the_declared_steps(world: TinyWorld, loans: Procedure) -> None:
    """Offered, refused with what is needed, closed by the last one, taken back; the database keeps state and rows."""
    loan = lent(world, loans)
    with pytest.raises(ValidationError, match="先に「貸出し」が必要"):
        go(loan, "checked", 1, condition="良好")
    go(loan, "lent", 1)
    with pytest.raises(ValidationError, match="状態を"):
        go(loan, "checked", 2, condition=" ")
    go(loan, "checked", 2, condition="良好")
    row = go(loan, "returned", 3)
    case = Case.objects.select_related("standing").get()
    assert (case.standing.step, case.standing.closed, case.title) == ("returned", True, "トルクレンチ")
    assert not any(offer.possible for offer in offers(state_of(loans, case)))
    with pytest.raises(Exception, match="keep_steps|Cannot update"), transaction.atomic():
        LoanStep.objects.filter(pk=row.pk).update(note="書き換え")
    with pytest.raises(IntegrityError), transaction.atomic():
        LoanStep.objects.create(case=case, step="lost", taken_on=DAY)
    take_back(loan.case, row, reason="まだ戻っていない", by=None)
    assert not Case.objects.get().standing.closed


def test_a_date_for_each_time_a_step_is_taken(world: TinyWorld, loans: Procedure) -> None:
    """Lent twice: two checks are due, and the first check meets the first."""
    loan = lent(world, loans, deadlines={"check": {"days": 7, "after": "lent"}})
    go(loan, "lent", 0)
    go(loan, "lent", 10)
    due = OpenDeadline.objects.filter(case=loan.case).order_by("round").values_list("round", "due_on")
    assert list(due) == [(1, date(2023, 5, 8)), (2, date(2023, 5, 18))]
    go(loan, "checked", 11, condition="良好")
    assert list(due.all()) == [(2, date(2023, 5, 18))]


def test_terms_may_leave_a_step_out(world: TinyWorld, loans: Procedure) -> None:
    """What came before it leads on, and its own values are read."""
    loan = lent(world, loans, steps=["lent", "returned"], values={"most_days": 14})
    with pytest.raises(ValidationError, match="先に「貸出し」が必要"):
        go(loan, "returned", 1)
    go(loan, "lent", 1)
    go(loan, "returned", 2)
    assert values_of(loan.case).most_days == 14
    with pytest.raises(ValidationError, match="most_days"):
        lay_down_terms(
            loans, programme=world.programme, fiscal_year=2024, content={"values": {"most_days": "長い"}}, by=None
        )


def test_its_pages_follow(world: TinyWorld, loans: Procedure, client: Client) -> None:
    """Opened by a form, moved by a form, shown on the case's page with its facts and its money."""
    client.force_login(world.user(is_superuser=True))
    facts = {"programme": world.programme.pk, "company": world.company().pk, "opened_on": "R5.5.1", "tool": "ノギス"}
    assert client.post("/cases/new/tool-loan/", facts).status_code == 302
    case = Case.objects.get()
    assert client.post(f"/cases/{case.pk}/steps/lent/", {"taken_on": "R5.5.2"}).status_code == 302
    assert client.post(f"/cases/{case.pk}/steps/checked/", {"taken_on": "R5.5.3", "condition": ""}).status_code == 422
    client.post(f"/cases/{case.pk}/steps/checked/", {"taken_on": "R5.5.3", "condition": "刃こぼれ"})
    page = client.get(f"/cases/{case.pk}/").content.decode()
    for said in ("ノギス", "返却", "状態: 刃こぼれ", "期間の上限", "30日", "借りる人"):
        assert said in page
