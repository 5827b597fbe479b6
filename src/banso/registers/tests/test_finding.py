"""Finding a company as it is typed."""

import pytest

from banso.registers.finding import find_companies
from banso.registers.models import Company, CompanyName
from conftest import TinyWorld


@pytest.fixture
def takahashi(world: TinyWorld) -> Company:
    world.company("有限会社みちのく食品", kana="ミチノクショクヒン", phone="017-700-0001")
    found = world.company(
        "株式会社髙橋テック", kana="タカハシテック", phone="０１７-７１２-３４５６", corporate_number="4990000000017"
    )
    CompanyName.objects.create(company=found, name="㈲高橋鉄工所")
    return found


@pytest.mark.parametrize(
    "typed",
    [
        "高橋テック", "㈱髙橋", "ﾀｶﾊｼﾃｯｸ", "たかはし", "高橋テック 株式会社", "テック 高橋", "高橋鉄工", "有限会社高橋鉄工所",
        "4990000000017", "T4990000000017", "499000", "017-712-3456", "0177123456", "３４５６", "タカハシ てっく",
    ],
)  # fmt: skip
def test_a_company_is_found_as_typed(takahashi: Company, typed: str) -> None:
    """By any of its names, its reading, its numbers, in any form; and nobody else."""
    assert list(find_companies(typed, 12)) == [takahashi]


@pytest.mark.parametrize("typed", ["", "株式会社", "・", "ー", "高橋 みちのく", "345", "9999999999999"])
def test_what_means_nobody_finds_nobody(takahashi: Company, typed: str) -> None:
    """Nothing typed, only a legal form, marks, two companies' words, too few digits, an unknown number."""
    assert list(find_companies(typed, 12)) == []


def test_the_exact_one_comes_first(world: TinyWorld) -> None:
    """Before those that begin so, before those that contain it."""
    for name in ("新山田", "山田商店", "山田"):
        world.company(name)
    assert [company.name for company in find_companies("山田", 12)] == ["山田", "山田商店", "新山田"]


def test_one_query_is_enough(takahashi: Company, django_assert_num_queries) -> None:
    """With the place of each."""
    with django_assert_num_queries(1):
        assert [company.municipality for company in find_companies("高橋", 12)] == [None]
