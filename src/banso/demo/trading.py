"""Order matching, surveys and fairs."""

from datetime import date

from banso.core.fiscal import fiscal_year_of, fiscal_year_period
from banso.registers.models import Company, Programme
from banso.work.fairs.choices import Side as FairSide
from banso.work.fairs.models import Deal, Fair, Meeting, Participant
from banso.work.orders.choices import Reason, Result, Side, TermKind
from banso.work.orders.models import Chase, Inquiry, Introduction, Outcome, Registration, Term
from banso.work.orders.services.introducing import chases_of
from banso.work.surveys.models import Survey, SurveyTarget

from .people import ELSEWHERE
from .world import Recipe, World, maker, save

ITEMS = ("切削加工", "プレス加工", "板金溶接", "樹脂成形", "基板実装", "金型製作", "塗装", "めっき", "治具製作", "組立")
PROCESS_OF = {
    "切削加工": "cutting", "プレス加工": "press", "板金溶接": "sheet-metal", "樹脂成形": "injection", "基板実装": "pcb",
    "金型製作": "mould", "塗装": "painting", "めっき": "plating", "治具製作": "jig", "組立": "assembly",
}  # fmt: skip
REASONS = (Reason.PRICE, Reason.DUE, Reason.QUANTITY, Reason.EQUIPMENT, Reason.CANCELLED)


@maker("registrations")
def registrations(world: World, recipe: Recipe) -> None:
    """Registers whose stock at each year's end is the published one: some leave and others join in between."""
    programme = world.programme(recipe)
    for side in (Side.BUYER, Side.SUPPLIER):
        stocks = [world.targets.count(recipe[side.value], year) for year in world.years]
        _register(world, programme, side, stocks, recipe)


def _register(world: World, programme: Programme, side: Side, stocks: list[int], recipe: Recipe) -> None:
    standing = [
        Registration(
            programme=programme, company=company, side=side, registered_on=date(2015, 4, 1), capabilities=_skills(world)
        )
        for company in _pool(world, side, stocks[0])
    ]
    save(Registration, standing)
    current = standing
    for year, (before, after) in zip(world.years[1:], zip(stocks, stocks[1:], strict=False), strict=True):
        leaving = min(before, max(10, before - after))
        for registration in world.chance.sample(current, leaving):
            registration.ended_on = world.chance.working_day(year, 4, 2)
            registration.save(update_fields=["ended_on"])
        joining = [
            Registration(
                programme=programme,
                company=company,
                side=side,
                registered_on=world.chance.working_day(year),
                capabilities=_skills(world),
            )
            for company in _pool(world, side, after - before + leaving)
        ]
        current = [r for r in current if r.ended_on is None] + save(Registration, joining)


def _pool(world: World, side: Side, number: int) -> list[Company]:
    """New companies for a register, kept for the makers that come after: buyers mostly from elsewhere."""
    if side is Side.SUPPLIER:
        made = world.people.companies(number, industries=("24", "26", "28", "29", "11", "21"))
    else:
        made = []
        for share, prefecture in zip(world.chance.split(number, len(ELSEWHERE) + 1), [*ELSEWHERE, None], strict=True):
            made += world.people.companies(share, prefecture=prefecture, industries=("24", "26", "28", "29"))
    world.pools.setdefault("registered-" + side.value, []).extend(made)
    return made


def _skills(world: World) -> str:
    return "、".join(world.chance.some(ITEMS, 3))


@maker("introductions")
def introductions(world: World, recipe: Recipe) -> None:
    """Introductions of each year and the outcomes settled in it, the year's own first; those left over stay open."""
    programme = world.programme(recipe)
    still_open: list[Introduction] = []
    for year in world.years:
        number = world.targets.count(recipe["introductions"], year)
        deals, declined = (world.targets.count(recipe[name], year) for name in ("deals", "declined"))
        short = deals + declined - number - len(still_open)
        still_open = _introduce(world, programme, world.years[0] - 1, max(0, short)) + still_open
        still_open = _introduce(world, programme, year, number) + still_open
        amounts = world.chance.money(world.targets.yen(recipe["amount"], year), deals)
        settled, still_open = still_open[: deals + declined], still_open[deals + declined :]
        save(
            Outcome,
            (
                Outcome(
                    introduction=introduction,
                    result=Result.AGREED if position < deals else Result.DECLINED,
                    settled_on=max(introduction.introduced_on, world.chance.working_day(year, 10, 3)),
                    amount=amounts[position] if position < deals else None,
                    reason_code="" if position < deals else world.chance.choice(REASONS),
                )
                for position, introduction in enumerate(settled)
            ),
        )


def _introduce(world: World, programme: Programme, year: int, number: int) -> list[Introduction]:
    buyers, suppliers = (world.pools["registered-" + side.value] for side in (Side.BUYER, Side.SUPPLIER))
    able = _able(suppliers)
    made: list[Introduction] = []
    while len(made) < number:
        buyer, item, lot = world.chance.choice(buyers), world.chance.choice(ITEMS), world.chance.randint(1, 50) * 10
        inquiry = Inquiry.objects.create(
            programme=programme,
            buyer=buyer,
            received_on=fiscal_year_period(year).start,
            item=item,
            quantity=f"{lot}個",
            lot=lot,
            process=Term.objects.get(kind=TermKind.PROCESS, code=PROCESS_OF[item]),
        )
        chosen: list[Company] = []
        for drawn in world.chance.some(suppliers, min(4, number - len(made))):
            chosen.append(_able_one(drawn, able[item], chosen))
            made.append(
                Introduction(inquiry=inquiry, supplier=chosen[-1], introduced_on=world.chance.working_day(year, 4, 9))
            )
    made = save(Introduction, made)
    save(Chase, (chase for introduction in made for chase in chases_of(introduction)))
    return made


def _able(suppliers: list[Company]) -> dict[str, list[Company]]:
    """The suppliers who do each kind of item, by what stands on the register."""
    skills = dict(Registration.objects.filter(side=Side.SUPPLIER).values_list("company_id", "capabilities"))
    return {item: [s for s in suppliers if item in skills[s.pk]] or suppliers for item in ITEMS}


def _able_one(drawn: Company, able: list[Company], taken: list[Company]) -> Company:
    """The one drawn, or the next after it who does the work and was not introduced yet."""
    later = [s for s in able if s.pk >= drawn.pk and s not in taken] + [s for s in able if s not in taken]
    return later[0] if later else drawn


@maker("survey")
def survey(world: World, recipe: Recipe) -> None:
    programme = world.programme(recipe)
    for year in world.years:
        number = world.targets.count(recipe["count"], year)
        if not number:
            continue
        made = Survey.objects.create(
            programme=programme, code=recipe["code"], name=recipe["name"], reference_date=date(year, 10, 1)
        )
        asked = world.companies(number, recipe["pool"])
        save(
            SurveyTarget,
            (
                SurveyTarget(
                    survey=made,
                    company=company,
                    sent_on=date(year, 9, 20),
                    answered_on=date(year, 10, world.chance.randint(1, 31)) if world.chance.random() < 0.6 else None,
                )
                for company in asked
            ),
        )


@maker("fair")
def fair(world: World, recipe: Recipe) -> None:
    """A fair whose figures stand in one table: overall, and the part of the centre's own prefecture's suppliers."""
    programme = world.programme(recipe)
    day = recipe["held_on"]
    made = Fair.objects.create(
        programme=programme,
        name=recipe["name"],
        starts_on=day,
        ends_on=recipe.get("ends_on") or day,
        place=recipe["place"],
        followed_up_on=date(day.year + 1, 3, 20),
    )
    year = fiscal_year_of(day)
    counts = {name: _pair(world, recipe, row, year) for name, row in recipe["rows"].items()}
    buyers = _participants(world, made, FairSide.BUYER, counts["buyers"][0], "東京都", "registered-buyer")
    here = _participants(
        world, made, FairSide.SUPPLIER, counts["suppliers"][1], world.people.home, "registered-supplier"
    )
    there = _elsewhere(world, made, counts["suppliers"][0] - counts["suppliers"][1], recipe["partners"])
    for suppliers, part in ((here, 1), (there, 0)):
        meetings = counts["meetings"][1] if part else counts["meetings"][0] - counts["meetings"][1]
        deals = counts["deals"][1] if part else counts["deals"][0] - counts["deals"][1]
        amount = counts["amount"][1] if part else counts["amount"][0] - counts["amount"][1]
        _meet(world, made, buyers, suppliers, (meetings, deals, amount * 1000))


def _pair(world: World, recipe: Recipe, row: str, year: int) -> tuple[int, int]:
    """(overall, of the own prefecture)."""
    table = recipe["table"]
    whole, part = (world.targets.count(f"{table}|{row}|{column}", year) for column in recipe["columns"])
    return whole, part


def _participants(
    world: World, made: Fair, side: FairSide, number: int, prefecture: str, pool: str
) -> list[Participant]:
    companies = world.companies(number, pool)
    return save(
        Participant,
        (
            Participant(fair=made, company=company, side=side, prefecture=company.prefecture or prefecture)
            for company in companies
        ),
    )


def _elsewhere(world: World, made: Fair, number: int, prefectures: list[str]) -> list[Participant]:
    rows = []
    for share, prefecture in zip(world.chance.split(number, len(prefectures)), prefectures, strict=True):
        for company in world.people.companies(share, prefecture=prefecture, industries=("24", "26", "28", "29")):
            rows.append(Participant(fair=made, company=company, side=FairSide.SUPPLIER, prefecture=prefecture))
    return save(Participant, rows)


def _meet(
    world: World, made: Fair, buyers: list[Participant], suppliers: list[Participant], wanted: tuple[int, int, int]
) -> None:
    number, deals, amount = wanted
    pairs = [(buyer, supplier) for supplier in suppliers for buyer in buyers]
    if number > len(pairs) or deals > number:
        raise ValueError(f"商談{number}件・成立{deals}件は、出席企業の組{len(pairs)}に入らない")
    chosen = world.chance.sample(pairs, number)
    meetings = save(Meeting, (Meeting(fair=made, buyer=buyer, supplier=supplier) for buyer, supplier in chosen))
    amounts = world.chance.money(amount, deals)
    last_day = made.ends_on.toordinal()
    save(
        Deal,
        (
            Deal(meeting=meeting, agreed_on=date.fromordinal(last_day + world.chance.randint(10, 100)), amount=share)
            for meeting, share in zip(meetings, amounts, strict=False)
        ),
    )
