"""A track from the first call to the look five years after: each step for each track, who may what, what is asked, due and counted."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from banso.cases.models import Case, ContactRule
from banso.intake.outcome import What
from banso.office.deadlines.models import OpenDeadline
from banso.procedures.offering import offers, state_of
from banso.procedures.taking import begin, take
from banso.procedures.terms import lay_down_terms
from banso.registers.models import Expert
from banso.work.succession.family.services import draw_up_plan
from banso.work.succession.guarantee.checking import checked, within
from banso.work.succession.guarantee.services import answer_check
from banso.work.succession.models import LawDay, Track, TrackStep
from banso.work.succession.tracks.procedure import SUCCESSION
from banso.work.succession.tracks.services import correct_track
from conftest import TODAY, TinyWorld, bring, figures_of, history_of, refusal

DAY = date(2023, 5, 1)
TERMS: dict[str, Any] = {
    "deadlines": {
        "meeting": {"days": 14, "after": "opened"},
        "follow_1": {"years": 1, "after": "completed"},
        "follow_3": {"years": 3, "after": "completed"},
        "follow_5": {"years": 5, "after": "completed"},
    }
}
MET = {"advice": "後継者にまだ話していない。", "contact": "no_office_phone"}


@pytest.fixture
def facts(world: TinyWorld) -> dict[str, dict[str, Any]]:
    """What each step is told."""
    expert = Expert.objects.create(name="税理 士郎", registered_on=date(2020, 4, 1))
    bank = world.organisation("みちのく信金")
    said: dict[str, dict[str, Any]] = {
        "met": MET,
        "advised": {"advice": "株主名簿を整える。"},
        "willing": {"both_present": True},
        "expert": {"expert": expert},
        "shares_moved": {"handing": "gift"},
        "talked": {"bank": bank, "expert": expert},
        "answered": {"released": "part", "bank": bank},
        "moved": {"to": "sale"},
        "ended": {"note": "本人の都合"},
    }
    return said | dict.fromkeys(("followed_1", "followed_3", "followed_5"), {"advice": "順調"})


@pytest.fixture
def laid(world: TinyWorld) -> None:
    lay_down_terms(SUCCESSION, programme=world.programme, fiscal_year=2023, content=TERMS, by=None)


def opened(world: TinyWorld, kind: str = "family", **said: Any) -> Track:
    given: dict[str, Any] = {"programme": world.programme, "company": world.company(), "opened_on": DAY, "kind": kind}
    made: Track = begin(SUCCESSION, by=None, keeper=world.staff, **given | said)
    return made


def go(track: Track, facts: dict[str, dict[str, Any]], *codes: str) -> TrackStep:
    """Take steps, one a day; the last one's row. A plan is drawn up before it is agreed on."""
    row: Any = None
    for later, code in enumerate(codes):
        if code == "planned" and not track.plans.exists():
            draw_up_plan(track, [{"fiscal_year": 2024, "heir_share": 30}], made_on=DAY, by=None)
        row = take(track.case, code, facts.get(code, {}) | {"taken_on": DAY + timedelta(days=later)}, by=None)
    assert isinstance(row, TrackStep)
    return row


ANY = {"advised", "expert", "moved", "informed", "ended"}
PLANNED = ("met", "surveyed", "willing", "planned")
DONE = (*PLANNED, "completed")
# the kind and the steps taken → those that may be taken next
POSSIBLE: dict[tuple[str, ...], set[str]] = {
    ("family",): {"met", "ended"},
    ("sale",): {"met", "ended"},
    ("guarantee",): {"met", "ended"},
    ("family", "met"): ANY | {"surveyed"},
    ("sale", "met"): ANY,
    ("information", "met"): ANY,
    ("guarantee", "met"): ANY,  # no day of succession yet
    ("employees", "met", "surveyed"): ANY | {"willing", "improving"},
    ("family", "met", "surveyed", "willing"): ANY | {"improving"},  # no plan yet
    ("family", *PLANNED): ANY | {"improving", "head_changed", "shares_moved", "completed"},
    ("family", *DONE): {"followed_1", "followed_3", "followed_5"},
    ("family", *DONE, "followed_3"): {"followed_5"},
    ("family", *DONE, "followed_5"): set(),
    ("family", "met", "moved"): set(),
    ("sale", "met", "informed"): set(),
    ("sale", "ended"): set(),
}


@pytest.mark.parametrize("reached", POSSIBLE, ids=lambda codes: "→".join(codes[-3:]))
def test_each_step_in_each_state(world: TinyWorld, laid: None, facts: dict[str, Any], reached: tuple[str, ...]) -> None:
    """What is offered can be taken; what is not is refused; steps of other tracks are not even shown."""
    track = opened(world, reached[0])
    if reached[1:]:
        go(track, facts, *reached[1:])
    found = {offer.step.code: offer.why for offer in offers(state_of(SUCCESSION, track.case))}
    assert {code for code, why in found.items() if not why} == POSSIBLE[reached]
    assert ("applied" in found) == (reached[0] == "guarantee") and ("surveyed" in found) == (
        reached[0] in ("family", "employees")
    )
    for code in SUCCESSION.step_kinds.keys() - POSSIBLE[reached]:
        with pytest.raises(ValidationError):
            take(track.case, code, facts.get(code, {}) | {"taken_on": DAY + timedelta(days=20)}, by=None)


@pytest.mark.parametrize(
    ("permissions", "possible", "other"),
    [((), 403, 403), (("view_track",), 302, 302), (("view_track", "change_track"), 200, 302)],
)
def test_each_step_for_each_role(
    world: TinyWorld, laid: None, facts: dict[str, Any], permissions: tuple[str, ...], possible: int, other: int
) -> None:
    track = opened(world)
    go(track, facts, "met")
    user, client = world.user(), Client()
    world.allow(user, *permissions)
    client.force_login(user)
    for code in SUCCESSION.step_kinds:
        expected = possible if code in POSSIBLE["family", "met"] else other
        assert client.get(f"/cases/{track.case_id}/steps/{code}/").status_code == expected, code
    assert client.get(f"/succession/panel/cases/case/{track.case_id}/").status_code == (200 if permissions else 403)
    assert client.get(f"/succession/{track.pk}/plan/").status_code == (200 if len(permissions) == 2 else 403)


def test_how_to_reach_the_head_is_settled_at_the_first_meeting(world: TinyWorld, laid: None) -> None:
    """Neither family nor firm may know: no first meeting without a rule; it stands from that day."""
    track = opened(world)
    said = {"advice": "話した。", "taken_on": DAY}
    asked = refusal(lambda by, **s: take(track.case, "met", s, by=by), **said)
    assert asked.keys() == {"contact"}
    lacking = refusal(lambda by, **s: take(track.case, "met", s, by=by), contact="phone_only", **said)
    assert lacking.keys() == {"contact_words"}
    take(track.case, "met", said | {"contact": "phone_only", "contact_words": "090-0000-0001"}, by=None)
    rule = ContactRule.objects.get()
    assert (rule.rule, rule.phone, rule.starts_on) == ("phone_only", "090-0000-0001", DAY)


def test_going_on_to_another_track(world: TinyWorld, laid: None, facts: dict[str, Any]) -> None:
    """Where the family does not succeed a sale follows: a case of its own for the same firm, linked to the one before."""
    track = opened(world, head_age=70)
    go(track, facts, "met")
    again = facts["moved"] | {"to": "family", "taken_on": DAY}
    assert refusal(lambda by, **s: take(track.case, "moved", s, by=by), **again).keys() == {"to"}
    take(track.case, "moved", facts["moved"] | {"taken_on": date(2023, 6, 1)}, by=None)
    sale = Track.objects.get(kind="sale")
    assert (sale.previous, sale.head_age, sale.case.company, sale.case.opened_on) == (
        track, 70, track.case.company, date(2023, 6, 1),
    )  # fmt: skip
    assert Case.objects.get(pk=track.case_id).standing.closed
    stranger = opened(world, "sale")
    assert refusal(correct_track, stranger, previous=track).keys() == {"previous"}
    assert refusal(correct_track, sale, previous=sale).keys() == {"previous"}
    assert refusal(correct_track, track, kind="closing").keys() == {"kind"}


def test_both_are_there_when_the_will_is_confirmed(world: TinyWorld, laid: None, facts: dict[str, Any]) -> None:
    track = opened(world)
    go(track, facts, "met", "surveyed")
    said = {"both_present": False, "taken_on": DAY}
    assert refusal(lambda by, **s: take(track.case, "willing", s, by=by), **said).keys() == {"both_present"}


def test_what_falls_due(world: TinyWorld, laid: None, facts: dict[str, Any]) -> None:
    """The looks one, three and five years after; a later one also meets those before."""
    track = opened(world)
    go(track, facts, *DONE)
    due = dict(OpenDeadline.objects.values_list("deadline__code", "due_on"))
    assert due == {f"follow_{n}": date(2023 + n, 5, 5) for n in (1, 3, 5)}
    take(track.case, "followed_3", facts["followed_3"] | {"taken_on": TODAY}, by=None)
    assert set(OpenDeadline.objects.values_list("deadline__code", flat=True)) == {"follow_5"}


def test_days_of_the_law_are_rows_that_move(world: TinyWorld, laid: None) -> None:
    """A case that uses the relief has the days that are known now; one that moved is a further row."""
    LawDay.objects.all().delete()
    facts = {"code": "corporate-plan", "label": "特例承継計画の提出", "scheme": "corporate", "source": "通知"}
    LawDay.objects.create(due_on=date(2024, 3, 31), known_from=date(2018, 1, 1), **facts)
    LawDay.objects.create(due_on=date(2026, 3, 31), known_from=date(2023, 12, 1), **facts)
    opened(world, "sale", scheme="corporate")
    assert not OpenDeadline.objects.filter(deadline__code="law_day").exists()
    opened(world, scheme="corporate")
    deadline = OpenDeadline.objects.get(deadline__code="law_day")
    assert deadline.due_on == date(2026, 3, 31)


@pytest.mark.parametrize(
    ("day", "inside"),
    [
        (date(2021, 3, 31), False),
        (date(2021, 4, 1), True),
        (date(2024, 4, 1), True),
        (date(2027, 4, 1), True),
        (date(2027, 4, 2), False),
    ],
)
def test_a_guarantee_is_looked_at_three_years_before_and_after(day: date, inside: bool) -> None:
    assert within(day, date(2024, 4, 1), 3) == inside


def test_a_guarantee_is_released(world: TinyWorld, laid: None, facts: dict[str, Any]) -> None:
    """Not without the day of the succession; the bank is talked to once every requirement of the sheet is met."""
    track = opened(world, "guarantee")
    go(track, facts, "met")
    with pytest.raises(ValidationError, match="承継の日"):
        take(track.case, "applied", {"taken_on": DAY}, by=None)
    track = correct_track(track, succession_on=date.today(), by=None)
    take(track.case, "applied", {"taken_on": DAY}, by=None)
    take(track.case, "checked", {"taken_on": DAY}, by=None)
    sheet = checked(track)
    assert sheet.edition is not None and not sheet.complete and len(sheet.lines) == 4
    keys = [question.pk for question, _ in sheet.lines]
    assert refusal(lambda by, **s: answer_check(track, {keys[0]: "たぶん"}, by=by))
    answer_check(track, dict.fromkeys(keys, "はい") | {keys[1]: "いいえ"}, by=None)
    with pytest.raises(ValidationError, match="満たしていない要件があります"):
        take(track.case, "talked", facts["talked"] | {"taken_on": DAY}, by=None)
    answer_check(track, {keys[1]: "はい"}, by=None)
    for code in ("talked", "answered"):
        take(track.case, code, facts[code] | {"taken_on": DAY}, by=None)
    row = {"answered": TrackStep.objects.get(step="answered")}
    expected: Any = {("succession.released", 2023, "released=part"): (1, ["answered"])}
    assert figures_of(world.programme, row, expected) == expected


def test_figures(world: TinyWorld, laid: None, facts: dict[str, Any]) -> None:
    """Firms once however many tracks they have; people without a firm apart; sellers by their first meeting."""
    firm = world.company()
    family, sale = opened(world, company=firm), opened(world, "sale", company=firm)
    person = opened(world, "successor", company=None, person=world.person())
    rows: Any = {"family": family, "sale": sale, "person": person}
    expected: Any = {
        ("succession.tracks", 2023, ""): (3, ["family", "person", "sale"]),
        ("succession.tracks", 2023, "kind=sale"): (1, ["sale"]),
    }
    assert figures_of(world.programme, rows, expected) == expected
    met = {name: go(track, facts, "met") for name, track in rows.items()}
    expected = {
        ("succession.companies", 2023, ""): (1, ["family", "person", "sale"]),
        ("succession.persons", 2023, ""): (1, ["person"]),
        ("succession.sellers", 2023, ""): (1, ["sale"]),
        ("succession.companies", 2024, ""): (0, []),
    }
    assert {key: value[0] for key, value in figures_of(world.programme, met, expected).items()} == {
        key: value[0] for key, value in expected.items()
    }
    assert history_of(firm, "succession")[0][1] == "事業承継の手続"


LIST = """事業,企業名,受付日,支援の種類,相談の経路,代表者の年齢
相談事業,㈱つぐ,R5.5.1,親族内承継,金融機関,68
相談事業,,R5.5.1,親族内承継,金融機関,68
"""


def test_a_list_comes_in(world: TinyWorld) -> None:
    world.company("㈱つぐ")
    assert bring("succession-tracks", LIST).counts == {What.CREATED: 1, What.REFUSED: 1}
    assert bring("succession-tracks", LIST).counts == {What.SAME: 1, What.REFUSED: 1}
