"""The full export asked for on the screen, as the runtime role: nobody takes out what they may not see."""

import csv
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from banso.archive.making import drop_old_exports, make_full_export
from banso.archive.models import ExportState, FullExport
from banso.core.models import Access
from banso.registers.models import Look

from .conftest import ROLE
from .walled import Walled, act_as_operator, run


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Any) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def exported(client: Client) -> FullExport:
    """An export asked for on the page and made by the worker."""
    asked = client.post("/export/")
    pk = int(asked["Location"].rstrip("/").rsplit("/", 1)[1])
    act_as_operator()
    make_full_export(run_id=pk)
    return FullExport.objects.get(pk=pk)


def keys(client: Client, run: FullExport, table: str) -> set[int]:
    """The rows of a table in the file as it is handed over."""
    content = b"".join(client.get(f"/export/{run.pk}/file/").streaming_content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        text = archive.read(f"data/{table}.csv").decode("utf-8-sig")
    return {int(row.get("id") or row["pgh_id"]) for row in csv.DictReader(io.StringIO(text))}


def test_an_export_holds_what_its_asker_may_see(walled: Walled, clients: dict[str, Client]) -> None:
    """Inside the wall every record and its history; outside none, though both hold the public register."""
    inside, outside = exported(clients["inside"]), exported(clients["outside"])
    assert (inside.state, outside.state, inside.whole) == (ExportState.DONE, ExportState.DONE, False), inside.error
    assert keys(clients["inside"], inside, "consultations_consultation") == {walled.consultation.pk}
    for table in (
        "consultations_consultation",
        "consultations_consultationevent",
        "cases_case",
        "dispatches_visit",
    ):
        assert keys(clients["outside"], outside, table) == set(), table
    assert keys(clients["outside"], outside, "registers_company") == {walled.company.pk, walled.other.pk}


def test_an_export_does_not_count_what_it_leaves_out(walled: Walled, clients: dict[str, Client]) -> None:
    """Neither by the last number of a table nor by anything else: with a walled record more, its description is the same."""
    described = []
    for _ in range(2):
        made = exported(clients["outside"])
        content = b"".join(clients["outside"].get(f"/export/{made.pk}/file/").streaming_content)
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            package = json.loads(archive.read("datapackage.json"))
        changing = ("core_access", "registers_user", "registers_look")  # asking for an export writes them
        described.append([one for one in package["resources"] if not one["name"].startswith(changing)])
        run("RESET ROLE")
        walled.consult(walled.company)
        run(f"SET LOCAL ROLE {ROLE}")
    assert described[0] == described[1]
    assert {one["last"] for one in described[0]} == {None}


def test_taking_walled_records_out_is_a_look(walled: Walled, clients: dict[str, Client]) -> None:
    """Written down for each kind that went out, and the export itself for everyone."""
    exported(clients["outside"])
    exported(clients["inside"])
    run("RESET ROLE")
    looks = Look.objects.filter(kind="export", user=walled.inside)
    assert {look.subject for look in looks} == {
        "相談記録",
        "専門家派遣",
        "専門家派遣の手続",
        "派遣の実施",
        "案件",
        "案件の現況",
        "段階の移行",
    }
    assert not Look.objects.filter(user=walled.outside).exists()
    assert set(Access.objects.values_list("user", "subject")) == {
        (user.pk, "全件の書き出し") for user in (walled.inside, walled.outside)
    }


def test_nobody_fetches_anothers_export(walled: Walled, clients: dict[str, Client]) -> None:
    """Neither its file nor how far it is; the list says only that there was one."""
    made = exported(clients["inside"])
    for address in (f"/export/{made.pk}/", f"/export/{made.pk}/file/"):
        assert clients["outside"].get(address).status_code == 404
    assert "inside" in clients["outside"].get("/export/").content.decode()


def test_one_export_at_a_time(walled: Walled, clients: dict[str, Client]) -> None:
    """While one waits, asking again is answered with a message."""
    clients["inside"].post("/export/")
    assert "前に頼んだ書き出し" in clients["inside"].post("/export/", follow=True).content.decode()
    assert FullExport.objects.count() == 1


def test_the_file_goes_and_the_row_stays(walled: Walled, clients: dict[str, Client], folder: Path) -> None:
    """After a week nothing of an export is left on the server but who made it."""
    made = exported(clients["inside"])
    FullExport.objects.update(created_at="2020-01-01T00:00:00Z")
    drop_old_exports(timestamp=0)
    made.refresh_from_db()
    assert (bool(made.file), [path for path in folder.rglob("*") if path.is_file()]) == (False, [])
    assert "消しました" in clients["inside"].get(f"/export/{made.pk}/").content.decode()


def test_what_goes_wrong_is_said(walled: Walled, clients: dict[str, Client], settings: Any, tmp_path: Path) -> None:
    """An export that cannot be written ends as failed with its reason, and leaves nothing."""
    settings.CATALOGUE = tmp_path / "none"
    settings.CATALOGUE.mkdir()
    (settings.CATALOGUE / "unreadable").symlink_to(tmp_path)
    asked = clients["inside"].post("/export/")
    made = FullExport.objects.latest("pk")
    settings.MEDIA_ROOT = Path("/proc/none")
    make_full_export(run_id=made.pk)
    made.refresh_from_db()
    assert (made.state, asked.status_code) == (ExportState.FAILED, 302)
    assert "エラーが起きました" in clients["inside"].get(f"/export/{made.pk}/").content.decode()
