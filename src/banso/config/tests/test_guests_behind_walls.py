"""What is asked of someone outside about a walled case, as the runtime role: opened in the name of who asked, hidden from everyone else."""

from datetime import timedelta

from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from banso.cases.models import Case, Party
from banso.core.acting import act_for
from banso.office.guests.models import Invitation, Seen, Submission
from banso.office.guests.services import address_part, invite, tell_code
from banso.office.reviews import services as judging
from banso.office.reviews.models import Declaration, Outcome, Panel, Score, Scoresheet
from banso.procedures.reviewing import ask_reviewers, asked_of
from banso.registers.models import Membership, Programme
from conftest import TinyWorld

from .conftest import ROLE
from .walled import Walled, run


def asked_inside(walled: Walled) -> Invitation:
    """The expert of a walled dispatch is asked to take a step of it."""
    act_for(walled.inside.pk)
    case = Case.objects.get(procedure="dispatch", programme=walled.programme)
    party = Party.objects.create(case=case, role="expert", name="専門 太郎", email="taro@example.jp")
    return invite(
        "step", detail="requested", case=case, party=party, until=localdate() + timedelta(days=7), by=walled.inside
    )


def test_a_guest_sees_what_a_colleague_inside_asked_after_showing_who_it_is(walled: Walled) -> None:
    """First nothing is named; with the number the case is; the answer is written; nobody outside learns that there is one."""
    invitation = asked_inside(walled)
    part = address_part(invitation, by=walled.inside)
    page, number = (reverse(name, args=[part, invitation.pk]) for name in ("guest-asked", "guest-number"))
    guest = Client()
    first = guest.get(page).content.decode()
    assert "本人の確認" in first and "派遣" not in first and "太郎" not in first
    act_for(walled.inside.pk)
    told = tell_code(invitation, by=walled.inside)
    assert guest.post(number, {"number": told}).status_code == 302
    assert "派遣要請の受理" in guest.get(page).content.decode()
    assert guest.post(page, {"note": "承知しました"}).status_code in (302, 422)
    for kind in (Invitation, Seen, Submission):
        act_for(walled.outside.pk)
        assert not kind.objects.exists()
    act_for(walled.inside.pk)
    assert Seen.objects.filter(invitation=invitation).exists()


def test_an_address_shuts_when_who_asked_is_not_inside_any_more(walled: Walled) -> None:
    """Its page is then that of an address that is none."""
    invitation = asked_inside(walled)
    page = reverse("guest-asked", args=[address_part(invitation, by=walled.inside), invitation.pk])
    assert Client().get(page).status_code == 200
    run("RESET ROLE")
    Membership.objects.filter(user=walled.inside).update(ends_on=localdate() - timedelta(days=1))
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {ROLE}")
    assert Client().get(page).status_code == 404


def judged(walled: Walled, programme: Programme, case: Case) -> Scoresheet:
    """A reviewer declares and gives points by their own link; the sheet."""
    today = localdate()
    act_for(walled.inside.pk)
    facts = {"name": "審査会", "held_on": today, "due_on": today}
    panel = judging.record_panel(programme=programme, **facts, by=walled.inside)
    item = judging.record_criterion(panel=panel, place=1, name="新規性", points=10, by=walled.inside)
    who = {"name": "青木", "email": "aoki@example.jp", "starts_on": today, "ends_on": today}
    judging.record_reviewer(panel=panel, **who, by=walled.inside)
    (candidate,) = judging.add_candidates(panel, [(case, 1)], by=walled.inside)
    judging.assign_all(panel, by=walled.inside)
    assert ask_reviewers(panel, until=today, by=walled.inside) == 1
    (asked,) = asked_of(panel).values()
    part = address_part(asked, by=walled.inside)
    page, number = (reverse(name, args=[part, asked.pk]) for name in ("guest-asked", "guest-number"))
    told, guest = tell_code(asked, by=walled.inside), Client()
    assert guest.post(number, {"number": told}).status_code == 302
    assert guest.post(page, {"stage": "declare", "answer": "none"}).status_code == 302
    assert guest.post(page, {"stage": "score", f"points_{item.pk}": "7"}).status_code == 302
    act_for(walled.inside.pk)
    judging.decide(panel, {candidate.pk: judging.Made("adopted")}, decided_on=today, by=walled.inside)
    return Scoresheet.objects.get(assignment__candidate=candidate)


def test_a_reviewer_by_link_before_an_open_panel_and_behind_a_wall(walled: Walled, secured: TinyWorld) -> None:
    """Nobody's login writes either; of what is behind the wall nobody outside learns anything."""
    open_case = Case.objects.create(programme=secured.programme, company=walled.other, opened_on=localdate())
    assert judged(walled, secured.programme, open_case).by is None
    hidden = judged(walled, walled.programme, walled.case)
    assert hidden.by is None and hidden.scores.get().points == 7
    act_for(walled.outside.pk)
    assert [kind.objects.count() for kind in (Panel, Declaration, Scoresheet, Score, Outcome)] == [1] * 5
    assert not Panel.objects.filter(programme=walled.programme).exists()
    act_for(walled.inside.pk)
    assert Panel.objects.count() == 2
