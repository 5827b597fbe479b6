"""What the grants under way were spent on: expenses in every state, from one that is only ordered to those inspected by two and settled."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from banso.cases.models import Case
from banso.core.typesetting import typeset
from banso.office.files.binding import TEXT
from banso.office.guests.services import invite
from banso.registers.models import Staff, User
from banso.work.grants.budgeting import draw_up_sheet
from banso.work.grants.models import Application, Call, CostCategory, Expense
from banso.work.grants.services import record_category
from banso.work.grants.spending.choices import Manner, Method, Proof, Stage
from banso.work.grants.spending.inspecting import confirm_inspection, draw_up_inspection, note_inspected
from banso.work.grants.spending.services import hang_paper, record_expense, send_expense_back

CATEGORIES = ("機械装置費", "原材料費", "外注費")
# category, kind, from whom, what, without tax, how paid; the order is given so many days after the grant
PLANNED = ((0, 900_000), (1, 200_000), (2, 400_000))
BOUGHT: tuple[tuple[int, str, str, str, int, Method, int], ...] = (
    (0, "機械・設備", "みほん機械株式会社", "卓上真空包装機 VP-300 1台", 880_000, Method.TRANSFER, 12),
    (1, "原材料", "株式会社みほん食材", "試作用のりんご果汁 200L", 160_500, Method.NETBANK, 20),
    (2, "印刷物", "合同会社みほん印刷", "商品ラベル 5,000枚", 380_000, Method.TRANSFER, 35),
)
SPENT = sum(one[4] for one in BOUGHT)
DENIED = 40_000
WHOLE = (Proof.QUOTE, Proof.ORDER, Proof.DELIVERY, Proof.CHECK, Proof.INVOICE, Proof.PAYMENT, Proof.STATEMENT)


def add_categories(call: Call, *, by: User | None) -> list[CostCategory]:
    """The categories of a call, in the order of its forms."""
    return [record_category(call=call, name=name, position=place, by=by) for place, name in enumerate(CATEGORIES, 1)]


def plan(application: Application, on: date, *, by: User | None) -> None:
    """What the applicant means to spend, as it was requested."""
    categories = list(application.call.categories.all())
    lines = [
        {"category": categories[place], "content": BOUGHT[place][3], "cost": amount * 11 // 10, "eligible": amount}
        for place, amount in PLANNED
    ]
    draw_up_sheet(application, drawn_on=on, own=600_000, lines=lines, by=by)


def spend_all(application: Application, granted: date, *, by: User | None) -> list[Expense]:
    """Everything was bought, delivered and paid for."""
    return [_bought(application, place, granted, by) for place in range(len(BOUGHT))]


def _bought(application: Application, place: int, granted: date, by: User | None, **facts: Any) -> Expense:
    at, kind, payee, content, net, method, after = BOUGHT[place]
    ordered = granted + timedelta(days=after)
    days = {name: ordered + timedelta(days=later) for name, later in (("delivered_on", 30), ("accepted_on", 31))}
    days |= {
        "invoiced_on": ordered + timedelta(days=35),
        "paid_on": ordered + timedelta(days=60),
        "ordered_on": ordered,
    }
    days |= {"quoted_on": granted - timedelta(days=20), "quote_valid_until": granted + timedelta(days=70)}
    said = {"payee": payee, "content": content, "kind": kind, "net": net, "gross": net * 11 // 10, "eligible": net}
    given = {**said, **days, "method": method, "is_asset": place == 0, **facts}
    category = list(application.call.categories.all())[at]
    made: Expense = record_expense(application=application, category=category, by=by, **given)
    return made


def spend_some(application: Application, granted: date, keeper: Staff, until: date, *, by: User | None) -> None:
    """In the middle of it: one paid with most of its papers, one only ordered, one with its days in disorder; the applicant is asked for the rest."""
    paid = _bought(application, 0, granted, by)
    for proof in (Proof.QUOTE, Proof.ORDER, Proof.DELIVERY):
        _hang(paid, proof, by)
    later = {name: None for name in ("delivered_on", "accepted_on", "invoiced_on", "paid_on")}
    _bought(application, 1, granted, by, **later, method="", net=None, gross=None, eligible=None)
    wrong = _bought(application, 2, granted, by, delivered_on=granted + timedelta(days=30), content="ラベル印刷一式")
    _hang(wrong, Proof.INVOICE, by, issuer="みほん企画", addressee="代表者個人", amount=400_000)
    ask_for_expenses(application.case, keeper, until)


def ask_for_expenses(case: Case, keeper: Staff, until: date) -> None:
    """The applicant may enter expenses and photographs by her own page."""
    party = case.parties.filter(role="applicant", ended_on=None).get()
    invite("grant-expenses", case=case, party=party, until=until, by=keeper.user)


def hang_all(expenses: Sequence[Expense], *, by: User | None) -> None:
    """Every paper of a sound chain."""
    for one in expenses:
        for proof in WHOLE:
            _hang(one, proof, by)


def _hang(expense: Expense, proof: Proof, by: User | None, **read: Any) -> None:
    lines = [
        str(proof.label),
        f"証ひょう番号 {expense.number}",
        expense.payee,
        expense.content,
        f"案件 {expense.application.case}",
    ]
    file = SimpleUploadedFile(f"{expense.number}-{proof}.pdf", typeset(TEXT, {"lines": lines}))
    hang_paper(expense, file, proof=proof, by=by, **read)


def send_one_back(application: Application, on: date, *, by: User | None) -> None:
    """One expense of the report is with the applicant again."""
    last = application.expenses.order_by("number").last()
    assert last is not None
    send_expense_back(last, reason="missing", note="見本と配布先の一覧が付いていません", on=on, by=by)


def inspect(application: Application, on: date, keeper: Staff, *, by: User | None) -> None:
    """Two colleagues looked at everything, and did not accept a part of the last expense."""
    first, second = _inspectors(keeper)
    facts: dict[str, Any] = {
        "stage": Stage.FINAL,
        "manner": Manner.SITE,
        "inspected_on": on,
        "place": "補助事業者の工場",
    }
    sheet = draw_up_inspection(application, first=first, second=second, by=by, **facts)
    seen = {"original_seen": True, "asset_seen": True, "labelled": True}
    lines = {one.pk: {"accepted": one.eligible or 0, "reason": "", **seen} for one in application.expenses.all()}
    last = application.expenses.order_by("number").last()
    assert last is not None
    lines[last.pk] |= {"accepted": (last.eligible or 0) - DENIED, "reason": "残部があり、配布した分だけを認めた"}
    note_inspected(sheet, lines, opinion="包装機は計画の場所に設置され、稼働していた。", by=by)
    for one in (first, second):
        assert one.user is not None
        confirm_inspection(sheet, by=one.user)


def _inspectors(keeper: Staff) -> tuple[Staff, Staff]:
    """Two colleagues with a login, neither of whom keeps the case."""
    first, second = Staff.objects.exclude(user=None).exclude(pk=keeper.pk).filter(ended_on=None).order_by("pk")[:2]
    return first, second
