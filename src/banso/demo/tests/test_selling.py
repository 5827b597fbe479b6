"""The living year of sale and purchase: a deal on each rung, one that waits, one that ended, one sale at an adviser's."""

from django.utils.timezone import localdate

from banso.demo.selling import fill_transfers
from banso.registers.models import Industry, Municipality, Unit
from banso.work.transfers.choices import RUNGS
from banso.work.transfers.models import Deal, DealStep, ListingStep
from conftest import TinyWorld


def test_a_deal_stands_on_each_rung(world: TinyWorld) -> None:
    """Every deal got where it is by the steps themselves, each with its papers."""
    year = localdate().year
    programme = world.add_programme("succession", "承継センター", years=(year - 2, year - 1, year))
    programme.walled_to = Unit.objects.create(code="succession", name="承継センター", confidential=True)
    programme.save()
    trade = Industry.objects.get_or_create(code="09", defaults={"name": "食料品製造業", "section": "E"})[0]
    place = {"prefecture": "青森県", "name": "弘前市"}
    town = Municipality.objects.get_or_create(code="022021", defaults=place)[0]
    for _ in range(2 * len(RUNGS) + 4):
        world.company(industry=trade, municipality=town, prefecture="青森県", employees=8)
    assert fill_transfers(localdate(), world.staff, by=None) == len(RUNGS) + 2
    standing = set(Deal.objects.values_list("case__standing__step", flat=True))
    assert standing == {*RUNGS, "paused", "ended"}
    named = DealStep.objects.filter(step="named")
    assert named and all(row.consent and row.nda and row.disclosure for row in named)
    assert ListingStep.objects.filter(step="progressed").count() == 1
