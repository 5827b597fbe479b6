"""A support from a bank's first word to the end of monitoring: each step in each state and product, and what the report counts of it."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from banso.cases import services as cases
from banso.cases.consents import withdraw_consent
from banso.cases.models import Case, StageEntry
from banso.procedures.offering import offers, state_of
from banso.procedures.taking import take, take_back
from banso.work.turnaround.council import services
from banso.work.turnaround.council.agreeing import completed_on
from banso.work.turnaround.council.models import CouncilCase, CouncilStep
from banso.work.turnaround.council.procedure import COUNCIL
from banso.work.turnaround.models import JobsKept
from conftest import TinyWorld, figures_of, refusal

from .worked import (
    DAY,
    MAIN,
    REVIVAL,
    SECOND,
    TALKED,
    THIRD,
    agreed,
    all_agreed,
    go,
    listed,
    manned,
    met,
    opened,
    released,
)

ENDS = {"stopped", "failed", "dropped", "insolvent"}
EXITS = {"advised", "referred"}
PROFIT = {"product": "profit", "relief": "none"}
# the product, the steps taken → those that may be taken next, with a table of creditors and a team
POSSIBLE: dict[tuple[str, ...], set[str]] = {
    (): {"preliminary", "first"},
    ("preliminary",): {"lifted", "first"},
    ("preliminary", "lifted"): set(),
    ("first",): {"sounded", "decided"} | EXITS | ENDS,
    ("first", "advised"): set(),
    TALKED: {"sounded", "intended", "decided"} | EXITS | ENDS,
    REVIVAL[:4]: {"sounded", "intended", "standstill"} | ENDS,
    REVIVAL[:5]: {"sounded", "intended", "teamed"} | ENDS,
    REVIVAL[:6]: {"sounded", "intended", "examined"} | ENDS,
    REVIVAL[:7]: {"sounded", "intended", "planned"} | ENDS,
    REVIVAL[:8]: {"sounded", "intended", "planned", "reported"} | ENDS,
    REVIVAL[:9]: {"sounded", "intended", "planned", "reported", "called"} | ENDS,
    REVIVAL[:10]: {"sounded", "intended", "planned", "reported", "called", "met"} | ENDS,
    REVIVAL: {"sounded", "intended", "planned", "reported", "called"} | ENDS,
    (*REVIVAL[:4], "failed"): set(),
}


@pytest.fixture
def council(world: TinyWorld) -> CouncilCase:
    return opened(world)


def possible(council: CouncilCase) -> set[str]:
    return {offer.step.code for offer in offers(state_of(COUNCIL, council.case)) if offer.possible}


@pytest.mark.parametrize("reached", POSSIBLE, ids=lambda codes: "→".join(codes[-3:]) or "受付")
def test_each_step_in_each_state(world: TinyWorld, council: CouncilCase, reached: tuple[str, ...]) -> None:
    """What is offered can be taken; what is not is refused with the reason that is shown."""
    listed(world, council)
    manned(council)
    if reached:
        go(world, council, *reached)
    assert possible(council) == POSSIBLE[reached]
    for offer in offers(state_of(COUNCIL, council.case)):
        if not offer.possible:
            with pytest.raises(ValidationError):
                go(world, council, offer.step.code, on=DAY + timedelta(days=90))
    closed = bool(reached) and reached[-1] in ("lifted", "advised", "failed")
    assert Case.objects.get().standing.closed is closed


@pytest.mark.parametrize(
    ("facts", "chain", "never"),
    [
        (PROFIT, ("planned", "delivered", "completed"), {"standstill", "called", "reported", "settled"}),
        (
            {"product": "profit", "relief": "asked"},
            ("standstill", "planned", "called", "met", "completed"),
            {"delivered", "settled"},
        ),
        (
            {"product": "pre", "relief": "asked"},
            ("standstill", "teamed", "examined", "planned", "called", "met", "completed"),
            {"delivered", "settled"},
        ),
        (
            {"product": "pre", "relief": "asked", "method": "simple"},
            ("standstill", "examined", "planned", "called", "met", "completed"),
            {"delivered"},
        ),
        ({"product": "retry", "relief": "none"}, ("settled",), {"planned", "called", "completed", "standstill"}),
    ],
)
def test_each_product_has_its_own_chain(
    world: TinyWorld, council: CouncilCase, facts: dict[str, str], chain: tuple[str, ...], never: set[str]
) -> None:
    listed(world, council)
    manned(council)
    go(world, council, *TALKED, "decided", **facts)
    last: Any = None
    for code in chain:
        assert not never & possible(council), code
        if code == "completed" and facts["relief"] == "asked":
            all_agreed(state_of(COUNCIL, council.case).latest("planned"), council, DAY + timedelta(days=20))
            last = go(world, council, code, on=DAY + timedelta(days=20))
        else:
            last = go(world, council, code, on=last.meets_on if code == "met" else DAY)
    for other in set(chain[: chain.index(last.step)]) - {last.step}:
        row = state_of(COUNCIL, council.case).latest(other)
        with pytest.raises(ValidationError):
            take_back(council.case, row, reason="誤り", by=None)


def test_t23_a_talk_about_an_unnamed_firm_and_its_own_visit_a_year_later(world: TinyWorld) -> None:
    """Each counts in its own year, and the two cases are one linked pair; the unnamed one cannot go on to the interview."""
    bank = world.organisation(MAIN)
    talk = opened(world, alias="", company=None, brought_by=bank, opened_on=date(2024, 3, 1))
    assert talk.case.whose == "企業名未定(ねぶた銀行からの相談)"
    go(world, talk, "preliminary", on=date(2024, 3, 1))
    with pytest.raises(ValidationError, match="企業名がまだ登録されていません"):
        go(world, talk, "first", on=date(2024, 3, 2))
    go(world, talk, "lifted", on=date(2024, 4, 1))
    own = opened(world, previous=talk, opened_on=date(2024, 4, 2), route="self")
    go(world, own, "first", on=date(2024, 4, 3))
    entries = {one.stage.code: one for one in StageEntry.objects.select_related("stage")}
    expected = {
        ("pipelines.entered", 2023, "stage=preliminary"): (1, ["preliminary"]),
        ("pipelines.entered", 2024, "stage=preliminary"): (0, []),
        ("pipelines.entered", 2023, "stage=first"): (0, []),
        ("pipelines.entered", 2024, "stage=first"): (1, ["first"]),
    }
    assert figures_of(world.programme, entries, expected) == expected
    assert [one for one in talk.followed_by.all()] == [own]
    later = {"previous": opened(world, opened_on=date(2024, 5, 1))}
    assert refusal(services.correct_council, own, **later).keys() == {"previous"}


def test_t23_the_same_firm_may_be_named_in_the_same_case(world: TinyWorld) -> None:
    """A firm that lets the bank name it goes on in the case it was first told of."""
    talk = opened(world, alias="A社", company=None)
    go(world, talk, "preliminary")
    cases.correct_case(talk.case, company=world.company(), by=None)
    talk.refresh_from_db()
    assert go(world, talk, "first").step == "first"


def test_t24_completion_is_the_day_of_the_last_unconditional_consent(world: TinyWorld) -> None:
    """Consents A 20 March, B 29 March, C with a condition on the 30th and without on 5 April: complete on 5 April, in the next fiscal year."""
    council = opened(world, opened_on=date(2024, 1, 10))
    listed(world, council)
    manned(council)
    go(world, council, *REVIVAL, on=date(2024, 2, 1))
    plan = state_of(COUNCIL, council.case).latest("planned")
    agreed(plan, council, MAIN, date(2024, 3, 20))
    agreed(plan, council, SECOND, date(2024, 3, 29))
    with pytest.raises(ValidationError, match="りんご信用組合\\(未回答\\)"):
        go(world, council, "completed", on=date(2024, 3, 30))
    agreed(plan, council, THIRD, date(2024, 3, 30), "conditional")
    with pytest.raises(ValidationError, match="りんご信用組合\\(条件付同意\\)"):
        go(world, council, "completed", on=date(2024, 3, 30))
    agreed(plan, council, THIRD, date(2024, 4, 5))
    assert completed_on(state_of(COUNCIL, council.case)) == (date(2024, 4, 5), "")
    with pytest.raises(ValidationError, match="令和6年4月5日です"):
        go(world, council, "completed", on=date(2024, 3, 30))
    go(world, council, "completed", on=date(2024, 4, 5))
    rows: dict[str, Any] = {"jobs": JobsKept.objects.get(), "entry": StageEntry.objects.get(stage__code="completed")}
    expected = {
        ("turnaround.jobs_kept", 2023, ""): (0, []),
        ("turnaround.jobs_kept", 2024, ""): (43, ["jobs"]),
    }
    assert figures_of(world.programme, rows, expected) == expected
    counted = {("pipelines.entered", 2024, "stage=completed"): (1, ["entry"])}
    assert figures_of(world.programme, {"entry": rows["entry"]}, counted) == counted


def test_a_plan_without_relief_is_complete_when_it_is_handed_over(world: TinyWorld, council: CouncilCase) -> None:
    go(world, council, "first", "decided", **PROFIT)
    go(world, council, "planned", "delivered", on=DAY + timedelta(days=30))
    with pytest.raises(ValidationError, match="令和5年5月31日です"):
        go(world, council, "completed", on=DAY + timedelta(days=31))
    go(world, council, "completed", on=DAY + timedelta(days=30), jobs=0)
    assert JobsKept.objects.get().employees == 0
    with pytest.raises(ValidationError) as lacking:
        other = opened(world)
        go(world, other, "first", "decided", **PROFIT)
        go(world, other, "planned", "delivered", "completed", jobs=None)
    assert lacking.value.message_dict.keys() == {"jobs"}


def test_jobs_follow_a_completion_taken_back_and_noted_anew(world: TinyWorld, council: CouncilCase) -> None:
    """Counted once, on the day that holds; what was taken back is counted nowhere, and keeps its row."""
    plan = met(world, council)
    all_agreed(plan, council, date(2023, 6, 1))
    row = go(world, council, "completed", on=date(2023, 6, 1))
    take_back(council.case, row, reason="同意書の日付を確かめ直す", by=None)
    assert (
        StageEntry.objects.in_force().filter(stage__code="completed").count(),
        Case.objects.get().standing.step,
    ) == (0, "met")
    go(world, council, "completed", on=date(2023, 6, 1), jobs=40)
    asked = [("turnaround.jobs_kept", 2023, ""), ("pipelines.entered", 2023, "stage=completed")]
    assert [number for number, _ in figures_of(world.programme, {}, asked).values()] == [40, 1]
    moved = cases.replace_step(CouncilStep.objects.in_force().get(step="completed"), taken_on=date(2024, 4, 1), by=None)
    asked = [(measure, year, where) for measure, _, where in asked for year in (2023, 2024)]
    assert [number for number, _ in figures_of(world.programme, {}, asked).values()] == [0, 40, 0, 1]
    assert JobsKept.objects.get(employees=40).completion.taken_on == moved.taken_on


def test_a_changed_plan_is_a_further_round_and_no_completion(world: TinyWorld, council: CouncilCase) -> None:
    """Its consents are its own, asked anew of everyone; the completion stays where it was."""
    plan = met(world, council)
    all_agreed(plan, council, date(2023, 6, 1))
    go(world, council, "completed", on=date(2023, 6, 1))
    assert "amended" not in possible(council)
    changed = go(world, council, "planned", on=date(2024, 5, 1))
    assert changed.round == 2
    assert "amended" not in possible(council)
    all_agreed(changed, council, date(2024, 5, 20))
    row = go(world, council, "amended", on=date(2024, 5, 20))
    assert (row.round, StageEntry.objects.filter(stage__code="completed").count()) == (1, 1)
    assert "amended" not in possible(council)


def test_a_provisional_plan_is_followed_by_a_case_of_its_own(world: TinyWorld) -> None:
    first = opened(world)
    then = opened(world, previous=first, company=first.case.company, opened_on=date(2024, 5, 1))
    assert (then.previous, list(first.followed_by.all())) == (first, [then])
    foreign = opened(world, programme=world.wall(world.add_programme("other", "別")), opened_on=date(2022, 4, 1))
    assert refusal(services.correct_council, then, previous=foreign).keys() == {"previous"}


def test_what_a_step_needs_is_asked_for_by_name(world: TinyWorld, council: CouncilCase) -> None:
    """Banks first: no relief without the main bank's word, none but those asked answer, meetings with notice and on their day."""
    go(world, council, "first")
    for code, column, facts in (
        ("decided", "relief", {}),
        ("decided", "relief", {"product": "pre", "relief": "none"}),
        ("decided", "product", {"product": ""}),
        ("sounded", "bank", {"bank": None}),
        ("advised", "reason", {"reason": ""}),
        ("referred", "note", {"note": " "}),
    ):
        with pytest.raises(ValidationError) as refused:
            go(world, council, code, **facts)
        assert column in refused.value.message_dict, code
    go(world, council, "sounded")
    with pytest.raises(ValidationError, match="八甲田信用金庫には意向を確かめていません"):
        go(world, council, "intended", bank=world.organisation(SECOND))
    go(world, council, "intended", answer="undecided")
    with pytest.raises(ValidationError, match="メイン行の「協力する」という回答"):
        go(world, council, "decided")
    go(world, council, "intended", "decided")
    with pytest.raises(ValidationError, match="債権者一覧がありません"):
        go(world, council, "standstill")
    listed(world, council)
    with pytest.raises(ValidationError, match="債権者一覧の基準日は令和5年4月30日です"):
        go(world, council, "standstill", base_on=DAY)
    go(world, council, "standstill")
    with pytest.raises(ValidationError, match="専門家の委嘱がありません"):
        go(world, council, "teamed")
    manned(council, "accountant", secrecy_on=None)
    with pytest.raises(ValidationError, match="守秘誓約書がそろっていません"):
        go(world, council, "teamed")
    services.correct_commission(council.commissions.get(), secrecy_on=DAY, by=None)
    go(world, council, "teamed", "examined", "planned", "reported")
    with pytest.raises(ValidationError, match="招集は開催の7日前"):
        go(world, council, "called", meets_on=DAY + timedelta(days=6))
    row = go(world, council, "called")
    with pytest.raises(ValidationError, match="招集した開催日は"):
        take(council.case, "met", {"taken_on": row.meets_on + timedelta(days=1)}, by=None)
    held = take(council.case, "met", {"taken_on": row.meets_on, "minutes": "計画案を説明した。"}, by=None)
    assert [one.present for one in held.attendances.all()] == [False] * 3  # type: ignore[attr-defined]


def test_no_bank_is_asked_before_the_firm_releases_the_council(world: TinyWorld, council: CouncilCase) -> None:
    """By name, for what it is told, on that day: a consent for another bank, for less, or withdrawn serves nothing."""
    go(world, council, "first")
    other = world.organisation("別の銀行")
    with pytest.raises(ValidationError, match="「別の銀行」への開示の承諾がありません"):
        go(world, council, "sounded", bank=other)
    released(world, council, "別の銀行", items=["existence"])
    with pytest.raises(ValidationError, match="企業名"):
        go(world, council, "sounded", bank=other)
    go(world, council, "sounded", "intended", "decided")
    listed(world, council)
    withdraw_consent(council.case.consents.get(organisation__name=THIRD), on=DAY, reason="口座を閉じた", by=None)
    with pytest.raises(ValidationError, match="「りんご信用組合」への承諾は令和5年5月1日に撤回されています"):
        go(world, council, "standstill")
    released(world, council, THIRD)
    assert go(world, council, "standstill").step == "standstill"


def test_entries_of_a_worked_case_are_not_written_by_hand(world: TinyWorld, council: CouncilCase) -> None:
    """They follow from the steps, also those that come again after being taken back."""
    go(world, council, "first")
    entry = StageEntry.objects.get()
    with pytest.raises(ValidationError, match="手続で進めます"):
        cases.enter_stage(council.case, entry.stage, on=DAY, by=None)
    for answer in (
        lambda: cases.correct_entry(entry, taken_on=DAY + timedelta(days=1), by=None),
        lambda: cases.take_back_step(entry, reason="誤り", by=None),
    ):
        with pytest.raises(ValidationError, match="手続で進めます"):
            answer()
    assert StageEntry.objects.count() == 1
