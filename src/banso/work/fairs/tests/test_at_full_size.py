"""The pages of a fair of 87 buyers, 164 suppliers and 914 meetings: no more questions asked than at a small one, and quick to use."""

from collections.abc import Callable
from datetime import date, time

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from banso.registers.models import Company
from banso.work.fairs import services
from banso.work.fairs.choices import RunState, Side, Source
from banso.work.fairs.models import Appointment, Fair, NotHeld, Participant, Publication, Timetable
from banso.work.fairs.services.preparing import DayPlan
from conftest import TinyWorld, flat

BUYERS, SUPPLIERS, SLOTS, MEETINGS = 87, 164, 22, 914
DAY = date(2030, 7, 12)


@pytest.fixture
def fair(world: TinyWorld) -> Fair:
    """Published: in each slot buyer number n meets supplier number n + 7 times the slot's, each buyer at a table of its own."""
    by = world.user("organiser")
    fair: Fair = services.record_fair(
        by=by, programme=world.programme, name="大きな商談会", starts_on=DAY, ends_on=DAY, place="東京", tables=BUYERS
    )
    slots = services.lay_out_day(fair, DayPlan(DAY, time(9), time(17), minutes=15, pause=5), by=by)[:SLOTS]
    sides = [Side.BUYER] * BUYERS + [Side.SUPPLIER] * SUPPLIERS
    companies = Company.objects.bulk_create(
        Company(name=f"見本{n:03}社", name_key=f"見本{n:03}社", prefecture="青森県") for n in range(len(sides))
    )
    entered = Participant.objects.bulk_create(
        Participant(fair=fair, company=company, side=side, prefecture="青森県")
        for company, side in zip(companies, sides, strict=True)
    )
    buyers, suppliers = entered[:BUYERS], entered[BUYERS:]
    made = Timetable.objects.create(fair=fair, number=1, source=Source.SOLVED, state=RunState.DONE, made_by=by)
    planned = [
        Appointment(
            timetable=made, buyer=buyer, supplier=suppliers[(n + 7 * round_) % SUPPLIERS], slot=slot, table=n + 1
        )
        for round_, slot in enumerate(slots)
        for n, buyer in enumerate(buyers)
    ]
    Appointment.objects.bulk_create(planned[:MEETINGS])
    Publication.objects.create(timetable=made, published_at=timezone.now(), published_by=by)
    return fair


@pytest.fixture
def look(client: Client, world: TinyWorld) -> Callable[[str], tuple[str, int]]:
    client.force_login(world.user(is_superuser=True))

    def at(address: str) -> tuple[str, int]:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            page = flat(client.get(address).content)
        return page, len(asked)

    return at


def test_no_page_asks_row_by_row(fair: Fair, look: Callable[[str], tuple[str, int]]) -> None:
    """Everything a page names is read at once."""
    home = reverse("fair-plan", args=[fair.pk])
    asked = {
        name: look(f"{home}{name}")[1] for name in ("", "companies/", "timetables/1/", "results/", "day/", "links/")
    }
    assert {name: number for name, number in asked.items() if number > 25} == {}


def test_results_of_a_large_fair_are_typed_slot_by_slot(fair: Fair, look: Callable[[str], tuple[str, int]]) -> None:
    """First the slot that lacks results; once it has them, the next; a company by its name, and all on request."""
    address = reverse("fair-results", args=[fair.pk])
    first, second = list(fair.slots.all())[:2]

    def rows(query: str = "") -> int:
        return look(address + query)[0].count('class="result"')

    assert rows() == BUYERS and f'value="{first.pk}" selected' in look(address)[0]
    missed = Appointment.objects.filter(slot=first)
    NotHeld.objects.bulk_create(
        NotHeld(fair=fair, buyer_id=row.buyer_id, supplier_id=row.supplier_id, reason="other") for row in missed
    )
    assert f'value="{second.pk}" selected' in look(address)[0]
    assert rows(f"?slot={first.pk}") == BUYERS and rows("?slot=all") == MEETINGS
    assert rows("?q=見本000社") == len([n for n in range(SLOTS) if n * BUYERS < MEETINGS])
    assert rows("?q=どこにもない") == 0
