"""The `banso` command as people run it, each against a data folder of its own."""

import io
import json
import os
import signal
import subprocess
import sys
import tarfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from .running import PUBLISHED, banso, command, environment, open_folder


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
    for name, says in _spoiled(archive):
        spoiled = banso(other, "restore", str(name))
        assert spoiled.returncode == 2 and says in spoiled.stderr and "Traceback" not in spoiled.stderr
    restored = banso(other, "restore", str(archive))
    assert restored.returncode == 0, restored.stderr
    assert banso(other, "tieout", str(PUBLISHED)).returncode == 0
    assert banso(other, "check").stdout == "問題はありません。\n"
    assert "復元できません" in banso(data, "restore", str(archive)).stderr


def _spoiled(archive: Path) -> Iterator[tuple[Path, str]]:
    """The archive with a bit of its database turned; its first half; and, without a list, a dump PostgreSQL cannot read to its end."""
    content = archive.read_bytes()
    turned = bytearray(content)
    turned[len(content) // 2] ^= 1
    for name, bad, says in (
        ("turned", bytes(turned), "壊れています"),
        ("half", content[: len(content) // 2], "壊れています"),
    ):
        path = archive.with_name(name)
        path.write_bytes(bad)
        yield path, says
    old = archive.with_name("old.tar")
    with tarfile.open(archive) as whole, tarfile.open(old, "w") as without:
        part = whole.extractfile("database.dump")
        assert part is not None
        dump = part.read()
        info = tarfile.TarInfo("database.dump")
        info.size = len(dump) * 2 // 3
        without.addfile(info, io.BytesIO(dump))
    yield old, "何も変えていません"


def test_a_full_disk_leaves_no_half_of_a_backup(data: Path, tmp_path: Path) -> None:
    """No file may grow beyond 1 MB: said in words, and nothing is left, not even a part."""
    made = subprocess.run(
        ["prlimit", "--fsize=1000000", *command(data, "backup", "-o", str(tmp_path / "banso.tar"))],
        env=environment(),
        capture_output=True,
        text=True,
    )
    assert made.returncode == 2 and "Traceback" not in made.stderr
    assert list(tmp_path.iterdir()) == []


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
