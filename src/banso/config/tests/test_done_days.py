"""What counts as done does not lie in the future unasked: by verb, by many, on screen and by a list."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.forms import DateField
from django.test import Client

from banso.cases.models import Step
from banso.core import done_days
from banso.core.done_days import days_asked, days_to_come_confirmed
from banso.core.fiscal import deciding_days
from banso.core.imports import import_kind
from banso.core.kinds import all_pages
from banso.intake import services as intake
from banso.intake.outcome import What
from banso.registers.models import User
from banso.work.consultations.models import Consultation
from banso.work.consultations.services import correct_consultation, record_consultation, record_consultations
from banso.work.gatherings.models import Gathering, Session
from banso.work.gatherings.services import record_attendance, record_session
from conftest import TinyWorld, flat

LAST = date(2024, 3, 31)  # the last day of its fiscal year, and today
NEXT = LAST + timedelta(days=1)
PLANNED = {
    "fairs.Fair": {"starts_on"},
    "grants.Call": {"opened_on"},
    "surveys.Survey": {"reference_date"},
    "facilities.Room": {"opened_on", "closed_on"},
    "facilities.Tenancy": {"ends_on", "contracted_until"},
    "facilities.Booking": {"used_on"},
    "facilities.Fee": {"month"},
    "members.Member": {"left_on"},
    "reviews.Panel": {"held_on", "announced_on"},
    "grants.Fund": {"matures_on"},
    "publications.MonthOfVisits": {"month"},
    "turnaround.PlanCase": {"adviser_until"},
    "cases.StaffTie": {"since"},
    "succession.Track": {"succession_on"},
    "succession.LawDay": {"known_from"},
    "transfers.Listing": {"from_on", "until_on"},
    "transfers.Buyer": {"from_on", "until_on"},
    "transfers.Successor": {"delete_on"},
    "complaints.Law": {"orders_from", "orders_until"},
    "gatherings.AwardStep": {"announced_on"},
    "lending.PenaltyRate": {"since"},
    "lending.AllocationOrder": {"since"},
    "lending.Interruption": {"ended_on"},
}  # not done by then
OFFICE = {"orders.Letter", "papers.Letter", "papers.Outgoing"}  # papers carry the day of what they are about


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(done_days, "localdate", lambda: LAST)


@pytest.fixture
def user(world: TinyWorld) -> User:
    return world.user(is_superuser=True)


def visit(world: TinyWorld, day: date, **facts: Any) -> dict[str, Any]:
    return {"programme": world.programme, "company": world.company(), "held_on": day, "mode": "visit", **facts}


def test_every_day_that_decides_a_year_is_a_done_day_or_planned() -> None:
    """A kind that is added says which its days are."""
    for model in apps.get_models():
        if model._meta.proxy or issubclass(model, Step) or model._meta.label in OFFICE:
            continue
        own = set(deciding_days(model)) - PLANNED.get(model._meta.label, set())
        assert own <= set(done_days.done_days(model)), f"{model._meta.label}.done_days lacks {own}"
        for path in done_days.done_days(model):
            model._meta.get_field(path.partition("__")[0])


AHEAD = {  # days typed on forms that may well lie ahead
    "ends_on", "starts_on", "until", "due_on", "valid_from", "valid_until", "next_on", "answer_by", "used_until", "registered_until",
    "joined_on", "sign_up_from", "sign_up_until", "wishes_until", "closes_on", "on",
    "planned_on",
}  # fmt: skip
ENDS_BY_DAY = {"orders.Registration", "payments.Account"}  # in use until that day


def test_every_day_that_is_typed_is_a_done_day_or_one_ahead(world: TinyWorld) -> None:
    """A kind that is added says which its days are."""
    lacks = {}
    for kind in (
        one for one in all_pages() if not issubclass(one.table.model, Step)
    ):  # a step's day is asked by itself
        form, model = kind.make_form() if kind.make_form else None, kind.table.model
        typed = {name for name, field in form.base_fields.items() if isinstance(field, DateField)} if form else set()
        known = {*done_days.done_days(model), *AHEAD, *PLANNED.get(model._meta.label, ())}
        lacks[model._meta.label] = typed - known - ({"ended_on"} if model._meta.label in ENDS_BY_DAY else set())
    assert {name: days for name, days in lacks.items() if days} == {}


def test_tomorrow_is_asked_and_today_is_not(world: TinyWorld) -> None:
    """Also where tomorrow is another fiscal year. Confirmed, that day is kept, and no other one with it."""
    assert record_consultation(**visit(world, LAST), by=None).fiscal_year == 2023
    with pytest.raises(ValidationError, match="令和6年4月1日は、まだ来ていない日です") as refused:
        record_consultation(**visit(world, NEXT), by=None)
    assert days_asked(refused.value) == [NEXT] and list(refused.value.message_dict) == ["held_on"]
    with days_to_come_confirmed([NEXT]):
        assert record_consultation(**visit(world, NEXT), by=None).fiscal_year == 2024
        with pytest.raises(ValidationError):
            record_consultation(**visit(world, NEXT + timedelta(days=1)), by=None)
    assert Consultation.objects.count() == 2


def test_a_day_confirmed_once_is_not_asked_again(world: TinyWorld) -> None:
    """Something else is put right without it; another day to come is asked; a promise may lie ahead."""
    with days_to_come_confirmed():
        kept = record_consultation(**visit(world, NEXT), by=None)
    correct_consultation(kept, minutes=30, held_on=NEXT, next_on=NEXT + timedelta(days=30), by=None)
    with pytest.raises(ValidationError, match="まだ来ていない"):
        correct_consultation(kept, held_on=NEXT + timedelta(days=1), by=None)
    kept.refresh_from_db()
    assert (kept.held_on, kept.minutes) == (NEXT, 30)


def test_of_many_the_ones_to_come_are_refused_alone(world: TinyWorld) -> None:
    first, second = record_consultations([visit(world, LAST), visit(world, NEXT)], by=None)
    assert isinstance(first, int) and isinstance(second, ValidationError) and days_asked(second) == [NEXT]


def test_nobody_was_at_a_session_that_is_to_come(world: TinyWorld) -> None:
    """The day is that of the session; planning one is asked, too, since it is counted as held."""
    gathering = Gathering.objects.create(programme=world.programme, kind="seminar", title="資金繰りセミナー")
    facts = {"gathering": gathering, "starts_on": NEXT, "ends_on": NEXT, "place": "青森市"}
    with pytest.raises(ValidationError, match="まだ来ていない"):
        record_session(**facts, by=None)
    session = Session.objects.create(**facts)
    with pytest.raises(ValidationError) as refused:
        record_attendance(session=session, company=world.company(), by=None)
    assert list(refused.value.message_dict) == ["session"] and days_asked(refused.value) == [NEXT]


def test_the_form_asks_with_a_tick_and_keeps_what_was_typed(world: TinyWorld, user: User, client: Client) -> None:
    """The tick holds for the day it was asked for; changed to another, that is asked anew."""
    client.force_login(user)
    typed = {
        "programme": world.programme.pk,
        "company": world.company().pk,
        "held_on": "R6.4.1",
        "mode": "visit",
        "note": "設備の相談",
    }
    asked = client.post("/consultations/consultation/new/", typed)
    page = flat(asked.content)
    assert asked.status_code == 422 and not Consultation.objects.exists()
    assert 'name="day_to_come" value="2024-04-01" form="sheet"' in page and "設備の相談" in page
    other = client.post("/consultations/consultation/new/", {**typed, "held_on": "R6.4.2", "day_to_come": "2024-04-01"})
    assert other.status_code == 422 and not Consultation.objects.exists()
    for odd in ("", "x", "\0", "9999-99-99,2024-04-01x"):
        assert client.post("/consultations/consultation/new/", {**typed, "day_to_come": odd}).status_code == 422
    assert client.post("/consultations/consultation/new/", {**typed, "day_to_come": "2024-04-01"}).status_code == 302
    assert Consultation.objects.get().held_on == NEXT


def test_the_recording_screen_asks_in_the_same_way(world: TinyWorld, user: User, client: Client) -> None:
    client.force_login(user)
    typed = {"programme": world.programme.pk, "held_on": "2024/4/1", "mode": "phone", "company": world.company().pk}
    asked = client.post("/visits/new/", typed, headers={"Accept": "application/json"})
    assert asked.status_code == 422 and 'form="visit"' in asked.json()["errors"]
    saved = client.post("/visits/new/", {**typed, "day_to_come": "2024-04-01"}, headers={"Accept": "application/json"})
    assert saved.status_code == 200 and Consultation.objects.get().held_on == NEXT


def test_a_list_asks_row_by_row(world: TinyWorld, user: User) -> None:
    """The row says which cell; once the values are said to be right it comes in with a note of it."""
    world.company("青い森工業")
    text = f"事業,相談日,相談方法,企業名\n相談事業,{LAST},窓口,青い森工業\n相談事業,{NEXT},窓口,青い森工業\n".encode()

    def brought(**answers: str) -> Any:
        kept = intake.bring(import_kind("consultations"), text, "相談.csv", answers=answers, by=user)
        return intake.look(kept, by=user, progress=lambda *_: None)

    asked = brought()
    assert asked.counts == {What.CREATED: 1, What.REFUSED: 1} and asked.unusual == 1
    (refused,) = asked.shown[What.REFUSED]
    assert refused.why == ("相談日: 令和6年4月1日は、まだ来ていない日です。日付を確かめてください。",)
    sure = brought(unusual="in")
    assert sure.counts == {What.CREATED: 2} and not sure.unusual
    assert any("確かめたとおりに取り込みます" in note for line in sure.shown[What.CREATED] for note in line.notes)
