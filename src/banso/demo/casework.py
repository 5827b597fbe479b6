"""Staged cases, contracts, posts, borrowed figures, opening balances and the board's year."""

import csv
from datetime import date, timedelta
from pathlib import Path

from django.db.models import TextChoices

from banso.cases.models import Case, Stage, StageEntry
from banso.core.errors import UserError
from banso.core.fiscal import parse_fiscal_year
from banso.figures.models import BorrowedFigure, OpeningBalance, SourceDocument
from banso.registers.models import Company, Programme
from banso.work.consultations.models import Consultation
from banso.work.governance.choices import AuditKind, Body, Change, Form, ItemKind, Office
from banso.work.governance.models import AgendaItem, Audit, Meeting, OfficerChange
from banso.work.lending.models import Contract

from .world import Recipe, World, maker, save


@maker("closed_desk")
def closed_desk(world: World, recipe: Recipe) -> None:
    """A desk of which only cumulative figures are published: some records of its last years, the rest opening balances."""
    programme = world.programme(recipe)
    sent = Stage.objects.create(programme=programme, code=recipe["stage"]["code"], name=recipe["stage"]["name"])
    total, firms, passed_on = (
        int(world.targets.number(recipe[k], "cumulative") or 0) for k in ("held", "cases", "sent")
    )
    if not passed_on <= firms <= total:
        raise ValueError("送付企業数 ≦ 実企業数 ≦ 延べ件数 でない")
    for year in world.years:
        part = min(passed_on, 2), min(firms, 5), min(total, 20)
        passed_on, firms, total = passed_on - part[0], firms - part[1], total - part[2]
        _desk_year(world, programme, sent, year, part, recipe["unit"])
    _desk_opening(world, programme, recipe, (total, firms, passed_on))


def _desk_opening(world: World, programme: Programme, recipe: Recipe, before: tuple[int, int, int]) -> None:
    source = SourceDocument.objects.create(title=recipe["document"], issuer=recipe["issuer"])
    measures = (
        ("consultations.held", ""),
        ("pipelines.cases", ""),
        ("pipelines.entered", f"stage={recipe['stage']['code']}"),
    )
    for (measure, conditions), number in zip(measures, before, strict=True):
        OpeningBalance.objects.create(
            measure=measure,
            programme=programme,
            conditions=conditions,
            base_year=programme.started_in,
            records_from=world.years[0],
            number=number,
            source=source,
        )


def _desk_year(
    world: World, programme: Programme, sent: Stage, year: int, part: tuple[int, int, int], unit: str
) -> None:
    passed_on, firms, held = part
    companies = world.companies(firms)
    cases = save(
        Case, (Case(programme=programme, company=c, opened_on=world.chance.working_day(year, 4, 9)) for c in companies)
    )
    save(
        StageEntry,
        (
            StageEntry(case=case, stage=sent, taken_on=world.chance.working_day(year, 10, 3))
            for case in cases[:passed_on]
        ),
    )
    save(
        Consultation,
        (
            Consultation(
                programme=programme,
                held_on=world.chance.working_day(year),
                mode="desk",
                company=world.chance.choice(companies),
                adviser=world.staff(unit),
                note="返済の条件について金融機関との話合いの状況を聞いた。",
            )
            for _ in range(held if companies else 0)
        ),
    )


@maker("contracts")
def contracts(world: World, recipe: Recipe) -> None:
    """Contracts still in collection at the last year's end, and some settled before."""
    programme = world.programme(recipe)
    year = world.years[-1]
    firms = world.companies(world.targets.count(recipe["companies"], year))
    shares = world.chance.split(world.targets.count(recipe["contracts"], year), len(firms), least=1)
    held: list[tuple[Company, date | None]] = [(f, None) for f, n in zip(firms, shares, strict=True) for _ in range(n)]
    held += [(firm, date(world.years[0], 9, 30)) for firm in world.companies(3)]
    save(
        Contract,
        (
            Contract(
                programme=programme,
                company=firm,
                number=f"{recipe['prefix']}-{position:04d}",
                made_on=date(2012, 8, 1),
                settled_on=settled,
                principal=world.chance.randint(10, 80) * 1_000_000,
            )
            for position, (firm, settled) in enumerate(held, start=1)
        ),
    )


@maker("post")
def post(world: World, recipe: Recipe) -> None:
    number = world.targets.count(recipe["count"], world.years[-1])
    world.post(world.programme(recipe), recipe["code"], recipe["title"], number, recipe["unit"])


@maker("borrowed")
def borrowed(world: World, recipe: Recipe) -> None:
    """Figures sent in by the organisation that owns them."""
    programme = world.programme(recipe)
    sender = world.organisation(recipe["sender"], "agency")
    for year in world.years:
        source = SourceDocument.objects.create(
            title=recipe["document"], issuer=recipe["sender"], dated_on=date(year + 1, 4, 15)
        )
        save(
            BorrowedFigure,
            (
                BorrowedFigure(
                    programme=programme,
                    item=item,
                    fiscal_year=year,
                    number=world.targets.count(f"{recipe['table']}|{item}", year),
                    sender=sender,
                    received_on=date(year + 1, 4, 20),
                    source=source,
                )
                for item in recipe["items"]
            ),
        )


@maker("opening")
def opening(world: World, recipe: Recipe) -> None:
    """What a cumulative figure stood at before the records begin: the published total less the years recorded here."""
    programme = world.programme(recipe)
    total = world.targets.number(recipe["total"], "cumulative")
    flows = sum(world.targets.count(recipe["total"], year) for year in world.years)
    before = int(total or 0) - flows
    if before < 0:
        raise UserError(f"「{recipe['total']}」の累計が各年度の合計({flows})より小さくなっています。")
    source, _ = SourceDocument.objects.get_or_create(
        title=recipe["document"], defaults={"issuer": recipe["issuer"], "dated_on": date(world.years[0], 4, 30)}
    )
    OpeningBalance.objects.create(
        measure=recipe["measure"],
        programme=programme,
        conditions=recipe.get("conditions", ""),
        base_year=recipe["base_year"],
        records_from=world.years[0],
        number=before,
        source=source,
    )


@maker("board")
def board(world: World, recipe: Recipe) -> None:
    """The board's year from a table of its entries; names of people are invented."""
    programme = world.programme(recipe)
    with Path(recipe["file"]).open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            _BOARD[row["kind"]](world, programme, row)


def _officer(world: World, programme: Programme, row: Recipe) -> None:
    change = next(change for change in Change if row["items"].startswith(change.label))
    OfficerChange.objects.create(
        programme=programme,
        office=_by_label(Office, row["body"]),
        name=world.people.person_name()[0],
        change=change,
        changed_on=date.fromisoformat(row["date"]),
    )


def _audit(world: World, programme: Programme, row: Recipe) -> None:
    day = date.fromisoformat(row["date"])
    days = 2 if "2日間" in row["items"] else 1
    Audit.objects.create(
        programme=programme,
        kind=_by_label(AuditKind, row["body"]),
        starts_on=day,
        ends_on=day + timedelta(days=days - 1),
        audited_year=parse_fiscal_year(row["items"].split("年度")[0]),
    )


def _meeting(world: World, programme: Programme, row: Recipe) -> None:
    in_person = row["form"] == Form.IN_PERSON.label
    meeting = Meeting.objects.create(
        programme=programme,
        body=_by_label(Body, row["body"]),
        number=int("".join(c for c in row["number"] if c.isdigit())),
        is_regular="定時" in row["number"],
        form=Form.IN_PERSON if in_person else Form.WRITTEN,
        place="センター会議室" if in_person else "",
        held_on=date.fromisoformat(row["date"]),
    )
    counts = dict.fromkeys(ItemKind, 0)
    for title in row["items"].split(";"):
        reported = title.endswith("状況報告") or (
            meeting.body == Body.COUNCIL and ("事業報告" in title or "決算" in title)
        )
        kind = ItemKind.REPORT if reported else ItemKind.PROPOSAL
        counts[kind] += 1
        AgendaItem.objects.create(meeting=meeting, kind=kind, number=counts[kind], title=title)


_BOARD = {"人事": _officer, "監査": _audit, "会議": _meeting}


def _by_label(choices: type[TextChoices], label: str) -> TextChoices:
    return next(choice for choice in choices if choice.label == label)
