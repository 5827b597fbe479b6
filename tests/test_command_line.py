"""The `banso` command as people run it, each against a data folder of its own."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from .running import PUBLISHED, banso, environment, open_folder


def test_the_published_figures_tie_out(data: Path) -> None:
    """`tieout --json` says of each figure that it agrees; exit status 0."""
    ran = banso(data, "tieout", str(PUBLISHED), "--json")
    found = json.loads(ran.stdout)
    assert (ran.returncode, len(found), {f["status"] for f in found}) == (0, 182, {"agrees"})
    assert set(found[0]) >= {"status", "where", "section", "programme", "row", "column", "printed", "expected"}


def test_a_difference_is_exit_status_1(data: Path, tmp_path: Path) -> None:
    """One number changed in a list: named with both numbers."""
    path = tmp_path / "figures.csv"
    path.write_text(PUBLISHED.read_text(encoding="utf-8").replace('"1,077件",1077', '"1,079件",1079'), encoding="utf-8")
    ran = banso(data, "tieout", str(path))
    assert ran.returncode == 1
    assert "ファイル 1,079件 記録 1,077件" in ran.stdout and "182件中 181件が一致" in ran.stdout


def test_the_report_as_json_has_every_figure(data: Path) -> None:
    """Section, programme, table, row, column, printed, value and unit of 182 figures."""
    figures = json.loads(banso(data, "report", "令和5年度", "--format", "json").stdout)
    assert len(figures) == 182
    first = next(f for f in figures if f["printed"] == "9,045千円")
    assert (first["section"], first["value"], first["unit"]) == ("1-(2)-①", 9045, "千円")
    assert {f["value"] for f in figures if f["unit"] == "以内"} == {"1/2", "2/3"}


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["demo"], "すでに記録がある"),
        (["report", "2019"], "令和元年度の報告書の構成がありません"),
        (["tieout", "ない.docx"], "というファイルがありません"),
        (["differences", "2022"], "まだ締められていません"),
        (["report", "いつか"], "年度として読めません"),
    ],
)
def test_what_cannot_be_done_is_one_message(data: Path, arguments: list[str], says: str) -> None:
    """Japanese, on stderr, without a trace, exit status 2."""
    ran = banso(data, *arguments)
    assert ran.returncode == 2 and says in ran.stderr and "Traceback" not in ran.stderr


def test_backup_and_restore_bring_everything_back(data: Path, tmp_path: Path) -> None:
    """Restored into an empty folder, the same report; refused where there are records."""
    archive = tmp_path / "banso.tar"
    assert banso(data, "backup", "-o", str(archive)).returncode == 0
    tmp_path.chmod(0o755)
    other = tmp_path / "new"
    restored = banso(other, "restore", str(archive))
    assert restored.returncode == 0, restored.stderr
    assert banso(other, "tieout", str(PUBLISHED)).returncode == 0
    assert banso(other, "check").stdout == "問題はありません。\n"
    assert "復元できません" in banso(data, "restore", str(archive)).stderr


def test_a_killed_server_comes_back(tmp_path_factory: pytest.TempPathFactory) -> None:
    """`kill -9` of the command and of every PostgreSQL process: the next one finds what was written."""
    folder = open_folder(tmp_path_factory.mktemp("killed") / "data")
    holder = leasing(
        folder, "db.execute('CREATE TABLE kept AS SELECT 7 AS n'); print('up', flush=True); time.sleep(60)"
    )
    assert holder.stdout is not None and holder.stdout.readline() == "up\n"
    if not (folder / "postgres").exists():
        holder.terminate()
        pytest.skip("the cluster of a closed folder lives elsewhere")
    postmaster = int((folder / "postgres" / "cluster" / "postmaster.pid").read_text().splitlines()[0])
    holder.kill()
    holder.wait()
    os.kill(postmaster, signal.SIGKILL)
    time.sleep(0.2)
    assert leasing(folder, "print(db.execute('SELECT n FROM kept').fetchone())").communicate(timeout=60)[0] == "(7,)\n"


def leasing(folder: Path, work: str) -> "subprocess.Popen[str]":
    """Another process that does this with a connection to the folder's database."""
    script = (
        "import sys, time, psycopg; from pathlib import Path; from banso.config.postgres import Cluster\n"
        "with Cluster(Path(sys.argv[1])).lease() as server, psycopg.connect(server.owner_url, autocommit=True) as db:\n"
        f"    {work}"
    )
    careful = {name: value for name, value in environment().items() if name != "BANSO_PG_FAST"}
    return subprocess.Popen([sys.executable, "-c", script, str(folder)], env=careful, stdout=subprocess.PIPE, text=True)


def test_a_user_is_made_with_a_good_password_only(data: Path) -> None:
    """A short password is refused in words; a good one makes the login."""
    refused = banso(data, "createuser", "hanako", "--name", "青森 花子", given="12345\n")
    assert refused.returncode == 2 and "パスワードを変えてください" in refused.stderr
    assert banso(data, "createuser", "hanako", "--name", "青森 花子", given="asagao-2024-x\n").returncode == 0
    assert "すでに登録されています" in banso(data, "createuser", "hanako", given="asagao-2024-x\n").stderr
