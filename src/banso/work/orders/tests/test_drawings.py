"""An inquiry's drawings: kept out of reach of any address, shown and handed over to staff alone, every time written down."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import Error, transaction
from django.test import Client
from django.urls import reverse

from banso.core.models import Access
from banso.registers.walls import wall_of
from banso.work.orders.models import Drawing, Inquiry
from conftest import TinyWorld

from .making import inquiry

DXF = b"0\nSECTION\n2\nHEADER\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Any) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def desk(client: Client, world: TinyWorld) -> Client:
    client.force_login(world.user(is_superuser=True))
    return client


def hand_in(desk: Client, of: Inquiry, name: str = "軸 A-12.dxf", content: bytes = DXF, title: str = "A-12") -> Any:
    given = {"title": title, "file": SimpleUploadedFile(name, content)}
    return desk.post(reverse("orders-drawing-add", args=[of.pk]), given)


def panel(desk: Client, of: Inquiry) -> str:
    return desk.get(reverse("orders-panel", args=["orders", "inquiry", of.pk])).content.decode()


def test_a_drawing_is_kept_and_handed_over(desk: Client, world: TinyWorld, folder: Path) -> None:
    """On the inquiry's page and above its candidates; as a download under its own name; the download is written down."""
    of = inquiry(world)
    assert hand_in(desk, of).status_code == 302
    kept = Drawing.objects.get()
    path = Path(kept.file.path)
    assert path.read_bytes() == DXF and folder in path.parents and "A-12" not in path.name
    address = reverse("orders-drawing", args=[kept.pk])
    assert address in panel(desk, of)
    assert address in desk.get(reverse("orders-candidates", args=[of.pk])).content.decode()
    answer = desk.get(address)
    assert b"".join(answer.streaming_content) == DXF
    assert answer["Content-Disposition"].startswith("attachment") and "sandbox" in answer["Content-Security-Policy"]
    assert [(one.subject, one.conditions) for one in Access.objects.all()] == [
        ("図面 A-12", f"発注案件番号 {of.pk} 軸 A-12.dxf")
    ]


def test_a_refused_drawing_leaves_nothing(desk: Client, world: TinyWorld, folder: Path) -> None:
    """One message at the field, what was typed stays, no row and no file."""
    answer = hand_in(desk, inquiry(world), content=b"MZ\x90\0")
    page = answer.content.decode()
    assert answer.status_code == 422 and "中身が拡張子の形式と違う" in page and 'value="A-12"' in page
    assert not Drawing.objects.exists() and not [path for path in folder.rglob("*") if path.is_file()]


def test_a_removed_drawing_is_off_the_page(desk: Client, world: TinyWorld) -> None:
    """Kept in the archive; a second time is refused; the database lets nobody change or delete what was handed in."""
    of = inquiry(world)
    hand_in(desk, of)
    remove = reverse("orders-drawing-remove", args=[Drawing.objects.get().pk])
    desk.post(remove)
    assert Drawing.objects.get().removed_on is not None and "A-12" not in panel(desk, of)
    assert "すでに取り下げられています" in desk.post(remove, follow=True).content.decode()
    for refused in (Drawing.objects.all().delete, lambda: Drawing.objects.update(name="x")):
        with pytest.raises(Error), transaction.atomic():
            refused()


def test_only_who_may_see_drawings_is_shown_them(desk: Client, client: Client, world: TinyWorld) -> None:
    """Someone who may see inquiries and not drawings is told nothing of them, and gets none."""
    of = inquiry(world)
    hand_in(desk, of)
    reader = world.user("reader")
    world.allow(reader, "view_inquiry")
    client.force_login(reader)
    assert "図面" not in panel(client, of)
    assert client.get(reverse("orders-drawing", args=[Drawing.objects.get().pk])).status_code == 403


def test_a_drawing_stands_behind_its_inquirys_wall() -> None:
    """As every kind that leads to a programme."""
    assert wall_of(Drawing) is not None
