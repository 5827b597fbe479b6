"""What companies and partners of a fair are asked on pages of their own, and what those never show."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from banso.config.accounts import create_user
from banso.core.errors import UserError
from banso.office.guests.models import Invitation
from banso.office.guests.services import address_part
from banso.work.fairs import services
from banso.work.fairs.models import Host, Link, Participant, SignUp
from banso.work.fairs.services.access import accept_sign_up, decline_sign_up, issue_link, revoke_link
from banso.work.fairs.tests.small_fair import SmallFair


@pytest.fixture
def small(world) -> SmallFair:
    return SmallFair(world)


@pytest.fixture
def host(small: SmallFair, world) -> Host:
    return services.record_host(
        by=small.user, fair=small.fair, organisation=world.organisation("隣県の団体"), prefecture="岩手県"
    )


def page_of(link: Link) -> str:
    """The address of what a link asks."""
    return reverse("guest-asked", args=[address_part(link.invitation, by=None), link.invitation_id])


def own(small: SmallFair, number: int = 0) -> Link:
    return issue_link(small.suppliers[number], by=small.user)


def typed(**said: str) -> dict[str, str]:
    return {"contact": "", "email": "", "phone": "", "offers": "", "seeks": "", "processes": "", "products": ""} | said


def test_a_company_sees_its_own_timetable_only_once_published(small: SmallFair) -> None:
    """Not the draft; afterwards its meetings and nobody else's."""
    small.suppliers[1].wishes.all().delete()
    where = page_of(own(small))
    made = small.planned()
    assert "まだ決まっていません" in Client().get(where).content.decode()
    services.publish_timetable(made, by=small.user)
    page = Client().get(where).content.decode()
    assert page.count("<td>甲</td>") == page.count("<td>乙</td>") == 1
    assert "<td>一</td>" not in page and "<td>三</td>" not in page


def test_a_company_states_its_wishes_and_its_catalogue_page(small: SmallFair) -> None:
    """Written by the same verbs as staff use; the trail names what it was asked; it may be said anew until the end."""
    link, second, slot = own(small), small.buyers[1], small.slots[0]
    given = typed(offers="切削が得意です", contact="受付 太郎", wish1=str(second.pk)) | {"absent": [str(slot.pk)]}
    assert Client().post(page_of(link), given).status_code == 302
    company = small.suppliers[0]
    assert [wish.partner for wish in company.wishes.all()] == [second]
    assert list(company.absences.values_list("slot", flat=True)) == [slot.pk]
    changed = Participant.objects.get(pk=company.pk)
    assert (changed.offers, changed.contact) == ("切削が得意です", "受付 太郎")
    event = Participant.pgh_event_model.objects.filter(pgh_obj_id=changed.pk).order_by("-pgh_id").first()
    assert event.pgh_context["invitation"] == link.invitation_id
    assert 'value="受付 太郎"' in Client().get(page_of(link)).content.decode()
    assert Client().post(page_of(link), typed(contact="受付 次郎")).status_code == 302
    assert not company.wishes.exists()


def test_after_the_answer_date_nothing_is_changed_and_nothing_typed_is_lost(small: SmallFair) -> None:
    """The message says whom to tell; what was typed is still in its box."""
    small.fair.wishes_until = timezone.localdate() - timedelta(days=1)
    small.fair.save()
    answer = Client().post(page_of(own(small)), typed(offers="消えては困る紹介"))
    page = answer.content.decode()
    assert answer.status_code == 422 and "締切" in page and "消えては困る紹介" in page
    assert Participant.objects.get(pk=small.suppliers[0].pk).offers == ""


def test_a_shut_link_opens_nothing_and_a_new_one_has_another_address(small: SmallFair) -> None:
    """One that is open is not made twice; one that is over, or was taken back, is open again by the same ask."""
    link = own(small)
    good = page_of(link)
    assert own(small).invitation == link.invitation and page_of(link) == good
    revoke_link(link, by=small.user)
    assert Client().get(good).status_code == 404
    assert page_of(link) != good and Client().get(page_of(link)).status_code == 200
    for over in ({"until": timezone.localdate() - timedelta(days=1)}, {"withdrawn_at": timezone.now()}):
        Invitation.objects.update(**over)
        fresh = own(small)
        assert fresh == link and fresh.invitation == link.invitation and fresh.invitation.is_open


def test_a_partner_sees_and_enters_only_its_own_companies(small: SmallFair, host: Host, world) -> None:
    """Another's companies are not on its page; what it sends waits for staff, who pick the company of the register."""
    where = page_of(issue_link(host, by=small.user))
    given = {
        "side": "supplier",
        "company_name": "北の工場",
        "contact": "北 一郎",
        "email": "a@example.jp",
        "phone": "019-000-0000",
    }
    Client().post(where, given)
    page = Client().get(where).content.decode()
    assert "北の工場" in page and "確認中" in page and "<td>甲</td>" not in page
    entry = SignUp.objects.get()
    with pytest.raises(UserError, match="青森県"):
        accept_sign_up(entry, world.company("南の工場", prefecture="青森県"), by=small.user)
    entered = accept_sign_up(entry, world.company("北の工場", prefecture="岩手県"), by=small.user)
    assert (entered.host, entered.prefecture, entered.contact) == (host, "岩手県", "北 一郎")
    with pytest.raises(UserError, match="すでに参加企業"):
        decline_sign_up(entry, by=small.user)


def test_entries_are_taken_in_their_window(small: SmallFair, host: Host) -> None:
    """A day too late is refused, with what was typed still there."""
    small.fair.sign_up_until = timezone.localdate() - timedelta(days=1)
    small.fair.save()
    given = {"side": "buyer", "company_name": "遅い会社", "contact": "a", "email": "a@example.jp", "phone": "1"}
    answer = Client().post(page_of(issue_link(host, by=small.user)), given)
    assert answer.status_code == 422 and "締め切りました" in answer.content.decode()
    assert "遅い会社" in answer.content.decode() and not SignUp.objects.exists()


def test_staff_make_links_and_take_an_entry_on_screen(small: SmallFair, host: Host, world) -> None:
    """Everyone gets one, shown until it is shut; the entry becomes a participant."""
    client = Client()
    client.force_login(create_user("fair-desk", "商談 花子", "adviser", "long-enough-2030"))
    change, shown = (reverse(page, args=[small.fair.pk]) for page in ("fair-link-change", "fair-links"))
    assert "/guest/" not in client.get(shown).content.decode()
    client.post(change)
    assert Link.objects.count() == 6
    assert client.get(shown).content.decode().count("/guest/") == 12
    client.post(change, {"revoke": str(Link.objects.get(host=host).pk)})
    assert client.get(shown).content.decode().count("/guest/") == 10
    entry = SignUp.objects.create(
        fair=small.fair,
        host=host,
        side="supplier",
        company_name="北の工場",
        contact="a",
        email="a@example.jp",
        phone="1",
    )
    company = world.company("北の工場")
    client.post(reverse("fair-sign-up", args=[small.fair.pk, entry.pk]), {"company": f"{company} #{company.pk}"})
    assert Participant.objects.get(company=company).host == host
