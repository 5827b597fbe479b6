"""Improvement plans of the printed years, worked from the application to the accompaniment, each as often as published."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from banso.cases.models import Case
from banso.registers.models import Organisation, Programme
from banso.work.turnaround.improvement.models import Accompaniment, PlanCase, PlanStep, Receipt, edition_on
from banso.work.turnaround.improvement.money import Allowance, allowance

from .world import Recipe, World, maker, save

BANK = "みちのく見本銀行"
DECIDED, COMMISSIONED, CLAIMABLE, PAID = (timedelta(days=days) for days in (21, 28, 60, 25))
# what a plan costs and its accompaniments, by scheme; the sales and debt of the firm
COSTS = {"full": (900_000, 300_000, 240_000_000, 180_000_000), "early": (220_000, 75_000, 60_000_000, 30_000_000)}
KINDS = {"full": "interim", "early": "settlement"}


@dataclass
class Under:
    """A plan under way: when its adviser could begin, when its cost was claimed, on which days it was accompanied."""

    plan: PlanCase
    begun: date
    claimed: date | None = None
    held: set[date] = field(default_factory=set)


@dataclass
class Desk:
    """One scheme in the years it is made for."""

    world: World
    programme: Programme
    scheme: str
    adviser: Organisation
    bank: Organisation
    unit: str
    under: list[Under] = field(default_factory=list)

    def apply(self, days: list[date], *, counted: bool = True) -> list[Under]:
        """Applications received, decided and begun. Those from before the records have their paper in the books of then: it is not counted anew."""
        companies = self.world.companies(len(days))
        opened = [
            Case(
                programme=self.programme,
                procedure="improvement",
                company=c,
                opened_on=day,
                keeper=self.world.staff(self.unit),
            )
            for c, day in zip(companies, days, strict=True)
        ]
        cases = save(Case, opened)
        plans = save(PlanCase, (self._plan(case) for case in cases))
        steps = save(PlanStep, (PlanStep(case=c, step="applied", taken_on=c.opened_on) for c in cases))
        if counted:
            papers = zip(plans, steps, strict=True)
            save(Receipt, (Receipt(case=p, kind="application", received_on=s.taken_on, step=s) for p, s in papers))
        cost, follow, _, _ = COSTS[self.scheme]
        said: dict[str, Any] = {"plan_cost": cost, "follow_cost": follow}
        save(PlanStep, (PlanStep(case=c, step="decided", taken_on=c.opened_on + DECIDED, **said) for c in cases))
        save(PlanStep, (PlanStep(case=c, step="commissioned", taken_on=c.opened_on + COMMISSIONED) for c in cases))
        made = [Under(plan, plan.case.opened_on + COMMISSIONED) for plan in plans]
        self.under += made
        return made

    def _plan(self, case: Case) -> PlanCase:
        _, _, sales, debt = COSTS[self.scheme]
        edition = edition_on(self.scheme, "normal", case.opened_on)
        facts: dict[str, Any] = {"sales": sales, "debt": debt, "settlement_month": 3}
        return PlanCase(case=case, scheme=self.scheme, adviser=self.adviser, edition=edition, **facts)

    def claim(self, days: list[date], *, counted: bool = True) -> None:
        """Claims for the cost of plans: of those begun early enough, else of some from before the records. Decided and paid."""
        for day in sorted(days):
            free = (one for one in self.under if one.claimed is None and one.begun + CLAIMABLE <= day)
            one = next(free, None) or self.apply([day - timedelta(days=400)], counted=False)[0]
            one.claimed = day
            if counted:
                self._claimed(one, day)
            else:
                save(PlanStep, [PlanStep(case=one.plan.case, step="plan_claimed", taken_on=day)])

    def _claimed(self, one: Under, day: date) -> None:
        case, due = one.plan.case, self._due(one.plan)
        said = {"work_from": one.begun, "invoiced": due.eligible, "proof": "transfer", "share_paid": due.share}
        (step,) = save(PlanStep, [PlanStep(case=case, step="plan_claimed", taken_on=day, **said)])
        (receipt,) = save(Receipt, [Receipt(case=one.plan, kind="claim", received_on=day, step=step)])
        decided: dict[str, Any] = {"eligible": due.eligible, "granted": due.grant, "paid_now": due.now}
        decided |= {"held_back": due.later, "claim": receipt}
        on, paid = day + DECIDED, {"amount": due.now, "claim": receipt}
        save(PlanStep, [PlanStep(case=case, step="pay_decided", taken_on=on, **decided)])
        save(PlanStep, [PlanStep(case=case, step="paid", taken_on=day + DECIDED + PAID, **paid)])

    def _due(self, plan: PlanCase) -> Allowance:
        cost = COSTS[self.scheme][0]
        rules = plan.edition.said if plan.edition else None
        cap = rules.caps["plan"] if rules else None  # type: ignore[index]
        return allowance(estimate=cost, invoiced=cost, cap=cap, split=bool(rules and rules.split))

    def accompany(self, days: list[date]) -> None:
        """Accompaniments with the bank, of plans whose cost was claimed, in turn; of one from before the records where there is none."""
        for day in sorted(days):
            claimed = [
                one for one in self.under if one.claimed and one.claimed + CLAIMABLE <= day and day not in one.held
            ]
            if not claimed:
                self.claim([day - timedelta(days=300)], counted=False)
                claimed = [one for one in self.under if one.claimed and one.claimed < day]
            one = min(claimed, key=lambda under: (len(under.held), under.plan.pk))
            one.held.add(day)
            nth, kind = len(one.held), KINDS[self.scheme]
            said: dict[str, Any] = {"kind": kind, "bank": self.bank}
            facts = {"case": one.plan.case, "step": "accompanied", "taken_on": day, "round": nth} | said
            (step,) = save(PlanStep, [PlanStep(**facts, report="計画と実績の差を確かめた。")])
            save(Accompaniment, [Accompaniment(case=one.plan, held_on=day, note=step.report, step=step, **said)])


@maker("plans")
def plans(world: World, recipe: Recipe) -> None:
    """One improvement-plan scheme: applications, claims and accompaniments, each by the day received or held."""
    adviser, bank = world.organisation(recipe["adviser"], "other"), world.organisation(BANK, "bank")
    desk = Desk(world, world.programme(recipe), recipe["scheme"], adviser, bank, recipe["unit"])
    for year in world.years:
        wanted = (world.targets.count(recipe[name], year) for name in ("application", "claim", "accompaniments"))
        applied, claimed, held = ([world.chance.working_day(year) for _ in range(number)] for number in wanted)
        desk.apply(applied)
        desk.claim(claimed)
        desk.accompany(held)
