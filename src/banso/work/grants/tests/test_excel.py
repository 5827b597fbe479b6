"""The Excel form of an application: out as far as it is known, and back, with what is wrong named by its cell."""

from io import BytesIO

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from banso.core.errors import UserError
from banso.core.foreign.books import open_book
from banso.office.guests.models import Invitation, Unsent
from banso.work.grants.applying.excel import read
from banso.work.grants.applying.filling import begun
from banso.work.grants.applying.sending import begin_application
from banso.work.grants.models import Filing
from conftest import TinyWorld, flat

from .test_applying import SAID, open_call, typed

Grid = dict[str, dict[tuple[int, int], object]]


def opened(content: bytes) -> Grid:
    """The cells of a book, by sheet, row and column."""
    return {
        sheet.name: {(number, place): cell for number, cells in sheet.rows() for place, cell in enumerate(cells)}
        for sheet in open_book(content).sheets
    }


def kept(grid: Grid) -> SimpleUploadedFile:
    """The book as someone saved it."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out)
    for name, cells in grid.items():
        sheet = book.add_worksheet(name)
        for (number, place), value in cells.items():
            sheet.write(number - 1, place, value)
    book.close()
    return SimpleUploadedFile("申請書.xlsx", out.getvalue())


def test_it_goes_out_comes_back_and_is_sent(world: TinyWorld, client: Client) -> None:
    call = open_call(world)
    client.force_login(world.user("manager", is_superuser=True))
    asked = begin_application(call, name="北 花子", email="hanako@example.jp", by=world.user("clerk"))
    where = [asked.pk]
    client.post(reverse("grant-apply-for", args=where), {"title": "木のおもちゃ"})

    def out() -> Grid:
        answer = client.get(reverse("grant-apply-for-form", args=where))
        return opened(b"".join(answer.streaming_content))  # type: ignore[arg-type]

    grid = out()
    answers, lines = grid["申請書"], grid["収支予算書"]
    rows = {str(cell): number for (number, place), cell in answers.items() if place == 1}
    assert answers[rows["補助事業の名称"], 2] == "木のおもちゃ"
    said: dict[str, object] = {
        "企業名・屋号": SAID["company_name"], "所在地": SAID["address"], "代表者の氏名": SAID["representative"],
        "担当者の氏名": SAID["contact"], "電話番号": SAID["phone"], "消費税の課税区分": "課税事業者(本則課税)",
        "自己資金(円)": 433334, "目標 1": "売上", "数 1": 1200, "単位 1": "万円",
    }  # fmt: skip
    answers |= {(rows[label], 2): value for label, value in said.items()}
    heads = {str(cell): place for (number, place), cell in lines.items() if number == 1}
    for row, category, cost in ((3, "機械装置費", 1_100_000), (4, "旅費", "１万円くらい")):
        written = (("経費区分", category), ("内容", "加工機"), ("経費(税込み・円)", cost))
        lines |= {(row, heads[label]): value for label, value in written}
    page = reverse("grant-apply-for-read", args=where)
    wrong = client.post(page, {"workbook": kept(grid)})
    told = flat(wrong.content)
    assert (
        wrong.status_code == 422 and "シート「収支予算書」A4 経費区分: 「旅費」は選べません。機械装置費のどれか" in told
    )
    assert "シート「収支予算書」F4 経費(税込み・円)" in told and SAID["address"] in told  # what can be read is there
    grid["収支予算書"] = {place: value for place, value in lines.items() if place[0] != 4}
    assert client.post(page, {"workbook": kept(grid)}).status_code == 302
    preview = reverse("grant-apply-for-preview", args=where)
    early = client.post(preview, {"means": "email", "received_on": "R6.4.1"})
    assert early.status_code == 422 and "公募の開始日" in early.content.decode()
    done = client.post(preview, {"means": "email", "received_on": localdate().isoformat()})
    filing = Filing.objects.get()
    assert done.status_code == 302 and filing.application.requested == 666_666
    assert filing.content["answers"]["targets"] == [{"name": "売上", "value": "1200", "unit": "万円", "due": ""}]
    assert out()["収支予算書"][2, heads["経費(税込み・円)"]] == "1,100,000" and not Unsent.objects.exists()


def test_what_is_no_form_of_ours_is_refused(world: TinyWorld, client: Client) -> None:
    call = open_call(world)
    asked = Invitation.objects.get(pk=begin_application(call, name="北", email="kita@example.jp", by=None).pk)
    work = begun(asked)
    other = kept({"何か": {(1, 0): "何か"}}).read()
    with pytest.raises(UserError, match="シート「申請書」がありません"):
        read(other, "x.xlsx", work.form)
    with pytest.raises(UserError):
        read(b"\x00\x01", "x.xlsx", work.form)
    assert work.form(QueryDict()).sums().cost == 0 and typed(call)["title"]
