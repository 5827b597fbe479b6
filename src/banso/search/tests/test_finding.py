"""Finding: exact names first, words in any form, nothing that may not be seen, and an index that follows every change."""

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db import Error, connection, transaction
from django.test import Client

from banso.core.searching import all_searchables
from banso.core.voiding import void
from banso.registers.models import Company, CompanyName, RoleAssignment, User
from banso.registers.services import correct_company
from banso.search.finding import Asked, excerpt, marked, search
from banso.search.keeping import refresh, reindex
from banso.search.models import Document, Stale
from banso.search.words import question
from banso.work.consultations.models import Consultation
from banso.work.consultations.services import record_consultation
from conftest import TinyWorld


@pytest.fixture
def reader(world: TinyWorld) -> User:
    """Someone who may see companies and consultations, and nothing else."""
    user = world.user()
    world.allow(user, "view_company", "view_companyname", "view_consultation")
    return User.objects.get(pk=user.pk)


def visit(world: TinyWorld, company: Company, note: str, on: date = date(2023, 6, 1)) -> Consultation:
    facts: dict[str, Any] = {
        "programme": world.programme,
        "held_on": on,
        "mode": "desk",
        "company": company,
        "note": note,
    }
    return record_consultation(by=None, **facts)


def found(typed: str, reader: User, **more: Any) -> list[str]:
    refresh()
    return [f"{hit.kind.model.__name__} {hit.record}" for hit in search(typed, Asked(**more), by=reader).hits]


def test_a_company_is_found_by_any_of_its_names_and_numbers(world: TinyWorld, reader: User) -> None:
    """Name without its legal form, reading, part of the telephone and of the 法人番号, old name."""
    company = world.company(
        "株式会社髙橋製作所", kana="タカハシセイサクショ", phone="017-791-7330", corporate_number="8990000000001"
    )
    CompanyName.objects.create(company=company, name="高橋鉄工")
    world.company("有限会社別の会社")
    for typed in ("㈱高橋製作所", "たかはしせいさく", "７９１－７３３０", "99000000000", "髙橋製作所"):
        assert found(typed, reader)[0] == f"Company {company}", typed
    assert found("高橋鉄工", reader) == ["CompanyName 高橋鉄工"]


def test_the_whole_name_comes_before_a_part_of_one(world: TinyWorld, reader: User) -> None:
    """Equal, then beginning, then within."""
    for name in ("北むつ商会", "むつ商会青森", "株式会社むつ商会"):
        world.company(name)
    assert [line.split()[1] for line in found("むつ商会", reader)] == ["株式会社むつ商会", "むつ商会青森", "北むつ商会"]


def test_a_note_is_found_by_other_words_of_the_same_meaning(world: TinyWorld, reader: User) -> None:
    """Two-character words, other spellings, synonyms of the dictionary and of the field; all words must be there."""
    company = world.company("企業")
    visit(world, company, "後継者への承継と、補助金の申請について話した。")
    for typed in ("承継", "助成金", "跡継ぎ", "補助金 承継"):
        assert len(found(typed, reader)) == 1, typed
    assert found("補助金 輸出", reader) == []


def test_only_the_year_and_kind_asked_for(world: TinyWorld, reader: User) -> None:
    """31 March and 1 April stand on their sides."""
    company = world.company("企業")
    visit(world, company, "承継の相談", date(2024, 3, 31))
    visit(world, company, "承継の相談", date(2024, 4, 1))
    assert len(found("承継", reader, year=2023)) == 1 and len(found("承継", reader)) == 2
    assert found("承継", reader, kind="registers.company") == []


def test_only_the_programme_asked_for(world: TinyWorld, reader: User) -> None:
    """Records of another programme, and what belongs to none, are left out."""
    other, company = world.add_programme("other", "別の事業"), world.company("承継商会")
    for programme in (world.programme, other):
        facts = {"programme": programme, "held_on": date(2023, 6, 1), "mode": "desk", "company": company}
        record_consultation(by=None, note="承継の相談", **facts)
    assert len(found("承継", reader)) == 3
    assert len(found("承継", reader, programme=other.pk)) == 1


@pytest.mark.parametrize(
    ("typed", "number"), [("0172", 1), ("77-1234", 1), ("1234", 2), ("７７１２３４５", 0), ("990000", 1), ("12", 0)]
)
def test_any_part_of_a_number_is_found_from_its_index(world: TinyWorld, reader: User, typed: str, number: int) -> None:
    """Beginning, middle and end, of telephone and 法人番号; the whole register is not read for it."""
    world.company("甲", phone="0172-77-1234", corporate_number="8990000000001")
    world.company("乙", phone="017-723-1234")
    assert len(found(typed, reader)) == number


def test_nothing_of_a_kind_that_may_not_be_opened(world: TinyWorld, reader: User) -> None:
    """Neither hits nor counts."""
    visit(world, world.company("企業"), "承継の相談")
    RoleAssignment.objects.get(user=reader).role.permissions.remove(
        Permission.objects.get(codename="view_consultation")
    )
    result = search("承継", by=User.objects.get(pk=reader.pk))
    assert (result.hits, result.counts) == ([], [])


def test_the_index_follows_insert_change_and_deletion(world: TinyWorld, reader: User) -> None:
    """By service, in bulk and by raw SQL; what was said before is found no more."""
    company = world.company("企業")
    said = visit(world, company, "販路の相談")
    assert len(found("販路", reader)) == 1
    Consultation.objects.filter(pk=said.pk).update(note="輸出の相談")
    assert found("販路", reader) == [] and len(found("輸出", reader)) == 1
    with connection.cursor() as cursor:
        cursor.execute("UPDATE consultations_consultation SET note = '知財の相談' WHERE id = %s", [said.pk])
    assert len(found("特許", reader)) == 1
    correct_company(company, name="改名した企業", by=None)
    assert found("改名した", reader)[0] == "Company 改名した企業"
    void(said, reason="重複", by=None)
    assert found("知財", reader) == []
    kinds = {d.kind for d in Document.objects.all()}
    assert not Stale.objects.exists() and kinds == {"registers.company", "registers.companyname"}


def test_a_visit_under_several_programmes_is_found_once(world: TinyWorld, reader: User) -> None:
    """The rows of further programmes have no document."""
    other = world.add_programme("other", "別の事業")
    record_consultation(
        by=None, programme=world.programme, held_on=date(2023, 6, 1), mode="desk", company=world.company("企業"),
        note="承継の相談", also_under={other: None},
    )  # fmt: skip
    assert len(found("承継", reader)) == 1
    assert Document.objects.filter(kind="consultations.consultation").count() == 1


def test_reindexing_makes_the_same_documents(world: TinyWorld, reader: User) -> None:
    """As after a new dictionary; nothing stays behind."""
    visit(world, world.company("企業"), "承継の相談")
    refresh()
    before = set(Document.objects.values_list("kind", "object_id", "words"))
    Document.objects.all().delete()
    assert reindex() == len(before)
    assert set(Document.objects.values_list("kind", "object_id", "words")) == before and not Stale.objects.exists()


def test_what_matched_is_marked_and_nothing_else_becomes_markup(world: TinyWorld) -> None:
    """The reader's own angle brackets stay text."""
    asked = question("あっせん")
    assert marked("<b>斡旋</b>の話", asked) == "&lt;b&gt;<mark>斡旋</mark>&lt;/b&gt;の話"
    assert excerpt("前置き。" * 100 + "斡旋の話" + "。後" * 200, asked).count("斡旋") == 1


def test_the_index_itself_cannot_be_read_or_written(world: TinyWorld, reader: User) -> None:
    """The runtime role sees no document, takes nothing from the queue and writes nothing; the functions alone answer."""
    from banso.config.tests.test_roles import as_runtime_role

    visit(world, world.company("企業"), "承継の相談")
    refresh()
    with connection.cursor() as cursor:
        cursor.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO banso_app")
    with as_runtime_role():
        assert not Document.objects.exists() and not Stale.objects.exists()
        with pytest.raises(Error), transaction.atomic():
            Document.objects.create(kind="x", object_id=1)


def test_the_page_shows_results_as_one_types(world: TinyWorld, reader: User) -> None:
    """The whole page, and only the results for a fragment; no query per hit."""
    client = Client()
    client.force_login(reader)
    assert "企業名・読み" in client.get("/search/").content.decode()
    for number in range(25):
        visit(world, world.company(f"企業{number}"), "承継の相談")
    refresh()
    fragment = client.get("/search/?q=承継", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in fragment and fragment.count("<mark>承継</mark>") == 5 and "<h2>相談記録 25件</h2>" in fragment
    one_kind = "/search/?q=承継&kind=consultations.consultation"
    page = client.get(one_kind).content.decode()
    assert page.count("<mark>承継</mark>") == 20 and "次の20件" in page
    assert client.get(f"{one_kind}&start=20").content.decode().count("<mark>承継</mark>") == 5
    assert "見つかりませんでした" in client.get("/search/?q=ありえない言葉の並び").content.decode()


def test_every_searchable_kind_reads_its_own_records(world: TinyWorld) -> None:
    """Each declaration's paths exist: a query over all its columns runs."""
    for declared in all_searchables():
        assert list(declared.rows()[:1]) in ([], [declared.rows().first()])
    assert len(all_searchables()) > 20
