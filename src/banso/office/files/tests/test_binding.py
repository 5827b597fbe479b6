"""A case's file as one PDF with index and page numbers, and a zip whose checksums hold."""

import csv
import hashlib
import io
import os
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from docx import Document
from procrastinate.contrib.django.models import ProcrastinateJob

from banso.cases.models import Case, Disclosure
from banso.core.foreign import read_apart
from banso.office.files.choices import BindingState
from banso.office.files.models import Binding, ReceivedFile
from banso.office.files.services import ask_binding, drop_binding, make_binding, sweep_after_binding
from banso.office.mail.models import Message
from banso.office.mail.printing import on_paper
from banso.office.mail.services import write_mailing, write_message
from banso.registers.models import User
from conftest import TinyWorld

from .test_received import case, come, folder, packed, pdf, picture, user  # noqa: F401 - fixtures


@pytest.fixture(autouse=True)
def without_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the machine has."""
    monkeypatch.setattr("banso.core.word_pdf.shutil.which", lambda name: None)


def word(text: str) -> bytes:
    document, made = Document(), io.BytesIO()
    document.add_paragraph(text)
    document.save(made)
    return made.getvalue()


def made(case: Case, user: User) -> Binding:  # noqa: F811
    row = ask_binding(case, by=user)
    make_binding(row.pk, user.pk)
    row.refresh_from_db()
    return row


def filled(case: Case, user: User) -> None:  # noqa: F811
    """A PDF of two pages, a Word file, a photo, a text in the code of old Windows, an Excel file."""
    for day, (content, name, title) in enumerate(
        [
            (pdf(2), "見積.pdf", "見積書"),
            (word("派遣の要請"), "要請.docx", "要請書"),
            (picture("JPEG"), "現場.jpg", "現場の写真"),
            ("一行目\n二行目 ～".encode("cp932"), "電話.txt", "電話の記録"),
            (packed("xl/workbook.xml"), "=内訳.xlsx", "=内訳"),
        ],
        start=1,
    ):
        come(case, content, name=name, title=title, received_on=date(2024, 4, day), by=user)


def test_the_whole_file_in_one(case: Case, user: User) -> None:  # noqa: F811
    """An index, each paper in its order on the page the index says, marked by its title; what is no PDF is named as being apart."""
    filled(case, user)
    row = made(case, user)
    assert (row.state, row.error, row.amiss) == (BindingState.DONE, "", "")
    assert (row.papers, row.pages) == (5, 6)
    with pikepdf.open(row.pdf.path) as whole, whole.open_outline() as outline:
        assert len(whole.pages) == 6
        found = [(item.title, _page_of(whole, item)) for item in outline.root]
        assert found == [("目次", 1), ("1 見積書", 2), ("2 要請書", 4), ("3 現場の写真", 5), ("4 電話の記録", 6)]
        assert all(b"Do" in _drawn(page) for page in whole.pages)
    lines = _lines(row)
    assert [(line["番号"], line["ページ"]) for line in lines] == [
        ("1", "2～3"), ("2", "4"), ("3", "5"), ("4", "6"), ("5", "別ファイル(zipの中)"),
    ]  # fmt: skip
    assert lines[4]["件名"] == "'=内訳" and lines[0]["日付"] == "2024/04/01"


def test_what_leaves_a_walled_case_bears_to_whom_and_when(case: Case, world: TinyWorld, user: User) -> None:  # noqa: F811
    """Written down before it is made; each page has addressee, number and time at its foot. In the open neither."""
    come(case, pdf(2), name="見積.pdf", title="見積書", by=user)
    with pikepdf.open(made(case, user).pdf.path) as whole:
        assert [_overlaid(page) for page in whole.pages] == [1, 1, 1]
    assert not Disclosure.objects.exists()
    world.wall(case.programme)
    row = made(case, user)
    told = Disclosure.objects.get()
    assert (told.ground, told.means, told.document, told.recipient_name) == ("inside", "print", "一件書類", str(user))
    with pikepdf.open(row.pdf.path) as whole:
        assert [_overlaid(page) for page in whole.pages] == [2, 2, 2]
    assert "通番" in told.footer and str(user) in told.footer


def _overlaid(page: Any) -> int:
    """How much is laid over a page."""
    return sum(str(op.operator) == "Do" for op in pikepdf.parse_content_stream(page))


def _page_of(whole: Any, item: Any) -> int:
    target = (item.destination or item.action.D)[0]
    return next(n for n, page in enumerate(whole.pages, start=1) if page.obj.objgen == target.objgen)


def _drawn(page: Any) -> bytes:
    page.contents_coalesce()
    return bytes(page.Contents.read_bytes())


def _lines(row: Binding) -> list[dict[str, str]]:
    with zipfile.ZipFile(row.packed.path) as archive:
        return list(csv.DictReader(io.StringIO(archive.read("書類一覧.csv").decode("utf-8-sig"))))


def test_with_libreoffice_office_files_become_pages(
    case: Case,  # noqa: F811
    user: User,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """By its command, asked as it is; what it cannot convert stays in the zip, and the index says so."""
    (tmp_path / "page.pdf").write_bytes(pdf(3))
    soffice = tmp_path / "soffice"
    soffice.write_text(
        f"""#!/bin/sh
test "$4 $5 $6" = "--convert-to pdf --outdir" && case "$8" in *.pptx) exit 1 ;; esac && cp {tmp_path}/page.pdf "${{8%.*}}.pdf"
"""
    )
    soffice.chmod(0o755)
    monkeypatch.setattr("banso.core.word_pdf.shutil.which", lambda name: str(soffice) if name == "soffice" else None)
    for content, name in ((packed("xl/workbook.xml"), "内訳.xlsx"), (packed("ppt/presentation.xml"), "説明.pptx")):
        come(case, content, name=name, title=name, by=user)
    row = made(case, user)
    assert (row.state, row.pages) == (BindingState.DONE, 4)
    table, slides = _lines(row)
    assert (table["ページ"], table["備考"]) == ("2～4", "")
    assert slides["ページ"] == "別ファイル(zipの中)" and "変換できませんでした" in slides["備考"]


def test_mails_are_pages_without_the_way_in(case: Case, user: User) -> None:  # noqa: F811
    """Between the other papers of their days; whoever takes the file home does not come in as the guest."""
    body = "次のページで答えてください。\nhttps://banso.example.jp/guest/aB3-_x/ まで"
    write_message(
        write_mailing("お願い", "business", by=user), case=case, to_name="港 太郎", to_email="minato@example.jp",
        subject="派遣のお願い", body=body, by=user,
    )  # fmt: skip
    mail = Message.objects.get()
    said = on_paper(mail)
    assert said["lines"][1] == "https://banso.example.jp/guest/(専用ページのアドレスは省略)/ まで"
    assert ["宛先", "港 太郎 minato@example.jp"] in said["facts"]
    row = made(case, user)
    (line,) = _lines(row)
    assert (row.pages, line["種類"], line["ページ"], line["件名"]) == (2, "メール", "2", "派遣のお願い")
    assert line["ファイル名"].endswith("_メール_派遣のお願い.pdf")


def test_the_zip_holds_the_originals_and_what_they_are(case: Case, user: User) -> None:  # noqa: F811
    """Every member but the explanation and the list itself has its checksum there; the originals are as they came."""
    filled(case, user)
    row = made(case, user)
    with zipfile.ZipFile(row.packed.path) as archive:
        sums = dict(reversed(line.split("  ", 1)) for line in archive.read("SHA256SUMS.txt").decode().splitlines())
        assert sums.keys() == set(archive.namelist()) - {"SHA256SUMS.txt", "お読みください.txt"}
        assert {name: hashlib.sha256(archive.read(name)).hexdigest() for name in sums} == sums
        assert archive.read("一件書類.pdf") == Path(row.pdf.path).read_bytes()
    originals = {file.sha256 for file in ReceivedFile.objects.filter(case=case)}
    assert {line["SHA-256"] for line in _lines(row)} == originals <= set(sums.values())


def test_what_is_amiss_with_a_file_is_told(case: Case, user: User) -> None:  # noqa: F811
    """One that was changed on the disk, and one that is gone, are named; the others are bound all the same."""
    filled(case, user)
    first, second = ReceivedFile.objects.order_by("received_on")[:2]
    Path(first.file.path).write_bytes(pdf(3))
    Path(second.file.path).unlink()
    row = made(case, user)
    assert row.state == BindingState.DONE and row.pages == 6
    assert row.amiss.splitlines() == [
        "1 見積書: ファイルの中身が登録したときと違います", "2 要請書: ファイルが見つかりません",
    ]  # fmt: skip


def test_an_empty_file_is_its_index(case: Case, user: User) -> None:  # noqa: F811
    row = made(case, user)
    assert (row.state, row.papers, row.pages) == (BindingState.DONE, 0, 1)


def test_a_long_index_counts_its_own_pages(case: Case, user: User, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    """A hundred lines before the one paper: its page is told after the pages of the index."""
    from banso.cases.filing import Leaf, Paper, leaves_of

    come(case, pdf(1), by=user)
    more = [Leaf(date(2024, 4, 1), Paper.STEP, f"手続{number}") for number in range(100)]
    monkeypatch.setattr("banso.office.files.services.binding.leaves_of", lambda c, u: [*more, *leaves_of(c, u)])
    row = made(case, user)
    with pikepdf.open(row.pdf.path) as whole:
        assert _lines(row)[100]["ページ"] == str(len(whole.pages)) and len(whole.pages) > 3


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_a_page_has_its_number_and_its_foot_however_it_was_turned(tmp_path: Path, turned: int) -> None:
    """Both are drawn within the page, beside the edge that is below as it is looked at."""
    source, target = tmp_path / "a.pdf", tmp_path / "b.pdf"
    document = pikepdf.new()
    document.add_blank_page(page_size=(600, 800)).Rotate = turned
    document.save(source)
    target.touch()
    strip = pikepdf.new()
    strip.add_blank_page(page_size=(900, 12))  # wider than any page
    strip.save(tmp_path / "foot.pdf")
    given = ([("題", str(source))], str(target), str(tmp_path / "foot.pdf"))
    assert read_apart("banso.core.foreign.binding.bind", *given)[0] == 1
    with pikepdf.open(target) as bound:
        page = bound.pages[0]
        drawn = [op for op in pikepdf.parse_content_stream(page) if str(op.operator) == "cm"][-2:]
        for x, y in (
            (float(op.operands[4]), float(op.operands[5])) for op in drawn
        ):  # the number, and the strip beside it
            near = {0: y < 40, 90: x > 560, 180: y > 760, 270: x < 40}
            assert near[turned] and 0 <= x <= 600 and 0 <= y <= 800


def test_one_at_a_time_and_the_old_one_goes(case: Case, user: User) -> None:  # noqa: F811
    first = ask_binding(case, by=user)
    with pytest.raises(ValidationError, match="できあがるまで"):
        ask_binding(case, by=user)
    make_binding(first.pk, user.pk)
    first.refresh_from_db()
    old = [Path(first.pdf.path), Path(first.packed.path)]
    second = made(case, user)
    first.refresh_from_db()
    assert not first.pdf and not any(path.exists() for path in old) and Path(second.pdf.path).exists()
    drop_binding(binding_id=first.pk, user_id=user.pk)
    assert Path(second.pdf.path).exists()
    drop_binding(binding_id=second.pk, user_id=user.pk)
    second.refresh_from_db()
    assert not second.pdf and not second.packed
    waiting = ProcrastinateJob.objects.filter(task_name="drop_binding", args__binding_id=second.pk)
    assert (waiting.get().scheduled_at - timezone.now()).days == 6


def test_what_a_worker_left_behind_is_swept(folder: Path) -> None:  # noqa: F811
    """A day later, and not while one may still be at it."""
    old, new = folder / "binding" / "tmpold", folder / "binding" / "tmpnew"
    for left in (old, new):
        left.mkdir(parents=True)
    os.utime(old, (0, 0))
    sweep_after_binding(timestamp=0)
    assert (old.exists(), new.exists()) == (False, True)


def test_it_is_taken_home_by_the_one_who_asked(case: Case, world: TinyWorld, user: User, client: Client) -> None:  # noqa: F811
    """On screen: asked for, waited for, downloaded; nobody else is given it, for they may see less."""
    come(case, pdf(1), by=user)
    client.force_login(user)
    asked = client.post(reverse("files-bind", args=[case.pk]))
    row = Binding.objects.get()
    assert asked["Location"] == row.get_absolute_url() and "待機中" in client.get(asked["Location"]).content.decode()
    make_binding(row.pk, user.pk)
    assert "2ページ" in client.get(row.get_absolute_url()).content.decode()
    for form in ("pdf", "zip"):
        answer = client.get(reverse("files-binding-file", args=[row.pk, form]))
        assert answer.status_code == 200 and answer["Cache-Control"] == "private, no-store"
        assert form in answer["Content-Disposition"] and len(b"".join(answer.streaming_content)) > 500
    assert client.get(reverse("files-binding-file", args=[row.pk, "exe"])).status_code == 404
    other = world.user("other", is_superuser=True)
    client.force_login(other)
    assert client.get(row.get_absolute_url()).status_code == 403
    assert client.get(reverse("files-binding-file", args=[row.pk, "pdf"])).status_code == 403
