"""What is not yet in a register is made beside the form that asks for it; a postal code says where it leads."""

from datetime import date

import pytest
from django.test import Client

from banso.registers.models import Company, Person
from banso.registers.postal import place_of
from banso.registers.services import record_company
from banso.work.gatherings import services as gatherings
from banso.work.gatherings.models import Session
from banso.work.governance.models import Audit
from banso.work.members import services as members
from conftest import TinyWorld, bring, flat

MAKE = "/lists/registers.company/make/"


@pytest.fixture
def clerk(world: TinyWorld) -> Client:
    user, client = world.user("clerk"), Client()
    world.allow(user, "view_company", "add_company", "view_person", "add_person", "view_member", "add_member")
    client.force_login(user)
    return client


def test_a_company_is_made_beside_the_form(world: TinyWorld, clerk: Client) -> None:
    """Offered below what was found and beside a list to choose from; made with few facts, or told what is wrong."""
    offered = flat(clerk.get("/pick/registers.company/", {"q": "みほん<b>"}).content)
    assert f'data-make="{MAKE}">「みほん&lt;b&gt;」を新しい企業として登録する' in offered
    assert f'data-make="{MAKE}" data-for="id_company">新しい企業を登録する' in flat(
        clerk.get("/members/member/new/").content
    )
    form = clerk.get(MAKE, {"name": "みほん工業"}).content.decode()
    assert 'value="みほん工業"' in form and "make-phone" in form and "make-capital" not in form
    refused = clerk.post(MAKE, {"make-name": "", "make-corporate_number": "1" * 13})
    assert (
        refused.status_code == 422 and "入力してください。" in refused.content.decode() and not Company.objects.exists()
    )
    made = clerk.post(MAKE, {"make-name": "みほん工業", "make-phone": "017-711-1234"})
    company = Company.objects.get()
    assert (made.status_code, made.json()) == (201, {"id": company.pk, "name": "みほん工業"})
    assert (company.phone, company.size) == ("017-711-1234", "")
    assert clerk.post("/lists/registers.person/make/", {"make-name": "見本 花子"}).status_code == 201
    assert Person.objects.get().name == "見本 花子"


def test_only_who_may_register_one_is_offered_it(world: TinyWorld) -> None:
    user, client = world.user("reader"), Client()
    world.allow(user, "view_company", "view_member", "add_member")
    client.force_login(user)
    assert "data-make" not in client.get("/pick/registers.company/", {"q": "みほん"}).content.decode()
    assert "data-make" not in client.get("/members/member/new/").content.decode()
    assert client.get(MAKE).status_code == client.post(MAKE, {"make-name": "みほん"}).status_code == 404
    world.allow(user, "add_room")
    assert client.get("/lists/facilities.room/make/").status_code == 404  # it has more to say than a name


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("〒030-0801", ("青森県", "青森市", "新町")),
        ("０３０８５５５", ("青森県", "青森市", "中央1丁目22-5")),  # an office with a code of its own
        ("498-0000", ("", "", "")),  # of two prefectures
        ("030-1234", None),
        ("²", None),
        ("", None),
    ],
)
def test_where_a_postal_code_leads(clerk: Client, typed: str, said: tuple[str, str, str] | None) -> None:
    found = place_of(typed)
    assert (found and (found.prefecture, found.city, found.town)) == said
    answer = clerk.get("/matching/postal-code/", {"code": typed}).json()
    assert answer.get("town") == (said[2] if said else None)


def test_what_lasts_one_day_needs_no_last_day(world: TinyWorld) -> None:
    """On screen, in a list, many at once and past every verb: it is over on the day it began."""
    course = gatherings.record_gathering(programme=world.programme, kind="seminar", title="創業講座", by=None)
    facts = {"gathering": course, "place": "青森市"}
    day = date(2023, 6, 1)
    made = gatherings.record_session(starts_on=day, ends_on=None, by=None, **facts)
    assert made.ends_on == day
    gatherings.correct_session(made, starts_on=date(2023, 6, 2), ends_on=None, by=None)
    made.refresh_from_db()
    assert made.ends_on == date(2023, 6, 2)
    rows = [{"starts_on": date(2023, 7, n), **facts} for n in range(1, 11)]
    gatherings.record_session.many(rows, by=None)  # type: ignore[attr-defined]
    bring("sessions", "名称,開催日,開催地\n創業講座,R5.8.1,八戸市\n")
    assert Session.objects.count() == 12 and {s.ends_on - s.starts_on for s in Session.objects.all()} == {day - day}
    Audit.objects.create(programme=world.programme, kind="inspection", starts_on=day, audited_year=2022)
    assert Audit.objects.get().ends_on == day


def test_what_the_report_calls_a_row_by_is_given_by_itself(world: TinyWorld) -> None:
    """Once each, and never changed by a new name; a code of one's own is kept."""
    first, second = (members.record_grade(name=name, by=None) for name in ("正会員", "賛助会員"))
    own = members.record_grade(name="特別会員", code="special", by=None)
    first.delete()
    third = members.record_grade(name="名誉会員", by=None)
    assert [first.code, second.code, own.code, third.code] == ["grade-1", "grade-2", "special", "grade-3"]
    members.correct_grade(second, name="協賛会員", code="", by=None)
    second.refresh_from_db()
    assert (second.name, second.code) == ("協賛会員", "grade-2")


def test_programmes_that_have_such_records_are_offered_first(world: TinyWorld, clerk: Client) -> None:
    other = world.add_programme("zz", "会員の事業")
    grade = members.record_grade(name="正会員", by=None)

    def offered() -> list[str]:
        return [row.code for row in clerk.get("/members/member/new/").context["form"].fields["programme"].queryset]

    assert offered() == ["main", "zz"]
    facts = {"programme": other, "grade": grade, "joined_on": date(2023, 4, 1)}
    members.record_member(company=world.company(), by=None, **facts)
    assert offered() == ["zz", "main"]


def test_a_size_that_nobody_said_is_none(world: TinyWorld) -> None:
    assert record_company(name="みほん", by=None).size == ""
    assert record_company(name="みほん二", size="small", by=None).get_size_display() == "小規模企業者"
