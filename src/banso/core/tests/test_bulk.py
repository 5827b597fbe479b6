"""Bulk changes: seen beforehand, done wholly or not at all, undone except where someone has changed the fact since."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from banso.core.history import history
from banso.core.models import BulkChange
from banso.registers.models import Company, Staff
from banso.registers.services import correct_company
from banso.work.consultations.models import Consultation
from conftest import TinyWorld, flat

BULK = "/lists/registers.company/bulk/"


def _client(world: TinyWorld, name: str, *codenames: str) -> Client:
    user = world.user(name)
    world.allow(user, *codenames)
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def clerk(world: TinyWorld) -> Client:
    return _client(world, "clerk", "view_company", "change_company")


@pytest.fixture
def companies(world: TinyWorld) -> list[Company]:
    return [world.company(f"企業{i}", prefecture=name) for i, name in enumerate(("青森県", "青森県", "岩手県", ""))]


def _prefectures() -> list[str]:
    return list(Company.objects.order_by("pk").values_list("prefecture", flat=True))


def _preview(client: Client, value: str = "岩手県", **asked: Any) -> dict[str, Any]:
    """The preview of a new prefecture, and what its button would post."""
    answer = client.post(BULK, {"field": "prefecture", "value": value, "reason": "移転", "step": "preview", **asked})
    page = flat(answer.content)
    hidden = dict(re.findall(r'<input type="hidden" name="(ids|seen|query|conditions)" value="([^"]*)"', page))
    return {"page": page, "post": {**hidden, "field": "prefecture", "value": value, "reason": "移転", "step": "apply"}}


def test_a_bulk_change_is_previewed_done_and_undone(clerk: Client, companies: list[Company]) -> None:
    """The preview changes nothing; the change is in each record's history with its reason; undoing brings all back."""
    seen = _preview(clerk, row=[c.pk for c in companies])
    assert "変わる記録 3件" in seen["page"] and "もともと同じ 1件" in seen["page"]
    assert re.search(r"<td>青森県</td><td>岩手県</td><td class=\"number\">2件", seen["page"])
    assert _prefectures() == ["青森県", "青森県", "岩手県", ""] and not BulkChange.objects.exists()
    clerk.post(BULK, seen["post"])
    assert _prefectures() == ["岩手県"] * 4
    latest = history(Company, companies[0].pk)[0]
    assert (latest.what, latest.reason, latest.who.username) == ("一括変更", "移転", "clerk")
    done = BulkChange.objects.get()
    page = clerk.get(f"{BULK}{done.pk}/")
    assert "元に戻る記録 3件" in page.content.decode()
    clerk.post(f"{BULK}{done.pk}/", {"seen": page.context["outcome"].seen})
    assert _prefectures() == ["青森県", "青森県", "岩手県", ""]
    assert BulkChange.objects.filter(undoes=done).count() == 1
    assert "元に戻す" not in clerk.get(f"{BULK}{done.pk}/").content.decode()


def test_undoing_leaves_what_someone_has_changed_since(
    clerk: Client, companies: list[Company], world: TinyWorld
) -> None:
    """It says whose change stays, and what was deleted; the others go back."""
    clerk.post(BULK, _preview(clerk, row=[c.pk for c in companies])["post"])
    companies[0].refresh_from_db()
    correct_company(companies[0], prefecture="秋田県", by=world.user("other", display_name="別の 職員"))
    companies[3].delete()
    page = clerk.get(f"{BULK}{BulkChange.objects.get().pk}/")
    said = page.content.decode()
    assert "元に戻る記録 1件" in said and "別の 職員" in said and "削除されています" in said
    clerk.post(f"{BULK}{BulkChange.objects.get().pk}/", {"seen": page.context["outcome"].seen})
    assert _prefectures() == ["秋田県", "青森県", "岩手県"]


def test_everything_found_is_changed_and_nothing_else(clerk: Client, companies: list[Company]) -> None:
    """All that meet the conditions, as the list found them; a condition that cannot be read changes nothing."""
    seen = _preview(clerk, "秋田県", all="1", query="prefecture=青森県")
    assert "<strong>2件</strong>" in seen["page"] and "都道府県: 青森県" in seen["page"]
    clerk.post(BULK, seen["post"])
    assert _prefectures() == ["秋田県", "秋田県", "岩手県", ""]
    answer = clerk.post(BULK, {"all": "1", "query": "empty=nonsense", "field": "prefecture"}, follow=True)
    assert "項目を選び直してください" in answer.content.decode()


def test_what_changed_after_the_preview_is_not_overwritten(
    clerk: Client, companies: list[Company], world: TinyWorld
) -> None:
    """Confirming what no longer is as shown does nothing, and shows it anew."""
    seen = _preview(clerk, row=[c.pk for c in companies])
    correct_company(companies[1], prefecture="秋田県", by=world.user("other"))
    answer = clerk.post(BULK, seen["post"])
    page = answer.content.decode()
    assert "確かめたあとに変わった記録があります" in page and "<td>秋田県</td>" in page
    assert _prefectures() == ["青森県", "秋田県", "岩手県", ""] and not BulkChange.objects.exists()


def test_what_a_record_refuses_stays_and_is_said(world: TinyWorld) -> None:
    """The rules of each record hold: a visit's row under a further programme is not changed from here."""
    client = _client(world, "adviser", "view_consultation", "change_consultation")
    further = world.add_programme("further", "別の事業")
    facts: dict[str, Any] = {"held_on": date(2024, 4, 1), "mode": "desk", "company": world.company()}
    visit = Consultation.objects.create(programme=world.programme, **facts)
    row = Consultation.objects.create(programme=further, main=visit, **facts)
    address = "/lists/consultations.consultation/bulk/"
    asked = {"row": [visit.pk, row.pk], "field": "adviser", "value": world.staff.pk, "reason": "", "step": "preview"}
    page = client.post(address, asked).content.decode()
    assert "変わる記録 1件" in page and "直せない 1件" in page and "もとの相談を開いて" in page


def test_nobody_reaches_another_ones_bulk_change(clerk: Client, companies: list[Company], world: TinyWorld) -> None:
    """Neither seen nor undone by a colleague; not offered to someone who may only look; a field not declared is refused."""
    clerk.post(BULK, _preview(clerk, row=[c.pk for c in companies])["post"])
    colleague = _client(world, "colleague", "view_company", "change_company")
    reader = _client(world, "reader", "view_company")
    assert colleague.get(f"{BULK}{BulkChange.objects.get().pk}/").status_code == 404
    assert reader.post(BULK, {"row": companies[0].pk}).status_code == 404
    assert "まとめて直す" not in reader.get("/registers/company/").content.decode()
    asked = {"row": companies[0].pk, "field": "name", "value": "x", "step": "apply", "seen": ""}
    assert "直す項目" in clerk.post(BULK, asked).content.decode()
    assert not Company.objects.filter(name="x").exists() and Staff.objects.count() == 1


def test_none_or_too_many_are_refused(clerk: Client, companies: list[Company]) -> None:
    """A message says what to do; nothing is prepared."""
    assert "選んでください" in clerk.post(BULK, {"query": ""}, follow=True).content.decode()
    many = ",".join(str(number) for number in range(1, 1003))
    assert "1,000件までです" in clerk.post(BULK, {"ids": many}, follow=True).content.decode()
