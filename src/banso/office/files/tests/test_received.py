"""Files that came in for a case: told by their content, kept as they came, in the order of the file."""

import hashlib
import io
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import Error, transaction
from django.test import Client
from django.urls import reverse
from PIL import Image

from banso.cases.filing import Leaf, Paper, leaves_of
from banso.cases.models import Case, Party
from banso.core.errors import UserError
from banso.office.files.models import ReceivedFile
from banso.office.files.services import correct_received, receive, withdraw_received
from banso.office.papers.services import record_incoming
from banso.registers.models import User
from conftest import TinyWorld

DAY = date(2024, 4, 10)
TYPES = '<?xml version="1.0"?><Types/>'


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Any) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def user(world: TinyWorld) -> User:
    return world.user(is_superuser=True)


@pytest.fixture
def case(world: TinyWorld) -> Case:
    return Case.objects.create(programme=world.programme, company=world.company("有限会社 港"), opened_on=DAY)


def pdf(pages: int = 1, **saving: Any) -> bytes:
    document, made = pikepdf.new(), io.BytesIO()
    for _ in range(pages):
        document.add_blank_page(page_size=(595, 842))
    document.save(made, **saving)
    return made.getvalue()


def picture(ending: str = "PNG") -> bytes:
    made = io.BytesIO()
    Image.effect_noise((60, 40), 90).save(made, ending)
    return made.getvalue()


def packed(*names: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in ("[Content_Types].xml", *names):
            archive.writestr(name, TYPES)
    return made.getvalue()


def file(content: bytes, name: str = "見積書.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def come(case: Case, content: bytes, *, by: User, name: str = "見積書.pdf", **facts: Any) -> ReceivedFile:
    given = {"title": "見積書", "received_on": DAY, "way": "post", "sender": "北海商店"}
    return receive(case, file(content, name), by=by, **given | facts)


def test_what_came_is_kept_as_it_came(case: Case, user: User) -> None:
    """With its digest, its pages and who brought it; said of it may be put right, what came may not, and it is never deleted."""
    content = pdf(3)
    row = come(case, content, by=user)
    assert Path(row.file.path).read_bytes() == content
    assert (row.sha256, row.size, row.pages) == (hashlib.sha256(content).hexdigest(), len(content), 3)
    assert (row.whose, row.uploaded_by, row.fiscal_year) == ("北海商店", user, 2024)
    correct_received(row, title="見積書(機械一式)", by=user)
    assert ReceivedFile.objects.get().title == "見積書(機械一式)"
    for change in ({"sha256": "0"}, {"file": "documents/00/other"}, {"name": "x.pdf"}, {"case": None}):
        with pytest.raises(Error), transaction.atomic():
            ReceivedFile.objects.update(**change)
    with pytest.raises(Error), transaction.atomic():
        row.delete()


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (pdf(encryption=pikepdf.Encryption(user="x", owner="y")), "a.pdf", "パスワード"),
        (pdf()[:200], "a.pdf", "開けません"),
        (b"", "a.pdf", "空のファイル"),
        (packed("word/document.xml"), "a.pdf", "開けません"),
        (packed("word/document.xml", "word/vbaProject.bin"), "a.docx", "マクロ"),
        (packed("xl/workbook.xml"), "a.docx", "拡張子の形式と違う"),
        (packed("word/document.xml")[:80], "a.docx", "開けません"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "a.xlsx", "パスワード"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.doc", "古い形式"),
        (picture()[:-40], "a.png", "開けません"),
        (picture("JPEG"), "a.png", "拡張子の形式と違う"),
        (b"\0\0\0 ftypheic", "a.heic", "HEIC"),
        (b"MZ", "a.exe", "保管できません"),
    ],
)  # fmt: skip
def test_what_cannot_be_opened_later_is_told_at_once(
    case: Case, user: User, folder: Path, content: bytes, name: str, said: str
) -> None:
    with pytest.raises(UserError, match=said):
        come(case, content, name=name, by=user)
    assert not ReceivedFile.objects.exists() and not [path for path in folder.rglob("*") if path.is_file()]


def test_the_same_file_comes_once_until_it_is_withdrawn(case: Case, user: User, folder: Path) -> None:
    """A second time it is told and nothing is kept; another case may have it; withdrawn, with a reason, it may come anew."""
    content = picture()
    row = come(case, content, name="写真.png", by=user)
    with pytest.raises(ValidationError, match="すでに登録"):
        come(case, content, name="別名.png", by=user)
    assert len([path for path in folder.rglob("*") if path.is_file()]) == 1
    other = Case.objects.create(programme=case.programme, company=case.company, opened_on=DAY)
    come(other, content, name="写真.png", by=user)
    with pytest.raises(ValidationError, match="理由"):
        withdraw_received(row, reason=" ", by=user)
    withdraw_received(row, reason="別の案件の写真だったため", by=user)
    with pytest.raises(ValidationError, match="すでに取り下げ"):
        withdraw_received(row, reason="もう一度", by=user)
    come(case, content, name="写真.png", by=user)
    assert [leaf.address for leaf in leaves_of(case, user)] == [
        ReceivedFile.objects.filter(case=case, withdrawn_on=None).get().get_absolute_url()
    ]


def test_a_party_or_step_of_another_case_is_refused(case: Case, user: User) -> None:
    other = Case.objects.create(programme=case.programme, company=case.company, opened_on=DAY)
    stranger = Party.objects.create(case=other, role="company", name="他社 太郎")
    with pytest.raises(ValidationError, match="この案件の関係者"):
        come(case, pdf(), party=stranger, by=user)
    with pytest.raises(ValidationError, match="この案件の手続"):
        come(case, pdf(), step="granted", by=user)


def test_the_file_stands_in_the_order_of_its_days(case: Case, world: TinyWorld, user: User) -> None:
    """Those of one day by their kind; whoever may not see a kind is not shown it."""
    come(case, pdf(1), title="二番目", received_on=date(2024, 4, 9), by=user)
    come(case, pdf(2), title="一番目", received_on=date(2024, 4, 1), by=user)
    record_incoming(case=case, received_on=date(2024, 4, 5), sender="青森県", title="照会", by=user)

    def said(who: User | None) -> list[tuple[str, str]]:
        return [(leaf.title, leaf.number) for leaf in leaves_of(case, who)]

    assert said(None) == [("一番目", ""), ("照会", "収受第1号"), ("二番目", "")] == said(user)
    reader = world.user("reader")
    world.allow(reader, "view_receivedfile")
    assert said(reader) == [("一番目", ""), ("二番目", "")]
    assert leaves_of(case, world.user("nobody")) == []


def test_leaves_of_one_day_stand_by_their_kind(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    papers = [Leaf(DAY, paper, str(paper)) for paper in reversed(Paper)]
    monkeypatch.setattr(
        "banso.cases.filing._leaves", [lambda cases, user: [(one.pk, paper) for one in cases for paper in papers]]
    )
    assert [leaf.paper for leaf in leaves_of(case, None)] == list(Paper)


def test_a_clerk_hands_in_looks_puts_right_and_takes_out(case: Case, user: User, client: Client) -> None:
    """On screen: the form says what is wrong with the file; the paper stands on the case's page and comes back as it was."""
    client.force_login(user)
    page = reverse("files-receive", args=[case.pk])
    facts = {
        "title": "事業計画書",
        "received_on": "R6.4.10",
        "way": "hand",
        "step": "",
        "party": "",
        "sender": "港 太郎",
    }
    refused = client.post(page, facts | {"file": file(pdf()[:99])})
    assert refused.status_code == 422 and "開けません" in refused.content.decode()
    content = pdf(2)
    assert client.post(page, facts | {"file": file(content, "計画.pdf")}).status_code == 302
    row = ReceivedFile.objects.get()
    panel = client.get(reverse("files-panel", args=["cases", "case", case.pk])).content.decode()
    whole = client.get(reverse("files-file", args=[case.pk])).content.decode()
    assert all("事業計画書" in html and "港 太郎" in html for html in (panel, whole))
    answer = client.get(reverse("files-received-file", args=[row.pk]))
    assert b"".join(answer.streaming_content) == content and answer["X-Content-Type-Options"] == "nosniff"
    address = row.get_absolute_url()
    assert client.post(address, facts | {"correct": "1", "title": "事業計画書(改)"}).status_code == 302
    assert "事業計画書(改)" in client.get(address).content.decode()
    assert client.post(address, {"withdraw": "1", "withdraw-reason": ""}).status_code == 422
    assert client.post(address, {"withdraw": "1", "withdraw-reason": "別の案件"}).status_code == 302
    assert "別の案件" in client.get(reverse("files-file", args=[case.pk])).content.decode()


def test_who_may_only_look_changes_nothing(case: Case, world: TinyWorld, user: User, client: Client) -> None:
    row = come(case, pdf(), by=user)
    reader = world.user("reader")
    world.allow(reader, "view_receivedfile")
    client.force_login(reader)
    assert client.get(row.get_absolute_url()).status_code == 200
    assert client.get(reverse("files-receive", args=[case.pk])).status_code == 403
    assert client.post(row.get_absolute_url(), {"withdraw": "1", "withdraw-reason": "x"}).status_code == 403
    assert ReceivedFile.objects.get().withdrawn_on is None
