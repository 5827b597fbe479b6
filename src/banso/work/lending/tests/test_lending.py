"""Contracts in collection: who stands on the books on 31 March, what is refused, and how lists come in."""

from datetime import date
from typing import Any

import pytest

from banso.intake.outcome import What
from banso.work.lending import services
from banso.work.lending.models import Contract
from conftest import TinyWorld, bring, figures_of, floors, history_of, refusal, why_refused


@pytest.fixture
def contracts(world: TinyWorld) -> dict[str, Contract]:
    """One contract on each side of every edge of the year that ends on 31 March 2024."""
    debtor = world.company("債務企業")
    other = world.add_programme("other", "別の貸付")

    def made(number: str, made_on: date, settled_on: date | None = None, **facts: Any) -> Contract:
        given = {"programme": world.programme, "company": debtor, "principal": 1_000_000} | facts
        return services.record_contract(number=number, made_on=made_on, settled_on=settled_on, by=None, **given)

    return {
        "open": made("H31-1", date(2019, 4, 30)),
        "made on the last day": made("R5-9", date(2024, 3, 31), company=world.company("駆込企業")),
        "made on the first day": made("R6-1", date(2024, 4, 1), company=world.company("翌年企業")),
        "settled on the last day": made("R4-1", date(2022, 5, 1), date(2024, 3, 31)),
        "settled on the first day": made("R4-2", date(2022, 5, 1), date(2024, 4, 1)),
        "made and settled on one day": made("R5-1", date(2024, 3, 31), date(2024, 3, 31)),
        "of another programme": made("R5-2", date(2023, 5, 1), programme=other),
    }


def test_figures(world: TinyWorld, contracts: dict[str, Contract]) -> None:
    """Not settled by the evening of 31 March: every contract of the year, each firm once; nothing of another programme."""
    old = ["open", "settled on the first day", "settled on the last day"]
    last = ["made on the last day", "open", "settled on the first day"]
    new = ["made on the first day", "made on the last day", "open"]
    expected = {
        ("lending.contracts", 2022, ""): (3, old),
        ("lending.companies", 2022, ""): (1, old),
        ("lending.contracts", 2023, ""): (3, last),
        ("lending.companies", 2023, ""): (2, last),
        ("lending.contracts", 2024, ""): (3, new),
        ("lending.companies", 2024, ""): (3, new),
    }
    assert figures_of(world.programme, contracts, expected) == expected
    Contract.objects.all().delete()
    empty = {("lending.contracts", 2024, ""): (0, []), ("lending.contracts", 2021, ""): (None, [])}
    assert figures_of(world.programme, {}, empty) == empty


def test_what_is_refused(world: TinyWorld, contracts: dict[str, Contract]) -> None:
    """By the verbs with words, and by the database where they are passed by; nothing is written."""
    contract, record = contracts["open"], services.record_contract
    facts = {"programme": world.programme, "company": contract.company, "made_on": date(2024, 4, 1), "principal": 1}
    assert refusal(record, number="H31-1", **facts).keys() == {"number"}
    assert refusal(record, number="", **facts) == {"number": ["このフィールドは空ではいけません。"]}
    assert refusal(record, number="x", **facts | {"principal": None}).keys() == {"principal"}
    assert refusal(record, number="x", **facts | {"made_on": date(2099, 4, 1)}) == {
        "made_on": ["令和81年4月1日は、まだ来ていない日です。日付を確かめてください。"]
    }
    assert refusal(services.correct_contract, contract, settled_on=date(2019, 4, 29)) == {
        "__all__": ["終了日が開始日より前です。日付を確かめてください。"]
    }
    contract.refresh_from_db()
    assert refusal(services.correct_contract, contract, principal=-1) == {
        "__all__": ["金額や人数は0以上で入力してください。"]
    }
    assert Contract.objects.count() == len(contracts)
    assert [floors(contract, settled_on=date(2019, 4, 29)), floors(contract, principal=-1)] == [
        "contract_settled_after_made",
        "contract_principal_not_negative",
    ]


LIST = """事業,企業名,契約番号,契約日,完済日,元金(円)
相談事業,㈱みちのく,H31-7,平成31年4月30日,,"12,000,000"
相談事業,㈱みちのく,R1-1,令和元年5月1日,令和6年3月31日,0
相談事業,㈱みちのく,R1-2,令和2年5月1日,令和2年4月30日,100
ない事業,㈱みちのく,R1-3,令和2年5月1日,,100
"""


def test_a_list_and_a_history(world: TinyWorld) -> None:
    """Days of two eras and 12 million written as offices write them; the same list again, with one day put right."""
    company = world.company("㈱みちのく")
    outcome = bring("contracts", LIST)
    assert outcome.counts == {What.CREATED: 2, What.REFUSED: 2}
    assert ["終了日が開始日より前" in why_refused(outcome)[4], "ない事業" in why_refused(outcome)[5]] == [True, True]
    assert history_of(company, "lending") == [
        (date(2019, 5, 1), "債権", "契約 R1-1 元金 0円(完済)"),
        (date(2019, 4, 30), "債権", "契約 H31-7 元金 12,000,000円"),
    ]
    assert bring("contracts", LIST.replace("令和6年3月31日", "令和6年4月1日")).counts == {
        What.SAME: 1, What.CHANGED: 1, What.REFUSED: 2,
    }  # fmt: skip
    assert Contract.objects.get(number="R1-1").managed_until == date(2024, 3, 31)
