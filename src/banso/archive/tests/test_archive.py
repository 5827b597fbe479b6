"""What an export says of itself, which archives are none, and whose export it is; the whole way out and back is in `tests/`."""

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.files.base import ContentFile
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from banso.archive import reading
from banso.archive.contents import LEFT_OUT, StoredTable, files_of, stored_tables
from banso.archive.describing import (
    BOM,
    DESCRIPTION,
    FILES,
    README,
    Made,
    WrittenFile,
    WrittenTable,
    as_package,
    lists_for_people,
    type_of,
)
from banso.archive.making import ask, drop_old_exports
from banso.archive.models import ExportState, FullExport
from banso.archive.reading import open_export
from banso.cases.models import StageEntry
from banso.core.errors import UserError
from banso.desk.models import DocumentFile
from banso.registers.models import Company, User
from banso.work.consultations.models import Consultation
from conftest import TinyWorld

AT = datetime(2024, 3, 31, 23, 59, tzinfo=ZoneInfo("Asia/Tokyo"))


def of(model: Any) -> StoredTable:
    return StoredTable(model)


def test_what_stands_in_a_table() -> None:
    """Neither what the database derives nor a secret; a history is named after its kind, a table between after both."""
    consultation = of(Consultation)
    assert (consultation.name, consultation.title, consultation.key) == (
        "consultations_consultation",
        "相談記録",
        ["id"],
    )
    assert "held_on" in consultation.columns and "fiscal_year" not in consultation.columns
    assert of(Consultation.pgh_event_model).title == "相談記録の変更履歴"
    assert of(Consultation.themes.through).title == "相談記録と相談テーマの対応"
    assert "password" not in of(User).columns and of(User).secret == {"password": "'!'"}
    assert [field.name for field in files_of(of(DocumentFile))] == ["file"] and files_of(consultation) == []
    assert files_of(of(DocumentFile.pgh_event_model)) == []
    names = [table.name for table in stored_tables()]
    assert names == sorted(set(names)) and "archive_fullexport" not in names
    assert {table.model._meta.app_label for table in stored_tables()}.isdisjoint(LEFT_OUT)


def test_types_by_the_standard_and_in_words() -> None:
    """A link has the type of what it leads to."""
    fields = {field.name: type_of(field) for field in (*of(Company).fields, *of(StageEntry).fields)}
    assert {name: fields[name] for name in ("name", "employees", "ended_on", "created_at", "withdrawn", "stage")} == {
        "name": ("string", "文字"),
        "employees": ("integer", "整数"),
        "ended_on": ("date", "日付"),
        "created_at": ("datetime", "日時"),
        "withdrawn": ("boolean", "はい(t)・いいえ(f)"),
        "stage": ("integer", "整数"),
    }


def written(table: StoredTable) -> tuple[WrittenTable, bytes]:
    """A table without rows, and its member."""
    content = BOM + (",".join(table.columns) + "\n").encode()
    digest = hashlib.sha256(content).hexdigest()
    return WrittenTable(f"data/{table.name}.csv", len(content), digest, table=table, rows=0, last=None), content


def test_a_note_for_people_and_a_description_for_programs() -> None:
    """What is missing and who may restore it is said in words; no name of a file is a formula; links lead to what is there."""
    file = WrittenFile("files/x/1/a", 1, "0", table="x", row=1, column="file", stored_as="a", name="=cmd()")
    made = Made(AT, "担当 一郎", whole=False, tables=[written(of(Consultation))[0]], files=[file], missing=["書類 3番"])
    lists = lists_for_people(made)
    note = lists[README].decode("utf-8-sig")
    assert all(
        word in note for word in ("令和6年3月31日 23:59 担当 一郎", "復元には使えません", "・書類 3番", "1の表、0行")
    )
    made.whole, made.missing = True, []
    note = lists_for_people(made)[README].decode("utf-8-sig")
    assert "復元できます" in note and "・ありません" in note and "\r\n" in note
    rows = list(csv.reader(io.StringIO(lists[FILES].decode("utf-8-sig"))))
    assert rows[1:] == [["files/x/1/a", "'=cmd()", "x", "1", "1"]]
    (resource,) = as_package(made)["resources"]
    fields = {field["name"]: field for field in resource["schema"]["fields"]}
    assert fields["mode"]["categories"][0].keys() == {"value", "label"} and fields["held_on"]["constraints"] == {
        "required": True
    }
    assert {"fields": "company_id", "reference": {"resource": "registers_company", "fields": "id"}} in (
        resource["schema"]["foreignKeys"]
    )


Change = Callable[[dict[str, Any]], Any]


@pytest.fixture(scope="module")
def members() -> dict[str, bytes]:
    """An export of every table, all without rows, and of one file."""
    tables = [written(table) for table in stored_tables()]
    file = WrittenFile(
        "files/x/1/a.txt",
        1,
        hashlib.sha256(b"a").hexdigest(),
        table="x",
        row=1,
        column="file",
        stored_as="d/a",
        name="a",
    )
    made = Made(AT, "試験", whole=True, tables=[table for table, _ in tables], files=[file])
    found = {table.path: content for table, content in tables} | {"files/x/1/a.txt": b"a"}
    return found | {DESCRIPTION: json.dumps(as_package(made)).encode()}


def check(members: dict[str, bytes], path: Path) -> list[int]:
    """How far a check said it was, of an archive of these members."""
    with zipfile.ZipFile(path, "w") as out:
        for name, content in members.items():
            out.writestr(name, content)
    told: list[int] = []
    with open_export(path) as export:
        export.check(lambda percent, step: told.append(percent))
        assert b"".join(export.rows(of(Company))) == members["data/registers_company.csv"].removeprefix(BOM)
    return told


def test_a_whole_archive_passes(members: dict[str, bytes], tmp_path: Path) -> None:
    """Every member is read, and how far it is goes up."""
    told = check(members, tmp_path / "whole.zip")
    assert told == sorted(told) and len(told) == len(stored_tables()) + 1 and told[0] == 0


BAD: dict[str, tuple[Change, str]] = {
    "of a table nobody knows": (lambda p: p["resources"][0].update(name="strange"), "表の過不足: .*strange"),
    "columns in another order": (lambda p: p["resources"][0]["schema"]["fields"].reverse(), "の列がこのBansoと違います"),
    "longer than told": (lambda p: p["resources"][0].update(bytes=1), "のハッシュ値が説明と合いません"),
    "of a member that is not there": (lambda p: p["resources"][0].update(path="data/none.csv"), "data/none.csv がありません"),
    "of a version without an app": (lambda p: p["banso"]["tables"].pop("grants"), "の表: 書き出し なし、ここ 0"),
    "to an absolute place": (lambda p: p["banso"]["files"][0].update(stored_as="/etc/x"), "を読めません"),
    "to a place of Windows": (lambda p: p["banso"]["files"][0].update(stored_as="..\\x"), "を読めません"),
    "of rows that are no number": (lambda p: p["resources"][0].update(rows="many"), "を読めません"),
    "without a hash": (lambda p: p["resources"][0].update(hash=None), "を読めません"),
    "without Banso's own words": (lambda p: p.pop("banso"), "を読めません"),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_what_fits_no_description_is_refused(members: dict[str, bytes], tmp_path: Path, case: str) -> None:
    """Before anything is written, and said in words."""
    change, says = BAD[case]
    package = json.loads(members[DESCRIPTION])
    change(package)
    with pytest.raises(UserError, match=says):
        check(members | {DESCRIPTION: json.dumps(package).encode()}, tmp_path / "bad.zip")


def test_what_is_no_export_is_refused(
    members: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No archive, no file, an empty one, a description that is a list, or one larger than any."""
    (tmp_path / "text.zip").write_bytes(b"no archive")
    (tmp_path / "empty.zip").touch()
    for name in ("text.zip", "empty.zip", "none.zip"):
        with pytest.raises(UserError, match=f"{name} をZIPとして読めません"), open_export(tmp_path / name):
            pass
    with pytest.raises(UserError, match="説明\\(datapackage.json\\)がありません"):
        check({"a.txt": b""}, tmp_path / "other.zip")
    for content in (b"[]", b"null", b"\xff", b"{}"):
        with pytest.raises(UserError, match="datapackage.json を読めません"):
            check({DESCRIPTION: content}, tmp_path / "strange.zip")
    monkeypatch.setattr(reading, "LARGEST_DESCRIPTION", len(members[DESCRIPTION]) - 1)
    with pytest.raises(UserError, match="datapackage.json を読めません"):
        check(members, tmp_path / "large.zip")


def test_an_export_is_its_askers(world: TinyWorld, client: Client) -> None:
    """One at a time; nobody else opens it or fetches it, and it cannot be fetched before it is there."""
    asker, other = world.user("asker"), world.user("other")
    for user in (asker, other):
        world.allow(user, "add_fullexport")
    run = ask(by=asker)
    assert (run.state, run.is_under_way, str(run).endswith("asker")) == (ExportState.WAITING, True, True)
    with pytest.raises(UserError, match="前に頼んだ書き出しを作っています"):
        ask(by=asker)
    assert ask(by=other).asked_by == other
    addresses = [reverse(name, args=[run.pk]) for name in ("full-export-run", "full-export-file")]
    seen = {}
    for user in (asker, other, world.user("clerk")):
        client.force_login(user)
        seen[user.username] = [client.get(address).status_code for address in addresses]
    assert seen == {"asker": [200, 404], "other": [404, 404], "clerk": [403, 403]}


def test_an_old_file_goes_and_its_row_stays(world: TinyWorld, tmp_path: Path) -> None:
    """After a week; what a worker left behind after a day, and nothing younger."""
    with override_settings(MEDIA_ROOT=tmp_path):
        runs = {}
        for days in (6, 8):
            run = FullExport.objects.create(asked_by=world.user(f"user{days}"), state=ExportState.DONE)
            run.file.save("x.zip", ContentFile(b"x"))
            FullExport.objects.filter(pk=run.pk).update(created_at=timezone.now() - timedelta(days=days))
            runs[days] = run
        drop_old_exports(timestamp=0)
        files = {days: FullExport.objects.get(pk=run.pk).file for days, run in runs.items()}
    assert (bool(files[6]), bool(files[8])) == (True, False)
    assert len(list((tmp_path / "exports").iterdir())) == 1
