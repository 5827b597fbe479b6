"""Expenses from a file (支出管理表): the columns in which the book goes out, and a row's application, category and number found by them."""

from typing import Any

from django.core.exceptions import ValidationError

from banso.core.imports import Column, Row, Text, Whole, imports
from banso.core.imports.declaring import Writing
from banso.core.imports.deriving import facts, with_examples
from banso.core.text import fold
from banso.registers.models import User

from ..models import Expense
from ..numbered import CASE_NUMBER, find_applications
from .printing import DAYS
from .services import correct_expense, record_expense


def _find_categories(rows: list[Row], writing: Writing) -> None:
    """The category of each row by its name in the call of its application."""
    for row in rows:
        name = row.facts.pop("category.name", None)
        if (application := row.facts.get("application")) is None:
            continue
        categories = {fold(str(one)): one for one in application.call.categories.all()}
        category = categories.get(fold(str(name or "")))
        if category is None:
            offered = "、".join(str(one) for one in categories.values())
            row.refuse("経費区分", f"「{name}」という経費区分がこの公募にありません。{offered} から選んでください。")
        else:
            row.facts["category"] = category


def _enter(*, by: User | None, number: int | None = None, **facts: Any) -> Expense:
    """A new expense of a list: its number is given, not taken. Raises ValidationError for a number that none has."""
    if number is not None:
        raise ValidationError(
            {
                "number": f"証ひょう番号{number}の支出はありません。新しい支出では空欄にしてください。番号は自動で付きます。"
            }
        )
    made: Expense = record_expense(by=by, **facts)
    return made


imports(
    code="grant-expenses",
    model=Expense,
    new=_enter,
    change=correct_expense,
    key=("application", "number"),
    steps=(find_applications, _find_categories),
    name="支出管理表",
    columns=(
        CASE_NUMBER,
        Column("number", "証ひょう番号", Whole(), example="", note="新しい支出では空欄。番号は自動で付く"),
        Column("category.name", "経費区分", Text(longest=40), ("費目",), required=True, example="機械装置費"),
        *facts(Expense, "kind", "payee", "content", *DAYS[:7], "method", "debited_on"),
        *with_examples(facts(Expense, "gross"), gross="1,100,000"),
        *facts(Expense, "tax_rate", "net", "eligible", "why_not", "is_asset", "explained"),
    ),
)
