"""A payment from its request to the bank's answer: two others release it, it stands in one file, what failed is ordered anew."""

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils.timezone import localdate

from banso.cases.models import Case
from banso.core.banking.banks import search
from banso.core.banking.zengin import bank_kana
from banso.core.errors import UserError
from banso.office.payments import accounts, services
from banso.office.payments.choices import PayeeKind, SlipState, State, Treatment
from banso.office.payments.models import Account, Batch, Entry, Order, Payee, Release, Slip
from conftest import TinyWorld

BANK = {"bank_code": "0001", "bank_name": "見本銀行", "branch_code": "001", "branch_name": "本店"}


@dataclass
class Till:
    """A case, an expert with an account, the centre's own account, and three people."""

    world: TinyWorld

    def __post_init__(self) -> None:
        facts = {"programme": self.world.programme, "company": self.world.company("見本工業")}
        self.case = Case.objects.create(**facts, opened_on=date(2024, 4, 10))
        self.clerk, self.first, self.second = (self.world.user(name) for name in ("clerk", "first", "second"))
        self.payee = services.record_payee(kind=PayeeKind.INDIVIDUAL, name="佐藤 翔子", by=None)
        self.account = self.open_account(self.payee, "サトウ ショウコ", "0000001")
        self.sender = services.record_sender(
            **BANK, type="1", number="7654321", holder="ザイ)ミホンセンター", code="0000012345", by=None
        )
        self.today = localdate()

    def open_account(self, payee: Payee, holder: str, number: str) -> Account:
        facts = {"payee": payee, "holder": holder, "number": number, "type": "1", "valid_from": date(2020, 1, 1)}
        return services.record_account(**BANK, **facts, by=None)

    def request(self, amount: int = 30_000, **facts: Any) -> Order:
        given = {"payee": self.payee, "account": self.account, "treatment": Treatment.RESIDENT, "purpose": "講師謝金"}
        more = {"case": self.case, "amount": amount, "due_on": self.today, "funding": "県補助金", "by": self.clerk}
        return services.request_payment(**given | more | facts)

    def release(self, *orders: Order) -> None:
        for user in (self.first, self.second):
            services.release(orders, count=len(orders), total=sum(o.net for o in orders), by=user)

    def batch(self, *orders: Order, **facts: Any) -> Batch:
        return services.make_batch(orders, **{"sender": self.sender, "pay_on": self.today, "by": self.first} | facts)


@pytest.fixture
def till(world: TinyWorld) -> Till:
    return Till(world)


def state(order: Order) -> str:
    order.progress.refresh_from_db()
    return order.progress.state


def amounts(order: Order) -> tuple[int, int, int, int]:
    return order.gross, order.base, order.withheld, order.net


def cut(record: bytes, *widths: int) -> list[str]:
    parts, at = [], 0
    for width in widths:
        parts.append(record[at : at + width].decode("cp932").rstrip())
        at += width
    assert at == 120
    return parts


# What is asked for


def test_what_is_withheld_stands_on_the_request(till: Till) -> None:
    """Before tax, in hand, with consumption tax shown apart, fee and fare in cash."""
    assert amounts(till.request(30_000)) == (30_000, 30_000, 3_063, 26_937)
    assert amounts(till.request(30_000, from_net=True)) == (33_411, 33_411, 3_411, 30_000)
    assert amounts(till.request(33_000, not_in_base=3_000)) == (33_000, 30_000, 3_063, 29_937)
    assert amounts(till.request(42_340)) == (42_340, 42_340, 4_322, 38_018)


def test_a_company_is_paid_whole_and_someone_abroad_by_choice_alone(till: Till) -> None:
    firm = services.record_payee(kind=PayeeKind.COMPANY, name="見本商事", by=None)
    into = till.open_account(firm, "ミホンシヨウジ(カ", "0000002")
    order = till.request(33_000, payee=firm, account=into, treatment=Treatment.NONE)
    assert amounts(order) == (33_000, 0, 0, 33_000) and not Slip.objects.exists()
    for payee, account, treatment in (
        (firm, into, Treatment.RESIDENT),
        (till.payee, till.account, Treatment.NON_RESIDENT),
    ):
        with pytest.raises(ValidationError) as refused:
            till.request(payee=payee, account=account, treatment=treatment)
        assert "treatment" in refused.value.message_dict
    with pytest.raises(ValidationError, match="理由"):
        till.request(treatment=Treatment.NONE)


def test_money_goes_only_to_an_account_of_the_payee_that_stands(till: Till) -> None:
    other = services.record_payee(kind=PayeeKind.INDIVIDUAL, name="鈴木 一", by=None)
    with pytest.raises(ValidationError, match="この支払先の口座"):
        till.request(payee=other)
    with pytest.raises(ValidationError, match="この支払先の口座"):
        till.request(due_on=date(2019, 12, 31))


def test_an_account_that_money_was_ordered_to_is_not_changed_but_ended(till: Till) -> None:
    till.request()
    with pytest.raises(ValidationError, match="新しい口座"):
        services.correct_account(till.account, number="9999999", by=None)
    till.account.refresh_from_db()
    ended = services.correct_account(till.account, number="0000001", ended_on=till.today, by=None)
    assert ended.ended_on == till.today


def test_what_amounts_went_by_is_not_changed_afterwards(till: Till) -> None:
    """A payee's kind, and whose year a total is."""
    till.request()
    with pytest.raises(ValidationError, match="区分は変えられません"):
        services.correct_payee(till.payee, kind=PayeeKind.COMPANY, by=None)
    stale = Slip.objects.get()
    with pytest.raises(ValidationError, match="一覧から"):
        services.correct_slip(stale, year=2000, by=None)
    till.request()
    assert services.correct_slip(stale, state=SlipState.ASKED, by=None).total == 60_000


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("サトウ ショウコ", "ｻﾄｳ ｼﾖｳｺ"),
        ("ｶ)ガッツーパン・エー", "ｶ)ｶﾞﾂﾂ-ﾊﾟﾝ.ｴ-"),
        ("abc　株", "株"),
        ("みほん", "みほん"),
    ],
)
def test_names_as_banks_write_them(typed: str, kept: str) -> None:
    """Small kana large, marks apart, long sounds as hyphens; what cannot be written is named."""
    if kept.isascii() or kept[0] in "ｻｶ":
        assert bank_kana(typed) == kept
    else:
        with pytest.raises(UserError, match=kept):
            bank_kana(typed)


def test_a_branch_that_its_bank_does_not_have_is_refused(till: Till) -> None:
    """For banks whose branches are kept; others are taken as typed."""
    facts = {"payee": till.payee, "holder": "ｻﾄｳ", "number": "1234567", "valid_from": date(2020, 1, 1), "by": None}
    local = {"bank_code": "0117", "bank_name": "青森みちのく銀行", "branch_name": "弘前営業部"}
    assert services.record_account(**facts, **local, branch_code="010").branch_code == "010"
    with pytest.raises(ValidationError, match="支店コード999の支店はありません"):
        services.record_account(**facts, **local, branch_code="999")


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("青森みちのく銀行 弘前営業", ("0117", "010")),
        ("あおもりみちのく　ひろさき", ("0117", "010")),
        ("0117 010", ("0117", "010")),
        ("ミツビシユーエフジェイ", ("0005", None)),
        ("青い森信用金庫", ("1105", None)),
        ("どこにもない銀行", None),
        (" ", None),
    ],
)
def test_banks_are_found_by_name_reading_and_code(typed: str, first: Any) -> None:
    found = search(typed)
    if first is None:
        assert not found
    else:
        bank, branch = found[0]
        assert (bank.code, branch.code if branch else None) == first


# Two people, one file


def test_two_others_release_and_never_who_asked(till: Till) -> None:
    order = till.request()
    for wrong, says in (
        ({"count": 1, "total": order.net, "by": till.clerk}, "自分の依頼"),
        ({"count": 1, "total": order.net + 1, "by": till.first}, "件数か合計額"),
    ):
        with pytest.raises(ValidationError, match=says):
            services.release([order], **wrong)
    services.release([order], count=1, total=order.net, by=till.first)
    assert state(order) == State.RELEASED_ONCE
    with pytest.raises(ValidationError, match="2人目には別の人"):
        services.release([order], count=1, total=order.net, by=till.first)
    services.release([order], count=1, total=order.net, by=till.second)
    assert state(order) == State.RELEASED
    with pytest.raises(DatabaseError), transaction.atomic():
        Release.objects.create(order=till.request(), place=1, by=till.clerk)


def test_the_banks_file_is_what_was_released(till: Till) -> None:
    """Read by fields of fixed width: header, one record a transfer, totals, end."""
    orders = [till.request(30_000), till.request(50_000, from_net=True)]
    till.release(*orders)
    day = till.today + timedelta(days=3)
    batch = till.batch(*orders, pay_on=day)
    data = batch.content.encode("cp932")
    assert len(data) == 5 * 122 and hashlib.sha256(data).hexdigest() == batch.sha256
    head, *lines, total, end = data.split(b"\r\n")[:-1]
    assert cut(head, 1, 2, 1, 10, 40, 4, 4, 15, 3, 15, 1, 7, 17) == [
        "1", "21", "0", "0000012345", "ｻﾞｲ)ﾐﾎﾝｾﾝﾀ-", f"{day:%m%d}", "0001", "", "001", "", "1", "7654321", ""
    ]  # fmt: skip
    assert [cut(line, 1, 4, 15, 3, 15, 4, 1, 7, 30, 10, 1, 20, 1, 1, 7) for line in lines] == [
        [
            "2",
            "0001",
            "",
            "001",
            "",
            "0000",
            "1",
            "0000001",
            "ｻﾄｳ ｼﾖｳｺ",
            f"{o.net:010}",
            "0",
            f"{o.pk:010}",
            "7",
            "",
            "",
        ]
        for o in orders
    ]
    assert cut(total, 1, 6, 12, 101) == ["8", "000002", "000000076937", ""]
    assert cut(end, 1, 119) == ["9", ""]
    assert (batch.count, batch.total, batch.withheld) == (2, 76_937, 8_748)


def test_a_bank_that_wants_no_line_breaks_gets_none(till: Till) -> None:
    services.correct_sender(till.sender, line_breaks=False, by=None)
    order = till.request()
    till.release(order)
    assert len(till.batch(order).content.encode("cp932")) == 4 * 120


def test_a_payment_goes_into_one_file_and_what_was_made_stays(till: Till) -> None:
    order = till.request()
    with pytest.raises(ValidationError, match="承認待ち"):
        till.batch(order)
    till.release(order)
    batch = till.batch(order)
    with pytest.raises(ValidationError, match="振込データ作成済"):
        till.batch(order)
    with pytest.raises(ValidationError, match="別の振込データ"):
        services.record(Entry, {"order": order, "batch": batch, "by": till.first})
    with pytest.raises(DatabaseError), transaction.atomic():
        Batch.objects.update(total=1)
    with pytest.raises(ValidationError, match="振込データ作成済"):
        services.withdraw(order, reason="誤り", by=till.clerk)
    assert Batch.objects.count() == 1


def test_withdrawn_is_never_paid(till: Till) -> None:
    order = till.request()
    services.withdraw(order, reason="二重の依頼", by=till.clerk)
    with pytest.raises(ValidationError, match="取下げ"):
        services.release([order], count=1, total=order.net, by=till.first)


def test_what_failed_is_ordered_anew_once(till: Till) -> None:
    order = till.request()
    till.release(order)
    till.batch(order)
    with pytest.raises(ValidationError, match="理由"):
        services.note_result(order, paid=False, on=till.today, by=till.first)
    services.note_result(order, paid=False, on=till.today, reason="口座なし", by=till.first)
    right = till.open_account(till.payee, "サトウ シヨウコ", "0000009")
    anew = services.request_anew(order, account=right, due_on=till.today, by=till.clerk)
    assert (anew.replaces, amounts(anew), state(anew)) == (order, amounts(order), State.REQUESTED)
    with pytest.raises(ValidationError, match="すでに依頼し直されています"):
        services.request_anew(order, account=right, due_on=till.today, by=till.clerk)
    assert Slip.objects.get().total == 30_000
    till.release(anew)
    assert services.note_all_paid(till.batch(anew), on=till.today, by=till.first) == 1
    assert state(anew) == State.PAID


def test_the_years_total_says_when_the_paper_is_needed(till: Till) -> None:
    """49,999 and 50,000 no; 50,001 yes; taken back, no more; what 総務 has stays."""
    found = []
    for amount in (20_000, 29_999, 1, 1):
        last = till.request(amount)
        found.append((Slip.objects.get().total, Slip.objects.get().state))
    assert found == [(20_000, "not_needed"), (49_999, "not_needed"), (50_000, "not_needed"), (50_001, "needed")]
    services.withdraw(last, reason="誤り", by=till.clerk)
    assert Slip.objects.get().state == SlipState.NOT_NEEDED
    services.correct_slip(Slip.objects.get(), state=SlipState.RECEIVED, by=None)
    till.request(100)
    assert (Slip.objects.get().total, Slip.objects.get().state) == (50_100, SlipState.RECEIVED)


def test_what_was_paid_as_rows_for_the_accounts(till: Till) -> None:
    """A fee of 30,000 with tax: the first line of the slip against the bank, the last against the tax owed; a firm has one."""
    firm = services.record_payee(kind=PayeeKind.COMPANY, name="=見本商事", by=None)
    into = till.open_account(firm, "ミホンシヨウジ(カ", "0000002")
    orders = [till.request(), till.request(33_000, payee=firm, account=into, treatment=Treatment.NONE)]
    till.release(*orders)
    services.note_all_paid(till.batch(*orders), on=till.today, by=till.first)
    till.request()
    paid = accounts.paid_between(till.today, till.today)
    rows = [
        line.split(",") for line in accounts.as_file(accounts.known().profiles["yayoi"], paid).decode("cp932").split()
    ]
    day = f"{till.today:%Y/%m/%d}"
    kept = [[row[place] for place in (0, 1, 3, 4, 8, 10, 14)] for row in rows if len(row) > 10]
    assert kept == [
        ["2110", "1", day, "諸謝金", "30000", "普通預金", "26937"],
        ["2101", "1", day, "", "0", "預り金", "3063"],
        ["2111", "2", day, "諸謝金", "33000", "普通預金", "33000"],
    ]
    text = accounts.as_file(accounts.known().profiles["csv"], paid).decode("utf-8-sig")
    assert text.startswith("日付,伝票番号,") and "'=見本商事" in text
    assert accounts.year_of_payees(paid)[1] == [["佐藤 翔子", "個人(国内に住む人)", 1, 30_000, 30_000, 3_063, 26_937]]


def test_the_accounts_on_screen(till: Till) -> None:
    user, client = till.first, Client()
    till.world.allow(user, "add_batch")
    client.force_login(user)
    order = till.request(purpose="講師謝金 𠮷")
    till.release(order)
    services.note_all_paid(till.batch(order), on=till.today, by=till.first)
    asked = {"start": till.today, "end": till.today, "profile": "journal"}
    assert "1件" in client.get("/payments/accounts/", asked).content.decode()
    assert client.get("/payments/accounts/", asked | {"file": 1}).content[:2] == b"PK"
    assert client.get("/payments/accounts/", asked | {"profile": "year", "file": 1}).content[:2] == b"PK"
    refused = client.get("/payments/accounts/", asked | {"profile": "yayoi", "file": 1}).content.decode()
    assert "書けない文字「𠮷」" in refused
    for wrong in ({"end": "R5.4.1"}, {"start": "いつか"}, {"profile": "excel"}):
        assert client.get("/payments/accounts/", asked | wrong).status_code == 422


@pytest.mark.django_db(transaction=True)
def test_two_make_a_file_at_once_and_one_wins(world: TinyWorld) -> None:
    till = Till(world)
    order = till.request()
    till.release(order)
    start, told = Barrier(2), []

    def make() -> None:
        start.wait()
        try:
            till.batch(order)
            told.append("")
        except ValidationError as error:
            told.append("".join(error.messages))
        finally:
            connection.close()

    threads = [Thread(target=make) for _ in range(2)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert sorted(map(bool, told)) == [False, True] and Entry.objects.count() == Batch.objects.count() == 1


# On screen


def test_from_request_to_paid_on_screen(till: Till) -> None:
    clients = {}
    rights = ("view_order", "add_order", "view_batch", "add_batch", "add_result", "add_release", "view_account")
    for user in (till.clerk, till.first, till.second):
        till.world.allow(user, *rights)
        clients[user.username] = Client()
        clients[user.username].force_login(user)
    typed = {
        "account": f"{till.account} #{till.account.pk}",
        "due_on": till.today,
        "purpose": "講師謝金",
        "amount": "３０，０００",
    }
    given = typed | {"of": "net", "treatment": "resident", "funding": "県補助金"}
    page = clients["clerk"].post(f"/payments/cases/{till.case.pk}/request/", given, follow=True)
    order = Order.objects.get()
    assert "33,411円" in page.content.decode() and order.net == 30_000
    assert "承認を待っている支払はありません" in clients["clerk"].get("/payments/release/").content.decode()
    for name in ("first", "second"):
        shown = clients[name].get("/payments/release/", {"order": order.pk})
        assert "1件" in shown.content.decode() and shown.context["sums"]["net"] == 30_000
        clients[name].post("/payments/release/", {"order": order.pk, "count": 1, "total": 30_000})
    assert state(order) == State.RELEASED
    made = {"order": order.pk, "sender": till.sender.pk, "pay_on": till.today}
    page = clients["first"].post("/payments/make/", made, follow=True)
    batch = Batch.objects.get()
    assert "1件 30,000円" in page.content.decode()
    answer = clients["first"].get(f"/payments/batches/{batch.pk}/file/")
    assert hashlib.sha256(answer.content).hexdigest() == batch.sha256
    failed = {"on": till.today, "reason": "名義相違"}
    page = clients["first"].post(f"/payments/orders/{order.pk}/result/failed/", failed, follow=True)
    assert "名義相違" in page.content.decode() and "依頼し直す" in page.content.decode()
    panel = clients["clerk"].get(f"/payments/panel/cases/case/{till.case.pk}/")
    assert "振込不能" in panel.content.decode()


def test_only_who_may_see_accounts_sees_their_numbers_whole(till: Till) -> None:
    """Others see its last digits: on the payment, and wherever an account is named."""
    account = till.open_account(till.payee, "サトウ シヨウコ", "1234567")
    order = till.request(10_000, account=account)
    assert str(account).endswith("***4567") and str(till.sender).endswith("***" + till.sender.number[-4:])
    seen = {}
    for user, rights in ((till.first, ("view_order", "view_payee")), (till.second, ("view_order", "view_account"))):
        till.world.allow(user, *rights)
        client = Client()
        client.force_login(user)
        page = client.get(f"/payments/orders/{order.pk}/").content.decode()
        listed = client.get("/payments/account/").status_code
        seen[user.username] = ("1234567" in page, "***4567" in page, listed)
    assert seen == {"first": (False, True, 403), "second": (True, False, 200)}
    payee = Client()
    payee.force_login(till.first)
    assert "4567" not in payee.get(f"/payments/payee/{till.payee.pk}/").content.decode()
