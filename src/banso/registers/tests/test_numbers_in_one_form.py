"""Telephones, postal codes, readings and 法人番号: typed in any way, kept in one, found in every search box."""

from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.test import Client

from banso.core.history import events_of
from banso.core.imports import import_kind
from banso.core.tables import table_for
from banso.intake import services as intake
from banso.registers.finding import find_companies
from banso.registers.models import Company, Person
from banso.registers.services import record_company, record_person
from conftest import TinyWorld

FACTS = {
    "kana": "ﾐﾎﾝｺｳｷﾞｮｳ",
    "phone": "０１７７１１１２３４",
    "postal_code": "〒０３０－０８０１",
    "corporate_number": "Ｔ7000-0120-50002",
    "invoice_number": "7000012050002",
}
KEPT = {
    "kana": "ミホンコウギョウ",
    "phone": "017-711-1234",
    "postal_code": "0300801",
    "corporate_number": "7000012050002",
    "invoice_number": "T7000012050002",
}


def kept(company: Company) -> dict[str, object]:
    company.refresh_from_db()
    return {name: getattr(company, name) for name in KEPT}


def test_one_form_by_every_way(world: TinyWorld, client: Client) -> None:
    """By the service, on the screen without a digit cut off, and from a list."""
    assert kept(record_company(name="みほん工業", by=None, **FACTS)) == KEPT
    Company.objects.all().delete()
    user = world.user()
    world.allow(user, "add_company", "view_company")
    client.force_login(user)
    page = client.get("/registers/company/new/").content.decode()
    assert 'maxlength="7"' not in page
    client.post("/registers/company/new/", {"name": "みほん工業", "size": "small", **FACTS})
    assert kept(Company.objects.get()) == KEPT
    Company.objects.all().delete()
    text = "企業名,フリガナ,電話番号,〒,法人番号,登録番号\nみほん工業," + ",".join(FACTS.values()) + "\n"
    text += "みほん二号,,177111234,301234,7.12E+12,\nみほん三号,,177111234,301234,,\nみほん四号,,,030-080,,\n"
    brought = intake.bring(import_kind("companies"), text.encode(), "企業.csv", by=None)
    outcome = intake.run(brought, by=None)
    assert [line.number for line in outcome.shown["refused"]] == [3, 5]
    assert "文字列" in outcome.shown["refused"][0].why[0]
    assert kept(Company.objects.get(name="みほん工業")) == KEPT
    mended = Company.objects.get(name="みほん三号")
    assert (mended.phone, mended.postal_code) == ("017-711-1234", "0301234")


def test_what_is_no_postal_code_is_refused(world: TinyWorld) -> None:
    with pytest.raises(ValidationError, match="7桁"):
        record_company(name="みほん工業", postal_code="030-080", by=None)


@pytest.mark.parametrize(
    "typed",
    [
        "0177111234",
        "017-711-1234",
        "７１１－１２３４",
        "7111",
        "T7000012050002",
        "7000-0120-50002",
        "0300801",
        "030-0801",
        "〒030-0801",
    ],
)
def test_a_number_is_found_however_it_is_typed(world: TinyWorld, typed: str) -> None:
    company = record_company(name="みほん工業", by=None, **FACTS)
    record_company(name="別の商店", phone="0178-22-3456", by=None)
    table = table_for(Company)
    assert list(table.searched(table.rows(), typed)) == [company]
    if "0801" not in typed:
        assert list(find_companies(typed, 5)) == [company]


def test_what_was_kept_before_is_put_in_one_form(world: TinyWorld) -> None:
    """What was typed stays in the trail; what has no form stays as it is; a second time nothing changes."""
    old = world.company("古い商店")
    Company.objects.filter(pk=old.pk).update(
        phone="0177111234", postal_code="030", kana="ﾌﾙｲ"
    )  # as before there was one form
    word = world.company("言葉商店", phone="なし")
    person = record_person(name="見本 花子", by=None)
    migration = import_module("banso.registers.migrations.0008_numbers_in_one_form")
    for _ in range(2):
        migration.spell(apps, None)
        old.refresh_from_db()
        assert (old.phone, old.postal_code, old.kana) == ("017-711-1234", "030", "フルイ")
    word.refresh_from_db()
    assert word.phone == "なし" and person.phone == ""
    trail = events_of(Company)
    assert trail is not None
    phones = trail.filter(pgh_obj_id=old.pk).order_by("pgh_id").values_list("phone", flat=True)
    assert list(phones)[:3] == ["", "0177111234", "017-711-1234"]


def test_a_plain_save_keeps_one_form(world: TinyWorld) -> None:
    """No way in escapes: a row saved by itself, or with many others, without its verb; what has no form stays as it is."""
    saved = Company.objects.create(
        name="保存商店", phone="（０１７）７１１−１２３４", postal_code="〒030-0801", kana="ほぞん"
    )
    Company.objects.bulk_create([Company(name="一括商店", phone="0177111234"), Company(name="言葉商店", phone="なし")])
    assert (saved.phone, saved.postal_code, saved.kana) == ("017-711-1234", "0300801", "ホゾン")
    phones = Company.objects.filter(name__in=("一括商店", "言葉商店")).order_by("pk").values_list("phone", flat=True)
    assert list(phones) == ["017-711-1234", "なし"]


@pytest.mark.parametrize(
    "typed", ["0177111234", "０１７−７１１−１２３４", "7000-0120-50002", "T7000012050002", "〒030-0801"]
)
def test_a_company_s_numbers_find_what_is_about_it(world: TinyWorld, typed: str) -> None:
    """In the search box of every list that is looked through by companies' names."""
    company = record_company(name="みほん工業", by=None, **FACTS)
    person = record_person(name="見本 花子", company=company, by=None)
    record_person(name="別 太郎", company=record_company(name="別の商店", phone="0178-22-3456", by=None), by=None)
    table = table_for(Person)
    assert list(table.searched(table.rows(), typed)) == [person]
