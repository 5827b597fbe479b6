"""Supports of the council in the printed years: as many at each stage as published, each completed plan with its steps, creditors and consents."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from banso.cases.models import Case, Stage, StageEntry
from banso.registers.models import Organisation, Programme
from banso.work.turnaround.council.chains import CHAINS
from banso.work.turnaround.council.choices import COUNTED, Product, Relief, Route
from banso.work.turnaround.council.creditor_tables import WHOLE
from banso.work.turnaround.council.models import (
    CouncilCase,
    CouncilStep,
    Creditor,
    CreditorConsent,
    CreditorLine,
    CreditorTable,
)
from banso.work.turnaround.models import JobsKept

from .world import Recipe, World, maker, save

BANKS = ("ねぶた銀行", "八甲田信用金庫", "りんご信用組合")
SHARES = (60, 30, 10)  # of a hundred: what each bank lends
WEEKEND = 5
# what the completed ones were: two with all of it, a provisional plan, and one without relief
SUPPORTS = (
    (Product.REVIVAL, Relief.ASKED),
    (Product.PRE, Relief.ASKED),
    (Product.REVIVAL, Relief.ASKED),
    (Product.PROFIT, Relief.NONE),
)


@dataclass(frozen=True)
class Waiting:
    """A support on its way: the position of the stage it is in (-1 before the first), and since when."""

    council: CouncilCase
    position: int
    since: date


@maker("council")
def council(world: World, recipe: Recipe) -> None:
    """Supports entering each stage as often as published; those that complete a plan keep as many jobs as published."""
    programme = world.programme(recipe)
    for position, (code, name) in enumerate(COUNTED.items()):
        Stage.objects.create(programme=programme, code=code, name=name, position=position)
    banks = [world.organisation(name, "bank") for name in BANKS]
    waiting: list[Waiting] = []
    for year in world.years:
        for position, code in enumerate(COUNTED):
            number = world.targets.count(recipe["stages"][code], year)
            waiting, moved = _moved(world, programme, position, waiting, (number, year, recipe["unit"]))
            if code == "completed":
                jobs = world.chance.split(world.targets.count(recipe["jobs"], year), len(moved))
                _complete(moved, jobs, banks)
            else:
                save(CouncilStep, (CouncilStep(case=w.council.case, step=code, taken_on=w.since) for w in moved))


def _moved(
    world: World, programme: Programme, position: int, waiting: list[Waiting], wanted: tuple[int, int, str]
) -> tuple[list[Waiting], list[Waiting]]:
    """All that wait now, and of them those that move into a stage: some from the stages before, and as many new ones as are missing."""
    number, year, unit = wanted
    before = [w for w in waiting if w.position < position][: number // 2]
    companies = world.companies(number - len(before))
    # whose plan is completed without an interview in these years had it before the records begin
    since = date(world.years[0] - 1, 10, 1) if position == len(COUNTED) - 1 else date(year, 4, 1)
    opened = save(
        Case,
        (
            Case(programme=programme, procedure="council", company=c, opened_on=since, keeper=world.staff(unit))
            for c in companies
        ),
    )
    routes = [Route.MAIN_BANK, Route.SELF, Route.OTHER_BANK, Route.GUARANTEE, Route.CHAMBER]
    councils = save(CouncilCase, (CouncilCase(case=c, route=routes[at % 5]) for at, c in enumerate(opened)))
    moving = before + [Waiting(one, -1, one.case.opened_on) for one in councils]
    moved = [Waiting(w.council, position, max(w.since, world.chance.working_day(year))) for w in moving]
    return [w for w in waiting if w not in before] + moved, moved


def _complete(moved: list[Waiting], jobs: list[int], banks: list[Organisation]) -> None:
    """Each plan worked from its interview to the last consent, which is the day it is complete."""
    interviews = dict(CouncilStep.objects.filter(step="first").values_list("case", "taken_on"))
    rows = []
    for at, (one, kept) in enumerate(zip(moved, jobs, strict=True)):
        first = interviews.get(one.council.case_id)
        steps = list(_steps(one, SUPPORTS[at % len(SUPPORTS)], first, kept, banks[0]))
        rows += steps if first is None else steps[1:]
    made = save(CouncilStep, rows)
    _owe(moved, {row.case_id: row for row in made if row.step == "planned"}, banks)
    entries = StageEntry.objects.filter(stage__code="completed", case__in=[w.council.case_id for w in moved])
    jobs_of = {row.case_id: row.jobs for row in made if row.step == "completed"}
    save(JobsKept, (JobsKept(completion=e, employees=jobs_of[e.case_id] or 0) for e in entries.order_by("pk")))


def _steps(
    one: Waiting, support: tuple[Product, Relief], first: date | None, jobs: int, main: Organisation
) -> Iterator[CouncilStep]:
    """The steps of a support from its interview on, spread evenly up to its completion."""
    product, relief = support
    asked = ("sounded", "intended") if relief == Relief.ASKED else ()
    codes = ("first", *asked, "decided", *CHAINS[support].needed)
    begun = first or one.council.case.opened_on
    days = [_weekday(begun + (one.since - begun) * at / (len(codes) - 1), begun) for at in range(len(codes) - 1)]
    facts: dict[str, dict[str, object]] = {
        "sounded": {"bank": main, "is_main": True},
        "intended": {"bank": main, "answer": "cooperates"},
        "decided": {"product": product, "relief": relief, "method": "full"},
        "completed": {"jobs": jobs},
    }
    met = dict(zip(codes, [*days, one.since], strict=True))
    facts["standstill"] = {"base_on": begun}
    facts["called"] = {"meets_on": met.get("met")}
    for code, on in met.items():
        yield CouncilStep(case=one.council.case, step=code, taken_on=on, **facts.get(code, {}))


def _weekday(day: date, earliest: date) -> date:
    """The day, or the Friday before a weekend."""
    return max(day - timedelta(days=max(day.weekday() - WEEKEND + 1, 0)), earliest)


def _owe(moved: list[Waiting], plans: dict[int, CouncilStep], banks: list[Organisation]) -> None:
    """The creditors of each plan that asks for relief, and what they said of it: the last on the day of its completion."""
    asked = [(w, plans[w.council.case_id]) for w in moved if _asks(w.council)]
    begun = {row.case_id: row.base_on for row in CouncilStep.objects.filter(step="standstill")}
    tables = save(
        CreditorTable,
        (
            CreditorTable(council=w.council, version=1, base_on=begun[w.council.case_id], told=_debt(w))
            for w, _ in asked
        ),
    )
    creditors = save(Creditor, (Creditor(council=w.council, organisation=bank) for w, _ in asked for bank in banks))
    of_each = [creditors[at : at + len(banks)] for at in range(0, len(creditors), len(banks))]
    save(
        CreditorLine,
        (
            _line(table, c, s)
            for table, own in zip(tables, of_each, strict=True)
            for c, s in zip(own, SHARES, strict=True)
        ),
    )
    said = [
        CreditorConsent(plan=plan, creditor=creditor, state="agreed", said_on=day, paper="同意書")
        for (w, plan), own in zip(asked, of_each, strict=True)
        for creditor, day in zip(own, _days_up_to(plan.taken_on, w.since, len(own)), strict=True)
    ]
    save(CreditorConsent, said)


def _asks(council: CouncilCase) -> bool:
    return CouncilStep.objects.filter(case=council.case_id, step="decided", relief=Relief.ASKED).exists()


def _debt(one: Waiting) -> int:
    """Between 40 and 239 million, by nothing but the case."""
    return (40 + one.council.pk * 37 % 200) * 1_000_000


def _line(table: CreditorTable, creditor: Creditor, share: int) -> CreditorLine:
    balance = table.told * share // 100
    sums = {"balance": balance, "collateral": balance // 2, "unsecured": balance - balance // 2}
    return CreditorLine(table=table, creditor=creditor, share=WHOLE * share // 100, **sums)


def _days_up_to(first: date, last: date, number: int) -> list[date]:
    return [first + (last - first) * (at + 1) / number for at in range(number)]
