"""What does not go as planned: changes asked for and answered, delays with limits that move, notices, early starts, part payments in advance."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from banso.cases.services import correct_case
from banso.office.deadlines.models import Deadline, OpenDeadline
from banso.procedures.offering import state_of
from banso.procedures.taking import take, take_back
from banso.work.grants.models import Application
from banso.work.grants.procedure import GRANT
from conftest import TinyWorld

from .worked import DAY, FACTS, applied, called, go, terms

GRANTED = ("adopted", "requested", "granted")


def refused(application: Application, code: str, first: int = 60, **facts: Any) -> dict[str, str]:
    """Why a step can't be taken, by field."""
    with pytest.raises(ValidationError) as caught:
        go(application, code, first=first, **facts)
    if not hasattr(caught.value, "error_dict"):
        return {"": "".join(caught.value.messages)}
    return {name: "".join(said) for name, said in caught.value.message_dict.items()}


def due(application: Application, code: str) -> date | None:
    row = OpenDeadline.objects.filter(case=application.case, code=code).first()
    return row and row.due_on


def test_a_change_is_asked_for_before_it_is_ordered_and_answered_once(world: TinyWorld) -> None:
    """One application is open at a time; approved without a word it is approved as asked; refused, all stays as it was."""
    terms(world, values={"cut": 1000}, deadlines={"change_answer": {"days": 14, "after": "change_asked"}})
    application = applied(world, called(world))
    go(application, *GRANTED)
    assert "値上がりだけでは変更の理由になりません" in refused(application, "change_asked", ground="price")["ground"]
    assert (
        "発注予定日(令和6年4月1日)が申請の日より前" in refused(application, "change_asked", orders_on=DAY)["orders_on"]
    )
    assert "交付額は増やせません。いまの800,000円以下" in refused(application, "change_asked", amount=800_001)["amount"]
    assert "何がいつ分かり" in refused(application, "change_asked", note=" ")["note"]
    go(application, "change_asked", first=10, amount=700_000, orders_on=DAY + timedelta(days=20))
    assert due(application, "change_answer") == DAY + timedelta(days=24)
    assert "変更承認申請にまだ答えていません" in refused(application, "stop_asked")[""]
    late = refused(application, "changed", first=21)["orders_on"]
    assert "発注予定日(令和6年4月21日)が承認の日より前" in late and "新しい発注予定日を入れて" in late
    changed = go(application, "changed", first=12, note="")
    assert (changed.amount, changed.ground, changed.note) == (700_000, "specification", "導入する機械の型番")
    assert due(application, "change_answer") is None
    go(application, "change_asked", first=13, expense=900_000)
    assert ("空欄のとき", "申請のとおり600,000円") in GRANT.step_kinds["changed"].knows(
        state_of(GRANT, application.case)
    )
    go(application, "change_refused", first=14)
    assert "答えを待っている申請はありません" in refused(application, "change_refused", first=15)[""]
    assert Application.objects.with_amount_on(DAY + timedelta(days=20)).get().in_force == 700_000
    go(application, "stop_asked", "reported", first=16)
    assert "中止・廃止承認申請にまだ答えていません" in refused(application, "settled", first=19)[""]


def test_nothing_is_approved_that_nobody_asked_for(world: TinyWorld) -> None:
    """The application comes in first; where the terms do not use it, the answer stands alone."""
    application = applied(world, called(world))
    go(application, *GRANTED)
    assert "「変更承認申請」がありません。先にその申請を" in refused(application, "changed")[""]
    assert "「中止・廃止承認申請」がありません" in refused(application, "abandoned")[""]
    go(application, "stop_asked", first=10)
    assert "「変更承認申請」がありません" in refused(application, "changed")[""]
    go(application, "change_refused", first=11)
    assert "「中止・廃止承認申請」がありません" in refused(application, "abandoned")[""]
    terms(world, steps=["adopted", "granted", "changed", "abandoned", "reported", "settled"])
    plain = applied(world, called(world, "plain"))
    go(plain, "adopted", "granted", "changed", "abandoned")


def test_work_that_was_discontinued_is_taken_up_again(world: TinyWorld) -> None:
    """The case goes on as if it had not stopped: what was granted, a limit of its own, the steps after it; what was abolished never does."""
    terms(
        world,
        values={"cut": 1000},
        deadlines={"completion": {"on": "12-31"}, "report": {"days": 30, "after": "completed"}},
    )
    application = applied(world, called(world, budget=1_500_000))
    go(application, *GRANTED, "stop_asked")
    go(application, "abandoned", first=10, amount=100_000)
    assert application.case.standing.__class__.objects.get(case=application.case).closed
    assert due(application, "completion") is None
    assert "完了期限" in refused(application, "resumed", first=20, until=None)["until"]
    assert "承認の日より前" in refused(application, "resumed", first=20, until=DAY)["until"]
    assert "中止の前の交付決定の額800,000円を超えます" in refused(application, "resumed", amount=800_001)["amount"]
    rival = applied(world, application.call)
    taken = go(rival, "adopted", first=15, amount=750_000)
    assert "公募の予算の残り750,000円を超えます" in refused(application, "resumed", amount=800_000)["amount"]
    take_back(rival.case, taken, reason="誤り", by=None)
    row = go(application, "resumed", first=20)
    assert (row.amount, due(application, "completion")) == (800_000, date(2025, 2, 28))
    assert not application.case.standing.__class__.objects.get(case=application.case).closed
    assert "先に「確定検査」か「実績報告」" in refused(application, "settled")[""]
    assert Application.objects.with_amount_on(DAY + timedelta(days=15)).get(pk=application.pk).in_force == 100_000
    go(application, "stop_asked", "abandoned", "resumed", first=30)
    go(application, "completed", "reported", first=40)
    assert go(application, "settled", first=50).amount == 800_000
    abolished = applied(world, application.call)
    go(abolished, *GRANTED)
    go(abolished, "stop_asked", first=10, stop="abolished")
    go(abolished, "abandoned", first=11)
    assert "廃止した補助事業は再開できません" in refused(abolished, "resumed")[""]


def test_a_limit_moves_by_a_row_of_its_own(world: TinyWorld) -> None:
    """Told in time, the limit moves also once it has passed; the report's day moves with it; past March only with the prefecture's word."""
    rules = {
        "completion": {"on": "12-31"},
        "report": {
            "earliest": [{"days": 30, "after": "completed"}, {"days": 10, "after": "completion_limit"}],
        },
    }
    terms(world, deadlines=rules)
    application = applied(world, called(world))
    go(application, *GRANTED)
    assert (due(application, "completion"), due(application, "report")) == (date(2024, 12, 31), date(2025, 1, 10))
    late = {"first": 276, "expected_on": date(2025, 2, 1)}  # 2 January
    assert "完了の期限(令和6年12月31日)を過ぎています" in refused(application, "delayed", **late)["taken_on"]
    assert "講じた措置" in refused(application, "delayed", measures="")["measures"]
    go(application, "delayed", first=260)
    said = refused(application, "extended", first=290, until=date(2024, 12, 31))["until"]
    assert "いまの期限(令和6年12月31日)より後" in said
    assert "県の繰越承認" in refused(application, "extended", first=290, until=date(2025, 4, 1))["carry_over"]
    row = go(application, "extended", first=290, until=date(2025, 2, 28))
    assert (due(application, "completion"), due(application, "report")) == (date(2025, 2, 28), date(2025, 3, 10))
    moved = Deadline.objects.get(code="completion", due_on=date(2025, 2, 28))
    assert moved.replaces is not None and "「期限延長の承認」(令和7年1月16日)で決めた期日" in moved.sentence
    assert "新しい遅延等報告がありません" in refused(application, "extended", first=291)[""]
    take_back(application.case, row, reason="誤り", by=None)
    assert due(application, "completion") == date(2024, 12, 31)
    go(application, "extended", first=292, until=date(2025, 4, 30), carry_over="令和7年1月10日 商第3号")
    assert due(application, "completion") == date(2025, 4, 30)


def test_what_was_sent_back_is_due_until_it_comes(world: TinyWorld) -> None:
    """Counted from the last thing sent back; once more after an answer."""
    terms(world, deadlines={"resubmission": {"days": 7, "after": "returned"}})
    application = applied(world, called(world))
    assert due(application, "resubmission") is None
    go(application, "returned", "returned", first=1)
    assert due(application, "resubmission") == DAY + timedelta(days=9)
    go(application, "resubmitted", first=4)
    assert due(application, "resubmission") is None
    go(application, "returned", first=5)
    assert due(application, "resubmission") == DAY + timedelta(days=12)
    go(application, "rejected", first=6)
    assert due(application, "resubmission") is None


def test_a_firm_is_heard_before_its_grant_is_cancelled(world: TinyWorld) -> None:
    terms(world, values={"hearing": True})
    application = applied(world, called(world))
    go(application, *GRANTED)
    assert "先に「弁明の機会」が必要です" in refused(application, "revoked")[""]
    go(application, "heard", "revoked", first=5)


def test_an_advance_is_held_to_progress_where_the_terms_say_so(world: TinyWorld) -> None:
    """Two thirds of what was spent by then, what was paid before counted; the reason and the look at the firm's credit are kept."""
    terms(world, values={"cut": 1000, "advance_by_progress": True})
    application = applied(world, called(world))
    go(application, *GRANTED)
    assert "支払済みの補助対象経費0円の出来高" in refused(application, "advanced")["amount"]
    assert "支払った補助対象経費" in refused(application, "advance_claimed")["expense"]
    said = refused(application, "advance_claimed", expense=450_000, amount=300_001)["amount"]
    assert "支払済みの補助対象経費450,000円の出来高による額300,000円を超えます" in said
    go(application, "advance_claimed", first=10, expense=450_000, amount=300_000)
    assert "信用" in refused(application, "advanced", risk="")["risk"]
    go(application, "advanced", first=11, amount=200_000)
    assert "出来高による額100,000円を超えます" in refused(application, "advanced", amount=100_001)["amount"]
    go(application, "advanced", first=12, amount=100_000)
    go(application, "reported", first=20)
    assert go(application, "settled", first=21).amount == 800_000  # what was spent by a day is no report
    assert "まだ支払っていない額" in refused(application, "claimed", amount=500_001)["amount"]


def test_an_early_start_has_a_number_and_a_day(world: TinyWorld) -> None:
    application = applied(world, called(world))
    go(application, "adopted")
    assert {"number", "note"} <= refused(application, "early", number="", note="").keys()
    go(application, "early", "granted", first=2)
    row = state_of(GRANT, application.case).latest("early")
    assert (row.number, row.taken_on) == ("総支第12号", DAY + timedelta(days=2))
    take(application.case, "notified", FACTS["notified"] | {"taken_on": DAY + timedelta(days=9)}, by=None)


def test_a_case_stays_with_its_call(world: TinyWorld) -> None:
    """Its programme is the call's; put right on the case's own form it is refused with what to do."""
    application = applied(world, called(world))
    other = world.add_programme("elsewhere", "別の補助")
    with pytest.raises(ValidationError, match="ほかの事業へは移せません。取り下げて") as caught:
        correct_case(application.case, programme=other, by=None)
    assert list(caught.value.message_dict) == ["programme"]
    with pytest.raises(ValidationError, match="公募の開始日"):
        correct_case(application.case, opened_on=DAY - timedelta(days=1), by=None)
    assert correct_case(application.case, programme=world.programme, summary="直した", by=None).summary == "直した"
