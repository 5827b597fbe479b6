"""Recording a visit: saved once, drafts kept, figures shown before and untouched by it."""

import json
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from banso.desk.models import Draft, RecentCompany
from banso.desk.moving import moves_of
from banso.desk.services import discard_draft, keep_draft, record_visit
from banso.desk.services.drafts import DraftMovedError
from banso.desk.visit_form import VisitForm, first_values
from banso.figures.models import TallyEntry
from banso.registers.models import Company, Staff, User
from banso.work.consultations.models import Category, Consultation, Theme
from banso.work.consultations.services import record_consultation
from conftest import TODAY, TinyWorld


@pytest.fixture
def user(world: TinyWorld) -> User:
    user = world.user(is_superuser=True)
    world.staff.user = user
    world.staff.save()
    return user


def typed(world: TinyWorld, **fields: Any) -> dict[str, Any]:
    given = {"programme": world.programme.pk, "held_on": "R6.3.31", "mode": "phone", "note": "電話の相談"}
    return given | fields


def form(data: dict[str, Any]) -> VisitForm:
    return VisitForm(data, today=TODAY)


def saved(data: dict[str, Any], user: User, draft: Any = None) -> Consultation:
    read = form(data)
    assert read.is_valid(), read.errors
    return record_visit(read.facts(), draft=draft, by=user)


def test_only_what_the_figures_need_is_asked(world: TinyWorld, user: User) -> None:
    """Company, day, programme and way of holding are enough; anything less is named."""
    company = world.company()
    visit = saved(typed(world, company=company.pk, note=""), user)
    assert (visit.held_on, visit.mode, visit.adviser, visit.minutes) == (date(2024, 3, 31), "phone", None, None)
    assert set(form({}).errors) == {"held_on", "programme", "mode"}


def test_a_typed_name_that_is_one_company_is_taken(world: TinyWorld, user: User) -> None:
    """As if chosen; a name of none or of several is asked back."""
    company = world.company("㈱髙橋商店")
    world.company("高橋商店街")
    assert saved(typed(world, company_text="株式会社高橋商店"), user).company == company
    assert "company_text" in form(typed(world, company_text="高橋")).errors


def test_a_new_company_comes_with_its_visit(world: TinyWorld, user: User) -> None:
    """Registered in the same step; a name already known is asked about first, and nothing is written till then."""
    facts = {"new_name": "新しい㈱", "new_kana": "アタラシイ", "new_corporate_number": "1234"}
    with pytest.raises(Exception, match="13桁"):
        saved(typed(world, **facts), user)
    assert not Company.objects.exists()
    facts["new_corporate_number"] = ""
    first = saved(typed(world, **facts), user).company
    assert first is not None and (first.name, first.kana) == ("新しい㈱", "アタラシイ")
    with pytest.raises(Exception, match="すでに登録されています"):
        saved(typed(world, new_name="新しい株式会社"), user)
    assert saved(typed(world, new_name="新しい株式会社", new_is_another="on"), user).company != first


def test_a_save_repeated_after_a_lost_answer_records_nothing_twice(world: TinyWorld, user: User) -> None:
    """The same draft, saved again, is the same record; its text is no longer kept."""
    key, data = uuid4(), typed(world, company=world.company().pk)
    keep_draft("consultation", key, 0, {"fields": [["note", "電話の相談"]]}, by=user)
    first = saved(data, user, key)
    assert saved(data, user, key) == first
    assert list(Consultation.objects.all()) == [first]
    assert (Draft.objects.get().payload, Draft.objects.get().finished_as) == ({}, first.pk)
    assert [recent.company for recent in RecentCompany.objects.all()] == [first.company]


def test_two_screens_never_overwrite_one_draft(world: TinyWorld, user: User) -> None:
    """The screen with the older state is told; the newer text stays; nobody else can touch it."""
    key = uuid4()
    assert keep_draft("consultation", key, 0, {"fields": [["note", "一"]]}, by=user) == 1
    assert keep_draft("consultation", key, 1, {"fields": [["note", "二"]]}, by=user) == 2
    for version in (0, 1):
        with pytest.raises(DraftMovedError):
            keep_draft("consultation", key, version, {"fields": [["note", "古い"]]}, by=user)
    discard_draft(key, by=world.user("other"))
    assert Draft.objects.get().payload == {"fields": [["note", "二"]]}
    discard_draft(key, by=user)
    assert not Draft.objects.exists()


def test_a_finished_draft_takes_no_more_text(world: TinyWorld, user: User) -> None:
    """What is typed after saving on another screen becomes a draft of its own."""
    key = uuid4()
    keep_draft("consultation", key, 0, {"fields": []}, by=user)
    saved(typed(world, company=world.company().pk), user, key)
    with pytest.raises(DraftMovedError):
        keep_draft("consultation", key, 1, {"fields": [["note", "続き"]]}, by=user)


def test_the_screen_starts_from_the_last_visit(world: TinyWorld, user: User) -> None:
    """Programme, way and category as last recorded by this user; today's date, and oneself where no adviser was chosen."""
    category = Category.objects.create(programme=world.programme, code="advice", name="助言")
    saved(typed(world, company=world.company().pk, **{f"category_{world.programme.pk}": category.pk}), user, uuid4())
    assert first_values(user, TODAY) == {
        "held_on": "令和6年4月10日", "programme": world.programme.pk, "mode": "phone", "adviser": world.staff,
        f"category_{world.programme.pk}": category.pk,
    }  # fmt: skip
    assert first_values(world.user("new"), TODAY) == {"held_on": "令和6年4月10日", "adviser": None}


def test_an_adviser_chosen_stays_and_none_does_not(world: TinyWorld, user: User) -> None:
    """A colleague picked for the last visit is offered again, (なし) and one who has left are not."""
    colleague = Staff.objects.create(name="担当 二郎", unit=world.unit, joined_on=date(2020, 4, 1))
    saved(typed(world, company=world.company().pk, adviser=colleague.pk), user, uuid4())
    assert first_values(user, TODAY)["adviser"] == colleague
    colleague.ended_on = date(2024, 4, 1)
    colleague.save()
    assert first_values(user, TODAY)["adviser"] == world.staff
    saved(typed(world, company=world.company().pk, adviser=""), user, uuid4())
    assert first_values(user, TODAY)["adviser"] == world.staff


def test_promises_are_answered_by_the_visit(world: TinyWorld, user: User) -> None:
    """Those ticked, of this company only."""
    company, other = world.company(), world.company()
    facts = {"programme": world.programme, "held_on": date(2024, 3, 1), "mode": "desk", "next_on": date(2024, 3, 20)}
    mine, theirs = (record_consultation(company=c, by=None, **facts) for c in (company, other))
    saved(typed(world, company=company.pk, answers=[mine.pk, theirs.pk]), user)
    assert list(Consultation.objects.promises()) == [theirs]
    mine.refresh_from_db()
    assert mine.followed_up_on == date(2024, 3, 31)


def test_the_figures_it_moves_are_told_and_nothing_is_written(world: TinyWorld, user: User) -> None:
    """Under two programmes: 延べ and 実 of each move by one; where the firm is counted already, 実 stays."""
    second, company = world.add_programme("second", "専門相談事業"), world.company()
    record_consultation(programme=second, held_on=date(2023, 5, 1), mode="desk", company=company, by=None)
    entries = TallyEntry.objects.count()
    read = form(typed(world, company=company.pk, also=[second.pk]))
    assert read.is_valid()
    found = moves_of(2023, lambda: record_visit(read.facts(), draft=None, by=user))
    told = {(m.question.section, m.question.label): (m.before, m.after) for m in found.moves}
    assert told == {
        ("相談事業", "相談件数"): ("0件", "1件"),
        ("相談事業", "相談企業数(延べ)"): ("延べ0社", "延べ1社"),
        ("相談事業", "相談企業数(実)"): ("0社", "1社"),
        ("専門相談事業", "相談件数"): ("1件", "2件"),
        ("専門相談事業", "相談企業数(延べ)"): ("延べ1社", "延べ2社"),
        ("専門相談事業", "相談企業数(実)"): ("1社", "1社"),
    }
    assert (found.outlined, found.closed) == (False, False)
    assert (Consultation.objects.count(), TallyEntry.objects.count(), RecentCompany.objects.count()) == (1, entries, 0)


@pytest.fixture
def desk(client: Client, user: User) -> Client:
    client.force_login(user)
    return client


def test_the_screen_keeps_and_finds_a_draft(desk: Client) -> None:
    """Kept by the address the screen uses; offered at the next visit; opened by its link; a spoilt one is refused."""
    key = uuid4()
    address = reverse("visit-draft", args=[key])
    content = json.dumps({"version": 0, "fields": [["company_text", "山田商事"], ["note", "話の途中"]]})
    assert desk.post(address, content, content_type="application/json").json() == {"version": 1}
    page = desk.get(reverse("record-visit")).content.decode()
    assert "山田商事 話の途中" in page and f"?draft={key}" in page
    assert "話の途中" in json_of(desk.get(reverse("record-visit"), {"draft": str(key)}).content.decode())
    assert desk.post(address, content, content_type="application/json").status_code == 409
    assert desk.post(address, "[]", content_type="application/json").status_code == 400


def json_of(page: str) -> str:
    return json.dumps(json.loads(page.split('type="application/json">')[1].split("</script>")[0]), ensure_ascii=False)


def test_a_wrong_visit_comes_back_with_its_text(desk: Client, world: TinyWorld) -> None:
    """Without a script too: every field as it was, each message at its field."""
    answer = desk.post(
        reverse("record-visit"), typed(world, note="消えては困る", next_on="R6.2.30", company_text="なし")
    )
    page = answer.content.decode()
    assert answer.status_code == 422 and "消えては困る</textarea>" in page
    assert "という日付はありません" in page and "候補から企業を選ぶか" in page
    assert not Consultation.objects.exists()


def test_the_brief_says_what_was_promised_and_the_last_themes(desk: Client, world: TinyWorld) -> None:
    """Of this company only, in few queries."""
    theme = Theme.objects.create(code="cash", name="資金繰り")
    company = world.company()
    record_consultation(
        programme=world.programme, held_on=date(2024, 3, 1), mode="desk", company=company, themes=[theme],
        next_step="試算表を見る", next_on=date(2024, 3, 20), by=None,
    )  # fmt: skip
    page = desk.get(reverse("company-brief", args=[company.pk])).content.decode()
    assert f'data-themes="{theme.pk}"' in page and "試算表を見る" in page
    other = desk.get(reverse("company-brief", args=[world.company().pk])).content.decode()
    assert "試算表を見る" not in other and "まだありません" in other


def test_the_boxes_options(desk: Client, world: TinyWorld, django_assert_max_num_queries: Any) -> None:
    """Those found, and the way to register a new one; one query besides those of the login, its session and the transaction."""
    company = world.company("株式会社山田商事")
    with django_assert_max_num_queries(8):
        page = desk.get(reverse("find-company"), {"q": "山田"}).content.decode()
    assert f'data-id="{company.pk}"' in page and 'data-new="山田"' in page
