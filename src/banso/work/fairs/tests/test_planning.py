"""From wishes to a published timetable, and what is refused on the way."""

from datetime import date, time

import pytest
from django.db import IntegrityError, transaction

from banso.core.errors import UserError
from banso.work.fairs import services
from banso.work.fairs.choices import PairKind, PresenceState, RunState
from banso.work.fairs.models import Appointment, Participant, Publication, Timetable, Wish
from banso.work.fairs.services.preparing import DayPlan
from banso.work.fairs.services.timetabling import in_force, solve_timetable, violations_of

from .small_fair import DAY, SmallFair


@pytest.fixture
def small(world) -> SmallFair:
    return SmallFair(world)


def test_a_day_is_cut_into_slots_around_its_break() -> None:
    """Slots before and after the break, none through it, none past the end."""
    plan = DayPlan(DAY, time(10), time(14), minutes=30, pause=10, break_from=time(12), break_until=time(13))
    starts = [f"{start:%H:%M}" for start, _ in plan.slots()]
    assert starts == ["10:00", "10:40", "11:20", "13:00"]


@pytest.mark.parametrize(
    ("plan", "says"),
    [
        (DayPlan(date(2030, 7, 13), time(10), time(12), 20), "開催期間"),
        (DayPlan(DAY, time(10), time(10, 10), 20), "1つもできません"),
        (DayPlan(DAY, time(10), time(12), 0), "1分以上"),
    ],
)
def test_a_day_that_makes_no_sense_is_refused(small: SmallFair, plan: DayPlan, says: str) -> None:
    """The old slots stay."""
    with pytest.raises(UserError, match=says):
        services.lay_out_day(small.fair, plan, by=small.user)
    assert small.fair.slots.count() == 4


def test_wishes_for_who_is_not_coming_or_on_the_same_side_are_refused(small: SmallFair) -> None:
    """One message that names the company; the wishes of before stay."""
    one, two, _ = small.suppliers
    first, second = small.buyers
    services.note_presence(second, state=PresenceState.WITHDRAWN, by=small.user)
    with pytest.raises(UserError, match="「乙」はこの商談会に参加しません"):
        services.state_wishes(one, [first, second], by=small.user)
    with pytest.raises(UserError, match="「二」は同じ受注側です"):
        services.state_wishes(one, [two], by=small.user)
    with pytest.raises(UserError, match="2回選ばれています"):
        services.state_wishes(one, [first, first], by=small.user)
    assert list(Wish.objects.filter(participant=one).values_list("partner__company__name", "rank")) == [
        ("甲", 1),
        ("乙", 2),
    ]


def test_a_company_answers_until_the_date_and_staff_after_it(small: SmallFair) -> None:
    """The last day still counts."""
    small.fair.wishes_until = date(2030, 6, 30)
    small.fair.save()
    one, buyer = small.suppliers[0], small.buyers[1]
    services.state_wishes(one, [buyer], by=None, today=date(2030, 6, 30))
    with pytest.raises(UserError, match="締切"):
        services.state_wishes(one, [], by=None, today=date(2030, 7, 1))
    services.state_wishes(one, [], by=small.user, today=date(2030, 7, 1))
    assert not one.wishes.exists()


def test_every_wish_is_planned_and_nobody_is_in_two_places(small: SmallFair) -> None:
    """Six wishes, four slots, two tables: all fit, and the checker has nothing to say."""
    made = small.planned()
    assert {(buyer, supplier) for _, buyer, supplier in small.pairs(made)} == {(b, s) for b in "甲乙" for s in "一二三"}
    assert violations_of(made) == []
    assert (made.state, made.status) == (RunState.DONE, "optimal")


def test_the_worker_makes_what_was_asked(small: SmallFair) -> None:
    """Asked with a job, made by the job's task, with its levels and bounds."""
    asked = services.ask_timetable(small.fair, seconds=5, by=small.user)
    solve_timetable(timetable_id=asked.pk, seconds=5)
    made = Timetable.objects.get()
    assert made.state == RunState.DONE and made.appointments.count() == 6
    assert {"wishes", "gaps"} <= {code for code, _, _ in made.levels}


def test_more_mandatory_meetings_than_slots_are_said_with_the_smallest_set(small: SmallFair, world) -> None:
    """Five meetings of one buyer in four slots: refused, naming the company."""
    for name in ("四", "五"):
        small.suppliers.append(small.enter(world, name, "supplier"))
    for supplier in small.suppliers:
        services.record_pair_rule(
            by=small.user, fair=small.fair, buyer=small.buyers[0], supplier=supplier, kind=PairKind.MANDATORY
        )
    asked = services.ask_timetable(small.fair, seconds=5, by=small.user)
    solve_timetable(timetable_id=asked.pk, seconds=5)
    asked.refresh_from_db()
    assert asked.state == RunState.FAILED and "甲" in asked.error and "5件" in asked.error
    assert not Appointment.objects.exists()


def test_a_locked_meeting_stays_when_solved_again(small: SmallFair) -> None:
    """What is locked keeps its slot although a company can no longer come then; the lock is carried on."""
    made = small.planned()
    locked = made.appointments.first()
    services.lock_appointments(made, [locked.pk], locked=True, by=small.user)
    again = services.ask_timetable(small.fair, seconds=5, based_on=made, by=small.user)
    solve_timetable(timetable_id=again.pk, seconds=5)
    kept = again.appointments.get(buyer=locked.buyer, supplier=locked.supplier)
    assert (kept.slot, kept.locked) == (locked.slot, True)
    assert small.pairs(again) == small.pairs(made)


def test_a_move_is_checked_and_its_reason_said(small: SmallFair) -> None:
    """Onto a taken time: refused in words. Onto a free one: moved, and the proof is no longer claimed."""
    made = small.planned()
    appointment = made.appointments.filter(buyer=small.buyers[0]).first()
    taken = made.appointments.filter(buyer=small.buyers[0]).exclude(pk=appointment.pk).first().slot
    with pytest.raises(UserError, match="甲が.*に2件重なっています"):
        services.move_appointment(appointment, slot=taken, by=small.user)
    appointment.refresh_from_db()
    free = [s for s in small.slots if not made.appointments.filter(slot=s, buyer=small.buyers[0]).exists()]
    made.appointments.filter(supplier=appointment.supplier).exclude(pk=appointment.pk).delete()
    services.move_appointment(appointment, slot=free[0], by=small.user)
    made.refresh_from_db()
    assert (appointment.slot, made.status, made.levels) == (free[0], "", [])


def test_a_forbidden_pair_never_comes_back(small: SmallFair) -> None:
    """The planned meeting goes, and the next timetable is without it."""
    made = small.planned()
    appointment = made.appointments.first()
    pair = (appointment.buyer.company.name, appointment.supplier.company.name)
    services.forbid_pair(appointment, reason="取引停止中", by=small.user)
    assert pair not in {names[1:] for names in small.pairs(small.planned())}
    assert made.appointments.count() == 5


def test_no_timetable_with_an_error_is_published(small: SmallFair) -> None:
    """A company withdraws after planning: the checker refuses, nothing is in force; solved again it may be."""
    made = small.planned()
    services.note_presence(small.buyers[0], state=PresenceState.WITHDRAWN, by=small.user)
    with pytest.raises(UserError, match="誤りが3件.*甲と一の商談は組めません"):
        services.publish_timetable(made, by=small.user)
    assert not Publication.objects.exists()
    again = small.planned()
    services.publish_timetable(again, by=small.user)
    assert in_force(small.fair) == again


def test_what_was_published_is_never_rewritten(small: SmallFair) -> None:
    """Neither by a service nor by hand in the database; a revision is a new version."""
    made = small.planned()
    services.publish_timetable(made, by=small.user)
    appointment = made.appointments.first()
    with pytest.raises(UserError, match="公開した時間割は変えられません"):
        services.lock_appointments(made, [appointment.pk], locked=True, by=small.user)
    with pytest.raises(IntegrityError), transaction.atomic():
        Appointment.objects.filter(pk=appointment.pk).update(locked=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Appointment.objects.filter(pk=appointment.pk).delete()
    copy = services.revise_timetable(made, by=small.user)
    assert (copy.number, small.pairs(copy)) == (2, small.pairs(made))
    assert in_force(small.fair) == made


def test_an_entry_counts_only_once_the_company_came(small: SmallFair) -> None:
    """Entered, late, stayed away: the population of the figure follows what was last noted."""
    assert list(Participant.objects.attended()) == []
    services.note_presence(small.buyers[0], state=PresenceState.PRESENT, by=small.user)
    services.note_presence(small.buyers[1], state=PresenceState.LATE, by=small.user)
    services.note_presence(small.suppliers[0], state=PresenceState.PRESENT, by=small.user)
    services.note_presence(small.suppliers[0], state=PresenceState.NO_SHOW, by=small.user)
    assert set(Participant.objects.attended()) == set(small.buyers)
