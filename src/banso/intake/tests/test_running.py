"""Imports in the background: a process killed in the middle leaves nothing, and it is told; on the command line; behind walls."""

import argparse
import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob
from python_calamine import CalamineWorkbook

from banso.core.errors import UserError
from banso.core.imports import import_kind
from banso.intake import jobs, services
from banso.intake.command import run
from banso.intake.models import Import, ImportState, State
from banso.intake.progress import BROKEN_OFF, how_far
from banso.registers.models import Company, User
from banso.work.consultations.models import Consultation
from conftest import TinyWorld

SOURCE = Path(__file__).resolve().parents[3]
MANY = 8_000
HEAD = "企業名,電話番号\n"


@pytest.fixture
def manager(db: None) -> User:
    return User.objects.create_superuser("manager", password="password-12345")


def listed(number: int) -> str:
    return HEAD + "".join(f"有限会社試験{n:05d}製作所,017-7{n:05d}0\n" for n in range(number))


def brought(text: str, by: Any, kind: str = "companies") -> Import:
    return services.bring(import_kind(kind), text.encode(), "一覧.csv", by=by)


def visits(number: int) -> str:
    lines = (f"相談事業,R5.{4 + n % 9}.{1 + n % 28},窓口,㈱青い森,相談{n}\n" for n in range(number))
    return "事業,相談日,相談方法,企業名,相談内容\n" + "".join(lines)


@pytest.mark.django_db(transaction=True)
def test_a_killed_run_leaves_nothing_and_is_told(transactional_db: None) -> None:
    """kill -9 while rows are being written: no visit, no company, no source, and the one who asked reads that it was broken off."""
    TinyWorld()
    user = User.objects.create_superuser("manager", password="password-12345")
    taken = brought(visits(MANY), user, "consultations")
    ImportState.objects.create(of=taken, state=State.RUNNING, by=user)
    working = subprocess.Popen([sys.executable, "-c", _WORK, str(taken.pk), str(user.pk)], env=_environment())
    try:
        seen = _until(lambda: how_far(taken), lambda far: far.done > 0)
        assert seen.busy and 0 < seen.done < seen.of == MANY + 1 and "行" in seen.words
    finally:
        working.send_signal(signal.SIGKILL)
        working.wait()
    far = _until(lambda: how_far(taken), lambda far: not far.busy)
    assert far.broken_off and far.words == BROKEN_OFF
    assert not Consultation.objects.exists() and not Company.objects.exists() and not taken.sources.exists()


_WORK = """
import sys, django
django.setup()
from banso.intake.jobs import run_import
run_import(import_id=int(sys.argv[1]), user_id=int(sys.argv[2]), seen="")
"""


def _environment() -> dict[str, str]:
    """This process's, with the tests' own database."""
    url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
    own = {"DATABASE_URL": url, "PYTHONPATH": str(SOURCE), "DJANGO_SETTINGS_MODULE": "banso.config.settings"}
    return {**os.environ, **own}


def _until(ask: Any, good: Any) -> Any:
    deadline = time.monotonic() + 180  # a busy machine starts a process late
    while not good(answer := ask()):
        assert time.monotonic() < deadline, answer
        time.sleep(0.02)
    return answer


def test_an_import_waits_in_the_queue(manager: User) -> None:
    """Asked for and not yet begun, it is at work; looked at, its outcome is written down; what fails is told in words."""
    taken = brought(listed(3), manager)
    jobs.ask_look(taken, by=manager)
    far = how_far(taken)
    assert far.busy and far.words == "順番を待っています"
    assert ProcrastinateJob.objects.get(task_name="look_at_import").args == {
        "import_id": taken.pk,
        "user_id": manager.pk,
    }
    jobs.look_at_import(import_id=taken.pk, user_id=manager.pk)
    looked = how_far(taken).state
    assert (looked.state, looked.found["counts"]["created"], Company.objects.count()) == (State.LOOKED, 3, 0)
    jobs.run_import(import_id=taken.pk, user_id=manager.pk, seen="another outcome")
    assert (how_far(taken).state.state, Company.objects.count()) == (State.FAILED, 0)
    assert "もう一度確かめてください" in how_far(taken).words
    jobs.run_import(import_id=taken.pk, user_id=manager.pk, seen=looked.found["seen"])
    assert (how_far(taken).state.state, Company.objects.count()) == (State.DONE, 3)


def options(path: Path, **more: Any) -> argparse.Namespace:
    given = {
        "kind": "companies",
        "file": path,
        "sheet": "",
        "set": [],
        "dry_run": False,
        "json": False,
        "refused": None,
        "hidden": "",
        "sure": False,
    }
    return argparse.Namespace(**{**given, **more})


def silent(percent: int, step: str) -> None:
    return None


def test_the_command(db: None, tmp_path: Path) -> None:
    """--dry-run tells and leaves nothing; then it is done, in JSON; refused rows come back with their reason, ready to be mended."""
    path = tmp_path / "企業.csv"
    path.write_text("企業台帳\n企業名,従業員数,電話番号\n㈱青い森,12,177234567\n㈱みなと,十二,\n", encoding="cp932")
    dry = run(options(path, dry_run=True), silent)
    assert dry.status == 1 and "登録1件、変更0件、変わらない0件、取り込めない1件" in dry.text
    assert "4行目 従業員数: 「十二」は数として読めません。" in dry.text and "何も取り込んでいません" in dry.text
    assert (
        "  3行目 電話番号: 先頭の0を補いました(177234567 → 017-723-4567)" in dry.text.splitlines()
    )  # nothing is changed unsaid
    assert not Company.objects.exists() and not Import.objects.exists()
    done = run(options(path, json=True, refused=tmp_path / "refused.xlsx"), silent)
    said = json.loads(done.text)
    assert said["counts"] == {"created": 1, "changed": 0, "same": 0, "refused": 1} and said["refused"][0]["row"] == 4
    assert [company.name for company in Company.objects.all()] == ["㈱青い森"]
    rows = CalamineWorkbook.from_filelike(io.BytesIO(done.refused_file)).get_sheet_by_index(0).to_python()
    assert rows[0][0] == "企業台帳" and rows[1] == ["企業名", "従業員数", "電話番号", "取り込めない理由"]
    assert rows[2][:2] == ["㈱みなと", "十二"] and "数として読めません" in rows[2][3] and len(rows) == 3
    mended = tmp_path / "直した.xlsx"
    mended.write_bytes(done.refused_file)
    assert "見出し" not in run(options(mended), silent).text
    with pytest.raises(UserError, match="companies"):
        run(options(path, kind="ない種類"), silent)
    with pytest.raises(UserError, match="開けません"):
        run(options(tmp_path / "ない.csv"), silent)


def test_nobody_brings_in_what_they_may_not_write(world: TinyWorld) -> None:
    """Without the permission the file is not even kept."""
    with pytest.raises(UserError, match="権限がありません"):
        brought(HEAD + "㈱青い森,\n", world.user())
    assert not Import.objects.exists()


def test_what_a_unit_chose_is_remembered(world: TinyWorld) -> None:
    """A heading given a column by one member serves the unit's next file; another unit's does not know it."""
    user = world.user()
    world.allow(user, "add_company", "change_company")
    world.staff.user = user
    world.staff.save()
    services.choose_headings(import_kind("companies"), {"先方": "name"}, by=user)
    taken = brought("先方,電話番号\n㈱青い森,\n", user)
    assert services.run(taken, by=user).counts == {"created": 1}
    stranger = world.user("stranger")
    world.allow(stranger, "add_company", "change_company")
    with pytest.raises(UserError, match="見出しの行"):
        brought("先方,メモ欄\n㈱青い森,\n", stranger)
