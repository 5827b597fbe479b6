"""A full disk: what was kept stays, whoever was saving is told, nothing stays by halves, and it goes on once there is room."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from banso.archive.writing import write_export
from banso.config import backup
from banso.core.errors import UserError
from banso.desk.models import Document, DocumentFile
from banso.registers.models import Company
from conftest import TinyWorld

from .walled import run

SAID = "保存する場所がいっぱい"
PDF = b"%PDF-1.7\n1 0 obj\n" + bytes(4 << 20)
FULL = """
CREATE FUNCTION public.no_room() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full'; END $$;
CREATE TRIGGER no_room AFTER INSERT ON public.registers_companyevent FOR EACH ROW EXECUTE FUNCTION public.no_room()
"""


@contextmanager
def no_room(least: int) -> Iterator[None]:
    """No file of this process grows past `least` bytes: the system refuses to write more, as it does where a disk is full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (least, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.fixture
def desk(world: TinyWorld, settings: Any, tmp_path: Path) -> Client:
    for name in ("files", "passing"):
        (tmp_path / name).mkdir()
    settings.MEDIA_ROOT, settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "files", str(tmp_path / "passing")
    client = Client(raise_request_exception=False)
    client.force_login(world.user(is_superuser=True))
    return client


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_the_database_has_no_room(desk: Client) -> None:
    """It refuses half-way through a record; the record before it is as it was, the next one is kept."""
    assert desk.post("/registers/company/new/", {"name": "前の企業", "size": "small"}).status_code == 302
    run(FULL)
    refused = desk.post("/registers/company/new/", {"name": "入らない企業", "size": "small"})
    assert refused.status_code == 507 and SAID in refused.content.decode()
    assert [company.name for company in Company.objects.all()] == ["前の企業"]
    run("DROP TRIGGER no_room ON public.registers_companyevent")
    assert desk.post("/registers/company/new/", {"name": "後の企業", "size": "small"}).status_code == 302
    assert Company.objects.count() == 2


@pytest.mark.parametrize("in_memory", [False, True])
def test_a_document_that_does_not_fit(
    desk: Client, world: TinyWorld, settings: Any, tmp_path: Path, in_memory: bool
) -> None:
    """Neither where it arrives nor where it is kept: no row, and no piece of it."""
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = (8 << 20) * in_memory
    page = f"/companies/{world.company().pk}/documents/new/"

    def hand_in() -> Any:
        return desk.post(
            page, {"title": "決算書", "dated_on": "R6.3.31", "file": SimpleUploadedFile("決算書.pdf", PDF)}
        )

    with no_room(3 << 20):
        refused = hand_in()
    assert refused.status_code == (422 if in_memory else 507) and SAID in refused.content.decode()
    assert files(settings.MEDIA_ROOT) == [] and not Document.objects.exists()
    assert hand_in().status_code == 302
    assert Path(DocumentFile.objects.get().file.path).read_bytes() == PDF


def test_an_export_that_does_not_fit(world: TinyWorld, settings: Any, tmp_path: Path) -> None:
    """No archive and no part of one; with room it is whole."""
    target = tmp_path / "all.zip"

    def export() -> None:
        write_export(target, who="担当", user_id=None, progress=lambda percent, step: None)

    with no_room(20_000), pytest.raises(UserError, match="空き容量"):
        export()
    assert files(tmp_path) == []
    export()
    assert files(tmp_path) == [target] and target.stat().st_size > 20_000


def test_a_backup_that_does_not_fit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether the documents or the database find no room; with room it is whole."""
    monkeypatch.setattr(backup, "_amiss", lambda digests: [])
    sizes = iter((1_000, 200_000, 200_000))
    monkeypatch.setattr(backup, "dump", lambda target: target.write_bytes(bytes(next(sizes))))
    data, target = tmp_path / "data", tmp_path / "kept" / "banso.tar"
    (data / "files").mkdir(parents=True)
    (data / "files" / "document").write_bytes(bytes(200_000))
    for _ in range(2):
        with no_room(100_000), pytest.raises(UserError, match="空き容量"):
            backup.back_up(data, target)
        assert files(target.parent) == []
    backup.back_up(data, target)
    assert files(target.parent) == [target] and target.stat().st_size > 400_000
