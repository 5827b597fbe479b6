"""A budget sheet as it is filled in: what follows from a line, both sides, one way to count tax, and its page."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from banso.work.grants.budgeting import by_category
from banso.work.grants.models import Application, Call
from banso.work.grants.money import Values
from banso.work.grants.planning import draw_up_plan
from banso.work.grants.summing import filled_in, net_of, summed
from conftest import TinyWorld, flat

from .test_budgets import category
from .worked import DAY, applied, called


@pytest.mark.parametrize(
    ("gross", "rate", "net"), [(1_100_000, 10, 1_000_000), (99_999, 10, 90_908), (10_800, 8, 10_000)]
)
def test_the_fourth_worked_case_of_prices_without_tax(gross: int, rate: int, net: int) -> None:
    assert net_of(gross, rate) == net


GROSS = st.lists(st.tuples(st.integers(0, 10**9), st.sampled_from([0, 8, 10])), max_size=8)


@given(GROSS)
def test_net_prices_never_exceed_the_net_of_their_sum(lines: list[tuple[int, int]]) -> None:
    for rate in (0, 8, 10):
        of_rate = [gross for gross, theirs in lines if theirs == rate]
        each, whole = sum(net_of(gross, rate) for gross in of_rate), net_of(sum(of_rate), rate)
        assert 0 <= whole - each <= max(len(of_rate) - 1, 0)
        assert all(net * (100 + rate) <= gross * 100 for gross in of_rate for net in [net_of(gross, rate)])


def test_a_line_is_filled_in_by_how_tax_is_counted() -> None:
    line: dict[str, Any] = {"unit_price": 110_000, "quantity": 3, "tax_rate": 10}
    assert (filled_in(line, "net")["cost"], filled_in(line, "net")["eligible"]) == (330_000, 300_000)
    assert filled_in(line, "gross")["eligible"] == 330_000
    assert filled_in(line | {"eligible": 1}, "net")["eligible"] == 1


def _sheet(call: Call) -> list[dict[str, Any]]:
    works = category(call, "委託費")
    return [filled_in({"category": works, "content": "試作", "cost": 1_100_000, "tax_rate": 10}, "net")]


def _draw(application: Application, lines: list[dict[str, Any]], money: dict[str, int | None], **facts: Any) -> Any:
    return draw_up_plan(application, drawn_on=DAY, lines=lines, money=money, by=None, **facts)


def test_a_plan_says_what_is_asked_for(world: TinyWorld) -> None:
    call = called(world)
    application = applied(world, call)
    lines = _sheet(call)
    sheet = _draw(application, lines, {"own": 433_334}, tax_status="full")
    application.refresh_from_db()
    assert (application.expense, application.requested, application.basis) == (1_000_000, 666_666, "net")
    assert list(by_category(sheet).values()) == [1_000_000]
    refused: list[tuple[list[dict[str, Any]], dict[str, int | None], dict[str, str], str]] = [
        (lines, {"own": 0}, {}, "支出の合計1,100,000円より433,334円足りません"),
        (lines, {"own": 500_000}, {}, "66,666円多すぎます"),
        (lines, {"requested": 700_000, "own": 400_000}, {}, "計算した補助金額666,666円を超えています"),
        ([lines[0] | {"eligible": 1_100_000}], {"own": 433_334}, {}, "1行目: 補助対象経費1,100,000円に消費税が入って"),
        (lines, {"own": 433_334}, {"tax_status": "exempt", "basis": "gross"}, "税抜と税込を混ぜられません"),
        ([{"content": "試作"}], {}, {}, "1行目: 経費区分を選んでください"),
    ]
    for some, money, facts, said in refused:
        with pytest.raises(ValidationError) as caught:
            _draw(application, some, money, **facts)
        assert said in "".join(caught.value.messages)
    assert application.sheets.count() == 1


def test_an_exempt_firm_counts_with_tax(world: TinyWorld) -> None:
    call = called(world)
    application = applied(world, call)
    lines = [_sheet(call)[0] | {"eligible": 1_100_000}]
    _draw(application, lines, {"own": 366_667}, tax_status="exempt")
    application.refresh_from_db()
    assert (application.basis, application.requested) == ("gross", 733_333)


def test_what_cannot_be_read_yet_is_not_summed(world: TinyWorld) -> None:
    call = called(world)
    works = category(call, "委託費")
    lines = [{"category": works, "cost": 300_000, "eligible": 300_000}, {"content": "まだ"}, {"category": works}]
    sums = summed(call, None, lines, {"own": 100_000}, Values(cut=1000))
    assert (sums.cost, sums.grant, sums.income, sums.balance) == (300_000, 200_000, 300_000, "")


def test_the_page_counts_while_one_types(world: TinyWorld, client: Client) -> None:
    call = called(world)
    works = category(call, "委託費")
    application = applied(world, call)
    client.force_login(world.user("manager", is_superuser=True))
    page = reverse("grant-plan", args=[application.pk])
    typed = {"drawn_on": "R6.4.2", "tax_status": "full", "own": "４３３，３３４"}
    typed |= {"line-2-category": str(works.pk), "line-2-content": "試作 一式", "line-2-cost": "1,100,000"}
    shown = flat(client.post(reverse("grant-plan-sums", args=[application.pk]), typed).content)
    assert "666,666円" in shown and "収入と支出が一致しています" in shown and "「一式」では内訳が分かりません" in shown
    plain = client.post(page, typed | {"compute": "1"})
    assert plain.status_code == 200 and "666,666円" in flat(plain.content)
    assert "line-6-content" in client.post(page, typed | {"more": "1"}).content.decode()
    assert client.post(page, typed | {"line-2-cost": "²"}).status_code == 422
    assert client.post(page, typed | {"own": "9" * 30}).status_code == 422
    assert client.post(page, typed | {"own": "1"}).status_code == 422 and not application.sheets.exists()
    assert client.post(page, typed).status_code == 302
    assert application.sheets.get().lines.get().eligible == 1_000_000
    panel = flat(client.get(reverse("grant-plan-panel", args=["cases", "case", application.case_id])).content)
    assert "試作 一式" in panel and "税抜" in panel
    assert "1,000,000" in flat(client.get(page).content)
