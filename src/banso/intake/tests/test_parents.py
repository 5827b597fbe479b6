"""Rows that belong to another record: it is found by what people call it, and never guessed or made."""

from datetime import date

import pytest

from banso.core.imports import import_kind
from banso.intake import services
from banso.intake.outcome import Outcome, What
from banso.registers.models import Company
from banso.work.fairs.choices import Side
from banso.work.fairs.models import Fair, Meeting, Participant
from conftest import TinyWorld

HEAD = "商談会名\t年度\t発注企業\t受注企業\n"


@pytest.fixture
def fairs(world: TinyWorld) -> list[Fair]:
    """The same fair in two years; in each, one company buys and another supplies."""
    buyer, supplier = world.company("株式会社買い手"), world.company("有限会社作り手")
    held = []
    for year in (2023, 2024):
        day = date(year, 10, 1)
        fair = Fair.objects.create(
            programme=world.programme, name="合同商談会", starts_on=day, ends_on=day, place="北市"
        )
        for company, side in ((buyer, Side.BUYER), (supplier, Side.SUPPLIER)):
            Participant.objects.create(fair=fair, company=company, side=side, prefecture="北県")
        held.append(fair)
    return held


def brought(rows: str, head: str = HEAD) -> Outcome:
    kind = import_kind("fair-meetings")
    return services.run(services.bring(kind, (head + rows).encode(), "商談.txt", by=None), by=None)


def why(outcome: Outcome) -> str:
    (line,) = outcome.shown[What.REFUSED]
    return "".join(line.why)


def test_a_row_finds_its_fair_and_both_sides(fairs: list[Fair]) -> None:
    """Of the two years' fairs the one of the row's year, and of its participants those on the right sides."""
    assert brought("合同商談会\t令和6年度\t株式会社買い手\t有限会社作り手\n").counts == {What.CREATED: 1}
    made = Meeting.objects.get()
    assert (made.fair, made.buyer.fair, made.supplier.fair) == (fairs[1], fairs[1], fairs[1])
    assert (str(made.buyer.company), str(made.supplier.company)) == ("株式会社買い手", "有限会社作り手")


def test_a_row_that_fits_several_says_what_would_tell_them_apart(fairs: list[Fair]) -> None:
    """The name alone is of both years: refused with the number and the columns to add."""
    outcome = brought("合同商談会\t\t株式会社買い手\t有限会社作り手\n")
    assert why(outcome) == (
        "商談会: 商談会名「合同商談会」に当たる記録が2件あります。「年度」「開催日」の列も入れて、1件に決まるようにしてください。"
    )
    assert not Meeting.objects.exists()


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("別の商談会\t2024\t株式会社買い手\t有限会社作り手", "商談会名「別の商談会」"),
        ("合同商談会\t2022\t株式会社買い手\t有限会社作り手", "年度「令和4年度」"),
        ("合同商談会\t2024\t有限会社作り手\t有限会社作り手", "発注企業「有限会社作り手」に当たる記録がありません"),
        ("合同商談会\t2024\t株式会社よその会社\t有限会社作り手", "「株式会社よその会社」は台帳にありません"),
    ],
)
def test_a_row_whose_parent_is_not_there_is_refused(fairs: list[Fair], row: str, said: str) -> None:
    """An unknown fair, another year, a company on the other side, a company nobody knows: nothing is made on the way."""
    outcome = brought(f"{row}\n")
    assert outcome.counts == {What.REFUSED: 1} and said in why(outcome)
    assert not Meeting.objects.exists() and Company.objects.count() == 2
