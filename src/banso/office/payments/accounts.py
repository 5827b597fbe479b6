"""What was paid, handed to the accounts: rows of a journal for accounting software, and the year of each payee (支払調書).

Which accounts are named, and which columns stand in which order, is data (`data/accounts.yaml`).
"""

import csv
from collections.abc import Iterable
from datetime import date
from functools import cache
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import yaml
from django.db.models import Count, QuerySet, Sum
from pydantic import BaseModel, ConfigDict

from banso.core.errors import UserError
from banso.core.text import not_a_formula
from banso.core.workbooks import new_book

from .choices import PayeeKind, State
from .models import Order

_DATA = Path(__file__).parent / "data" / "accounts.yaml"
Row = dict[str, str | int]


class Profile(BaseModel):
    """How one accounting software wants its rows."""

    model_config = ConfigDict(extra="forbid")
    label: str
    format: str
    coding: str = "utf-8-sig"
    heading: bool = True
    flags: dict[str, str] = {}
    columns: list[tuple[str, str]]


class Accounts(BaseModel):
    """The accounts that are named (勘定科目), and every profile."""

    model_config = ConfigDict(extra="forbid")
    accounts: dict[str, str]
    profiles: dict[str, Profile]


@cache
def known() -> Accounts:
    return Accounts.model_validate(yaml.safe_load(_DATA.read_text(encoding="utf-8")))


def paid_between(start: date, end: date) -> QuerySet[Order]:
    """What was paid from a day to a day, the earliest first."""
    paid = Order.objects.filter(progress__state=State.PAID, progress__on__range=(start, end))
    return paid.select_related("payee", "progress", "case__programme").order_by("progress__on", "pk")


def journal(orders: Iterable[Order], flags: dict[str, str]) -> list[Row]:
    """Two sides of each payment: the fee against the bank, and, where tax is withheld, against what is owed to the tax office."""
    rows: list[Row] = []
    names = known().accounts
    for slip, order in enumerate(orders, start=1):
        sides: list[tuple[str, int, str, int]] = [(names["expense"], order.gross, names["bank"], order.net)]
        if order.withheld:
            sides.append(("", 0, names["tax"], order.withheld))
        for place, (debit, debit_amount, credit, credit_amount) in enumerate(sides):
            rows.append(
                {
                    "flag": flags.get(_place(place, len(sides)), ""),
                    "slip": slip,
                    "date": f"{order.progress.on:%Y/%m/%d}",
                    "debit": debit,
                    "debit_amount": debit_amount,
                    "credit": credit,
                    "credit_amount": credit_amount,
                    "summary": f"{order.payee} {order.purpose}",
                    "payee": str(order.payee),
                    "funding": order.funding,
                    "programme": str(order.case.programme),
                    "reference": f"{order.pk:010}",
                }
            )
    return rows


def _place(place: int, of: int) -> str:
    if of == 1:
        return "only"
    return "first" if place == 0 else "last" if place == of - 1 else "middle"


def as_file(profile: Profile, orders: Iterable[Order]) -> bytes:
    """The rows as a profile wants them. Raises UserError naming the payment and the character that its coding has not."""
    rows = [[_cell(row, word) for _, word in profile.columns] for row in journal(orders, profile.flags)]
    heading = [title for title, _ in profile.columns]
    if profile.format == "xlsx":
        return workbook(heading, rows)
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([heading, *rows] if profile.heading else rows)
    try:
        return text.getvalue().encode(profile.coding)
    except UnicodeEncodeError as error:
        odd = error.object[error.start]
        line = next(row for row in rows if any(odd in str(cell) for cell in row))
        raise UserError(
            f"{profile.label}に書けない文字「{odd}」があります({' '.join(map(str, line))[:60]})。CSVかExcelで出してください。"
        ) from None


def _cell(row: Row, word: str) -> str | int:
    if word.startswith("="):
        return word[1:]
    value = row[word]
    return not_a_formula(value) if isinstance(value, str) else value


def year_of_payees(orders: QuerySet[Order]) -> tuple[list[str], list[list[str | int]]]:
    """What each person was paid, what of it was taxed and withheld: heading and rows. No 個人番号 is anywhere."""
    people: QuerySet[Any, Any] = (
        orders.exclude(payee__kind=PayeeKind.COMPANY).order_by().values("payee", "payee__name", "payee__kind")
    )
    sums = {"times": Count("pk"), **{name: Sum(column) for name, column in _SUMS.items()}}
    found = people.annotate(**sums).order_by("payee__name", "payee")
    heading = ["支払先", "区分", "件数", "支払額(円)", "課税標準(円)", "源泉徴収税額(円)", "差引支払額(円)"]
    return heading, [
        [row["payee__name"], PayeeKind(row["payee__kind"]).label, row["times"], *(row[name] for name in _SUMS)]
        for row in found
    ]


_SUMS = {"all_gross": "gross", "all_base": "base", "all_withheld": "withheld", "all_net": "net"}


def workbook(heading: list[str], rows: list[list[str | int]]) -> bytes:
    """One sheet: texts as texts, amounts as numbers."""
    file = BytesIO()
    book = new_book(file)
    sheet: Any = book.add_worksheet("支払")
    bold, number = book.add_format({"bold": True, "bg_color": "#E8EDF5"}), book.add_format({"num_format": "#,##0"})
    sheet.write_row(0, 0, heading, bold)
    for line, row in enumerate(rows, start=1):
        for place, cell in enumerate(row):
            sheet.write(line, place, cell, number if isinstance(cell, int) else None)
    sheet.set_column(0, len(heading) - 1, 16)
    sheet.freeze_panes(1, 0)
    book.close()
    return file.getvalue()
