"""Grants of former years from one list: every step in its order, refused by the list's own columns."""

from datetime import date

from banso.work.grants.models import Application, Decision
from banso.work.grants.money import amount_of, paid_of
from conftest import TinyWorld, bring, why_refused

from .worked import called, terms

HEAD = "年度,コース・枠,企業名,申請日,事業名,補助対象経費(円),申請額(円),採択日,採択額(円),交付決定日,交付決定額(円),変更承認日,変更後の額(円)"
HEAD += ",完了日,実績報告日,実績の補助対象経費(円),確定日,確定額(円),支払日,支払額(円)"


def test_a_grant_of_a_former_year_comes_in_whole(world: TinyWorld) -> None:
    """Each day and amount of the row is a step; what no list says (報告, 請求) is noted on the day of what follows it; twice is once."""
    world.company("青い森食品", phone="0171110000")
    called(world)
    terms(world, values={"cut": 1000})
    whole = "R6,一般枠,青い森食品,R6.5.1,新しい菓子,1500000,1000000,R6.7.1,1000000,R6.8.1,1000000,R6.11.5,700000"
    whole += ",R7.1.31,R7.2.10,1050000,R7.2.28,690000,R7.3.25,690000"
    short = "R6,一般枠,青い森食品,R6.5.2,古い設備,1200000,800000,R6.7.1,,R6.8.1,800000,,,,,,R7.2.28,800000,R7.3.25,"
    given = bring("grant-past", f"{HEAD}\n{whole}\n{short}\n")
    assert why_refused(given) == {}
    first, second = Application.objects.order_by("case__opened_on")
    rows = Decision.objects.filter(case=first.case).order_by("taken_on", "pk")
    assert list(rows.values_list("step", "taken_on", "amount")) == [
        ("adopted", date(2024, 7, 1), 1_000_000),
        ("granted", date(2024, 8, 1), 1_000_000),
        ("change_asked", date(2024, 11, 5), None),
        ("changed", date(2024, 11, 5), 700_000),
        ("completed", date(2025, 1, 31), None),
        ("reported", date(2025, 2, 10), None),
        ("settled", date(2025, 2, 28), 690_000),
        ("claimed", date(2025, 3, 25), 690_000),
        ("paid", date(2025, 3, 25), 690_000),
    ]
    steps = list(Decision.objects.filter(case=second.case).order_by("taken_on", "pk"))
    assert [row.step for row in steps] == ["adopted", "granted", "reported", "settled", "claimed", "paid"]
    assert amount_of(steps) == paid_of(steps) == 800_000
    bring("grant-past", f"{HEAD}\n{whole}\n")
    assert Application.objects.count() == 2


def test_what_a_list_says_wrong_is_named_by_its_column(world: TinyWorld) -> None:
    """An amount above what was decided, days out of order, an amount without its day: nothing of the row is written."""
    world.company("青い森食品", phone="0171110000")
    called(world)
    begun = "R6,一般枠,青い森食品,R6.5.1,新しい菓子,1500000,1000000"
    wrong = {
        ",R6.7.1,1000000,R6.8.1,800000,,,,R7.2.10,1500000,R7.2.28,800001,,": "確定額(円): 800,001円は、交付決定の額",
        ",R6.7.1,1000000,R6.6.30,800000,,,,,,,,,": "交付決定日: 前の手続「採択」",
        ",R6.7.1,1000000,,800000,,,,,,,,,": "交付決定日: 金額があるのに日付がありません",
    }
    for rest, told in wrong.items():
        refused = why_refused(bring("grant-past", f"{HEAD}\n{begun}{rest}\n"))
        assert told in refused[2], rest
        assert not Application.objects.exists()
