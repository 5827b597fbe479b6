"""What a file asks on the screen: its hidden rows in or out, and whether its unusual values are right."""

import io

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from banso.core.imports import import_kind
from banso.intake import jobs, services
from banso.intake.models import Import, State
from banso.registers.models import Company, User
from conftest import TinyWorld, flat


@pytest.fixture
def clerk(world: TinyWorld, client: Client) -> User:
    user = world.user()
    world.allow(user, "add_company", "change_company", "view_company")
    client.force_login(user)
    return user


def hidden_row() -> bytes:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    sheet = book.add_worksheet()
    for number, row in enumerate((["企業名", "従業員数"], ["見える商店", 1], ["隠れた商店", 2])):
        sheet.write_row(number, 0, row)
    sheet.set_row(2, None, None, {"hidden": True})
    book.close()
    return target.getvalue()


def looked_at(user: User) -> Import:
    taken = Import.objects.latest("pk")
    jobs.look_at_import.func(import_id=taken.pk, user_id=user.pk)
    assert taken.state is not None and taken.state.state == State.LOOKED
    return taken


def handed_in(client: Client) -> Import:
    file = SimpleUploadedFile("一覧.xlsx", hidden_row())
    client.post("/intake/new/companies/", {"file": file})
    return Import.objects.latest("pk")


def test_hidden_rows_are_asked_before_anything_is_looked_at(client: Client, clerk: User) -> None:
    """The page names them; without an answer it says so and asks again; with one the look follows it."""
    brought = handed_in(client)
    page = client.get(f"/intake/{brought.pk}/columns/")
    assert "隠れている行・列 1行: 3行目" in flat(page.content)
    chosen = {"column_0": "name", "column_1": "employees", "sheet": brought.sheet}
    asked = client.post(f"/intake/{brought.pk}/columns/", chosen)
    assert asked.status_code == 422 and "取り込むか、除くか" in flat(asked.content)
    client.post(f"/intake/{brought.pk}/columns/", {**chosen, "hidden": "out"})
    taken = looked_at(clerk)
    assert taken.answers == {"hidden": "out"}
    assert taken.state and taken.state.found["counts"]["created"] == 1
    assert "隠れている行 1行" in flat(client.get(f"/intake/{taken.pk}/").content)
    assert not Company.objects.exists()


def test_unusual_values_come_in_once_a_person_says_that_they_are_right(client: Client, clerk: User) -> None:
    """The look counts them and offers a button; pressed, the file is looked at anew with her answer."""
    user = User.objects.create_superuser("manager", password="password-12345")
    client.force_login(user)
    brought = services.bring(
        import_kind("organisations"),
        "機関名,種類,終了日\n青い森会,その他,R5.4.1\n古い会,その他,2204/4/1\n".encode(),
        "機関.csv",
        by=user,
    )
    jobs.ask_look(brought, by=user)
    assert looked_at(user).state.found["unusual"] == 1  # type: ignore[union-attr]
    assert "この1行の値は正しい" in flat(client.get(f"/intake/{brought.pk}/").content)
    client.post(f"/intake/{brought.pk}/again/", {"unusual": "in"})
    again = looked_at(user)
    assert again.pk != brought.pk and again.answers == {"unusual": "in"}
    assert again.state and again.state.found["unusual"] == 0 and again.state.found["counts"]["refused"] == 0
