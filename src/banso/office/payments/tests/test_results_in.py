"""The bank's list of what became of its transfers: each row meets the one transfer it is of, once, or is sent back with why."""

from datetime import timedelta

import pytest

from banso.core.imports import import_kind
from banso.intake import services as intake
from banso.intake.outcome import Outcome, What
from banso.office.payments.choices import State
from banso.office.payments.models import Order, Result
from banso.registers.models import User
from conftest import TinyWorld

from .test_payments import Till, state

HEAD = "振込指定日,金融機関コード,店番,科目,口座番号,受取人,金額,処理結果,振込不能の理由,顧客コード"


@pytest.fixture
def till(world: TinyWorld) -> Till:
    return Till(world)


def bring(till: Till, *rows: str, keep: bool = True, sure: bool = False) -> Outcome:
    by = User.objects.filter(username="accountant").first() or User.objects.create_superuser("accountant")
    text = "\n".join([HEAD, *rows]).encode()
    answers = {"unusual": "in"} if sure else {}
    brought = intake.bring(import_kind("transfer-results"), text, "結果.csv", answers=answers, by=by)
    return (intake.run if keep else intake.look)(brought, by=by)


def sent(till: Till, *orders: Order) -> None:
    till.release(*orders)
    till.batch(*orders)


def row(order: Order, result: str = "正常", **other: str) -> str:
    said = {"day": f"{order.progress.on:%Y/%m/%d}", "bank": "1", "branch": "1", "kind": "普通預金", "number": "1"}
    said |= {"name": "サトウ ショウコ", "amount": str(order.net), "result": result, "reason": "", "code": ""} | other
    return ",".join(said.values())


def why(outcome: Outcome) -> str:
    return " ".join(" ".join(line.why) for line in outcome.shown[What.REFUSED])


def test_each_row_is_one_transfer_and_the_same_list_again_says_nothing_new(till: Till) -> None:
    """Zeros a spreadsheet took off are put back; what failed says why; what the list does not name still waits."""
    paid, failed, silent = till.request(30_000), till.request(40_000), till.request(50_000)
    sent(till, paid, failed, silent)
    rows = (row(paid), row(failed, "組戻", reason="口座なし"))
    assert bring(till, *rows).counts == {What.CREATED: 2}
    assert [state(one) for one in (paid, failed, silent)] == [State.PAID, State.FAILED, State.SENT]
    assert list(Result.objects.order_by("pk").values_list("order", "paid", "reason")) == [
        (paid.pk, True, ""),
        (failed.pk, False, "口座なし"),
    ]
    assert bring(till, *rows).counts == {What.SAME: 2}
    other = bring(till, row(paid, "不能", reason="名義相違"), keep=False)
    assert other.counts == {What.REFUSED: 1} and "すでに登録されていて" in why(other)


def test_what_is_in_no_file_and_what_is_said_wrongly_is_sent_back(till: Till) -> None:
    """A released payment that is in no file, another amount, another day, another account, no reason, no word for the result."""
    order, waiting = till.request(30_000), till.request(60_000)
    till.release(waiting)
    sent(till, order)
    late = f"{till.today + timedelta(days=1):%Y/%m/%d}"
    for wrong, says in (
        (row(waiting), "振込がありません"),
        (row(order, amount="30000"), f"{order.net:,}円があります"),
        (row(order, day=late), "振込がありません"),
        (row(order, number="2"), "作成した振込データにありません"),
        (row(order, "不能"), "理由"),
        (row(order, "保留"), "振込済、振込不能"),
        (row(order, number=""), "口座番号か顧客コード"),
        (row(order, number="***0001"), "7桁の数字"),
        (row(order, name="スズキ ハジメ"), "名義"),
    ):
        outcome = bring(till, wrong, keep=False)
        assert outcome.counts == {What.REFUSED: 1} and says in why(outcome), wrong
    assert bring(till, row(order), row(order, code=f"{order.pk:010}"), keep=False).counts == {
        What.CREATED: 1,
        What.REFUSED: 1,
    }
    assert bring(till, row(order, name="スズキ ハジメ"), sure=True).counts == {What.CREATED: 1}


def test_transfers_alike_are_never_guessed(till: Till) -> None:
    """Twice the same fee on one day: both came back alike, or the bank's list bears our number of each."""
    first, second = till.request(), till.request()
    sent(till, first, second)
    for rows in ((row(first),), (row(first), row(second, "不能", reason="口座なし"))):
        outcome = bring(till, *rows, keep=False)
        assert outcome.counts == {What.REFUSED: len(rows)} and "どれの結果か決められません" in why(outcome)
    assert bring(till, row(first), row(second), keep=False).counts == {What.CREATED: 2}
    told = bring(till, row(second, "不能", number="", reason="口座なし", code=f"{second.pk:010}"))
    assert told.counts == {What.CREATED: 1} and (state(first), state(second)) == (State.SENT, State.FAILED)
