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
from banso.registers.models import Membership

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
