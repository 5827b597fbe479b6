"""Placements: who asked, who was introduced, who was hired in which year; what is refused, waits and comes in as lists."""

from datetime import date
from typing import Any

import pytest

from banso.intake.outcome import What
from banso.work.placements import services
from banso.work.placements.models import Placement, Vacancy
from conftest import TODAY, TinyWorld, agenda_of, bring, figures_of, floors, history_of, refusal, why_refused

FIRST, LAST = date(2023, 4, 1), date(2024, 3, 31)


class Office:
    """Requests on each side of 1 April, one of another programme; people introduced in one year and hired in the next."""

    def __init__(self, world: TinyWorld) -> None:
        self.world = world
        self.firm = world.company("㈱求人")
        other = world.add_programme("other", "別の事業")
        self.asked = {
            "31 March": self.ask(date(2023, 3, 31)),
            "1 April": self.ask(FIRST, wanted=2),
            "last day": self.ask(LAST, terms="side_job"),
            "of another programme": self.ask(FIRST, programme=other),
        }

    def ask(self, on: date, **facts: Any) -> Vacancy:
        given: dict[str, Any] = {"programme": self.world.programme, "company": self.firm, "work": "経理"}
        made: Vacancy = services.record_vacancy(received_on=on, by=None, **given | {"terms": "permanent"} | facts)
        return made

    def introduce(self, whose: str, on: date, hired_on: date | None = None, **facts: Any) -> Placement:
        given = {"vacancy": self.asked[whose], "person": self.world.person(f"人{Placement.objects.count()}")} | facts
        made: Placement = services.record_placement(introduced_on=on, hired_on=hired_on, by=None, **given)
        return made


@pytest.fixture
def office(world: TinyWorld) -> Office:
    return Office(world)


def test_figures(world: TinyWorld, office: Office) -> None:
    """A request by its receipt, an introduction by its day, a hiring by its own: one firm twice is one firm."""
    year = ["1 April", "last day"]
    expected = {
        ("placements.vacancies", 2022, ""): (1, ["31 March"]),
        ("placements.vacancies", 2023, ""): (2, year),
        ("placements.wanted", 2023, ""): (3, year),
        ("placements.companies", 2023, ""): (1, year),
        ("placements.vacancies", 2023, "terms=side_job"): (1, ["last day"]),
        ("placements.vacancies", 2024, "terms=side_job"): (0, []),
    }
    assert figures_of(world.programme, office.asked, expected) == expected
    rows = {
        "hired a day later": office.introduce("31 March", date(2023, 3, 31), FIRST),
        "hired at once": office.introduce("1 April", FIRST, FIRST),
        "hired next year": office.introduce("last day", LAST, date(2024, 4, 1)),
        "declined": office.introduce("1 April", LAST, declined_on=LAST, reason="person"),
        "of another programme": office.introduce("of another programme", FIRST, FIRST),
    }
    expected = {
        ("placements.introduced", 2022, ""): (1, ["hired a day later"]),
        ("placements.introduced", 2023, ""): (3, ["declined", "hired at once", "hired next year"]),
        ("placements.hired", 2022, ""): (0, []),
        ("placements.hired", 2023, ""): (2, ["hired a day later", "hired at once"]),
        ("placements.hired", 2024, "terms=side_job"): (1, ["hired next year"]),
    }
    assert figures_of(world.programme, rows, expected) == expected


def test_what_is_refused(world: TinyWorld, office: Office) -> None:
    """Hired before introduced, introduced before asked for or after it was closed, twice, with two outcomes; nobody wanted."""
    placed, vacancy = office.introduce("1 April", date(2023, 5, 1)), office.asked["1 April"]
    facts = {"vacancy": vacancy, "person": world.person("別の人")}
    new, change = services.record_placement, services.correct_placement
    before = {"__all__": ["採用日が紹介日より前です。日付を確かめてください。"]}
    assert refusal(new, introduced_on=LAST, hired_on=date(2024, 3, 30), **facts) == before
    assert refusal(new, introduced_on=date(2023, 3, 31), **facts) == {
        "introduced_on": ["依頼を受け付けた日(令和5年4月1日)より前です。"]
    }
    assert refusal(new, introduced_on=LAST, **facts | {"person": placed.person}).keys() == {"__all__"}
    assert refusal(new, introduced_on=LAST, hired_on=LAST, declined_on=LAST, **facts).keys() == {"__all__"}
    assert refusal(new, introduced_on=LAST, reason="person", **facts).keys() == {"__all__"}
    assert refusal(new, introduced_on=LAST, declined_on=LAST, reason="mood", **facts).keys() == {"reason"}
    assert refusal(change, placed, hired_on=date(2023, 4, 30)) == before
    assert refusal(services.correct_vacancy, vacancy, received_on=date(2023, 5, 2)).keys() == {"received_on"}
    vacancy.refresh_from_db()
    services.correct_vacancy(vacancy, closed_on=date(2023, 6, 30), by=None)
    assert refusal(new, introduced_on=date(2023, 7, 1), **facts).keys() == {"introduced_on"}
    assert refusal(services.correct_vacancy, vacancy, closed_on=date(2023, 3, 31)).keys() == {"__all__"}
    ask = {"programme": world.programme, "company": office.firm, "work": "営業", "received_on": FIRST}
    assert refusal(services.record_vacancy, terms="permanent", wanted=0, **ask).keys() == {"__all__"}
    assert refusal(services.record_vacancy, terms="forever", **ask).keys() == {"terms"}
    placed.refresh_from_db()
    assert [
        floors(placed, hired_on=date(2023, 4, 30)), floors(placed, declined_on=date(2023, 4, 30)),
        floors(placed, hired_on=LAST, declined_on=LAST), floors(placed, reason="person"),
        floors(vacancy, wanted=0), floors(vacancy, terms="forever"), floors(vacancy, closed_on=date(2023, 3, 31)),
    ] == [
        "placement_hired_after_introduction", "placement_declined_after_introduction",
        "placement_one_outcome", "placement_reason_if_declined",
        "vacancy_wants_somebody", "vacancy_known_terms", "vacancy_closes_after_receipt",
    ]  # fmt: skip
    assert (Placement.objects.count(), Vacancy.objects.count()) == (1, len(office.asked))


def test_what_waits_and_what_a_company_knows(world: TinyWorld, office: Office) -> None:
    """A request waits until as many are hired as were asked for, an introduction until something came of it."""
    user, vacancy = world.user(is_superuser=True), office.ask(TODAY, company=world.company("㈱待つ"), wanted=2)
    Vacancy.objects.exclude(pk=vacancy.pk).update(closed_on=LAST)
    office.asked["new"] = vacancy
    first, second = (office.introduce("new", TODAY) for _ in range(2))
    waits = [(TODAY, "㈱待つ 経理 2名")]
    assert agenda_of(user, "placements.undecided") == [(TODAY, f"{one}") for one in (first, second)]
    services.correct_placement(first, hired_on=TODAY, by=None)
    assert agenda_of(user, "placements.open") == waits
    services.correct_placement(second, hired_on=TODAY, by=None)
    assert agenda_of(user, "placements.open") == agenda_of(user, "placements.undecided") == []
    assert history_of(vacancy.company, "placements") == [
        (TODAY, "人材の紹介", "人1 経理 採用"),
        (TODAY, "人材の紹介", "人0 経理 採用"),
        (TODAY, "人材紹介の依頼", "経理 正社員 2名"),
    ]


LISTS = {
    "vacancies": "事業,依頼企業,受付日,職種・業務,雇用形態,人数\n相談事業,㈱求人,R5.4.1,経理,正社員,2名\n相談事業,㈱求人,R5.4.2,経理,見習い,1\n",
    "placements": "依頼企業,職種・業務,紹介した人,紹介日,採用日\n㈱求人,経理,紹介 花子,R5.4.1,R6.3.31\n㈱求人,経理,別 太郎,R5.4.2,R5.4.1\n",
}


def test_lists(world: TinyWorld) -> None:
    """Each brings in its first row and tells of its second; once more, nothing is added."""
    world.company("㈱求人")
    for name in ("紹介 花子", "別 太郎"):
        world.person(name)
    first = {kind: bring(kind, text) for kind, text in LISTS.items()}
    assert {kind: outcome.counts for kind, outcome in first.items()} == {
        kind: {What.CREATED: 1, What.REFUSED: 1} for kind in LISTS
    }
    told = ("見習い", "採用日が紹介日より前です")
    assert [word in why_refused(outcome)[3] for word, outcome in zip(told, first.values(), strict=True)] == [True] * 2
    assert (Vacancy.objects.get().wanted, Placement.objects.get().hired_in) == (2, 2023)
    assert [bring(kind, text).counts[What.SAME] for kind, text in LISTS.items()] == [1, 1]
