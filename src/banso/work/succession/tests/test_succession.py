"""Succession diagnoses: sheets by the day they came in and by who sent them; what is refused, and how lists come in."""

from datetime import date
from typing import Any

import pytest

from banso.intake.outcome import What
from banso.work.succession.diagnosis import services
from banso.work.succession.models import Diagnosis
from conftest import TinyWorld, bring, figures_of, history_of, refusal, why_refused


@pytest.fixture
def sheets(world: TinyWorld) -> dict[str, Diagnosis]:
    """Sheets on each side of 1 April, of two senders, of a firm and of nobody known, and of another programme."""
    chamber, bank = world.organisation("青森商工会"), world.organisation("みちのく信金")
    firm, other = world.company("承継企業"), world.add_programme("other", "別の承継支援")

    def received(on: date, **facts: Any) -> Diagnosis:
        given = {"programme": world.programme, "sender": chamber} | facts
        return services.record_diagnosis(received_on=on, by=None, **given)

    return {
        "31 March": received(date(2023, 3, 31)),
        "1 April": received(date(2023, 4, 1), company=firm, wants_help=True),
        "of the firm again": received(date(2023, 4, 1), company=firm, has_successor=True),
        "of the bank": received(date(2024, 3, 31), sender=bank),
        "1 April of the next": received(date(2024, 4, 1), sender=bank),
        "of another programme": received(date(2023, 4, 1), programme=other),
    }


def test_figures(world: TinyWorld, sheets: dict[str, Diagnosis]) -> None:
    """A sheet is a sheet, whosever it is; those of one sender by its name."""
    year = ["1 April", "of the bank", "of the firm again"]
    expected = {
        ("succession.diagnoses", 2022, ""): (1, ["31 March"]),
        ("succession.diagnoses", 2023, ""): (3, year),
        ("succession.diagnoses", 2023, "sender=青森商工会"): (2, ["1 April", "of the firm again"]),
        ("succession.diagnoses", 2023, "sender=みちのく信金"): (1, ["of the bank"]),
        ("succession.diagnoses", 2024, "sender=青森商工会"): (0, []),
        ("succession.diagnoses", 2021, ""): (None, []),
    }
    assert figures_of(world.programme, sheets, expected) == expected


def test_what_is_refused(world: TinyWorld, sheets: dict[str, Diagnosis]) -> None:
    """A sheet of no sender, of no day, of a day to come."""
    facts = {"programme": world.programme, "received_on": date(2024, 4, 1), "sender": world.organisation()}
    for name in facts:
        assert refusal(services.record_diagnosis, **facts | {name: None}).keys() == {name}
    assert refusal(services.correct_diagnosis, sheets["1 April"], received_on=date(2099, 4, 1)) == {
        "received_on": ["令和81年4月1日は、まだ来ていない日です。日付を確かめてください。"]
    }
    assert Diagnosis.objects.count() == len(sheets)


LIST = """事業,企業名,受領日,実施機関,後継者あり,支援希望
承継ネットワーク,㈱つぎ,R1.5.1,青森商工会,○,○
承継ネットワーク,㈱つぎ,H31.4.30,青森商工会,,
承継ネットワーク,,R1.5.1,知らない機関,,
"""


def test_a_list_and_a_history(world: TinyWorld) -> None:
    """Whether there is a successor may stay open; the same list again adds nothing."""
    world.organisation("青森商工会")
    world.add_programme("network", "承継ネットワーク", years=(2019,))
    company = world.company("㈱つぎ")
    outcome = bring("diagnoses", LIST)
    assert outcome.counts == {What.CREATED: 2, What.REFUSED: 1} and "知らない機関" in why_refused(outcome)[4]
    assert list(Diagnosis.objects.values_list("received_on", "has_successor", "wants_help")) == [
        (date(2019, 5, 1), True, True),
        (date(2019, 4, 30), None, False),
    ]
    assert history_of(company, "succession") == [
        (date(2019, 5, 1), "事業承継診断", "青森商工会 支援を希望"),
        (date(2019, 4, 30), "事業承継診断", "青森商工会"),
    ]
    assert bring("diagnoses", LIST).counts == {What.SAME: 2, What.REFUSED: 1}
