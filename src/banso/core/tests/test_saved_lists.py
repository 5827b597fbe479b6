"""Saved lists and chosen columns: remembered, shared, begun with, and taken away."""

import re
from datetime import date
from urllib.parse import quote

import pytest
from django.test import Client

from banso.core.models import ListSetting, SavedList
from banso.registers.models import Company, Staff, Unit, User
from conftest import TinyWorld, flat

LIST = "/registers/company/"
SAVE = "/lists/registers.company/save/"
COLUMNS = "/lists/registers.company/columns/"


def _client(world: TinyWorld, name: str, unit: Unit | None = None) -> Client:
    user = world.user(name)
    world.allow(user, "view_company", "add_company")
    Staff.objects.create(name=name, unit=unit or world.unit, user=user, joined_on=date(2020, 4, 1))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def clerk(world: TinyWorld) -> Client:
    world.company("つがる商店", prefecture="青森県", phone="017-1", capital=1_000_000)
    world.company("みちのく工業", prefecture="岩手県")
    return _client(world, "clerk")


def _headers(client: Client, query: str = "") -> list[str]:
    page = flat(client.get(LIST + query, follow=True).content)
    return [
        re.sub(r" ?[▲▼]$", "", re.sub("<[^>]+>", "", th).strip()) for th in re.findall("<th [^>]*>(.*?)</th>", page)
    ]


def test_chosen_columns_are_shown_exported_and_remembered(clerk: Client) -> None:
    """In the chosen order, on screen and in the file, until the usual ones are asked for again."""
    usual = _headers(clerk)
    clerk.post(COLUMNS, {"column": ["capital", "name", "nonsense"], "query": "prefecture=" + quote("青森県")})
    assert _headers(clerk) == ["資本金(円)", "企業名"]
    export = clerk.get(LIST, {"format": "csv", "prefecture": "青森県"})
    assert b"".join(export.streaming_content).decode("utf-8-sig") == "資本金(円),企業名\r\n1000000,つがる商店\r\n"
    clerk.post(COLUMNS, {"usual": "1", "query": ""})
    assert _headers(clerk) == usual


def test_the_last_conditions_come_back_until_cleared(clerk: Client) -> None:
    """Back on the list, the same conditions; 条件を消す brings every record back, and keeps doing so."""
    clerk.get(LIST, {"q": "つがる", "after": ""})
    assert clerk.get(LIST)["Location"] == f"{LIST}?q={quote('つがる')}"
    assert "<strong>2件</strong>" in clerk.get(f"{LIST}?all=1").content.decode()
    assert "<strong>2件</strong>" in clerk.get(LIST).content.decode()


def test_a_saved_list_keeps_conditions_order_and_columns(clerk: Client, world: TinyWorld) -> None:
    """Opened under its name it shows the same again; saved once more under that name it is replaced."""
    query = f"prefecture={quote('青森県')}&sort=-capital"
    answer = clerk.post(SAVE, {"name": "青森の企業", "query": query, "column": ["name", "capital"], "start": "1"})
    saved = SavedList.objects.get()
    assert answer["Location"] == f"{LIST}?{query}&list={saved.pk}"
    page = clerk.get(answer["Location"]).content.decode()
    assert "<strong>1件</strong>" in page and "都道府県: 青森県" in page and 'aria-current="page">青森の企業' in page
    assert _headers(clerk, f"?{query}&list={saved.pk}") == ["企業名", "資本金(円)"]
    clerk.post(SAVE, {"name": " 青森の企業 ", "query": "", "column": ["name"]})
    assert SavedList.objects.get().query == ""


def test_the_list_begins_with_the_chosen_one_at_the_next_login(clerk: Client, world: TinyWorld) -> None:
    """A new login has no last conditions: the list the user begins with opens, until she takes that back."""
    clerk.post(SAVE, {"name": "岩手", "query": f"prefecture={quote('岩手県')}", "column": ["name"], "start": "1"})
    saved = SavedList.objects.get()
    tomorrow = Client()
    tomorrow.force_login(User.objects.get(username="clerk"))
    assert tomorrow.get(LIST)["Location"].endswith(f"list={saved.pk}")
    clerk.post(f"/lists/registers.company/saved/{saved.pk}/", {"what": "usual"})
    assert ListSetting.objects.get().start is None


def test_lists_are_shared_as_far_as_their_owner_says(clerk: Client, world: TinyWorld) -> None:
    """Own: nobody else; unit: colleagues; all: everyone who may see the kind. Only the owner takes one away."""
    near = _client(world, "near")
    far = _client(world, "far", Unit.objects.create(code="other", name="別の課"))
    for sharing in ("own", "unit", "all"):
        clerk.post(SAVE, {"name": f"一覧-{sharing}", "query": "", "column": ["name"], "sharing": sharing})
    seen = [set(re.findall("一覧-([a-z]+)", c.get(LIST).content.decode())) for c in (near, far)]
    assert seen == [{"unit", "all"}, {"all"}]
    shared, own = (SavedList.objects.get(sharing=s) for s in ("all", "own"))
    assert (
        "ほかの人が保存した一覧は削除できません"
        in far.post(f"/lists/registers.company/saved/{shared.pk}/", {"what": "remove"}, follow=True).content.decode()
    )
    assert far.post(f"/lists/registers.company/saved/{own.pk}/", {"what": "start"}).status_code == 404
    clerk.post(f"/lists/registers.company/saved/{shared.pk}/", {"what": "remove"})
    assert set(SavedList.objects.values_list("sharing", flat=True)) == {"own", "unit"}


def test_a_kind_one_may_not_see_has_no_lists(clerk: Client) -> None:
    """Neither saving nor choosing columns works for a kind out of reach."""
    for address in ("/lists/turnaround.plancase/save/", "/lists/no.such/columns/"):
        assert clerk.post(address, {"name": "x", "column": ["id"]}).status_code == 404
    assert not SavedList.objects.exists()


def test_a_list_that_does_not_fit_shift_jis_is_not_written(clerk: Client) -> None:
    """The page names the cell and offers the ways out; what was asked for with 〓 is written."""
    Company.objects.create(name="𠮷田屋")
    answer = clerk.get(LIST, {"format": "sjis"})
    assert answer.status_code == 422 and "<td>𠮷田屋</td><td>企業名</td><td>𠮷</td>" in flat(answer.content)
    written = clerk.get(LIST, {"format": "sjis", "replace": "1"})
    assert "〓田屋" in b"".join(written.streaming_content).decode("cp932")


def test_a_list_is_laid_out_for_paper(clerk: Client) -> None:
    """Every row, the conditions, the number and who printed it when."""
    page = clerk.get(LIST, {"format": "print", "prefecture": "岩手県"}).content.decode()
    assert "条件: 都道府県: 岩手県" in page and "件数: 1件" in page and "みちのく工業" in page
    assert "つがる商店" not in page
