"""Lists that come in as the runtime role: nobody brings in what they may not write, and nobody sees another's import."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from banso.core.acting import act_for
from banso.core.imports import import_kind
from banso.intake import services
from banso.intake.models import Import, ImportState
from banso.registers.models import Company
from banso.work.consultations.models import Consultation
from conftest import TinyWorld

from .conftest import ROLE
from .walled import Walled

ROWS = 12  # enough to be written at once


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def allowed(secured: TinyWorld, walled: Walled) -> Walled:
    """Both users may record consultations and register companies."""
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        for user in (walled.inside, walled.outside):
            secured.allow(user, "add_consultation", "add_company")
        cursor.execute(f"SET LOCAL ROLE {ROLE}")
    return walled


def test_a_walled_row_comes_in_for_those_inside_only(allowed: Walled) -> None:
    """An outsider's rows of a walled programme are refused one by one, her others come in; a member's come in all."""
    lines = [
        f"{programme},R5.6.{day},窓口,新しい企業,相談{day}"
        for day in range(1, ROWS + 1)
        for programme in ("相談事業", "守秘の事業")
    ]
    content = "\n".join(["事業,相談日,相談方法,企業名,相談内容", *lines]).encode()
    kind = import_kind("consultations")
    act_for(allowed.outside.pk)
    taken = services.bring(kind, content, "相談.csv", by=allowed.outside)
    outcome = services.run(taken, by=allowed.outside)
    assert outcome.counts == {"created": ROWS, "refused": ROWS}
    assert {why for line in outcome.shown["refused"] for why in line.why} == {
        "この記録は、担当部署の職員だけが登録・修正できます。事業を確かめてください。"
    }
    assert Consultation.objects.filter(company__name="新しい企業").count() == ROWS
    assert Company.objects.filter(name="新しい企業").count() == 1
    act_for(allowed.inside.pk)
    assert not Import.objects.exists() and not ImportState.objects.exists()
    own = services.bring(kind, content, "相談.csv", by=allowed.inside)
    assert services.run(own, by=allowed.inside).counts == {"created": ROWS, "same": ROWS}
    assert Consultation.objects.filter(company__name="新しい企業").count() == 2 * ROWS


def test_the_trail_says_who_brought_a_row_in(allowed: Walled) -> None:
    """Rows written at once have their events like any other: by whom, by which verb, in which import."""
    act_for(allowed.inside.pk)
    lines = [f"守秘の事業,R5.6.{day},窓口,壁の中の企業,相談{day}" for day in range(1, ROWS + 1)]
    content = "\n".join(["事業,相談日,相談方法,企業名,相談内容", *lines]).encode()
    taken = services.bring(import_kind("consultations"), content, "相談.csv", by=allowed.inside)
    services.run(taken, by=allowed.inside)
    keys = taken.sources.values_list("object_id", flat=True)
    events = Consultation.pgh_event_model.objects.filter(pgh_obj_id__in=keys)
    said = {(e.pgh_label, e.pgh_context["actor"], e.pgh_context["imported"], e.pgh_context["verb"]) for e in events}
    verb = "work.consultations.services.record_consultations"
    assert said == {("insert", allowed.inside.pk, taken.pk, verb)} and len(events) == ROWS
    undone = services.undo(taken, by=allowed.inside)
    assert (undone.removed, undone.stays) == (ROWS, [])
