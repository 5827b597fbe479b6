"""Gatherings of all sorts, grants, projects and foundings."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import ceil
from typing import Any

from banso.cases.models import Case
from banso.core.fiscal import fiscal_year_of
from banso.registers.models import Programme
from banso.work.gatherings.choices import AdviserOutcome
from banso.work.gatherings.models import (
    AdviserTalk,
    Attendance,
    Award,
    Gathering,
    Lecture,
    Presentation,
    Session,
    Talk,
)
from banso.work.grants.choices import DecisionCode
from banso.work.grants.models import Application, Call, Course, Decision
from banso.work.projects.models import Member, Project, YearDecision
from banso.work.startups.models import Founding

from .world import Recipe, World, maker, save

COUNTED = ("persons", "companies", "exhibitors", "awards", "talks", "presenters", "adviser_talks")

TITLES = ("地元食材を使った新商品の開発", "省力化設備の導入", "新しい売り先の開拓", "製造工程の見直し", "配送の共同化")


@maker("gathering")
def gathering(world: World, recipe: Recipe) -> None:
    """A gathering with its sessions written out, each with the figures' keys it has to meet."""
    programme = world.programme(recipe)
    facts = {name: recipe[name] for name in ("kind", "title", "partners", "audience", "position") if name in recipe}
    made = Gathering.objects.create(programme=programme, **facts)
    for given in recipe["sessions"]:
        _session(world, made, given)
    if "lectures" in recipe:
        _lectures(world, made, recipe)


def _session(world: World, made: Gathering, given: Recipe) -> None:
    facts = {name: given[name] for name in ("ordinal", "place", "venue", "adviser", "attendance_note") if name in given}
    session = Session.objects.create(
        gathering=made, starts_on=given["on"], ends_on=given.get("until") or given["on"], **facts
    )
    year = fiscal_year_of(given["on"])
    for name in COUNTED:
        if name in given:
            _FILL[name](world, session, given[name], year)


def _persons(world: World, session: Session, key: str, year: int) -> None:
    attend(world, session, world.targets.count(key, year))


def attend(world: World, session: Session, number: int) -> None:
    """So many people: from companies, one to three each, and some on their own."""
    rows, left = [], number
    firms = iter(world.companies(min(number, 60)))
    while left > 0:
        heads = min(left, world.chance.choice([1, 1, 1, 2, 3]))
        company = next(firms, None)
        rows.append(Attendance(session=session, company=company, headcount=heads))
        left -= heads
    save(Attendance, rows)


def _companies(world: World, session: Session, key: str, year: int) -> None:
    chosen = world.companies(
        world.targets.count(key, year), "food" if session.gathering.kind == "exhibition" else "general"
    )
    save(Attendance, (Attendance(session=session, company=company) for company in chosen))


def _awards(world: World, session: Session, given: Recipe, year: int) -> None:
    number = world.targets.count(given["count"], year)
    divisions = [*given["divisions"], *(f"特別部門{i}" for i in range(1, number + 1))][:number]
    save(
        Award,
        (
            Award(session=session, division=division, company=company, position=position)
            for position, (division, company) in enumerate(zip(divisions, world.companies(number), strict=True))
        ),
    )


def _talks(world: World, session: Session, given: Recipe, year: int) -> None:
    for position in range(world.targets.count(given["count"], year)):
        theme = given["theme"] if position == 0 else f"{given['theme']}(その{position + 1})"
        Talk.objects.create(session=session, theme=theme, speaker=f"{world.people.person_name()[0]} 氏")


def _presenters(world: World, session: Session, key: str, year: int) -> None:
    chosen = world.companies(world.targets.count(key, year))
    save(Presentation, (Presentation(session=session, company=company, presenter=company.name) for company in chosen))


def _adviser(world: World, session: Session, keys: Recipe, year: int) -> None:
    number, deals, quotes = (world.targets.count(keys[name], year) for name in ("companies", "deals", "quotes"))
    if deals + quotes > number:
        raise ValueError("取引成立と見積依頼の合計が参加企業を超える")
    outcomes = [AdviserOutcome.DEAL] * deals + [AdviserOutcome.QUOTE] * quotes
    outcomes += [AdviserOutcome.NONE] * (number - len(outcomes))
    chosen = world.companies(number, "food")
    save(
        AdviserTalk,
        (
            AdviserTalk(session=session, company=company, outcome=outcome)
            for company, outcome in zip(chosen, outcomes, strict=True)
        ),
    )


_FILL: dict[str, Any] = {
    "persons": _persons,
    "companies": _companies,
    "exhibitors": _companies,
    "awards": _awards,
    "talks": _talks,
    "presenters": _presenters,
    "adviser_talks": _adviser,
}


def _lectures(world: World, made: Gathering, recipe: Recipe) -> None:
    year = fiscal_year_of(recipe["sessions"][0]["on"])
    number = world.targets.count(recipe["lectures"], year)
    save(
        Lecture,
        (
            Lecture(
                gathering=made,
                held_on=world.chance.working_day(year, 5, 3),
                title=f"講座{i}",
                lecturer=world.people.person_name()[0],
            )
            for i in range(1, number + 1)
        ),
    )


@maker("many_sessions")
def many_sessions(world: World, recipe: Recipe) -> None:
    """So many sessions all over the prefecture, with so many people in all."""
    programme = world.programme(recipe)
    made = Gathering.objects.create(programme=programme, kind=recipe["kind"], title=recipe["title"])
    for year in world.years:
        number = world.targets.count(recipe["count"], year)
        heads = world.targets.count(recipe["persons"], year) if "persons" in recipe else 0
        for share in world.chance.split(heads, number):
            day = world.chance.working_day(year)
            town = world.chance.choice(world.people.towns)
            session = Session.objects.create(gathering=made, starts_on=day, ends_on=day, place=town.name)
            attend(world, session, share)


@maker("grant")
def grant(world: World, recipe: Recipe) -> None:
    """One course of a scheme: a call in each year in which anything is published of it."""
    programme = world.programme(recipe)
    given = recipe["course"]
    course = Course.objects.create(programme=programme, code=given["code"], name=given["name"])
    for year in world.years:
        if world.targets.number(recipe["count"], f"FY{year}") is not None:
            _call(world, course, recipe, year)


def _call(world: World, course: Course, recipe: Recipe, year: int) -> None:
    period = f"FY{year}"
    rate = world.targets.number(recipe["rate"], period) if isinstance(recipe.get("rate"), str) else None
    cap = world.targets.number(recipe["cap"], period) if isinstance(recipe.get("cap"), str) else recipe.get("cap")
    call = Call.objects.create(
        course=course,
        opened_on=date(year, 5, 10),
        closes_on=date(year, 6, 30),
        executed_in=year + recipe.get("executed_later", 0),
        rate=str(rate or Fraction(2, 3)),
        cap=int(Fraction(cap or 300) * 10_000),
    )
    number = world.targets.count(recipe["count"], year)
    amounts = _up_to(call.cap, world.chance.money(world.targets.yen(recipe["amount"], year), number))
    firms = world.companies(number + number // 3)
    told = [_Told.of(world, call, amounts[n] if n < number else None, recipe) for n in range(len(firms))]
    programme, received = course.programme, date(call.opened_on.year, 6, 15)
    cases = save(
        Case,
        (
            Case(programme=programme, procedure="grant", company=firm, opened_on=received, title=one.title)
            for firm, one in zip(firms, told, strict=True)
        ),
    )
    paired = list(zip(cases, told, strict=True))
    save(Application, (Application(case=case, call=call, **one.facts) for case, one in paired))
    save(Decision, (Decision(case=case, **step) for case, one in paired for step in one.steps))


def _up_to(cap: int, amounts: list[int]) -> list[int]:
    """The same sum with none above the cap: what is above goes to those that are below. As they are where the sum is too much."""
    over = sum(max(amount - cap, 0) for amount in amounts)
    found = []
    for amount in amounts:
        more = min(over, max(cap - amount, 0))
        found.append(min(amount, cap) + more)
        over -= more
    return amounts if over else found


@dataclass(frozen=True)
class _Told:
    """What an application says, and the steps it went through."""

    title: str
    facts: dict[str, Any]
    steps: list[dict[str, Any]]

    @classmethod
    def of(cls, world: World, call: Call, amount: int | None, recipe: Recipe) -> "_Told":
        title = world.chance.choice(TITLES)
        decided_on = date(call.opened_on.year, 8, world.chance.randint(1, 28))
        requested = amount or min(1_000_000, call.cap)
        facts = {"title": title, "requested": requested, "expense": ceil(requested / Fraction(call.rate))}
        if amount is None:
            return cls(title, facts, [{"step": DecisionCode.REJECTED, "taken_on": decided_on}])
        steps = [{"step": DecisionCode.ADOPTED, "taken_on": decided_on, "amount": amount}]
        if recipe.get("granted", True):
            granted_on = date(call.executed_in, 9, world.chance.randint(1, 28))
            steps.append({"step": DecisionCode.GRANTED, "taken_on": granted_on, "amount": amount})
        return cls(title, facts, steps)


@maker("project")
def project(world: World, recipe: Recipe) -> None:
    programme: Programme = world.programme(recipe)
    made = Project.objects.create(
        programme=programme, theme=recipe["theme"], starts_on=recipe["starts_on"], ends_on=recipe["ends_on"]
    )
    for position, member in enumerate(recipe["members"]):
        Member.objects.create(project=made, name=member["name"], place=member.get("place", ""), position=position)
    for year in world.years:
        amount = world.targets.number(recipe["amount"], f"FY{year}")
        if amount is not None:
            YearDecision.objects.create(project=made, decided_on=date(year, 4, 20), amount=int(amount) * 1000)


@maker("foundings")
def foundings(world: World, recipe: Recipe) -> None:
    programme = world.programme(recipe)
    for year in world.years:
        number = world.targets.count(recipe["count"], year)
        firms = world.people.companies(number, industries=recipe["industries"])
        founders = world.people.people(number, firms)
        save(
            Founding,
            (
                Founding(
                    programme=programme,
                    person=founder,
                    company=firm,
                    founded_on=world.chance.working_day(year),
                    industry=firm.industry,
                    moved_from=recipe.get("moved_from", ""),
                )
                for founder, firm in zip(founders, firms, strict=True)
            ),
        )
