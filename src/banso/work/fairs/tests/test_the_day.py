"""The day itself and what follows: a no-show, results, and deals found months later."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from banso.core import done_days
from banso.core.errors import UserError
from banso.work.fairs import services
from banso.work.fairs.chasing import MET
from banso.work.fairs.choices import FollowUpResult, NotHeldReason, PresenceState, Prospect
from banso.work.fairs.models import Deal, Meeting, NotHeld, Participant
from banso.work.fairs.services.following import still_open

from .small_fair import DAY, SmallFair, at


@pytest.fixture
def small(world) -> SmallFair:
    return SmallFair(world)


def test_a_no_show_costs_only_its_own_meetings(small: SmallFair) -> None:
    """From now on its meetings are given up; nothing else moves; what is past stays as it was."""
    made = small.planned()
    services.publish_timetable(made, by=small.user)
    gone = small.suppliers[1]
    services.note_presence(gone, state=PresenceState.NO_SHOW, by=small.user)
    repaired = services.plan_repair(small.fair, by=small.user, now=at(10, 5))
    before, after = small.pairs(made), small.pairs(repaired)
    assert before - after == {row for row in before if row[2] == "二" and row[0] > "10:00"}
    assert after <= before
    assert [code for code, _, _ in repaired.levels] == ["given_up", "changes"]


def test_a_late_company_loses_no_meeting_that_can_still_be_held(small: SmallFair) -> None:
    """Arriving at 11:00 it keeps both its meetings, in slots from then on."""
    made = small.planned()
    services.publish_timetable(made, by=small.user)
    late = small.suppliers[0]
    services.note_presence(late, state=PresenceState.LATE, expected_at=at(11), by=small.user)
    repaired = services.plan_repair(small.fair, by=small.user, now=at(9))
    times = {row[0] for row in small.pairs(repaired) if row[2] == "一"}
    assert len(times) == 2 and min(times) >= "11:00"
    assert len(small.pairs(repaired)) == 6
    services.publish_timetable(repaired, by=small.user)


def test_without_a_published_timetable_or_after_the_last_slot_there_is_nothing_to_repair(small: SmallFair) -> None:
    """Said in words."""
    with pytest.raises(UserError, match="まだありません"):
        services.plan_repair(small.fair, by=small.user, now=at(9))
    services.publish_timetable(small.planned(), by=small.user)
    with pytest.raises(UserError, match="もうありません"):
        services.plan_repair(small.fair, by=small.user, now=at(23))


def test_a_result_is_a_meeting_or_its_absence_never_both(small: SmallFair) -> None:
    """Held, then put right as not held, then held again; both companies count as there."""
    pair = (small.buyers[0], small.suppliers[0])
    services.record_held(small.fair, *pair, prospect=Prospect.QUOTE, note="試作の相談", by=small.user)
    assert set(Participant.objects.attended()) == set(pair)
    services.record_not_held(small.fair, *pair, reason=NotHeldReason.CALLED_OFF, note="", by=small.user)
    assert (Meeting.objects.count(), NotHeld.objects.count()) == (0, 1)
    services.record_held(small.fair, *pair, prospect=Prospect.QUOTE, note="", by=small.user)
    assert (Meeting.objects.count(), NotHeld.objects.count()) == (1, 0)
    with pytest.raises(UserError, match="行った商談が記録されています"):
        services.note_presence(pair[0], state=PresenceState.NO_SHOW, by=small.user)


def test_deals_come_months_later_and_close_the_question(small: SmallFair) -> None:
    """Rounds fall due at the month's end where it must; 成立 needs day and amount; what is settled is asked no more."""
    first, second = (
        services.record_held(small.fair, small.buyers[0], supplier, prospect=Prospect.TALKING, note="", by=small.user)
        for supplier in small.suppliers[:2]
    )
    early, late = services.plan_follow_up(small.fair, [3, 12], by=small.user)
    assert (early.due_on, late.due_on) == (date(2030, 10, 12), date(2031, 7, 12))
    on = date(2030, 10, 15)
    with pytest.raises(UserError, match="成立日と成立金額"):
        services.answer_follow_up(early, first, result=FollowUpResult.AGREED, heard_on=on, by=small.user)
    services.answer_follow_up(early, first, result=FollowUpResult.TALKING, heard_on=on, by=small.user)
    services.answer_follow_up(early, second, result=FollowUpResult.DECLINED, heard_on=on, by=small.user)
    assert list(still_open()) == [first]
    services.answer_follow_up(
        late, first, result=FollowUpResult.AGREED, heard_on=date(2031, 7, 20), by=small.user,
        agreed_on=date(2031, 7, 1), amount=1_200_000,
    )  # fmt: skip
    deal = Deal.objects.get()
    assert (deal.meeting, deal.amount, deal.meeting.fair.fiscal_year) == (first, 1_200_000, 2030)
    assert not still_open().exists()


def test_a_round_asks_after_each_meeting_until_it_was_heard_of(small: SmallFair) -> None:
    """On the first page from its day on, with the fair and the months; what was heard two weeks before answers for it."""
    first, second = (
        services.record_held(small.fair, small.buyers[0], supplier, prospect=Prospect.TALKING, note="", by=small.user)
        for supplier in small.suppliers[:2]
    )
    early, late = services.plan_follow_up(small.fair, [3, 12], by=small.user)
    assert early.sentence == "商談会の最終日(令和12年7月12日)の翌日から数えて3か月の末日"
    day = early.due_on
    assert not MET.due(day - timedelta(days=1)).exists()
    assert [(row, row.due_on, row.months) for row in MET.due(day)] == [(first, day, 3), (second, day, 3)]
    heard = {"result": FollowUpResult.TALKING, "by": small.user}
    services.answer_follow_up(early, first, heard_on=day - timedelta(days=14), **heard)
    services.answer_follow_up(early, second, heard_on=day - timedelta(days=15), **heard)
    assert list(MET.due(day)) == [second]
    assert [(row, row.months) for row in MET.due(late.due_on)] == [(first, 12), (second, 12)]
    services.correct_fair(small.fair, followed_up_on=day, by=small.user)
    assert not MET.due(late.due_on).exists() and MET.asked(day).count() == 2


def test_nothing_has_come_of_a_fair_before_its_day(small: SmallFair, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not by hand, by a list or by a call; that a company will stay away is known before. On the day itself all is open."""
    monkeypatch.setattr(done_days, "localdate", lambda: DAY - timedelta(days=1))
    buyer, supplier = small.buyers[0], small.suppliers[0]
    pair: dict[str, Any] = {"fair": small.fair, "buyer": buyer, "supplier": supplier}
    refused: list[Callable[[], object]] = [
        lambda: services.record_held(**pair, prospect=Prospect.QUOTE, note="", by=small.user),
        lambda: services.record_not_held(**pair, reason=NotHeldReason.CALLED_OFF, note="", by=small.user),
        lambda: services.record_meeting(**pair, by=small.user),
        lambda: services.enter_not_held(**pair, reason=NotHeldReason.CALLED_OFF, by=small.user),
        lambda: services.note_presence(buyer, state=PresenceState.PRESENT, by=small.user),
        lambda: services.correct_fair(small.fair, followed_up_on=DAY - timedelta(days=1), by=small.user),
    ]
    for write in refused:
        with pytest.raises(ValidationError, match="開催日|終わってから"), transaction.atomic():
            write()
    (listed,) = services.enter_meetings([pair], by=small.user)
    assert isinstance(listed, ValidationError)
    services.note_presence(supplier, state=PresenceState.WITHDRAWN, by=small.user)
    assert not Meeting.objects.exists()
    small.fair.refresh_from_db()
    monkeypatch.setattr(done_days, "localdate", lambda: DAY)
    services.note_presence(supplier, state=PresenceState.PRESENT, by=small.user)
    services.record_held(**pair, prospect=Prospect.QUOTE, note="", by=small.user)
    with pytest.raises(ValidationError, match="これからの日にはできません"):
        later = DAY + timedelta(days=1)
        services.correct_fair(small.fair, starts_on=later, ends_on=later, by=small.user)
