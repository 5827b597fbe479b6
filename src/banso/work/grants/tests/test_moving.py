"""Moves between categories (流用), and what a return costs (加算金・延滞金): the worked cases, and what holds whatever the numbers."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from banso.cases.services import add_party
from banso.core.fiscal import fiscal_year_of
from banso.office.guests.services import address_part, invite
from banso.procedures.offering import state_of
from banso.procedures.taking import take
from banso.procedures.terms import lay_down_terms
from banso.work.grants.budgeting import draw_up_sheet
from banso.work.grants.charges import Order, Rate, Sum, charge_of, latest_backwards, reckoning_of
from banso.work.grants.choices import MoveBase
from banso.work.grants.models import Application, CostCategory, Decision
from banso.work.grants.moving import Meter, Rule, meter_of
from banso.work.grants.procedure import GRANT
from conftest import TinyWorld, flat

from .test_budgets import category, line
from .worked import FACTS, applied, called, go, terms

TODAY = date.today()
RATE = Rate()


def moved(*sums: tuple[int, int], percent: int = 20, base: MoveBase = MoveBase.LOWER) -> Meter:
    """A meter of categories, each decided and planned."""
    decided = {CostCategory(pk=place, name=f"区分{place}"): one for place, (one, _) in enumerate(sums, start=1)}
    return meter_of(decided, dict(zip(decided, (plan for _, plan in sums), strict=True)), Rule(percent, base))


@pytest.mark.parametrize(
    ("sums", "percent", "base", "beyond"),
    [
        # the fifth case, a fifth of the lower of the two
        (((400_000, 350_000), (300_000, 350_000)), 20, MoveBase.LOWER, False),
        (((400_000, 350_000), (50_000, 100_000)), 20, MoveBase.LOWER, True),
        # the sixth, where what was moved before counts and a tenth is less
        (((1_000_000, 945_000), (300_000, 355_000)), 20, MoveBase.LOWER, False),
        (((1_000_000, 935_000), (300_000, 365_000)), 20, MoveBase.LOWER, True),
        (((1_000_000, 945_000), (300_000, 355_000)), 10, MoveBase.LOWER, True),
        # of each its own, both ways: the smaller one is reached first, whether it grows or shrinks
        (((1_000_000, 940_000), (300_000, 360_000)), 20, MoveBase.EACH, False),
        (((1_000_000, 1_060_001), (300_000, 239_999)), 20, MoveBase.EACH, True),
        # two small ones out of a large one, each within its pair
        (((1_000_000, 880_000), (300_000, 360_000), (300_000, 360_000)), 20, MoveBase.LOWER, False),
        # less all round is no move
        (((400_000, 100_000), (300_000, 300_000)), 20, MoveBase.LOWER, False),
    ],
)
def test_what_needs_approval(sums: tuple[tuple[int, int], ...], percent: int, base: MoveBase, beyond: bool) -> None:
    found = moved(*sums, percent=percent, base=base)
    assert bool(found.beyond) is beyond and not found.refused


def test_nothing_goes_into_a_category_that_was_not_decided() -> None:
    """Case 7: no threshold."""
    found = moved((400_000, 380_000), (0, 20_000))
    assert "「区分2」は交付決定にない経費区分です" in "".join(found.refused) and not found.beyond


SUMS = st.lists(st.tuples(st.integers(0, 2_000_000), st.integers(0, 2_000_000)), min_size=1, max_size=5)


@given(SUMS, st.integers(0, 99), st.sampled_from(MoveBase))
def test_a_wider_threshold_never_asks_for_more(sums: list[tuple[int, int]], percent: int, base: MoveBase) -> None:
    narrow, wide = moved(*sums, percent=percent, base=base), moved(*sums, percent=percent + 1, base=base)
    assert bool(narrow.beyond) or not wide.beyond
    assert all(line.room >= 0 for line in narrow.lines) and narrow.refused == wide.refused
    assert not moved(*((one, one) for one, _ in sums), percent=0, base=base).beyond


def test_a_plan_is_changed_on_screen_and_by_link(world: TinyWorld, client: Client) -> None:
    """Within the threshold it is told, beyond it asked for; tried first on the meter; from the approval on the new plan is the decided one."""
    lay_down_terms(GRANT, programme=world.programme, fiscal_year=fiscal_year_of(TODAY), content={}, by=None)
    call = called(world)
    works, travel, none = (category(call, name, position=at) for at, name in enumerate(("委託費", "旅費", "機械費")))
    application = applied(world, call, opened_on=TODAY)
    draw_up_sheet(application, drawn_on=TODAY, lines=[line(works, 1_000_000), line(travel, 300_000)], by=None)
    for code in ("adopted", "requested", "granted"):
        take(application.case, code, FACTS.get(code, {}) | {"taken_on": TODAY}, by=None)
    client.force_login(world.user(is_superuser=True))
    address = reverse("grant-change", args=[application.pk])
    assert client.get(address).status_code == 200

    def typed(moved_by: int, **facts: str | int) -> dict[str, str | int]:
        to, left = 300_000 + moved_by, 1_000_000 - moved_by
        sums = {f"eligible-{works.pk}": left, f"cost-{works.pk}": left}
        return {"ground": "allocation", **sums, f"eligible-{travel.pk}": to, f"cost-{travel.pk}": to} | facts

    tried = client.post(address, typed(65_000, **{"try": "1"}))
    shown = flat(tried.content)
    assert "65,000円は、低いほうの300,000円の20%(60,000円)を超えます" in shown and "<svg" in shown
    assert not Decision.objects.filter(step__in=("amended", "change_asked")).exists()
    assert client.post(address, typed(55_000)).status_code == 302
    told = Decision.objects.get(step="amended")
    assert told.note == "承認の要らない範囲の流用" and told.sheet == application.sheets.latest("pk")
    panel = reverse("grant-moves-panel", args=["cases", "case", application.case_id])
    assert "-55,000円" in client.get(panel).content.decode()
    same = client.post(address, typed(55_000))
    assert same.status_code == 422 and "計画がいまと同じです" in same.content.decode()
    other = {f"cost-{none.pk}": 20_000, f"eligible-{none.pk}": 20_000}
    assert "交付決定にない経費区分です" in client.post(address, typed(35_000) | other).content.decode()
    wrong = client.post(address, typed(0) | {f"cost-{works.pk}": 1})
    assert wrong.status_code == 422 and "要する経費(1円)より大きい額です" in wrong.content.decode()
    assert application.sheets.count() == 2
    party = add_party(application.case, role="applicant", name="青森 一子", by=None)
    row = invite("grant-change", case=application.case, party=party, until=TODAY + timedelta(days=9), by=None)
    link = reverse("guest-asked", args=[address_part(row, by=None), row.pk])
    assert "-55,000円" in client.get(link).content.decode()
    assert "値上がりだけでは" in client.post(link, typed(65_000, ground="price", note="運賃")).content.decode()
    assert client.post(link, typed(65_000, note="出張が増えたため")).status_code == 302
    asked = Decision.objects.get(step="change_asked")
    assert asked.sheet == application.sheets.latest("pk")
    assert "まだ答えていません" in client.get(address, follow=True).content.decode()
    take(application.case, "changed", {"taken_on": TODAY}, by=None)
    assert Decision.objects.get(step="changed").sheet == asked.sheet
    assert "365,000円" in (page := client.get(panel).content.decode()) and "-65,000円" not in page


def order(*receipts: tuple[date, int], due: date, amount: int = 0, surcharged: bool = True) -> Order:
    sums = [Sum(*one) for one in receipts]
    asked = amount or sum(one.amount for one in sums)
    return Order(due, asked, due, surcharged, latest_backwards(sums, asked)[0])


def test_the_worked_cases_of_a_return() -> None:
    """Cases 21 to 23: both ends counted, the latest receipt first, a year of 365 days; late from the day after the due date."""
    whole = order((date(2023, 5, 10), 1_000_000), due=date(2024, 3, 31))
    whole.paid.append(Sum(date(2024, 3, 20), 1_000_000))
    (piece,) = whole.surcharge(TODAY)
    assert piece.days == 316 and charge_of([piece], RATE) == 94_800 and not whole.arrears(TODAY)
    part = order((date(2023, 7, 3), 600_000), (date(2024, 4, 15), 400_000), due=date(2024, 6, 30), amount=500_000)
    part.paid.append(Sum(date(2024, 6, 14), 500_000))
    assert [(one.base, one.days) for one in part.surcharge(TODAY)] == [(400_000, 61), (100_000, 348)]
    assert charge_of(part.surcharge(TODAY), RATE) == 17_760
    assert charge_of(part.surcharge(TODAY), Rate(cut=100)) == 17_700
    late = order((date(2024, 4, 1), 500_000), due=date(2024, 6, 30), surcharged=False)
    late.paid.append(Sum(date(2024, 7, 30), 500_000))
    assert not late.surcharge(TODAY) and charge_of(late.arrears(TODAY), RATE) == 4_500


DAYS = st.dates(date(2023, 4, 1), date(2024, 3, 31))
PARTS = st.lists(st.tuples(st.integers(0, 400), st.integers(1, 500_000)), max_size=5)


@given(st.lists(st.tuples(DAYS, st.integers(1, 2_000_000)), min_size=1, max_size=4), PARTS, st.randoms())
def test_what_holds_of_every_charge(receipts: list[tuple[date, int]], parts: list[tuple[int, int]], random) -> None:  # type: ignore[no-untyped-def]
    """Never negative, never less a day later, the sum of its pieces, the same in whatever order the payments are entered; paying never adds."""
    due = date(2024, 4, 30)
    one, other, unpaid = (order(*receipts, due=due) for _ in range(3))
    left, paid = one.amount, []
    for later, amount in parts:
        paid += [Sum(due + timedelta(days=later - 20), part)] if (part := min(amount, left)) else []
        left -= part
    one.paid += paid
    other.paid += random.sample(paid, len(paid))
    days = [due + timedelta(days=ahead) for ahead in (0, 1, 200, 500)]
    for kind in ("surcharge", "arrears"):
        found = [charge_of(getattr(one, kind)(day), RATE) for day in days]
        assert found == sorted(found) and found[0] >= 0
        assert found == [charge_of(getattr(other, kind)(day), RATE) for day in days]
        assert all(
            charge <= charge_of(getattr(unpaid, kind)(day), RATE) for charge, day in zip(found, days, strict=True)
        )
    pieces = one.surcharge(days[-1])
    assert sum(piece.base for piece in pieces) == one.amount
    assert 0 <= charge_of(pieces, RATE) - sum(charge_of([piece], RATE) for piece in pieces) <= len(pieces)


def test_a_return_is_ordered_paid_in_parts_and_charged(world: TinyWorld, client: Client) -> None:
    """A cancelled grant comes back with both charges, a part is waived on application; an advance too many bears none in time."""
    terms(world, values={"charge_cut": 100})
    application = applied(world, called(world))
    go(application, "adopted", "granted", "reported", "settled", "claimed", "paid")  # 800,000 on 6 April
    go(application, "revoked", first=100)
    with pytest.raises(Exception, match="支払い過ぎている800,000円以下"):
        go(application, "return_ordered", first=101, amount=800_001)
    go(application, "return_ordered", first=101, due_on=date(2024, 7, 31))
    go(application, "repaid", first=110, amount=300_000)  # 20 July
    found = reckoning_of(state_of(GRANT, application.case), date(2024, 8, 10))
    assert (found.orders[0].left, found.surcharge, found.arrears) == (500_000, 28_500, 1_500)
    assert "返還が済んでいません(残り500,000円)" in _why(application, "finished")
    go(application, "repaid", first=131, amount=500_000)  # 10 August
    assert "加算金・延滞金が納められていません(残り30,000円)" in _why(application, "finished")
    go(application, "waiver_asked", first=132)
    go(application, "waived", first=133, amount=10_000)
    assert "残り20,000円以下" in _why(application, "charged", amount=20_001)
    assert go(application, "charged", first=134).amount == 20_000
    client.force_login(world.user(is_superuser=True))
    sheet = reverse("grant-charges", args=[application.pk])
    shown = flat(client.get(sheet).content)
    assert "加算金 28,500円" in shown and "106日" in shown and "127日" in shown
    assert client.get(sheet, {"until": "²"}).status_code == 422
    go(application, "finished", first=135)
    advanced = applied(world, called(world, "other"))
    go(advanced, "adopted", "granted", "advanced", amount=500_000)
    go(advanced, "reported", "settled", first=4, expense=600_000)
    go(advanced, "return_ordered", "repaid", first=10)
    assert go(advanced, "finished", first=12).step == "finished"


def _why(application: Application, code: str, **facts: int) -> str:
    with pytest.raises(Exception) as caught:  # noqa: PT011 - a refusal, with its words
        go(application, code, first=140, **facts)
    return "".join(caught.value.messages)  # type: ignore[attr-defined]
