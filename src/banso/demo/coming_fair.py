"""A fair to come, small enough to try: its day, its companies and their wishes, all waiting for a timetable."""

from datetime import date, time, timedelta

from django.utils import timezone

from banso.work.fairs.choices import PairKind, PresenceState, Side
from banso.work.fairs.models import Absence, Fair, Host, PairRule, Participant, Presence, Slot, Wish
from banso.work.fairs.services.preparing import DayPlan

from .trading import ITEMS
from .world import Recipe, World, maker, save

_DAY = {"starts_at": time(10), "ends_at": time(16), "break_from": time(12), "break_until": time(13)}


@maker("coming_fair")
def coming_fair(world: World, recipe: Recipe) -> None:
    """So many weeks from now, on a Thursday. One supplier comes late, one pair must meet and one must not."""
    day = timezone.localdate() + timedelta(weeks=recipe["weeks_ahead"])
    day += timedelta(days=(3 - day.weekday()) % 7)
    made = Fair.objects.create(
        programme=world.programme(recipe),
        name=recipe["name"],
        starts_on=day,
        ends_on=day,
        place=recipe["place"],
        tables=recipe["buyers"],
        sign_up_from=timezone.localdate(),
        sign_up_until=day - timedelta(weeks=4),
        wishes_until=day - timedelta(weeks=2),
    )
    slots = _slots(made, day, recipe)
    for host in recipe["hosts"]:
        organisation = world.organisation(host["name"], "agency")
        Host.objects.create(fair=made, organisation=organisation, prefecture=host["prefecture"])
    buyers = _enter(world, made, Side.BUYER, recipe["buyers"])
    suppliers = _enter(world, made, Side.SUPPLIER, recipe["suppliers"])
    _wish(world, suppliers, buyers, 4)
    _wish(world, buyers, suppliers, 5)
    save(Absence, [Absence(participant=suppliers[0], slot=slot) for slot in slots[:2]])
    must, may_not = {"buyer": buyers[0], "supplier": suppliers[0]}, {"buyer": buyers[1], "supplier": suppliers[1]}
    Wish.objects.filter(participant__in=may_not.values(), partner__in=may_not.values()).delete()
    save(
        PairRule,
        [
            PairRule(fair=made, kind=PairKind.MANDATORY, reason="前回からの継続商談", **must),
            PairRule(fair=made, kind=PairKind.FORBIDDEN, reason="すでに取引がある", **may_not),
        ],
    )


def _slots(made: Fair, day: date, recipe: Recipe) -> list[Slot]:
    plan = DayPlan(day, minutes=recipe["minutes"], pause=recipe["pause"], **_DAY)
    return save(Slot, [Slot(fair=made, day=day, starts_at=start, ends_at=end) for start, end in plan.slots()])


def _enter(world: World, made: Fair, side: Side, number: int) -> list[Participant]:
    companies = world.companies(number, f"registered-{side.value}")
    rows = [
        Participant(
            fair=made,
            company=company,
            side=side,
            prefecture=company.prefecture or world.people.home,
            processes="" if side == Side.BUYER else "、".join(world.chance.some(ITEMS, 3)),
            seeks=f"{world.chance.choice(ITEMS)}の協力先を探しています。" if side == Side.BUYER else "",
            offers="" if side == Side.BUYER else "小ロット・短納期に対応します。",
        )
        for company in companies
    ]
    entered = save(Participant, rows)
    now = timezone.now()
    save(Presence, [Presence(participant=row, state=PresenceState.EXPECTED, at=now) for row in entered])
    return entered


def _wish(world: World, these: list[Participant], others: list[Participant], number: int) -> None:
    rows = []
    for participant in these:
        for rank, partner in enumerate(world.chance.sample(others, number), start=1):
            rows.append(Wish(participant=participant, partner=partner, rank=rank))
    save(Wish, rows)
