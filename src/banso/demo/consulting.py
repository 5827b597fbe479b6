"""Consultations, outreach days, dispatches and succession sheets."""

from datetime import date
from typing import Any

from banso.registers.models import Company, Industry, Programme
from banso.work.consultations.models import Category, Consultation, OutreachDay, Theme
from banso.work.dispatches.models import Dispatch, Visit
from banso.work.dispatches.services import record_dispatch
from banso.work.succession.models import Diagnosis

from .world import Recipe, World, maker, save

THEMES = {
    "business-plan": "ビジネスプラン",
    "marketing": "マーケティング",
    "technology": "技術",
    "management": "経営全般",
    "cash-flow": "資金繰り",
    "it": "IT",
    "product": "商品開発",
    "planning": "事業計画策定",
    "sales": "販路提案",
    "succession": "事業承継",
    "hiring": "人材確保",
    "subsidy": "補助金",
}
OPENINGS = (
    "{theme}について相談があった。",
    "{theme}の進め方を一緒に整理した。",
    "前回に続き{theme}について話し合った。",
    "{theme}に関する資料を持参された。",
    "電話で{theme}の問合せを受けた。",
)
DETAILS = (
    "来月の取締役会までに方針をまとめたいとのこと。",
    "売上は前年より持ち直したが、仕入価格の上昇で利益が残りにくい。",
    "後継者の候補と三者で話す場を設けることにした。",
    "県外の取引先から新しい仕様の見積を求められている。",
    "設備の更新時期が近く、補助制度の有無を確認したい。",
    "従業員の退職が続き、採用の方法を変えたい。",
    "試作品の評価を公設試験場に依頼することにした。",
    "商品の写真と説明文を見直すよう助言した。",
    "金融機関との面談に同席してほしいとの要望があった。",
    "資金計画表の様式を渡し、記入方法を説明した。",
)
NEXT = (
    "",
    "",
    "",
    "資料を受け取り次第、連絡する",
    "専門家の派遣を検討する",
    "次回は工場を見学する",
    "関係機関を紹介する",
)


def ensure_themes() -> dict[str, Theme]:
    for position, (code, name) in enumerate(THEMES.items()):
        Theme.objects.get_or_create(code=code, defaults={"name": name, "position": position})
    return {theme.code: theme for theme in Theme.objects.all()}


@maker("consultations")
def consultations(world: World, recipe: Recipe) -> None:
    """`count` (the figure's key) consultations a year; `companies` the key of how many different firms, if published."""
    programme = world.programme(recipe)
    category = _category(programme, recipe)
    for year in world.years:
        number = _number(world, recipe, year)
        firms = _firms(world, recipe, number, year)
        rows = [_consultation(world, recipe, programme, category, year, firm) for firm in firms]
        _save_with_themes(world, recipe, rows)


def _number(world: World, recipe: Recipe, year: int) -> int:
    if "count" in recipe:
        return world.targets.count(recipe["count"], year)
    per_firm: int = recipe["per_company"]
    return world.targets.count(recipe["companies"], year) * per_firm


def _firms(world: World, recipe: Recipe, number: int, year: int) -> list[Company]:
    """A company for each consultation: exactly as many different ones as published, else a plausible number."""
    if "companies" in recipe:
        different = world.targets.count(recipe["companies"], year)
    else:
        different = min(number, max(1, number * 2 // 5)) if number else 0
    chosen = world.companies(different, recipe.get("pool", "general"))
    times = world.chance.split(number, different, least=1)
    firms = [firm for firm, count in zip(chosen, times, strict=True) for _ in range(count)]
    world.chance.shuffle(firms)
    return firms


def _category(programme: Programme, recipe: Recipe) -> Category | None:
    if "category" not in recipe:
        return None
    given = recipe["category"]
    return Category.objects.get_or_create(programme=programme, code=given["code"], defaults={"name": given["name"]})[0]


def _consultation(
    world: World, recipe: Recipe, programme: Programme, category: Category | None, year: int, firm: Company
) -> Consultation:
    chance = world.chance
    theme = THEMES[chance.choice(_weighted(recipe))]
    return Consultation(
        programme=programme,
        held_on=chance.working_day(year),
        mode=chance.choice(recipe["modes"]),
        category=category,
        company=firm,
        adviser=world.staff(recipe["unit"]),
        municipality=firm.municipality,
        minutes=chance.choice([30, 45, 60, 60, 90, 120]),
        note=chance.choice(OPENINGS).format(theme=theme) + "".join(chance.some(DETAILS, 2)),
        next_step=chance.choice(NEXT),
    )


def _weighted(recipe: Recipe) -> list[str]:
    """Theme codes, the programme's first ones more often."""
    codes = recipe.get("themes") or list(THEMES)
    return [code for rank, code in enumerate(codes) for _ in range(len(codes) - rank)]


def _save_with_themes(world: World, recipe: Recipe, rows: list[Consultation]) -> None:
    themes = ensure_themes()
    through: Any = Consultation.themes.through
    saved = save(Consultation, rows)
    by_name = {theme.name: theme for theme in themes.values()}
    links = [
        through(consultation_id=row.pk, theme_id=theme.pk)
        for row in saved
        for name, theme in by_name.items()
        if name in row.note.split("。")[0]
    ]
    save(through, links)


@maker("outreach_days")
def outreach_days(world: World, recipe: Recipe) -> None:
    programme = world.programme(recipe)
    towns = world.people.towns
    seen: set[tuple[date, str, int]] = set()
    rows = []
    for year in world.years:
        wanted = world.targets.count(recipe["count"], year)
        made = 0
        while made < wanted:
            town, adviser = world.chance.choice(towns), world.staff(recipe["unit"])
            day = world.chance.working_day(year)
            venue = f"{town.name}商工会館{world.chance.randint(1, 40)}号室"
            if (day, venue, adviser.pk) in seen:
                continue
            seen.add((day, venue, adviser.pk))
            rows.append(OutreachDay(programme=programme, held_on=day, municipality=town, venue=venue, adviser=adviser))
            made += 1
    save(OutreachDay, rows)


@maker("dispatches")
def dispatches(world: World, recipe: Recipe) -> None:
    """Visits by industry: `industries` names the published groups, `table` is where their figures stand."""
    programme = world.programme(recipe)
    experts = [world.expert() for _ in range(6)]
    for year in world.years:
        firms = _by_industry(world, recipe, year) if "industries" in recipe else None
        visits = world.targets.count(recipe["visits"], year)
        if firms is None:
            firms = world.companies(max(1, visits // 2) if visits else 0)
        for firm, times in zip(firms, world.chance.split(visits, len(firms), least=1), strict=True):
            dispatch = record_dispatch(
                by=None,
                programme=programme,
                company=firm,
                expert=world.chance.choice(experts),
                decided_on=date(year, 4, 1),
                subject=world.chance.choice(["生産工程の改善", "労務管理", "原価管理", "情報化の計画", "株式の評価"]),
            )
            save(Visit, _visits(world, dispatch, year, times))


def _by_industry(world: World, recipe: Recipe, year: int) -> list[Company]:
    firms: list[Company] = []
    for target in world.targets.rows_of(recipe["table"], year):
        code = recipe["industries"][target.row]
        Industry.objects.get(code=code)
        firms += world.people.companies(int(target.value or 0), industries=[code])
    return firms


def _visits(world: World, dispatch: Dispatch, year: int, times: int) -> list[Visit]:
    days: set[date] = set()
    while len(days) < times:
        days.add(world.chance.working_day(year))
    return [Visit(dispatch=dispatch, visited_on=day, minutes=120) for day in sorted(days)]


@maker("diagnoses")
def diagnoses(world: World, recipe: Recipe) -> None:
    programme = world.programme(recipe)
    senders = [world.organisation(name, "chamber") for name in recipe["senders"]]
    chance = world.chance
    for year in world.years:
        number = world.targets.count(recipe["count"], year)
        known = world.companies(min(number, 400))
        save(
            Diagnosis,
            (
                Diagnosis(
                    programme=programme,
                    received_on=chance.working_day(year),
                    sender=chance.choice(senders),
                    company=chance.choice(known) if chance.random() < 0.5 else None,
                    has_successor=chance.choice([True, False, None]),
                    wants_help=chance.random() < 0.1,
                )
                for _ in range(number)
            ),
        )
