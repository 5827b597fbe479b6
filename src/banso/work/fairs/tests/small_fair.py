"""A fair small enough to follow by hand: two buyers, three suppliers, one morning of four slots, two tables."""

from datetime import date, datetime, time
from typing import Any

from django.utils import timezone

from banso.registers.models import User
from banso.work.fairs import services
from banso.work.fairs.choices import Side
from banso.work.fairs.models import Fair, Participant, Timetable
from banso.work.fairs.problem import problem_of
from banso.work.fairs.services.preparing import DayPlan
from banso.work.fairs.services.timetabling import keep_proposal, new_version
from banso.work.fairs.timetable.solver import propose

DAY = date(2030, 7, 12)


class SmallFair:
    """The fair with its companies: buyers 甲 and 乙, suppliers 一, 二 and 三. Every supplier wishes both buyers."""

    def __init__(self, world: Any) -> None:
        self.user: User = world.user()
        self.fair: Fair = services.record_fair(
            by=self.user,
            programme=world.programme,
            name="小さな商談会",
            starts_on=DAY,
            ends_on=DAY,
            place="青森市",
            tables=2,
        )
        self.slots = services.lay_out_day(
            self.fair, DayPlan(DAY, time(10), time(12), minutes=25, pause=5), by=self.user
        )
        self.buyers = [self.enter(world, name, Side.BUYER) for name in ("甲", "乙")]
        self.suppliers = [self.enter(world, name, Side.SUPPLIER) for name in ("一", "二", "三")]
        for supplier in self.suppliers:
            services.state_wishes(supplier, self.buyers, by=self.user)

    def enter(self, world: Any, name: str, side: Side) -> Participant:
        return services.enter_participant(
            by=self.user, fair=self.fair, company=world.company(name), side=side, prefecture="青森県"
        )

    def planned(self) -> Timetable:
        """A version as the worker makes it, without the worker."""
        problem = problem_of(self.fair)
        made = new_version(self.fair, "solved", None, self.user)
        keep_proposal(made, problem, propose(problem.instance, 5), (), by=self.user)
        return made

    def pairs(self, made: Timetable) -> set[tuple[str, str, str]]:
        """(start, buyer, supplier) of every planned meeting."""
        rows = made.appointments.select_related("slot", "buyer__company", "supplier__company")
        return {(f"{a.slot.starts_at:%H:%M}", a.buyer.company.name, a.supplier.company.name) for a in rows}


def at(hour: int, minute: int = 0) -> datetime:
    return timezone.make_aware(datetime.combine(DAY, time(hour, minute)))
