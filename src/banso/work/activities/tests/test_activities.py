"""What is counted nowhere else: numbers with decimals and signs, each in its unit; what is refused, and lists."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from banso.figures.cells import Cell
from banso.figures.evaluate import evaluate
from banso.figures.periods import InYear, Since
from banso.figures.values import PENDING, printed
from banso.intake.outcome import What
from banso.work.activities import services
from banso.work.activities.models import Activity, ActivityCount
from conftest import TinyWorld, bring, figures_of, refusal, why_refused

FIRST, LAST = date(2023, 4, 1), date(2024, 3, 31)


def counted(activity: Activity, on: date, number: str) -> ActivityCount:
    made: ActivityCount = services.record_activity_count(
        activity=activity, counted_on=on, number=Decimal(number), by=None
    )
    return made


def item(programme: Any, code: str, unit: str) -> Activity:
    made: Activity = services.record_activity(programme=programme, code=code, name=code, unit=unit, by=None)
    return made


def test_figures(world: TinyWorld) -> None:
    """To the last decimal, what was taken away taken away; units that do not go together are not added up."""
    waste, money = item(world.programme, "waste", "t"), item(world.programme, "money", "千円")
    other = item(world.add_programme("other", "別の事業"), "waste", "t")
    rows = {
        "31 March": counted(waste, date(2023, 3, 31), "1"),
        "1 April": counted(waste, FIRST, "12.345678"),
        "the last day": counted(waste, LAST, "-0.345678"),
        "money": counted(money, FIRST, "1.5"),
        "1 April of the next": counted(waste, date(2024, 4, 1), "-3"),
        "of another programme": counted(other, FIRST, "100"),
    }
    expected = {
        ("activities.number", 2022, ""): (1, ["31 March"]),
        ("activities.number", 2023, "item=waste"): (12, ["1 April", "the last day"]),
        ("activities.number", 2023, "item=money"): (1_500, ["money"]),
        ("activities.number", 2023, ""): (None, ["1 April", "money", "the last day"]),
        ("activities.times", 2023, ""): (3, ["1 April", "money", "the last day"]),
        ("activities.number", 2024, "item=waste"): (-3, ["1 April of the next"]),
        ("activities.number", 2024, "item=money"): (0, []),
    }
    assert figures_of(world.programme, rows, expected) == expected

    def value(period: Any, **where: str) -> Any:
        cell = Cell.of("activities.number", world.programme.code, period, where)
        return evaluate([cell])[cell]

    assert value(InYear(2023)) == PENDING
    money_spent = value(InYear(2023), item="money")
    assert (money_spent.given_in, printed(money_spent, "千円")) == ("千円", "1.5千円")
    since = value(Since(2022, 2024), item="waste")
    assert (since.number, printed(since, "t")) == (10, "10t")
    counted(waste, LAST, "-0.000001")
    assert value(InYear(2023), item="waste").number == Fraction("11.999999")


def test_what_is_refused(world: TinyWorld) -> None:
    """A code twice, no unit, a seventh decimal, a day to come, nothing at all."""
    waste = item(world.programme, "waste", "t")
    facts = {"programme": world.programme, "code": "waste", "name": "x"}
    assert refusal(services.record_activity, unit="t", **facts) == {
        "__all__": ["この事業の同じコードの項目がすでに登録されています。"]
    }
    assert refusal(services.record_activity, unit="", **facts | {"code": "y"}).keys() == {"unit"}
    count = services.record_activity_count
    assert refusal(count, activity=waste, counted_on=FIRST, number=Decimal("0.0000001")).keys() == {"number"}
    assert refusal(count, activity=waste, counted_on=date(2099, 4, 1), number=1).keys() == {"counted_on"}
    assert refusal(count, activity=waste, counted_on=FIRST, number=None).keys() == {"number"}
    assert refusal(count, activity=None, counted_on=FIRST, number=1).keys() == {"activity"}
    assert ActivityCount.objects.count() == 0


ITEMS = "事業,項目コード,項目,単位\n相談事業,calls,電話の問合せ,件\n相談事業,,名だけ,件\n"
COUNTS = """項目,実施日,数,担当者,内容
電話の問合せ,R5.4.1,12.5件,担当 一郎,4月分
電話の問合せ,R6.3.31,△3,,取消し
電話の問合せ,R6.3.31,多数,,
"""


def test_lists(world: TinyWorld) -> None:
    """Decimals and △ are read; words are told; the same rows once more add nothing."""
    assert bring("activities", ITEMS).counts == {What.CREATED: 1, What.REFUSED: 1}
    outcome = bring("activity-counts", COUNTS)
    assert outcome.counts == {What.CREATED: 2, What.REFUSED: 1} and "多数" in why_refused(outcome)[4]
    found = [(str(row), row.staff) for row in ActivityCount.objects.all()]
    assert found == [
        ("電話の問合せ 令和6年3月31日 -3件", None),
        ("電話の問合せ 令和5年4月1日 12.5件", world.staff),
    ]
    assert bring("activity-counts", COUNTS).counts == {What.SAME: 2, What.REFUSED: 1}
