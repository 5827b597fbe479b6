"""Every list and register goes out as Excel and as CSV in both encodings: out of the declared kinds, so that a new one is tried."""

import csv
import io

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from banso.core.kinds import all_pages
from banso.core.models import Access
from banso.core.tables import Table
from conftest import TinyWorld

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", "\r=1+1", "=cmd|' /C calc'!A0"]
LISTS = [kind.table for kind in all_pages()]


@pytest.fixture
def client(world: TinyWorld) -> Client:
    """Someone who may see every kind."""
    user = world.user("everyone")
    world.allow(user, *(p.codename for p in Permission.objects.filter(codename__startswith="view_")))
    found = Client()
    found.force_login(user)
    return found


def content(client: Client, table: Table, query: str) -> bytes:
    answer = client.get(f"{reverse(table.page('list'))}?all=1&{query}")
    assert answer.status_code == 200, (table.label, query)
    return b"".join(answer.streaming_content)


@pytest.mark.parametrize("table", LISTS, ids=lambda table: table.label)
def test_every_list_goes_out_in_each_form(client: Client, table: Table) -> None:
    """The page offers the files; each begins with the headings the page shows, in its own encoding; each is logged."""
    page = client.get(f"{reverse(table.page('list'))}?all=1").content.decode()
    assert all(f"format={form}" in page for form in ("xlsx", "csv", "sjis", "print")), table.label
    headings = [column.label for column in table.columns]
    utf8, sjis = content(client, table, "format=csv"), content(client, table, "format=sjis")
    assert utf8.startswith(b"\xef\xbb\xbf") and next(csv.reader([utf8.decode("utf-8-sig").splitlines()[0]])) == headings
    assert next(csv.reader([sjis.decode("cp932").splitlines()[0]])) == headings
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(content(client, table, "format=xlsx"))).get_sheet_by_index(0)
    assert sheet.to_python()[4][: len(headings)] == headings
    assert Access.objects.count() == 3


@pytest.mark.parametrize("name", FORMULAS)
def test_no_name_is_a_formula_in_a_file(client: Client, world: TinyWorld, name: str) -> None:
    """In CSV a mark keeps a spreadsheet from reckoning; in Excel the cell is text."""
    world.company(name)
    (table,) = [table for table in LISTS if table.label == "registers.company"]
    for form, encoding in (("csv", "utf-8-sig"), ("sjis", "cp932")):
        text = content(client, table, f"format={form}").decode(encoding)
        cells = list(csv.reader(io.StringIO(text, newline="")))[1]
        assert [cell for cell in cells if cell[:1] in ("=", "+", "-", "@", "\t", "\r")] == []
        assert "'" + name.strip() in cells
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(content(client, table, "format=xlsx"))).get_sheet_by_index(0)
    assert name.strip() in [str(cell).strip() for cell in sheet.to_python()[5]]


def test_a_cell_that_shift_jis_cannot_hold_is_named(client: Client, world: TinyWorld) -> None:
    """Which row, record, column and characters; with 〓 only when asked for."""
    world.company("髙橋𠮷商店")
    (table,) = [table for table in LISTS if table.label == "registers.company"]
    answer = client.get(f"{reverse(table.page('list'))}?all=1&format=sjis")
    assert answer.status_code == 422 and "𠮷" in answer.content.decode()
    assert "髙橋〓商店" in content(client, table, "format=sjis&replace=1").decode("cp932")
