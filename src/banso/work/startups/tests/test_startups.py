"""Foundings: who founded in which year, of which industry; what is refused, and how lists come in."""

from datetime import date
from typing import Any

import pytest

from banso.intake.outcome import What
from banso.registers.models import Industry
from banso.work.startups import services
from banso.work.startups.models import Founding
from conftest import TinyWorld, bring, figures_of, floors, history_of, refusal, why_refused

FOOD, SHOPS = "09", "I"


@pytest.fixture
def foundings(world: TinyWorld) -> dict[str, Founding]:
    """Foundings on each side of 1 April, of two industries, and of another programme."""
    food = Industry.objects.create(code=FOOD, name="食料品製造業")
    shops = Industry.objects.create(code=SHOPS, name="卸売業、小売業")
    twice, other = world.person("二度 創太"), world.add_programme("other", "別の創業支援")

    def founded(on: date, **facts: Any) -> Founding:
        given = {"programme": world.programme, "person": twice, "industry": food} | facts
        return services.record_founding(founded_on=on, by=None, **given)

    return {
        "31 March": founded(date(2023, 3, 31)),
        "1 April": founded(date(2023, 4, 1)),
        "again, a shop": founded(date(2024, 3, 31), industry=shops),
        "another's": founded(date(2024, 3, 31), person=world.person("別 花子"), industry=None),
        "1 April of the next": founded(date(2024, 4, 1)),
        "of another programme": founded(date(2023, 4, 1), programme=other),
    }


def test_figures(world: TinyWorld, foundings: dict[str, Founding]) -> None:
    """A founder once a year, a founding each time; the industry, where it was told."""
    year = ["1 April", "again, a shop", "another's"]
    expected = {
        ("startups.foundings", 2022, ""): (1, ["31 March"]),
        ("startups.founders", 2023, ""): (2, year),
        ("startups.foundings", 2023, ""): (3, year),
        ("startups.foundings", 2023, f"industry={FOOD}"): (1, ["1 April"]),
        ("startups.foundings", 2023, f"industry={SHOPS}"): (1, ["again, a shop"]),
        ("startups.foundings", 2024, f"industry={SHOPS}"): (0, []),
        ("startups.founders", 2024, ""): (1, ["1 April of the next"]),
        ("startups.founders", 2021, ""): (None, []),
    }
    assert figures_of(world.programme, foundings, expected) == expected


def test_what_is_refused(world: TinyWorld, foundings: dict[str, Founding]) -> None:
    """The same founding twice, a day to come, nobody; also where a founding is moved onto another."""
    first, once = foundings["1 April"], {"__all__": ["この創業はすでに登録されています。"]}
    facts = {"programme": world.programme, "person": first.person, "founded_on": first.founded_on}
    assert refusal(services.record_founding, **facts) == once
    assert refusal(services.record_founding, **facts | {"person": None}).keys() == {"person"}
    assert refusal(services.record_founding, **facts | {"founded_on": date(2099, 4, 1)}).keys() == {"founded_on"}
    assert refusal(services.correct_founding, foundings["31 March"], founded_on=first.founded_on) == once
    assert floors(foundings["31 March"], founded_on=first.founded_on) == "founding_once"
    assert Founding.objects.count() == len(foundings)
    assert services.correct_founding(first, moved_from="東京都", by=None).moved_from == "東京都"


LIST = """事業,企業名,創業者,創業日,業種,移住元
創業塾,㈱はじめ,始 一郎,R1.5.1,食料品製造業,東京都
創業塾,,始 一郎,H31.4.30,,
創業塾,,名簿にない 人,R1.5.1,,
創業塾,,始 一郎,H31.3.31,,
"""


def test_a_list_and_a_history(world: TinyWorld) -> None:
    """A founder is on the register of people; a founding without a firm is on no firm's history."""
    Industry.objects.create(code=FOOD, name="食料品製造業")
    world.person("始 一郎")
    world.add_programme("school", "創業塾", years=(2019,))
    company = world.company("㈱はじめ")
    outcome = bring("foundings", LIST)
    assert outcome.counts == {What.CREATED: 2, What.REFUSED: 2}
    assert why_refused(outcome) == {
        4: "創業者: 「名簿にない 人」という人物は登録されていません。書き方を確かめるか、先に登録してください。",
        5: "創業日: 平成31年3月31日は、この事業が始まった令和元年度より前です。",
    }
    assert history_of(company, "startups") == [(date(2019, 5, 1), "創業", "創業塾 始 一郎")]
    again = bring("foundings", LIST.replace("東京都", "大阪府"))
    assert again.counts == {What.CHANGED: 1, What.SAME: 1, What.REFUSED: 2}
