"""The reference world also lives today: work in every state, dates near and past, a draft that waits, people outside who were asked."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.db.models import F, QuerySet
from django.utils import timezone

from banso.cases.models import Case
from banso.core.agenda import listed
from banso.demo import changing, complaining, granting, owing
from banso.demo.alive import STORIES, bring_to_life
from banso.office.approvals.models import Turn
from banso.office.deadlines.models import OpenDeadline
from banso.office.guests.models import Invitation
from banso.office.mail.models import Message
from banso.procedures.offering import state_of
from banso.registers.models import User
from banso.work.dispatches.models import DispatchStep, Visit
from banso.work.dispatches.procedure import DISPATCH
from banso.work.facilities.occupancy import standings
from banso.work.grants.calling import window_at
from banso.work.grants.models import Application, Decision
from banso.work.grants.money import unsound
from banso.work.grants.procedure import GRANT


def test_there_is_work_on_the_day_it_is_made(reference: None, settings: Any, tmp_path: Path) -> None:
    """Each story stands where its last line says; the printed years have got no visit more."""
    settings.MEDIA_ROOT = tmp_path
    today = date.today()
    printed = Visit.objects.filter(fiscal_year__lte=2023).count()
    decided = Decision.objects.filter(fiscal_year__lte=2023).count()
    for username in ("tantou", "kacho", "kyokucho", "rijicho", "kakekomi", "shokei", "kassei", "kassei-kanri"):
        User.objects.create_user(username, display_name=username)
    before = set(Case.objects.values_list("pk", flat=True))
    assert bring_to_life(today, by=None) == len(STORIES)
    granting_made = Case.objects.exclude(pk__in=before).filter(procedure="grant")
    made = Case.objects.exclude(pk__in=before).filter(procedure="dispatch")
    stands = sorted(made.values_list("standing__step", flat=True))
    assert stands == sorted(story[-1][0] if story else "" for story in STORIES)
    states = set(stands) | set(DispatchStep.objects.filter(case__in=made).values_list("step", flat=True))
    assert set(DISPATCH.step_kinds) - states == {
        "arrived",
        "confirmed",
        "outcome_12",
    }  # done on the day itself, by link, later
    due = OpenDeadline.objects.filter(case__in=made)
    assert due.filter(due_on__lt=today).count() >= 2
    assert due.filter(due_on__gte=today, due_on__lte=today + timedelta(days=14)).count() >= 2
    assert Turn.objects.filter(draft__case__in=made).count() == 1
    _complaints_are_under_way(Case.objects.exclude(pk__in=before))
    _grants_are_under_way(granting_made.filter(application__filings=None))
    _applied_by_guests(granting_made.exclude(application__filings=None), today)
    assert Decision.objects.filter(fiscal_year__lte=2023).count() == decided
    assert Invitation.objects.filter(case__in=made).count() >= 4
    assert Invitation.objects.filter(case__in=made, submissions__means="link").count() == 1
    mails = {message.state for message in Message.objects.all()}
    assert mails == {"送信済", "戻ってきた(宛先なし・受取拒否)", "送信前"}
    assert Visit.objects.filter(fiscal_year__lte=2023).count() == printed
    house = standings(today)[0]
    assert house.rate == "66.7%" and {room.name for room, tenancy in house.rooms if tenancy is None} == {"102", "202"}
    user = User.objects.create_user("reader", is_superuser=True)
    waits = {matter.matter.code for matters in listed(user, today, mine=False, most=50).values() for matter in matters}
    assert waits >= {
        "facilities.booked",
        "facilities.ending",
        "reviews.due",
        "members.overdue",
        "placements.open",
        "placements.undecided",
    }


def _applied_by_guests(made: QuerySet[Case], today: date) -> None:
    """Four were sent in, one of them in a frame and one sent back; two are drafts; both calls are open."""
    assert sorted(made.values_list("standing__step", flat=True)) == ["", "", "", "returned"]
    assert made.exclude(application__frame=None).count() == 1 and not made.filter(keeper=None).exists()
    assert Invitation.objects.filter(kind="grant-application", case=None, unsent__isnull=False).count() == 2
    calls = {case.application.call for case in made}
    assert len(calls) == 2 and all(window_at(call, timezone.now()) for call in calls)


def _grants_are_under_way(made: QuerySet[Case]) -> None:
    """Each story of a grant stands where its last line says; one was sent in by link, one waits for a seal, none is beyond its limits."""
    stands = sorted(made.values_list("standing__step", flat=True))
    told = [story[-1][0] if story else "" for story in granting.STORIES]
    assert stands == sorted([*told, *["finished"] * len(owing.SENT), *changing.STANDS])
    late = OpenDeadline.objects.filter(case__in=made, code="outcome", due_on__lt=date.today())
    assert (
        late.exists() and OpenDeadline.objects.filter(case__in=made, code="outcome", due_on__gt=date.today()).exists()
    )
    assert Turn.objects.filter(draft__case__in=made).count() == 1
    assert Invitation.objects.filter(case__in=made, submissions__means="link").count() == 1
    assert OpenDeadline.objects.filter(case__in=made).count() >= 5
    assert all(unsound(state_of(GRANT, case)) == "" for case in made)
    printed = Decision.objects.in_force().filter(step="adopted", fiscal_year__in=(2022, 2023))
    assert not printed.filter(amount__gt=F("case__application__call__cap")).exists()
    assert not Application.objects.filter(case__in=made, case__keeper=None).exists()


def _complaints_are_under_way(made: QuerySet[Case]) -> None:
    """A complaint of each story, under the law of its order's day, each with its opponent kept apart."""
    complaints = made.filter(procedure="complaint")
    told = [story[-1][0] if story else "" for _, _, story in complaining.STORIES]
    assert sorted(complaints.values_list("standing__step", flat=True)) == sorted(told)
    assert set(complaints.values_list("complaint__law__code", flat=True)) >= {"subcontract", "fair-consignment"}
    assert all(case.parties.filter(role="opponent").count() == 1 for case in complaints)
    assert OpenDeadline.objects.filter(case__in=complaints).exists()
