"""The living year's improvement plans, made in a tiny world: one in every state, by the same verbs as at the desk."""

from datetime import date

from banso.demo.improving import STORIES, fill_plans
from banso.office.payments.models import Order
from banso.registers.models import Municipality, ProgrammeYear
from banso.work.turnaround.improvement.models import PlanCase
from banso.work.turnaround.improvement.tests.working import editions
from conftest import TinyWorld


def test_a_plan_in_every_state(world: TinyWorld) -> None:
    """Each story ends where its last step says; the first payment is let go by the first of two."""
    editions()
    programme = world.add_programme("improvement-plans", "経営改善計画策定支援事業")
    programme.walled_to = world.unit
    programme.save()
    for username in ("kassei", "kassei-kanri"):
        world.user(username, display_name=username)
    place = Municipality.objects.create(code="02201", name="青森市", prefecture="青森県")
    for _ in STORIES:
        world.company(municipality=place)
    today = date(2026, 11, 20)
    fill_plans(today, by=None)
    plans = PlanCase.objects.order_by("pk").select_related("case__standing", "edition")
    assert [plan.case.standing.step for plan in plans] == [story[-1][0] for _, story in STORIES]
    assert {plan.edition.form_set for plan in plans if plan.edition} == {"R7"}
    assert Order.objects.get().purpose.endswith("計画策定費用支払申請")
    assert ProgrammeYear.objects.filter(programme=programme, fiscal_year=2026).exists()
