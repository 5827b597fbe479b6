"""What a bank says became of its transfers (振込結果), from its list: each row is one transfer of a file that was made here.

No bank's own format is known; its columns are recognised by their headings like those of any list.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet

from banso.core.banking.zengin import bank_kana
from banso.core.era import format_date
from banso.core.errors import UserError
from banso.core.imports import Choice, Column, Day, Reader, Row, Text, Yen, imports
from banso.core.imports.declaring import Writing
from banso.core.imports.deriving import facts
from banso.core.imports.readers import as_text, echo
from banso.core.text import digits

from . import services
from .choices import AccountType
from .models import Order, Result

PAID, FAILED = "paid", "failed"
RESULTS = ((PAID, "振込済"), (FAILED, "振込不能"))
SAID_ALSO = (
    *((word, PAID) for word in ("済", "振込完了", "支払済", "入金済", "処理済", "完了", "正常", "正常終了")),
    *((word, FAILED) for word in ("不能", "入金不能", "振込エラー", "エラー", "組戻", "組戻し", "返却")),
)
TYPES = (("普通預金", AccountType.ORDINARY), ("当座預金", AccountType.CURRENT), ("貯蓄預金", AccountType.SAVINGS))
NAMED = 30  # letters of a receiver's name in a bank's file


@dataclass(frozen=True)
class Digits(Reader):
    """A number of so many digits; zeros that a spreadsheet took off its beginning are put back."""

    length: int

    def read(self, cell: Any, heading: str) -> str:
        text = digits(as_text(cell)).strip()
        if not re.fullmatch(rf"[0-9]{{1,{self.length}}}", text):
            raise UserError(f"「{echo(cell)}」は読めません。{self.length}桁の数字で入れてください。")
        return text.zfill(self.length)


def find_transfers(rows: list[Row], writing: Writing) -> None:
    """The step that gives each row its transfer: of its day, account and amount, or by our own number of it (顧客コード).

    Transfers that are alike in all of these are told apart by nothing: their rows come in only where all of them came back with
    one result.
    """
    said = [(row, _said(row)) for row in rows]
    known = _transfers([one for _, one in said])
    alike: dict[tuple[int, ...], list[Row]] = defaultdict(list)
    for row, one in said:
        if row.problems:
            continue
        fitting = [order for order in known if _is_of(order, one) and _fits(order, row.facts["on"], one)]
        if not fitting:
            row.refuse("", _why_none([order for order in known if _is_of(order, one)], row, one))
            continue
        _ask_of_the_name(row, fitting[0], one.get("holder", ""))
        alike[tuple(order.pk for order in fitting)].append(row)
    orders = {order.pk: order for order in known}
    for keys, same in alike.items():
        _give(same, [orders[key] for key in keys])


def _said(row: Row) -> dict[str, Any]:
    """What a row says of its transfer, taken out of its facts; the result is turned into what a record says."""
    names = [name for name in row.facts if name.startswith("transfer.")]
    said = {name.removeprefix("transfer."): row.facts.pop(name) for name in names}
    if "result" in said:
        row.facts["paid"] = said["result"] == PAID
        if row.facts["paid"]:
            row.facts["reason"] = ""
    if not row.problems and not {"number", "reference"} & said.keys():
        row.refuse("口座番号", "口座番号か顧客コードのどちらかを入れてください。")
    return said


def _transfers(said: Iterable[dict[str, Any]]) -> list[Any]:
    """The transfers handed to a bank that any of the rows may speak of, each with its file's day."""
    numbers = {one["number"] for one in said if "number" in one}
    keys = {int(one["reference"]) for one in said if "reference" in one}
    sent: QuerySet[Any] = Order.objects.filter(entries__isnull=False).annotate(day=F("entries__batch__pay_on"))
    found = sent.filter(Q(account__number__in=numbers) | Q(pk__in=keys))
    return list(found.select_related("account").order_by("pk"))


def _is_of(order: Any, said: dict[str, Any]) -> bool:
    """Whether a transfer goes to the account that a row names, or is the one whose number it bears."""
    account = order.account
    names = {"bank_code": account.bank_code, "branch_code": account.branch_code, "type": account.type}
    names |= {"number": account.number, "reference": f"{order.pk:010}"}
    return all(said[name] == value for name, value in names.items() if name in said)


def _fits(order: Any, day: Any, said: dict[str, Any]) -> bool:
    return bool(order.day == day and order.net == said["amount"])


def _why_none(of_account: list[Any], row: Row, said: dict[str, Any]) -> str:
    """Why a row is of no transfer: what differs, where the account is right."""
    if not of_account:
        return "この口座への振込は、作成した振込データにありません。口座と振込元を確かめてください。"
    there = "、".join(f"{format_date(one.day)} {one.net:,}円" for one in of_account[-3:])
    return (
        f"口座は合いますが、{format_date(row.facts['on'])} {said['amount']:,}円の振込がありません({there}があります)。"
    )


def _ask_of_the_name(row: Row, order: Any, holder: str) -> None:
    """The account is the same; another name on the bank's list is asked about."""
    try:
        same = not holder or bank_kana(holder)[:NAMED].rstrip() == order.account.holder[:NAMED].rstrip()
    except UserError:
        same = False
    if not same:
        row.ask("受取人名", f"「{holder}」は、依頼した口座の名義({order.account.holder})と違います。")


def _give(rows: list[Row], orders: list[Any]) -> None:
    """Each row its transfer. Rows that may mean several alike come in only where it does not matter which is which."""
    results = {(row.facts["paid"], row.facts.get("reason", "")) for row in rows}
    if len(orders) > 1 and (len(rows) != len(orders) or len(results) > 1):
        for row in rows:
            row.refuse(
                "",
                f"同じ日・同じ口座・同じ額の振込が{len(orders)}件あり、どれの結果か決められません。"
                "振込データの画面で1件ずつ登録してください。",
            )
        return
    for place, row in enumerate(rows):
        row.facts["order"] = orders[min(place, len(orders) - 1)]


imports(
    code="transfer-results",
    model=Result,
    new=services.note_result,
    key=("order",),
    steps=(find_transfers,),
    columns=(
        Column(
            "on",
            "振込日",
            Day(),
            ("振込指定日", "指定日", "取引日", "処理日", "取組日"),
            required=True,
            example="令和6年4月25日",
        ),
        Column("transfer.bank_code", "銀行コード", Digits(4), ("金融機関コード", "銀行番号"), example="0001"),
        Column("transfer.branch_code", "支店コード", Digits(3), ("店番", "店番号", "支店番号"), example="001"),
        Column("transfer.type", "預金種目", Choice(AccountType.choices, TYPES), ("科目", "種目"), example="普通"),
        Column("transfer.number", "口座番号", Digits(7), ("番号",), example="0000001"),
        Column("transfer.holder", "受取人名", Text(longest=60), ("口座名義", "受取人", "振込先")),
        Column("transfer.amount", "振込金額(円)", Yen(), ("金額", "振込額"), required=True, example="26,937"),
        Column("transfer.result", "結果", Choice(RESULTS, SAID_ALSO), ("処理結果", "状況"), required=True),
        *facts(Result, "reason"),
        Column(
            "transfer.reference",
            "顧客コード",
            Digits(10),
            ("顧客コード1", "EDI情報"),
            note="振込データに付けた番号。あれば、口座がなくても1件に決まる",
        ),
    ),
)
