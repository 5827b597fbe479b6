"""`banso timetable` as people run it: what it prints, and its exit status."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from .test_reading import DZN, FAIR


def timetable(*arguments: object) -> subprocess.CompletedProcess[str]:
    """In an environment without a database."""
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "BANSO_OWNER_URL")}
    command = [sys.executable, "-m", "banso.config.cli", "timetable", *map(str, arguments)]
    environment = {**kept, "PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.run(command, capture_output=True, text=True, timeout=60, env=environment)


def fair(tmp_path: Path, content: Any) -> Path:
    path = tmp_path / ("fair.dzn" if isinstance(content, str) else "fair.json")
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def test_a_public_instance_is_solved_and_its_answer_checks(tmp_path: Path) -> None:
    """Slots in the file's order from 1; no data folder is made."""
    file = fair(
        tmp_path, DZN.replace("fixed = [0, 4]", "fixed = [2, 0]").replace("forbidden = [{0}", "forbidden = [{3}")
    )
    ran = timetable(file, "--json", "--data", tmp_path / "data")
    answer = json.loads(ran.stdout)
    assert (ran.returncode, answer["status"], answer["slots"]) == (0, "optimal", [2, 4])
    assert (answer["objective"], answer["bound"]) == (1, 1)
    plan = tmp_path / "plan.json"
    plan.write_text(ran.stdout)
    checked = timetable("--check", file, plan)
    assert (checked.returncode, checked.stdout) == (0, "誤りはありません。\n")
    assert not (tmp_path / "data").exists()


def test_a_wrong_timetable_gets_its_errors_and_status_1(tmp_path: Path) -> None:
    """In words, and as JSON."""
    file, plan = fair(tmp_path, DZN), tmp_path / "plan.json"
    plan.write_text('{"slots": [1, 3], "objective": 0}')
    ran = timetable("--check", file, plan)
    assert ran.returncode == 1
    assert "枠「4」に固定されています" in ran.stdout
    codes = [row["code"] for row in json.loads(timetable("--check", file, plan, "--json").stdout)["violations"]]
    assert codes == ["fixed", "misreported"]


def test_a_fair_without_a_timetable_is_status_1(tmp_path: Path) -> None:
    """And says so."""
    ran = timetable(fair(tmp_path, DZN.replace("fixed = [0, 4]", "fixed = [1, 1]")), "--json")
    answer = json.loads(ran.stdout)
    assert (ran.returncode, answer["status"], answer["slots"]) == (1, "infeasible", None)


def test_a_file_that_cannot_be_read_is_status_2(tmp_path: Path) -> None:
    """One sentence, no trace."""
    ran = timetable(fair(tmp_path, {**FAIR, "tables": -1}))
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr == "banso: fair.json: 「tables」は0以上の整数にしてください(-1)。\n"


def test_a_fair_of_ours_in_words(tmp_path: Path) -> None:
    """The levels with their bounds, then the meetings with slot and table."""
    ran = timetable(fair(tmp_path, FAIR))
    assert ran.returncode == 0
    lines = ran.stdout.splitlines()
    assert lines[0].startswith("結果: 最適")
    assert lines[1:] == [
        "希望の商談の点数 11(最適)",
        "空き時間 0(最適)",
        "空き時間の企業間の差 0(最適)",
        "11:00 卓1 M1 北電子 - S1",
    ]
