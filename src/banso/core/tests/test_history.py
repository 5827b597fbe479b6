"""History: each change of a record in the words of the screens, of deleted records too."""

from datetime import date

import pghistory
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from banso.core.history import history, last_change
from banso.core.voiding import void
from banso.registers.models import Company, Industry, User
from banso.registers.services import correct_company, record_company
from banso.work.consultations.models import Consultation, Theme
from banso.work.consultations.services import correct_consultation, record_consultation
from conftest import TinyWorld


@pytest.fixture
def visit(world: TinyWorld) -> Consultation:
    by = world.user(display_name="担当 花子")
    themes = [Theme.objects.create(code=name, name=name, position=i) for i, name in enumerate(("販路", "資金"))]
    visit = record_consultation(
        programme=world.programme, held_on=date(2024, 3, 31), mode="desk", company=world.company("前の会社"),
        themes=themes[:1], by=by,
    )  # fmt: skip
    with pghistory.context(reason="聞き違い"):
        correct_consultation(
            visit, held_on=date(2024, 4, 1), mode="online", company=world.company("後の会社"), themes=themes[1:], by=by
        )
    return visit


def test_a_change_says_what_who_why_and_each_fact_before_and_after(visit: Consultation) -> None:
    """Dates in 和暦, choices by their labels, links by their names, themes added and taken away; keys for searching are left out."""
    latest, first = history(Consultation, visit.pk)
    assert (latest.what, str(latest.who), latest.reason, first.what, first.reason) == (
        "修正", "担当 花子", "聞き違い", "登録", "",
    )  # fmt: skip
    facts = {(d.label, d.before, d.after) for d in latest.differences}
    assert facts == {
        ("相談日", "令和6年3月31日", "令和6年4月1日"),
        ("相談方法", "窓口", "オンライン"),
        ("企業", "前の会社", "後の会社"),
        ("相談テーマ", "販路", "資金"),
    }
    assert ("企業", "", "前の会社") in {(d.label, d.before, d.after) for d in first.differences}


def test_a_change_of_nothing_shown_is_left_out(world: TinyWorld) -> None:
    """Saving the same again touches only the time of saving, and is no line of the history."""
    by = world.user()
    company = record_company(name="企業", by=by)
    correct_company(company, name="企業", by=by)
    assert [change.what for change in history(Company, company.pk)] == ["登録"]


def test_the_last_change_of_a_fact_names_its_author(world: TinyWorld) -> None:
    """Whoever changed another fact later is not blamed."""
    first, second = world.user("a"), world.user("b")
    company = record_company(name="企業", phone="1", by=first)
    correct_company(company, phone="2", by=first)
    correct_company(company, employees=3, by=second)
    changed = last_change(Company, company.pk, "phone")
    assert changed is not None and changed.who == first
    assert last_change(Company, company.pk, "capital") is None


def test_a_long_history_asks_no_query_per_change(world: TinyWorld) -> None:
    """Names of linked records are read kind by kind."""
    by, company = world.user(), world.company()
    correct_company(company, industry=Industry.objects.create(code="A", name="農業"), by=by)
    with CaptureQueriesContext(
        connection,
    ) as few:
        history(Company, company.pk)
    for number in range(8):
        correct_company(company, industry=Industry.objects.create(code=f"B{number}", name=f"業種{number}"), by=by)
    with CaptureQueriesContext(connection) as many:
        assert len(history(Company, company.pk)) == 10
    assert len(many) == len(few)


def _client(world: TinyWorld, name: str, *codenames: str) -> Client:
    user = world.user(name)
    world.allow(user, *codenames)
    client = Client()
    client.force_login(user)
    return client


def test_deleted_records_remain_for_those_who_may_delete(world: TinyWorld, visit: Consultation) -> None:
    """Listed with what they said, who deleted them and their whole history; nothing of it for anyone else."""
    pk = visit.pk
    by = User.objects.get(username="tester")
    world.allow(by, "delete_consultation")
    void(visit, reason="重複", by=by)
    manager = _client(world, "manager", "view_consultation", "delete_consultation")
    adviser = _client(world, "adviser", "view_consultation", "change_consultation")
    page = manager.get("/lists/consultations.consultation/deleted/").content.decode()
    assert "後の会社" in page and "担当 花子" in page and f"deleted/{pk}/" in page
    record = manager.get(f"/lists/consultations.consultation/deleted/{pk}/").content.decode()
    assert "変更の履歴(3件)" in record and "聞き違い" in record
    for address in ("", f"{pk}/"):
        assert adviser.get(f"/lists/consultations.consultation/deleted/{address}").status_code == 404
    assert manager.get("/lists/consultations.consultation/deleted/999/").status_code == 404
