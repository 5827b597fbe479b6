"""What stands on the desk of cases: one's own work, the unit's as a board, those watched; handing over; who is concerned."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from banso.cases.consents import give_consent
from banso.cases.disclosures import sign_nda
from banso.cases.models import Case, Party, Standing
from banso.cases.services import watch_case
from banso.office.deadlines.services import set_deadline
from banso.procedures.standing_now import StandingNow, standing_now
from banso.registers.models import Staff, User
from banso.work.dispatches.models import Dispatch
from banso.work.dispatches.procedure import DISPATCH
from banso.work.dispatches.services import open_dispatch
from conftest import TinyWorld

DAY = date(2023, 5, 1)


@pytest.fixture
def user(world: TinyWorld) -> User:
    user = world.user(is_superuser=True)
    world.staff.user = user
    world.staff.save()
    return user


@pytest.fixture
def desk(client: Client, user: User) -> Client:
    client.force_login(user)
    return client


def dispatch(world: TinyWorld, company: str, keeper: Staff | None, subject: str = "原価管理") -> Dispatch:
    of_case = {"programme": world.programme, "company": world.company(company), "opened_on": DAY, "keeper": keeper}
    made: Dispatch = open_dispatch(subject=subject, by=None, **of_case)
    return made


def test_ones_own_the_units_and_all(world: TinyWorld, desk: Client) -> None:
    """Three keepers, two units: each choice shows its part, with counts, and one kind of matter in full."""
    colleague = Staff.objects.create(name="同僚", unit=world.unit, user=world.user("peer"), joined_on=DAY)
    dispatch(world, "自分の会社", world.staff)
    dispatch(world, "同僚の会社", colleague)
    for number in range(6):
        dispatch(world, f"他部署{number}", None)
    shown = {whose: desk.get(f"/?whose={whose}").content.decode() for whose in ("mine", "unit", "all", "nonsense")}
    assert "自分の会社" in shown["mine"] and "同僚の会社" not in shown["mine"] and "同僚の会社" not in shown["nonsense"]
    assert "同僚の会社" in shown["unit"] and "他部署0" not in shown["unit"] and "総合支援課の分" in shown["unit"]
    assert "8件すべてを見る" in shown["all"] and "他部署5" not in shown["all"]
    assert "他部署5" in desk.get("/?whose=all&only=procedures.open").content.decode()


def test_cases_watched_stay_in_sight(world: TinyWorld, desk: Client, user: User) -> None:
    """Another's case, with its state; one's neighbour does not see it among hers."""
    watch_case(dispatch(world, "見守る会社", None).case, by=user)
    assert "見守っている案件" in desk.get("/").content.decode()
    other = Client()
    other.force_login(world.user("other", is_superuser=True))
    assert "見守っている案件" not in other.get("/").content.decode()


def test_the_board_counts_open_cases_by_state(
    world: TinyWorld, desk: Client, django_assert_max_num_queries: Any
) -> None:
    """By unit at first; late ones marked; a kind that is not there is not found."""
    for company in ("甲社", "乙社"):
        late = dispatch(world, company, world.staff)
    late.case.standing.__class__.objects.filter(case=late.case).update(next_due_on=date.today() - timedelta(days=1))
    dispatch(world, "丙社", None)
    with django_assert_max_num_queries(20):
        page = desk.get(reverse("case-board")).content.decode()
    assert "受付 2件、期限超過 1件" in page and "丙社" not in page
    assert page.index("乙社") < page.index("甲社")  # the one that is late comes first
    assert "受付 3件" in desk.get(reverse("case-board"), {"whose": "all"}).content.decode()
    assert desk.get(reverse("case-board"), {"kind": "nothing"}).status_code == 404


def test_handing_over_refuses_whoever_is_not_there(world: TinyWorld, desk: Client) -> None:
    case = dispatch(world, "甲社", world.staff).case
    gone = Staff.objects.create(name="退職者", unit=world.unit, joined_on=DAY, ended_on=DAY)
    for typed in ("", "²", "9" * 30, "-1", str(gone.pk)):
        assert desk.post(reverse("case-hand-over", args=[case.pk]), {"keeper": typed}).status_code == 302
    assert Case.objects.get().keeper == world.staff
    heir = Staff.objects.create(name="後任", unit=world.unit, joined_on=DAY)
    desk.post(reverse("case-hand-over", args=[case.pk]), {"keeper": str(heir.pk)})
    assert Case.objects.get().keeper == heir


def test_who_is_concerned_is_noted_and_put_right(world: TinyWorld, desk: Client) -> None:
    """The representative is offered; a role that the kind does not know is refused; an ended part is gone from the page."""
    case = dispatch(world, "甲社", world.staff).case
    case.company.people.create(name="甲野 一子", title="代表取締役", is_representative=True)
    new = reverse("case-party-new", args=[case.pk])
    assert "甲野 一子" in desk.get(f"{new}?role=company").content.decode()
    assert desk.post(new, {"role": "banker", "name": "甲野"}).status_code == 422
    assert desk.post(new, {"role": "company", "name": "甲野", "email": "not an address"}).status_code == 422
    assert desk.post(new, {"role": "company", "name": "甲野 一子", "email": "ko@example.jp"}).status_code == 302
    party = Party.objects.get()
    page = desk.get(reverse("case", args=[case.pk])).content.decode()
    assert "ko@example.jp" in page and "派遣する専門家" in page
    facts = {"role": "company", "name": "甲野 一子", "ended_on": "R5.6.1"}
    assert desk.post(reverse("case-party", args=[case.pk, party.pk]), facts).status_code == 302
    assert "ko@example.jp" not in desk.get(reverse("case", args=[case.pk])).content.decode()
    other = dispatch(world, "乙社", world.staff).case
    assert desk.get(reverse("case-party", args=[other.pk, party.pk])).status_code == 404


def test_the_board_tells_how_long_what_is_late_and_what_soon_ends(world: TinyWorld) -> None:
    """By state: how many, the day in the middle, the oldest; of the cases asked about alone; a consent of a closed case ends unseen."""
    first, second, other = (dispatch(world, name, world.staff).case for name in ("甲社", "乙社", "丙社"))
    Standing.objects.filter(case=first).update(since=DAY - timedelta(days=40))
    Standing.objects.filter(case=other).update(closed=True)
    set_deadline(first, name="報告書の提出", due_on=DAY - timedelta(days=1), actor="keeper", by=None)
    said = {"given_by": "代表者", "capacity": "代表取締役", "purpose": "紹介", "given_on": DAY}
    for case, days in ((first, 60), (second, 61), (other, 5)):
        give_consent(case, to="紹介先", items=["existence"], until=DAY + timedelta(days=days), by=None, **said)
    sign_nda(
        first, to="候補", signatory="候補 次郎", capacity="代表", signed_on=DAY, until=DAY + timedelta(days=3), by=None
    )
    now = standing_now(DISPATCH, DAY)
    assert [(age.label, age.number, age.median, age.longest, age.oldest) for age in now.ages] == [
        ("受付", 2, 40, 40, first)
    ]
    assert [row.deadline.name for row in now.late] == ["報告書の提出"]
    assert [(one.until - DAY, one.what, one.to) for one in now.ending] == [
        (timedelta(days=3), "守秘契約", "候補"),
        (timedelta(days=60), "承諾(相談していること)", "紹介先"),
    ]
    assert standing_now(DISPATCH, DAY, Case.objects.filter(pk=other.pk)) == StandingNow([], [], [])
