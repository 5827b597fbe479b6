"""What was bought by an expense is entered in the register of assets from the expense's own page, with what the expense says of it."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from banso.work.grants.models import Asset, Expense
from banso.work.grants.spending.assets import enter_asset
from banso.work.grants.spending.services import correct_expense, withdraw_expense
from conftest import TinyWorld, flat

from .spent import spent_of_one_grant

ENTERED = {"name": "旋盤", "quantity": 1, "acquired_on": date(2024, 5, 2), "life": 7, "grant_part": 0}


@pytest.fixture
def expense(world: TinyWorld) -> Expense:
    """A lathe of 600,000 yen, delivered on 2 May; the only expense of a grant of 800,000 yen."""
    row = spent_of_one_grant(world, world.user(is_superuser=True))[0]
    facts = {"net": 600_000, "gross": 660_000, "eligible": 600_000, "delivered_on": date(2024, 5, 2), "is_asset": True}
    return correct_expense(row, by=None, **facts)


def refused(expense: Expense, **facts: object) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as caught:
        enter_asset(expense=expense, by=None, **ENTERED | {"unit_price": 600_000} | facts)
    return caught.value.message_dict if hasattr(caught.value, "error_dict") else {"": caught.value.messages}


def test_an_asset_says_what_its_expense_says(world: TinyWorld, client: Client, expense: Expense) -> None:
    """The form begins with it; entered, it is restricted by its price, has the expense's number, and stands on the expense's page."""
    client.force_login(world.user("担当", is_superuser=True))
    page = reverse("grants-expense-asset", args=[expense.pk])
    shown = flat(client.get(page).content)
    assert 'value="旋盤"' in shown and 'value="600,000"' in shown and 'value="機械装置費"' in shown
    assert "財産管理台帳に載せる" in flat(client.get(expense.get_absolute_url()).content)
    typed = {"name": "旋盤", "quantity": "1", "unit_price": "600,000", "acquired_on": "R6.5.2", "life": "7"}
    typed |= {"life_table": "tax", "grant_part": "800,001", "category": "機械装置", "model": "", "place": "工場"}
    wrong = client.post(page, typed)
    assert wrong.status_code == 422 and "この支出に当たる補助金は800,000円です" in flat(wrong.content)
    assert client.post(page, typed | {"grant_part": "400,000"}).status_code == 302
    made = Asset.objects.get()
    assert (made.expense, made.voucher, made.restricted_until) == (expense, "証ひょう1", date(2031, 5, 1))
    assert "処分制限 令和13年5月1日まで" in flat(client.get(expense.get_absolute_url()).content)


def test_no_more_is_entered_than_was_bought(expense: Expense) -> None:
    """Delivered, not before; two of one contract come to no more than was paid without tax, nor to more of the grant."""
    assert "納品日(令和6年5月2日)より前" in refused(expense, acquired_on=date(2024, 5, 1))["acquired_on"][0]
    assert "600,000円を超えます" in refused(expense, unit_price=600_001)["unit_price"][0]
    enter_asset(expense=expense, by=None, **ENTERED | {"unit_price": 200_000, "quantity": 2, "grant_part": 300_000})
    assert "まだ台帳に載せていない200,000円" in refused(expense, unit_price=200_001)["unit_price"][0]
    assert "800,000円です" in refused(expense, unit_price=200_000, grant_part=500_001)["grant_part"][0]
    correct_expense(expense, delivered_on=None, by=None)
    assert "納品日と支払額(税抜)" in refused(expense)[""][0]
    withdraw_expense(expense, reason="二重", by=None)
    assert "取り下げた支出" in refused(expense)[""][0]
