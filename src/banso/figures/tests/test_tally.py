"""The counts kept by triggers equal the counts of the records, whatever is done to them."""

from datetime import date

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from banso.figures.models import TallyEntry
from banso.figures.tally import all_drifts, fold
from banso.registers.models import Company, Programme
from banso.work.consultations.models import Consultation

pytestmark = pytest.mark.django_db

DAYS = [date(2023, 3, 31), date(2023, 4, 1), date(2024, 3, 31)]
STEP = st.tuples(
    st.sampled_from(["add", "move", "delete", "raw", "fold"]), st.integers(0, 2), st.integers(0, 2), st.integers(0, 1)
)


@settings(max_examples=40, deadline=None)
@given(st.lists(STEP, max_size=20))
def test_the_tally_follows_every_change(steps: list[tuple[str, int, int, int]]) -> None:
    """Bulk changes and raw SQL included: after any of them the tally says what the records say."""
    Consultation.objects.all().delete()
    companies = [Company.objects.get_or_create(name=f"企業{i}")[0] for i in range(3)]
    programmes = [Programme.objects.get_or_create(code=f"p{i}", defaults={"started_in": 2020})[0] for i in range(2)]
    for action, day, company, programme in steps:
        facts = {
            "held_on": DAYS[day],
            "company": companies[company],
            "programme": programmes[programme],
            "mode": "desk",
        }
        first = Consultation.objects.order_by("pk").first()
        if action == "add":
            Consultation.objects.bulk_create([Consultation(**facts), Consultation(**facts)])
        elif action == "move":
            Consultation.objects.filter(company=companies[company]).update(
                held_on=DAYS[day], programme=programmes[programme]
            )
        elif action == "delete" and first:
            Consultation.objects.filter(pk=first.pk).delete()
        elif action == "raw":
            with connection.cursor() as cursor:
                cursor.execute(
                    "UPDATE consultations_consultation SET company_id = %s WHERE held_on = %s",
                    [companies[company].pk, DAYS[day]],
                )
        elif action == "fold":
            fold()
        assert all_drifts() == []


def test_folding_leaves_one_entry_a_group() -> None:
    """Differences are summed; the figures stay."""
    programme = Programme.objects.create(code="p", started_in=2020)
    company = Company.objects.create(name="企業")
    for _ in range(5):
        Consultation.objects.create(programme=programme, company=company, held_on=DAYS[1], mode="desk")
    assert TallyEntry.objects.count() == 5
    assert fold() == 1
    entry = TallyEntry.objects.get()
    assert (entry.rows, entry.subjects) == (5, 1)
