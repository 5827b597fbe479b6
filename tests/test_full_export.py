"""The full export and its way back: the reference world out as one archive, into an empty Banso, and the same report again."""

import csv
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.db.models import DateField
from django.test import override_settings

from banso.archive.contents import LEFT_OUT, MADE_WITH_THE_TABLES, stored_tables
from banso.archive.describing import BOM, DESCRIPTION, Made
from banso.archive.restoring import restore_export
from banso.archive.writing import write_export
from banso.core.errors import UserError
from banso.core.private import secrets_of
from banso.desk.models import DocumentFile
from banso.desk.services import add_document
from banso.figures.models import FrozenFigure
from banso.figures.tally import all_drifts
from banso.registers.models import Company, RoleAssignment, User
from banso.report.closing.differences import differences
from banso.report.closing.freeze import close_year
from banso.report.compose import compose
from conftest import copy_database, switch_to

from .conftest import make_database

DEFAULTS = "SELECT column_name FROM information_schema.columns WHERE column_default = '''!''::text'"


def quiet(percent: int, step: str) -> None:
    assert 0 <= percent <= 100


def printed() -> list[tuple[str, ...]]:
    return [(*map(str, vars(f.key).values()), f.printed, f.found_as.value) for f in compose(2023).figures()]


def owner() -> "psycopg.Connection[Any]":
    """A connection of its own to the database in use, as its owner."""
    given = connection.get_connection_params()
    return psycopg.connect(
        dbname=given["dbname"], user=given["user"], password=given.get("password"), host=given["host"], autocommit=True
    )


class Exported:
    """The reference world with a closed year, a document and a removed company; its export; an empty Banso beside it."""

    def __init__(self, folder: Path, reference: str) -> None:
        self.folder, self.name = folder, f"{reference}_exported"
        copy_database(self.name, reference)
        switch_to(self.name)
        with override_settings(MEDIA_ROOT=folder / "files"):
            self._live_a_little()
            self.figures = printed()
            self.frozen = list(FrozenFigure.objects.order_by("pk").values_list("identity", "printed", "record_ids"))
            self.path = folder / "banso-export.zip"
            self.made: Made = write_export(self.path, who="試験", user_id=None, progress=quiet)
            self.companies = Company.objects.count()
        self.empty = f"{reference}_empty"

    def _live_a_little(self) -> None:
        user = User.objects.create_user("keeper", password="long-enough-2024", display_name="保管 花子")
        role = Group.objects.create(name="書類の係")
        RoleAssignment.objects.create(user=user, role=role, starts_on=date(2024, 4, 1), ends_on=date(2024, 9, 30))
        close_year(2023, by=user)
        company = Company.objects.create(name="=cmd|' /C calc'!A0 \"引用\", 改行\nあり", note="")
        given = SimpleUploadedFile("../=見積 書.txt", "見積".encode())
        self.document = add_document(given, by=user, company=company, title="見積書", dated_on=date(2024, 3, 1))
        gone = Company.objects.create(name="すぐに消えた企業")
        self.last = gone.pk
        gone.delete()

    def fresh(self) -> "psycopg.Connection[Any]":
        make_database(self.empty)
        return owner()

    def member(self, path: str) -> bytes:
        with zipfile.ZipFile(self.path) as archive:
            return archive.read(path)

    def package(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.member(DESCRIPTION))
        return found


@pytest.fixture(scope="module")
def exported(
    reference_database: str, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Exported]:
    usual = connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        yield Exported(tmp_path_factory.mktemp("書き出し"), reference_database)
        switch_to(usual)


def test_the_same_report_out_of_an_empty_banso(exported: Exported, tmp_path: Path) -> None:
    """Every figure, the closed year, the trail, roles and files come back; a second export is the first, byte for byte."""
    files = tmp_path / "files"
    with exported.fresh() as connected:
        rows = restore_export(exported.path, files, connected, quiet)
    assert rows == exported.made.rows > 30_000
    assert printed() == exported.figures and len(exported.figures) == 182
    assert list(FrozenFigure.objects.order_by("pk").values_list("identity", "printed", "record_ids")) == exported.frozen
    assert differences(2023) == [] and all_drifts() == []
    with override_settings(MEDIA_ROOT=files):
        kept = DocumentFile.objects.get(document_id=exported.document.pk)
        assert kept.file.read() == "見積".encode() and kept.name == "=見積 書.txt"
        again = write_export(tmp_path / "again.zip", who="試験", user_id=None, progress=quiet)
    assert [(t.path, t.rows, t.hash, t.last) for t in again.tables] == [
        (t.path, t.rows, t.hash, t.last) for t in exported.made.tables
    ]
    assert [(f.path, f.hash) for f in again.files] == [(f.path, f.hash) for f in exported.made.files]
    assert Company.objects.create(name="次の企業").pk == exported.last + 1


def test_life_goes_on_in_what_was_restored(exported: Exported, tmp_path: Path) -> None:
    """Links and triggers are those of a new Banso; a change leaves its trail; nobody logs in with an old password."""
    counts = "SELECT (SELECT count(*) FROM pg_constraint), (SELECT count(*) FROM pg_trigger WHERE tgenabled = 'O')"
    with exported.fresh() as connected:
        before = connected.execute(counts).fetchone()
        restore_export(exported.path, tmp_path / "files", connected, quiet)
        assert connected.execute(counts).fetchone() == before
        assert connected.execute(DEFAULTS).fetchall() == []
    company = Company.objects.order_by("pk").first()
    events = company.pgh_event_model.objects.filter(pgh_obj_id=company.pk)
    known = events.count()
    company.note = "復元のあと"
    company.save()
    assert events.count() == known + 1
    user = User.objects.get(username="keeper")
    assert not user.has_usable_password() and not user.check_password("long-enough-2024")


def test_what_the_archive_says_of_itself(exported: Exported) -> None:
    """A data package: each table with its Japanese name, columns, types, links, rows and hash; and a note in Japanese."""
    package = exported.package()
    resources = {resource["name"]: resource for resource in package["resources"]}
    assert resources.keys() == {table.name for table in stored_tables()}
    company = resources["registers_company"]
    assert company["title"] == "企業" and resources["registers_companyevent"]["title"] == "企業の変更履歴"
    fields = {field["name"]: field for field in company["schema"]["fields"]}
    assert (fields["name"]["title"], fields["employees"]["type"], fields["ended_on"]["type"]) == (
        "企業名",
        "integer",
        "date",
    )
    assert {"fields": "industry_id", "reference": {"resource": "registers_industry", "fields": "id"}} in (
        company["schema"]["foreignKeys"]
    )
    lines = list(csv.reader(io.StringIO(exported.member(company["path"]).decode("utf-8-sig"), newline="")))
    assert lines[0] == list(fields) and len(lines) - 1 == company["rows"] == exported.companies
    note = exported.member("はじめにお読みください.txt").decode("utf-8-sig")
    assert "パスワード(復元のあと" in note and "試験" in note and f"{exported.made.rows:,}行" in note
    assert package["banso"]["exported_by"] == "試験" and package["banso"]["whole"] is True


def test_names_of_files_are_readable_and_harmless(exported: Exported) -> None:
    """A document keeps the name it was handed in under; no name leaves its folder, or is a formula in the list."""
    (file,) = [file for file in exported.made.files if file.table == "desk_documentfile"]
    assert file.path == f"files/desk_documentfile/{file.row}/=見積 書.txt"
    listed = list(csv.reader(io.StringIO(exported.member("ファイルの一覧.csv").decode("utf-8-sig"))))
    assert [row[1] for row in listed[1:] if row[0] == file.path] == ["'=見積 書.txt"]


def test_no_secret_is_in_the_archive(exported: Exported) -> None:
    """Neither passwords nor the keys of links, nor a table of keys; every column that sounds like one is declared."""
    everything = "\n".join(
        exported.member(f"data/{t.table.name}.csv").decode("utf-8-sig") for t in exported.made.tables
    )
    assert "argon2" not in everything
    sounds = re.compile("password|token|secret")
    for table in stored_tables():
        found = [one.column for one in table.fields if sounds.search(one.column) and not isinstance(one, DateField)]
        assert not found, table.name
    assert secrets_of(User) == {"password": "'!'"}


def test_only_what_is_known_to_come_with_the_tables_is_in_an_empty_banso(exported: Exported) -> None:
    """A new table that migrations fill would make every restore refuse; it must be said in `MADE_WITH_THE_TABLES`."""
    with exported.fresh() as connected:
        filled = [
            table.model._meta.label_lower
            for table in stored_tables()
            if connected.execute(f'SELECT FROM "{table.name}" LIMIT 1').rowcount
        ]
    assert set(filled) <= set(MADE_WITH_THE_TABLES)


def test_every_table_is_exported_or_left_out_with_a_reason(exported: Exported) -> None:
    """Out of the database itself; only the record of migrations and the keys of passes are nobody's."""
    switch_to(exported.name)
    left_out = {m._meta.db_table for m in apps.get_models(include_auto_created=True) if m._meta.app_label in LEFT_OUT}
    known = {table.name for table in stored_tables()} | left_out
    strange = [name for name in connection.introspection.table_names() if name not in known]
    assert [
        name for name in strange if not name.startswith(("procrastinate_", "banso_pass_key", "django_migrations"))
    ] == []


def altered(exported: Exported, target: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    """The archive with each member put through `change`; None leaves it out."""
    with zipfile.ZipFile(exported.path) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        for member in source.namelist():
            content = change(member, source.read(member))
            if content is not None:
                out.writestr(member, content)
    return target


def with_description(change: Callable[[dict[str, Any]], None]) -> Callable[[str, bytes], bytes]:
    def changed(member: str, content: bytes) -> bytes:
        if member != DESCRIPTION:
            return content
        package = json.loads(content)
        change(package)
        return json.dumps(package).encode()

    return changed


def company_of(package: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in package["resources"] if one["name"] == "registers_company")
    return found


def replaced(name: str, old: bytes, new: bytes) -> Callable[[str, bytes], bytes]:
    return lambda member, content: content.replace(old, new, 1) if member == name else content


BAD: dict[str, tuple[Callable[[str, bytes], bytes | None], str]] = {
    "altered row": (replaced("data/registers_company.csv", "株式会社".encode(), "有限会社".encode()), "ハッシュ値が説明と合いません"),
    "table gone": (lambda member, content: None if member == "data/registers_unit.csv" else content, "がありません"),
    "no description": (lambda member, content: None if member == DESCRIPTION else content, "Bansoの書き出しか確かめて"),
    "no JSON": (lambda member, content: b"{" if member == DESCRIPTION else content, "を読めません"),
    "other version": (with_description(lambda p: p["banso"]["tables"].update(registers="0099_later")), "別の版のBanso"),
    "other format": (with_description(lambda p: p["banso"].update(format=2)), "別の版のBanso"),
    "of the screen": (with_description(lambda p: p["banso"].update(whole=False)), "画面から作られた"),
    "column missing": (with_description(lambda p: company_of(p)["schema"]["fields"].pop()), "列がこのBansoと違います"),
    "table not told": (with_description(lambda p: p["resources"].remove(company_of(p))), "表の過不足: registers_company"),
    "rows wrong": (with_description(lambda p: company_of(p).update(rows=1)), "行数が説明と合いません"),
    "climbing path": (with_description(lambda p: p["banso"]["files"][0].update(stored_as="../x")), "を読めません"),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_what_does_not_fit_is_refused_and_nothing_is_written(
    exported: Exported, tmp_path: Path, untouched: Callable[[], None], case: str
) -> None:
    """Each with its own message; the database stays as it was, and no file is left."""
    change, says = BAD[case]
    path = altered(exported, tmp_path / "bad.zip", change)
    with owner() as connected, pytest.raises(UserError, match=says):
        restore_export(path, tmp_path / "files", connected, quiet)
    untouched()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["bad.zip"]


@pytest.fixture
def untouched(exported: Exported) -> Iterator[Callable[[], None]]:
    """An empty Banso, and the check that it is still one."""
    make_database(exported.empty)

    def check() -> None:
        with owner() as connected:
            assert connected.execute("SELECT count(*) FROM registers_company").fetchone() == (0,)
            assert connected.execute("SELECT count(*) FROM pg_trigger WHERE tgenabled = 'D'").fetchone() == (0,)
            assert connected.execute("SELECT count(*) FROM auth_permission").fetchone() > (100,)

    yield check


def test_a_row_without_its_owner_is_refused(exported: Exported, tmp_path: Path, untouched: Callable[[], None]) -> None:
    """Rightly hashed, but a consultation of a programme that is not there: found when the links are put back."""
    name = "data/consultations_consultation.csv"
    lines = exported.member(name).split(b"\n")
    place = lines[0].removeprefix(BOM).split(b",").index(b"programme_id")
    cells = lines[1].split(b",")
    cells[place] = b"999999"
    content = b"\n".join([lines[0], b",".join(cells), *lines[2:]])

    def change(member: str, old: bytes) -> bytes:
        if member == name:
            return content
        facts = {"hash": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
        return with_description(lambda p: next(r for r in p["resources"] if r["path"] == name).update(facts))(
            member, old
        )

    with owner() as connected, pytest.raises(UserError, match="つながる先のない行"):
        restore_export(altered(exported, tmp_path / "bad.zip", change), tmp_path / "files", connected, quiet)
    untouched()


def test_a_truncated_archive_is_refused(exported: Exported, tmp_path: Path, untouched: Callable[[], None]) -> None:
    """Half a file, and a byte turned over within: told as damaged."""
    content = exported.path.read_bytes()
    (tmp_path / "half.zip").write_bytes(content[: len(content) // 2])
    flipped = bytearray(content)
    with zipfile.ZipFile(exported.path) as archive:
        flipped[archive.getinfo("data/registers_company.csv").header_offset + 200] ^= 0xFF
    (tmp_path / "flipped.zip").write_bytes(flipped)
    for name in ("half.zip", "flipped.zip"):
        with owner() as connected, pytest.raises(UserError, match="壊れています"):
            restore_export(tmp_path / name, tmp_path / "files", connected, quiet)
    untouched()


def test_only_an_empty_banso_is_filled(exported: Exported, tmp_path: Path) -> None:
    """Records, or files of others, are never mixed with those restored."""
    switch_to(exported.name)
    with owner() as connected, pytest.raises(UserError, match="記録のあるBansoには復元できません"):
        restore_export(exported.path, tmp_path / "files", connected, quiet)
    make_database(exported.empty)
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "mine.txt").write_text("mine")
    with owner() as connected, pytest.raises(UserError, match="すでにファイルがあります"):
        restore_export(exported.path, tmp_path / "files", connected, quiet)
    assert (tmp_path / "files" / "mine.txt").read_text() == "mine"


def test_a_broken_off_export_leaves_no_file(exported: Exported, tmp_path: Path) -> None:
    """Stopped in the middle: neither the file nor its unfinished beginning is there."""
    switch_to(exported.name)

    def stop(percent: int, step: str) -> None:
        if percent > 20:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_export(tmp_path / "out.zip", who="試験", user_id=None, progress=stop)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_not_there_is_told(exported: Exported, tmp_path: Path) -> None:
    """An export does not stop at a document whose file was lost, and names it."""
    switch_to(exported.name)
    with override_settings(MEDIA_ROOT=tmp_path / "nothing"):
        made = write_export(tmp_path / "out.zip", who="試験", user_id=None, progress=quiet)
    (row,) = [file.row for file in exported.made.files if file.table == "desk_documentfile"]
    assert made.files == [] and made.missing == [f"書類のファイル {row}番「=見積 書.txt」"]
