"""The year of complaints on one page, and the sheet for the national body."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from banso.core.foreign.books import open_book
from banso.procedures.taking import take
from banso.procedures.terms import lay_down_terms
from banso.procedures.yearly import pseudonym, year_of
from banso.registers.models import Look
from banso.work.complaints.procedure import COMPLAINT
from conftest import TinyWorld, flat

from .test_complaints import TERMS, go, opened


def test_the_year_and_the_sheet_of_all(world: TinyWorld, client: Client) -> None:
    """Who came in, how far and after how many days, by what they are; the sheet has what the terms say, in their order, and names nobody."""
    told_of: dict[str, dict[str, Any]] = {"advised": {"advice": "書面で求める"}, "closed": {"ended": "resolved"}}
    columns = [["番号", "number"], ["区分", "division"], ["助言の日", "on-advised"], ["日数", "days"]]
    content = TERMS | {"values": TERMS.get("values", {}) | {"national": columns}}
    lay_down_terms(COMPLAINT, programme=world.programme, fiscal_year=2023, content=content, by=None)
    first, second = opened(world), opened(world, matter="late")
    go(first, told_of, "advised", "advised", "closed")
    late = opened(world, opened_on=date(2024, 3, 31))
    take(late.case, "advised", told_of["advised"] | {"taken_on": date(2024, 4, 1)}, by=None)
    year = year_of(COMPLAINT, 2023)
    assert year.opened == 3
    assert [(one.label, one.cases, one.days, one.closes) for one in year.reached] == [
        ("助言", 1, 0, False), ("終結", 1, 2, True),
    ]  # fmt: skip
    assert [(one.label, one.cases, one.days) for one in year_of(COMPLAINT, 2024).reached] == [("助言", 1, 1)]
    assert dict(year.by_fact)["相談の内容"] == [("代金の未払い", 2), ("支払遅延", 1)]
    world.allow(user := world.user("head"), "view_complaint")
    client.force_login(user)
    page = flat(client.get(reverse("case-year", args=["complaint"]), {"year": "2023"}).content)
    assert "取引の相談の1年" in page and "3</meter>" in page
    sheet = open_book(b"".join(client.get(reverse("case-year-file", args=["complaint"]), {"year": "2023"}))).sheet()
    rows = [list(cells) for _, cells in sheet.rows()]
    names = sorted(pseudonym(one.case) for one in (first, second, late))
    assert rows[0] == ["番号", "区分", "助言の日", "日数"] and [row[0] for row in rows[1:]] == names
    assert sorted(row[2] for row in rows[1:]) == ["", "令和5年5月1日", "令和6年4月1日"]
    looks = Look.objects.filter(user=user, programme=world.programme).order_by("pk")
    assert [(look.kind, look.number) for look in looks] == [
        ("list", 2),
        ("export", 3),
    ]  # whom the page names, and the sheet
    told = {str(cell) for row in rows for cell in row}
    assert not told & {first.case.number, str(first.case.company), str(first.case.pk)}
    assert client.get(reverse("case-year", args=["dispatch"])).status_code == 404
    client.force_login(world.user("stranger"))
    assert client.get(reverse("case-year-file", args=["complaint"])).status_code == 403


def test_columns_that_there_are_none_of_are_refused(world: TinyWorld) -> None:
    with pytest.raises(ValidationError, match="「name」という項目はありません"):
        content = {"values": {"national": [["企業", "name"]]}}
        lay_down_terms(COMPLAINT, programme=world.programme, fiscal_year=2023, content=content, by=None)
