"""The mistakes of applicants that send applications back, as they are caught while one is filled in: each with what mends it, none keeping an
incomplete application from being sent.
"""

from datetime import date, timedelta
from typing import Any

import pytest

from banso.office.guests.services import answer
from banso.work.grants.applying.filling import refusals, remarks
from banso.work.grants.applying.form import ApplicationForm
from banso.work.grants.applying.sending import begin_application, enclose
from banso.work.grants.applying.telling import Content
from banso.work.grants.models import Call, Filing
from banso.work.grants.money import Values
from banso.work.grants.spending.terms import VAGUE
from conftest import TinyWorld

from .test_applying import SAID, TODAY, facts, open_call, pdf, typed

ACCOUNT = {
    "bank_code": "0117", "branch_code": "101", "account_number": "1234567", "account_holder": "カ)ミチノクモッコウ",
}  # fmt: skip
TARGET = {"name": "売上", "value": "1200", "unit": "万円", "due": "2030-03-31"}
GOOD_LINE = {
    "content": "レーザー加工機 LX-200",
    "quote": "1",
    "quoted": 1_100_000,
    "cost": 1_100_000,
    "eligible": 1_000_000,
}
GOOD = SAID | {"tax_status": "full", "other_grants": "なし", "targets": [TARGET]}
FRESH = [{"title": "納税証明書", "issued_on": TODAY}]


def asked_of(call: Call, values: Values, **said: Any) -> list[tuple[int, str, str]]:
    """What is asked of an application that is good but for what is said."""
    line = GOOD_LINE | {"category": call.categories.get(), "tax_rate": 10} | said.get("line", {})
    content = Content(call, GOOD | said.get("answers", {}), [line], {}, said.get("papers", FRESH))
    return [(one.mistake, one.where, one.words) for one in remarks(content, values, TODAY)]


CASES: list[tuple[int, dict[str, Any], str]] = [
    *((2, {"line": {"content": f"工事 {word}"}}, "内訳が分かりません。品名・単価・数量に分けて") for word in VAGUE),
    (2, {"line": {"quote": ""}}, "見積番号がありません。見積書を添付して"),
    (2, {"line": {"quoted_until": TODAY - timedelta(days=1)}}, "が切れています。新しい見積書を"),
    (2, {"line": {"rival": ""}}, "1,000,000円以上なので相見積が要ります"),
    (8, {"line": {"quoted": 1_089_000}}, "見積額1,089,000円と経費1,100,000円が違います"),
    (9, {"line": {"eligible": 1_100_000}}, "消費税が入っています。税抜の1,000,000円に"),
    (9, {"answers": {"tax_status": ""}}, "課税区分|選んでください"),
    (9, {"answers": {"tax_status": "exempt", "invoice_number": "T7000012050002"}}, "インボイスの登録番号がありません"),
    (12, {"answers": {"largest_share": 50}}, "みなし大企業に当たるおそれ"),
    (12, {"answers": {"large_shares": 67}}, "みなし大企業に当たるおそれ"),
    (12, {"answers": {"other_grants": ""}}, "ほかの補助金を申請・受給していないか"),
    (13, {"answers": {"targets": []}}, "数と単位で"),
    (13, {"answers": {"targets": [TARGET | {"value": "", "unit": ""}]}}, "数・単位がありません"),
    (15, {"answers": ACCOUNT | {"bank_code": "9998"}}, "この番号の銀行はありません"),
    (15, {"answers": ACCOUNT | {"branch_code": "1"}}, "支店コードは3けた"),
    (15, {"answers": ACCOUNT | {"account_number": "123"}}, "先頭に0"),
    (15, {"answers": ACCOUNT | {"account_holder": "みちのく木工"}}, "カタカナ・英数字で"),
    (16, {"papers": [{"title": "納税証明書", "issued_on": TODAY - timedelta(days=120)}]}, "3か月を過ぎています。新しい証明書を"),
    (16, {"papers": [{"title": "登記事項証明書", "issued_on": None}]}, "発行日が入っていません"),
    (16, {"papers": [{"title": "住民票", "issued_on": TODAY + timedelta(days=1)}]}, "まだ来ていない日"),
]  # fmt: skip


def test_each_mistake_is_asked_with_what_mends_it(world: TinyWorld) -> None:
    call = open_call(world)
    values = Values(rivals_from=1_000_000)
    good = {"line": {"rival": "2"}}
    assert [one for one in asked_of(call, values, **good) if one[0] != 15] == []
    missed = []
    for mistake, said, words in CASES:
        line = {"rival": "2"} | said.get("line", {})
        found = [
            f"{where}|{text}"
            for number, where, text in asked_of(call, values, **said | {"line": line})
            if number == mistake
        ]
        if not any(words in one for one in found):
            missed.append((mistake, said, found))
    assert missed == []
    assert {mistake for mistake, _, _ in CASES} == {2, 8, 9, 12, 13, 15, 16}


def test_none_of_them_keeps_an_application_from_being_sent(world: TinyWorld) -> None:
    """Incomplete it may be; what is impossible is refused with what mends it."""
    call = open_call(world)
    invitation = begin_application(call, name="北 花子", email="hanako@example.jp", by=None)
    enclose(invitation, pdf("n.pdf"), title="納税証明書", issued_on=TODAY - timedelta(days=400), by=None)
    wrong = {"targets": [], "bank_code": "9998", "account_number": "1", "other_grants": "", "largest_share": 90}
    said = facts(call, answers=wrong)
    said["lines"][0] |= {"content": "工事一式", "quoted": 5, "quoted_until": date(2020, 1, 1)}
    answer(invitation, said, by=None)
    assert Filing.objects.count() == 1
    impossible = [
        ({"line-1-eligible": "1,100,000"}, "消費税が入っています"),
        ({"own": "1"}, "足りません"),
        ({"line-1-content": ""}, "内容を入れてください"),
    ]
    for change, words in impossible:
        form = ApplicationForm(call, Values(), typed(call) | change)
        assert form.is_valid() and any(words in one for one in refusals(form)), change


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("postal_code", "²"),
        ("corporate_number", "123"),
        ("starts_on", "R99.2.30"),
        ("capital", "9" * 30),
        ("line-1-cost", "①"),
    ],
)
def test_what_cannot_be_read_is_said_at_its_field(world: TinyWorld, field: str, value: str) -> None:
    call = open_call(world)
    form = ApplicationForm(call, Values(), typed(call) | {field: value})
    assert not form.is_valid()
    assert field in form.errors or form.line_errors()
