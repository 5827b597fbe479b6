"""A company's documents: kept under random names, handed over as downloads, versions beside one another."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import Error, transaction
from django.test import Client
from django.urls import reverse

from banso.core.models import Access
from banso.desk.models import Document, DocumentFile
from banso.registers.models import Company
from conftest import TinyWorld

PDF = b"%PDF-1.7\n1 0 obj\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Any) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def desk(client: Client, world: TinyWorld) -> Client:
    client.force_login(world.user(is_superuser=True))
    return client


def hand_in(desk: Client, company: Company, name: str = "決算書.pdf", content: bytes = PDF, **facts: str) -> Any:
    given = {"title": "決算書", "dated_on": "R6.3.31", "file": SimpleUploadedFile(name, content)}
    return desk.post(reverse("document-add", args=[company.pk]), given | facts)


def test_a_document_is_kept_and_handed_over(desk: Client, world: TinyWorld, folder: Path) -> None:
    """Under a random name outside the static files; as a download under its own; the download is written down."""
    company = world.company()
    assert hand_in(desk, company).status_code == 302
    kept = DocumentFile.objects.get()
    path = Path(kept.file.path)
    assert "決算書" not in kept.file.name and path.suffix == "" and folder in path.parents
    assert path.stat().st_mode & 0o777 == 0o600 and path.read_bytes() == PDF
    answer = desk.get(reverse("document-file", args=[kept.pk]))
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"].startswith("attachment") and answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert Access.objects.get().subject == "書類 決算書 第1版"


def test_no_address_leads_to_the_folder() -> None:
    """Uploads are not among the files the web server hands out."""
    assert not settings.MEDIA_URL.strip("/")


def test_versions_stand_beside_one_another(desk: Client, world: TinyWorld) -> None:
    """The first stays as it was; the database refuses to change or delete it."""
    company = world.company()
    hand_in(desk, company)
    document = Document.objects.get()
    later = {"dated_on": "R7.3.31", "file": SimpleUploadedFile("改.pdf", PDF + b"2")}
    assert desk.post(reverse("document-version", args=[document.pk]), later).status_code == 302
    document.refresh_from_db()
    assert [(file.version, file.name) for file in document.files.all()] == [(2, "改.pdf"), (1, "決算書.pdf")]
    assert document.dated_on == date(2025, 3, 31)
    for refused in (DocumentFile.objects.filter(version=1).delete, lambda: DocumentFile.objects.update(name="x")):
        with pytest.raises(Error), transaction.atomic():
            refused()
    page = desk.get(reverse("karte", args=[company.pk])).content.decode()
    assert "第2版 改.pdf" in page and "第1版 決算書.pdf" in page


def test_a_refused_document_leaves_nothing(desk: Client, world: TinyWorld, folder: Path) -> None:
    """One message at the field, what was typed stays, no row and no file."""
    answer = hand_in(desk, world.company(), content=b"MZ\x90\0" + b"\0" * 60)
    page = answer.content.decode()
    assert answer.status_code == 422 and "中身が拡張子の形式と違う" in page and 'value="決算書"' in page
    assert not Document.objects.exists() and not [path for path in folder.rglob("*") if path.is_file()]


def test_a_removed_document_is_off_the_page(desk: Client, world: TinyWorld) -> None:
    """Kept in the archive."""
    company = world.company()
    hand_in(desk, company)
    desk.post(reverse("document-remove", args=[Document.objects.get().pk]))
    assert "決算書.pdf" not in desk.get(reverse("karte", args=[company.pk])).content.decode()
    assert Document.objects.get().removed_on is not None and DocumentFile.objects.exists()
