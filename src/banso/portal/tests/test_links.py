"""What a personal link opens, for how long, how often, and what it never shows."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from banso.core.errors import UserError
from banso.work.fairs import services
from banso.work.fairs.models import Host, Link, Participant, SignUp
from banso.work.fairs.services.access import (
    MOST_A_MINUTE,
    accept_sign_up,
    address_part,
    decline_sign_up,
    issue_link,
    revoke_link,
)
from banso.work.fairs.tests.small_fair import SmallFair


@pytest.fixture
def small(world) -> SmallFair:
    return SmallFair(world)


@pytest.fixture
def host(small: SmallFair, world) -> Host:
    return services.record_host(
        by=small.user, fair=small.fair, organisation=world.organisation("隣県の団体"), prefecture="岩手県"
    )


def address(link: Link, page: str = "portal") -> str:
    return reverse(page, args=[address_part(link)])


def test_a_company_sees_its_own_timetable_only_once_published(small: SmallFair) -> None:
    """Not the draft; afterwards its meetings and nobody else's."""
    one = small.suppliers[0]
    small.suppliers[1].wishes.all().delete()
    where = address(issue_link(one, by=small.user))
    made = small.planned()
    assert "まだ決まっていません" in Client().get(where).content.decode()
    services.publish_timetable(made, by=small.user)
    page = Client().get(where).content.decode()
    assert page.count("<td>甲</td>") == page.count("<td>乙</td>") == 1
    assert "<td>一</td>" not in page and "<td>三</td>" not in page


def test_a_company_states_its_wishes_and_its_catalogue_page(small: SmallFair) -> None:
    """Written by the same verbs as staff use; the trail names the link."""
    link = issue_link(small.suppliers[0], by=small.user)
    second = small.buyers[1]
    answer = Client().post(address(link, "portal-wishes"), {"wish1": str(second.pk)})
    assert answer.status_code == 302
    assert [wish.partner for wish in small.suppliers[0].wishes.all()] == [second]
    Client().post(address(link, "portal-catalogue"), {"offers": "切削が得意です", "contact": "受付 太郎"})
    changed = Participant.objects.get(pk=small.suppliers[0].pk)
    assert (changed.offers, changed.contact) == ("切削が得意です", "受付 太郎")
    event = Participant.pgh_event_model.objects.filter(pgh_obj_id=changed.pk).order_by("-pgh_id").first()
    assert event.pgh_context["link"] == str(link.pk)


def test_after_the_answer_date_nothing_is_changed_and_nothing_typed_is_lost(small: SmallFair) -> None:
    """The message says whom to tell; what was typed is still in its box."""
    small.fair.wishes_until = timezone.localdate() - timedelta(days=1)
    small.fair.save()
    link = issue_link(small.suppliers[0], by=small.user)
    answer = Client().post(address(link, "portal-catalogue"), {"offers": "消えては困る紹介"})
    page = answer.content.decode()
    assert answer.status_code == 422 and "締切" in page and "消えては困る紹介" in page
    assert Participant.objects.get(pk=small.suppliers[0].pk).offers == ""


def test_a_link_that_is_forged_expired_or_revoked_opens_nothing(small: SmallFair) -> None:
    """All three say the same; a new link after a revoked one has another address."""
    link = issue_link(small.suppliers[0], by=small.user)
    good = address(link)
    assert Client().get(good[:-3] + "xx/").status_code == 404
    link.expires_on = date(2020, 1, 1)
    link.save()
    assert Client().get(good).status_code == 404
    fresh = issue_link(small.suppliers[0], by=small.user)
    assert Client().get(address(fresh)).status_code == 200 and address(fresh) != good
    revoke_link(fresh, by=small.user)
    assert Client().get(address(fresh)).status_code == 404


def test_a_link_opened_too_often_waits_a_minute(small: SmallFair) -> None:
    """The limit itself still opens."""
    where = address(issue_link(small.suppliers[0], by=small.user))
    client = Client()
    statuses = [client.get(where).status_code for _ in range(MOST_A_MINUTE + 1)]
    if 429 not in statuses:  # the minute turned over while counting
        statuses = [client.get(where).status_code for _ in range(MOST_A_MINUTE + 1)]
    assert statuses[0] == 200 and statuses[-1] == 429


def test_a_partner_sees_and_enters_only_its_own_companies(small: SmallFair, host: Host, world) -> None:
    """Another's companies are not on its page; what it sends waits for staff, who pick the company of the register."""
    where = issue_link(host, by=small.user)
    given = {
        "side": "supplier",
        "company_name": "北の工場",
        "contact": "北 一郎",
        "email": "a@example.jp",
        "phone": "019-000-0000",
    }
    Client().post(address(where, "portal-enter"), given)
    page = Client().get(address(where)).content.decode()
    assert "北の工場" in page and "確認中" in page and "<td>甲</td>" not in page
    entry = SignUp.objects.get()
    with pytest.raises(UserError, match="青森県"):
        accept_sign_up(entry, world.company("南の工場", prefecture="青森県"), by=small.user)
    entered = accept_sign_up(entry, world.company("北の工場", prefecture="岩手県"), by=small.user)
    assert (entered.host, entered.prefecture, entered.contact) == (host, "岩手県", "北 一郎")
    with pytest.raises(UserError, match="すでに参加企業"):
        decline_sign_up(entry, by=small.user)
    assert Client().get(address(where, "portal-wishes")).status_code == 404


def test_entries_are_taken_in_their_window(small: SmallFair, host: Host) -> None:
    """A day too late is refused, with what was typed still there."""
    small.fair.sign_up_until = timezone.localdate() - timedelta(days=1)
    small.fair.save()
    link = issue_link(host, by=small.user)
    given = {"side": "buyer", "company_name": "遅い会社", "contact": "a", "email": "a@example.jp", "phone": "1"}
    answer = Client().post(address(link, "portal-enter"), given)
    assert answer.status_code == 422 and "締め切りました" in answer.content.decode()
    assert "遅い会社" in answer.content.decode() and not SignUp.objects.exists()


def test_staff_make_links_and_take_an_entry_on_screen(small: SmallFair, host: Host, world) -> None:
    """Everyone gets one; the entry becomes a participant."""
    from banso.config.accounts import create_user

    client = Client()
    client.force_login(create_user("fair-desk", "商談 花子", "adviser", "long-enough-2030"))
    client.post(reverse("fair-link-change", args=[small.fair.pk]))
    assert Link.objects.count() == 6
    page = client.get(reverse("fair-links", args=[small.fair.pk])).content.decode()
    assert page.count("/portal/") == 12
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
