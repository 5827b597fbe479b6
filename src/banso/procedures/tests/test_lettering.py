"""The letter a step is told by: offered after the step, filled in with its facts, by the form its terms name."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from docx import Document

from banso.office.papers import services as papers
from banso.office.papers.models import Form
from banso.procedures.lettering import form_of, letters_due
from banso.procedures.offering import state_of
from banso.procedures.taking import take_back
from banso.procedures.terms import lay_down_terms
from banso.registers.models import User
from banso.work.dispatches.models import Dispatch
from banso.work.dispatches.procedure import DISPATCH
from conftest import TinyWorld

from .test_steps import DAY, dispatch, go  # noqa: F401 - a fixture


@pytest.fixture
def clerk(world: TinyWorld, settings: Any, tmp_path: Path) -> User:
    settings.MEDIA_ROOT = tmp_path
    return world.user(is_superuser=True)


def decision_form(by: User, code: str = "dispatch-decision") -> Form:
    document, file = Document(), BytesIO()
    document.add_paragraph("{{企業名}} {{専門家名}} {{手続の日}} {{派遣予定回数}}回")
    document.save(file)
    upload = SimpleUploadedFile("決定.docx", file.getvalue())
    return papers.add_form(upload, code=code, title="派遣決定通知書", procedure="dispatch", valid_from=2023, by=by)


def test_after_a_step_its_letter(dispatch: Dispatch, clerk: User, client: Client) -> None:  # noqa: F811
    """The step's page leads on to the letter, the case's page offers it until it is issued, and again for a step taken anew."""
    form = decision_form(clerk)
    go(dispatch, "requested", "checked")
    client.force_login(clerk)
    step = reverse("case-step", args=[dispatch.case.pk, "decided"])
    answer = client.post(step, {"taken_on": "R5.5.3", "visits_planned": "3"})
    issue = reverse("papers-issue", args=[dispatch.case.pk, form.code])
    assert answer["Location"] == issue
    page = client.get(issue).content.decode()
    assert "令和5年5月3日" in page and "専門 花子" in page
    assert "派遣決定通知書を発行する" in client.get(reverse("case", args=[dispatch.case.pk])).content.decode()
    client.post(issue, {})
    letter = dispatch.case.letters.get()
    text = Document(letter.file.path).paragraphs[0].text
    assert text == "八戸製作所 専門 花子 令和5年5月3日 3回"
    assert letters_due(state_of(DISPATCH, dispatch.case)) == {}
    papers.void(letter, reason="誤り", by=clerk)
    state = state_of(DISPATCH, dispatch.case)
    assert list(letters_due(state).values()) == [form]
    take_back(dispatch.case, state.last, reason="誤り", by=clerk)
    assert letters_due(state_of(DISPATCH, dispatch.case)) == {}


def test_the_terms_name_another_form(dispatch: Dispatch, clerk: User, world: TinyWorld) -> None:  # noqa: F811
    """For cases accepted under them; without a registered form nothing is offered."""
    decided = DISPATCH.step_kinds["decided"]
    assert form_of(dispatch.case, decided) is None
    own = decision_form(clerk, "own")
    given = {"programme": world.programme, "fiscal_year": 2023, "content": {"forms": {"decided": "own"}}}
    dispatch.case.terms = lay_down_terms(DISPATCH, by=None, **given)
    assert form_of(dispatch.case, decided) == own
