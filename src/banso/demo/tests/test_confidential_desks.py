"""The living year behind the walls: complaints and successions in every stage, made in a tiny world as in the reference one."""

from datetime import date

from banso.cases.models import Case
from banso.demo import complaining, succeeding
from banso.registers.models import Expert, Organisation, Programme, ProgrammeYear, Unit
from banso.work.complaints.models import Complaint
from banso.work.succession.models import Diagnosis, Track
from conftest import TinyWorld


def test_every_story_stands_where_its_last_line_says(world: TinyWorld) -> None:
    """Complaints under the law of their order's day, each with its opponent; a succession on every track, sheets linked to theirs."""
    today = date.today()
    companies = [world.company() for _ in range(8)]
    Expert.objects.create(name="専門 花子", registered_on=date(2020, 4, 1))
    Organisation.objects.create(name="見本銀行")
    for code, username in (("complaint-desk", "kakekomi"), ("succession", "shokei")):
        unit = Unit.objects.create(
            code="complaints" if code == "complaint-desk" else code, name=code, confidential=True
        )
        programme = Programme.objects.create(code=code, started_in=2020, walled_to=unit)
        ProgrammeYear.objects.create(programme=programme, fiscal_year=2023, name=code, unit=unit)
        world.user(username)
    assert complaining.fill_complaints(today, companies, by=None) == len(complaining.STORIES)
    told = sorted(story[-1][0] if story else "" for _, _, story in complaining.STORIES)
    assert sorted(Case.objects.filter(procedure="complaint").values_list("standing__step", flat=True)) == told
    assert {"subcontract", "fair-consignment"} <= set(Complaint.objects.values_list("law__code", flat=True))
    assert succeeding.fill_successions(today, companies, by=None) == len(succeeding.STORIES)
    told = sorted([story[-1][0] if story else "" for _, _, story in succeeding.STORIES] + [""])  # one went on to a sale
    assert sorted(Case.objects.filter(procedure="succession").values_list("standing__step", flat=True)) == told
    assert Track.objects.exclude(previous=None).count() == 1
    assert Diagnosis.objects.filter(track__isnull=False).count() == Track.objects.filter(route="sheet").count()
