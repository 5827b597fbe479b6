"""A whole grant: each step in each state, what each amount may come to at most, and what is granted on a day."""

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from banso.figures.cells import Cell
from banso.figures.evaluate import evaluate
from banso.figures.periods import InYear
from banso.office.deadlines.models import OpenDeadline
from banso.procedures.offering import offers, state_of
from banso.procedures.taking import take, take_back
from banso.work.grants.choices import CLOSING, DecisionCode
from banso.work.grants.models import Application, Decision
from banso.work.grants.money import amount_of, grant_of, left_of, paid_of, told, unsound
from banso.work.grants.procedure import GRANT
from conftest import TinyWorld

from .worked import DAY, FACTS, applied, called, go, terms

ADOPTED = ("adopted",)
GRANTED = ("adopted", "requested", "granted")
REPORTED = (*GRANTED, "completed", "reported")
SETTLED = (*REPORTED, "inspected", "settled")
PAID = (*SETTLED, "claimed", "paid")
_AT_WORK = {"amended", "notified", "reduced", "heard", "revoked", "advanced", "advance_claimed"}
_GRANTED = {
    *_AT_WORK,
    "retracted",
    "change_asked",
    "stop_asked",
    "delayed",
    "progressed",
    "completed",
    "reported",
}
# the steps taken → those that may be taken next
POSSIBLE: dict[tuple[str, ...], set[str]] = {
    (): {"returned", "withdrawn", "adopted", "waitlisted", "rejected"},
    ("returned",): {"returned", "resubmitted", "withdrawn", "rejected"},
    ("returned", "resubmitted"): {"returned", "withdrawn", "adopted", "waitlisted", "rejected"},
    ("waitlisted",): {"withdrawn", "adopted", "rejected"},
    ("rejected",): set(),
    ADOPTED: {"declined", "requested", "granted", "refused", "early", "notified"},
    (*ADOPTED, "early"): {"declined", "requested", "granted", "refused", "notified"},
    ("adopted", "declined"): set(),
    ("adopted", "requested"): {"returned", "declined", "granted", "refused", "early", "notified"},
    ("adopted", "requested", "returned"): {"returned", "resubmitted", "declined", "refused", "early", "notified"},
    GRANTED: _GRANTED,
    (*GRANTED, "retracted"): set(),
    (*GRANTED, "advanced"): {*_GRANTED, "repaid"} - {"retracted"},
    (*GRANTED, "advance_claimed"): _GRANTED,
    (*GRANTED, "advanced", "revoked"): {"repaid", "return_ordered"},
    (*GRANTED, "amended", "notified"): _GRANTED,
    (*GRANTED, "change_asked"): {*_GRANTED, "changed", "change_refused"} - {"change_asked", "stop_asked"},
    (*GRANTED, "change_asked", "reported"): {"returned", "changed", "change_refused", *_AT_WORK},
    (*GRANTED, "change_asked", "changed"): _GRANTED,
    (*GRANTED, "change_asked", "change_refused"): _GRANTED,
    (*GRANTED, "stop_asked"): {*_GRANTED, "abandoned", "change_refused"} - {"change_asked", "stop_asked"},
    (*GRANTED, "stop_asked", "abandoned"): {"resumed", "settled"},
    (*GRANTED, "delayed"): {*_GRANTED, "extended"},
    (*GRANTED, "delayed", "extended"): _GRANTED,
    (*GRANTED, "heard"): _GRANTED,
    (*GRANTED, "stop_asked", "abandoned", "resumed"): _GRANTED,
    REPORTED: {"returned", *_AT_WORK, "inspected", "settled"},
    (*REPORTED, "returned"): {"returned", "resubmitted", *_AT_WORK},
    SETTLED: {"notified", "heard", "resettled", "revoked", "claimed"},
    (*SETTLED, "claimed"): {"notified", "heard", "returned", "resettled", "revoked", "claimed", "paid"},
    PAID: {"notified", "heard", "resettled", "revoked", "repaid", "finished"},
    (*PAID, "finished"): set(),
    (*PAID, "revoked"): {"repaid", "return_ordered"},
    (*PAID, "revoked", "repaid"): {"finished"},
    (*PAID, "revoked", "return_ordered"): {"repaid", "waiver_asked", "charged"},
    (*PAID, "revoked", "return_ordered", "repaid"): {"waiver_asked", "charged"},
    (*PAID, "revoked", "return_ordered", "repaid", "waiver_asked", "waived"): {"finished"},
    (*PAID, "revoked", "return_ordered", "repaid", "charged"): {"finished"},
}


@pytest.fixture
def application(world: TinyWorld) -> Application:
    terms(world, values={"cut": 1000})
    return applied(world, called(world))


def refused(application: Application, code: str, first: int = 60, **facts: Any) -> str:
    """Why a step can't be taken, in words."""
    with pytest.raises(ValidationError) as caught:
        go(application, code, first=first, **facts)
    return "".join(caught.value.messages)


def test_each_step_in_each_state(world: TinyWorld) -> None:
    """What is offered can be taken; what is not is refused with the reason that is shown; what ends a case ends it."""
    call = called(world)
    for reached, possible in POSSIBLE.items():
        application = applied(world, call)
        if reached:
            go(application, *reached)
        state = state_of(GRANT, application.case)
        found = {offer.step.code: offer.why for offer in offers(state)}
        assert {code for code, why in found.items() if not why} == possible, reached
        for code in (code for code, why in found.items() if why):
            assert found[code] in refused(application, code), (reached, code)
        application.case.standing.refresh_from_db()
        assert application.case.standing.closed == state.closed == bool(reached and reached[-1] in CLOSING), reached
    assert {code for reached in POSSIBLE for code in reached} >= set(DecisionCode.values) - {
        "withdrawn", "refused", "reduced", "resettled", "progressed",
    }  # fmt: skip


def test_days_are_in_order_and_papers_are_answered_by_item(world: TinyWorld, application: Application) -> None:
    """A day before the last step is refused with that step; what was sent back is named until it comes."""
    go(application, "returned", "returned", first=5, item="収支予算書")
    said = refused(application, "adopted")
    assert "「見積書、収支予算書」の再提出を待っています" in said
    assert "「差戻し」(令和6年4月7日)より前の日付" in refused(application, "resubmitted", first=5)
    assert "差し戻す項目を入れて" in refused(application, "returned", item=" ")
    go(application, "resubmitted", first=6, expense=1_000_000, amount=666_666)
    assert "差し戻した項目はありません" in refused(application, "resubmitted")
    assert go(application, "adopted", first=7).amount == 666_000


def test_nothing_is_adopted_beyond_what_is_asked_capped_and_left(world: TinyWorld) -> None:
    """Each limit by its name, with the most there is; several are told at once; what is given up is there again."""
    terms(world, values={"cut": 1000})
    call = called(world, budget=1_500_000)
    first, second = applied(world, call), applied(world, call, requested=2_000_000, expense=6_000_000)
    assert refused(first, "adopted", amount=800_001) == (
        "800,001円は、申請額800,000円を超えます。"
        "800,001円は、補助対象経費1,200,000円に補助率2/3を掛けた額800,000円を超えます。800,000円以下にしてください。"
    )
    assert go(first, "adopted").amount == 800_000
    assert "公募の上限額1,000,000円を超えます" in refused(second, "adopted", amount=1_000_001)
    assert "公募の予算の残り700,000円を超えます。700,000円以下に" in refused(second, "adopted", amount=700_001)
    assert go(second, "waitlisted").rank == 1
    third = applied(world, call)
    assert refused(third, "waitlisted") == f"補欠1位は「{second.case.whose}」です。ほかの順位にしてください。"
    assert left_of(call) == 700_000
    go(first, "declined", first=1)
    assert left_of(call) == 1_500_000 and go(second, "adopted", first=2).amount == 1_000_000
    late = applied(world, called(world, "late", closes_on=DAY), opened_on=DAY + timedelta(days=1))
    assert "締切(令和6年4月1日)のあとに受け付けた申請です" in refused(late, "adopted")


def test_the_chain_of_decisions_never_grows(world: TinyWorld, application: Application) -> None:
    """Asked for at most what was adopted, granted at most what was asked, changed at most to the first grant, settled at most that."""
    go(application, "adopted", amount=700_000)
    assert "採択の額700,000円を超えます" in refused(application, "requested", amount=700_001)
    assert "補助対象経費を入れて" in refused(application, "requested", expense=None, amount=1)
    go(application, "requested", first=1, amount=650_000)
    assert "申請額650,000円を超えます" in refused(application, "granted", amount=650_001)
    go(application, "granted", first=2)
    assert "先にその申請を受け付けて" in refused(application, "changed", amount=600_000)
    go(application, "change_asked", first=3)
    assert "交付決定の額650,000円を超えます" in refused(application, "changed", amount=650_001)
    assert "補助対象経費600,000円に補助率2/3を掛けた額400,000円" in refused(
        application, "changed", expense=600_000, amount=500_000
    )
    go(application, "changed", first=3, expense=600_000, amount=400_000)
    go(application, "change_asked", "changed", first=3, expense=900_000, amount=600_000)
    assert "600,000円より少なくしてください" in refused(application, "reduced", amount=600_000)
    go(application, "reduced", "change_asked", first=5)
    assert "交付決定の一部取消しの額500,000円" in refused(application, "changed", amount=500_001)
    go(application, "change_refused", "advanced", first=6)
    assert "まだ支払っていない額400,000円を超えます" in refused(application, "advanced", amount=400_001)
    go(application, "reported", first=7, expense=1_000_000)
    assert "報告された補助対象経費1,000,000円" in refused(application, "inspected", expense=1_000_001)
    assert "交付決定の額500,000円を超えます" in refused(application, "settled", amount=500_001)
    assert go(application, "inspected", "settled", first=8, expense=600_000).amount == 400_000
    assert "まだ支払っていない額300,000円" in refused(application, "claimed", amount=300_001)
    go(application, "claimed", "paid", first=10)
    assert told(application)[3:5] == [("いまの交付額", "400,000円"), ("支払済み", "400,000円")]


def test_what_others_stand_on_is_not_taken_back(application: Application) -> None:
    """Not the step before, nor one whose amount a later one needs: the words name what has to go first."""
    go(application, *REPORTED)
    go(application, "settled", first=5, amount=300_000)
    wider = go(application, "resettled", first=6, amount=600_000)
    assert go(application, "claimed", "paid", first=7).amount == 600_000
    for row, said in (
        (wider, "「請求」.*の600,000円が、まだ支払っていない額300,000円を超えます。先に"),
        (Decision.objects.get(step="granted"), "がこの手続に続いています"),
    ):
        with pytest.raises(ValidationError, match=said):
            take_back(application.case, row, reason="誤り", by=None)
    take_back(application.case, Decision.objects.get(step="paid"), reason="組戻し", by=None)
    assert go(application, "paid", first=9, amount=1).round == 1


def test_terms_leave_steps_out_and_set_a_least(world: TinyWorld) -> None:
    """Where a programme grants at once, nothing is adopted; what is too little is not granted."""
    terms(world, steps=["granted", "refused", "reported", "settled", "paid"], values={"least": 300_000})
    application = applied(world, called(world))
    assert "下限額300,000円に届きません" in refused(application, "granted", amount=299_999)
    assert "使いません" in refused(application, "adopted")
    go(application, "granted", "reported", "settled", "paid")
    assert paid_of(state_of(GRANT, application.case).taken) == 800_000


def test_what_is_due_when(world: TinyWorld) -> None:
    """Worked cases 11 and 13: thirty days from the end of the work or a fixed day; ten days from the grant, the first not counted."""
    rules = {
        "report": {"earliest": [{"days": 30, "after": "completed"}, {"on": "4-10", "after": "completed"}]},
        "retraction": {"days": 10, "after": "granted"},
    }
    terms(world, deadlines=rules)
    application = applied(world, called(world))
    take(application.case, "adopted", {"taken_on": date(2024, 6, 3)}, by=None)
    take(application.case, "granted", {"taken_on": date(2024, 6, 3)}, by=None)

    def due(code: str) -> date:
        return OpenDeadline.objects.get(case=application.case, code=code).due_on

    assert due("retraction") == date(2024, 6, 13)
    with pytest.raises(ValidationError, match="取下げの期限\\(令和6年6月13日\\)を過ぎています"):
        take(application.case, "retracted", {"taken_on": date(2024, 6, 14)}, by=None)
    row = take(application.case, "completed", {"taken_on": date(2024, 12, 1)}, by=None)
    assert due("report") == date(2024, 12, 31)
    take_back(application.case, row, reason="誤り", by=None)
    take(application.case, "completed", {"taken_on": date(2025, 3, 25)}, by=None)
    assert due("report") == date(2025, 4, 10)


# worked cases 1 and 2 of a grant: the cap first, then what is below a thousand is cut
@pytest.mark.parametrize(
    ("rate", "cap", "expense", "granted"),
    [
        ("1/2", 1_000_000, 1_853_300, 926_000),
        ("2/3", 2_000_000, 3_456_789, 2_000_000),
        ("2/3", 9_999_999, 3_456_789, 2_304_000),
    ],
)
def test_what_an_expense_is_granted(rate: str, cap: int, expense: int, granted: int) -> None:
    assert grant_of(Fraction(rate), cap, expense, 1000) == granted


# worked cases 8 and 9: what is accepted of the report is settled, never above what was decided
@pytest.mark.parametrize(
    ("spent", "accepted", "settled"), [(1_750_400, 1_630_400, 815_000), (2_300_000, None, 1_000_000)]
)
def test_what_is_settled(world: TinyWorld, spent: int, accepted: int | None, settled: int) -> None:
    terms(world, values={"cut": 1000})
    application = applied(world, called(world, rate="1/2"), requested=1_000_000, expense=2_000_000)
    go(application, "adopted", "granted", "reported", expense=spent)
    go(application, "inspected", first=4, expense=accepted)
    assert go(application, "settled", first=5).amount == settled


# worked case 10: paid in advance 2,400,000 of 3,000,000; settled below, it comes back, settled above, the rest is paid
@pytest.mark.parametrize(("settled", "left", "back"), [(2_216_000, 0, 184_000), (2_850_000, 450_000, 0)])
def test_what_was_advanced_counts(world: TinyWorld, settled: int, left: int, back: int) -> None:
    terms(world, values={"cut": 1000})
    application = applied(world, called(world, rate="1", cap=3_000_000), requested=3_000_000, expense=3_000_000)
    go(application, "adopted", "granted", "advanced", amount=2_400_000)
    go(application, "reported", first=4, expense=settled)
    go(application, "settled", first=5)
    if left:
        assert go(application, "claimed", "paid", first=6).amount == left
    else:
        assert "これから支払う額がありません" in refused(application, "claimed")
        assert "返還が済んでいません(残り184,000円)" in refused(application, "finished")
        assert go(application, "repaid", first=6).amount == back
    go(application, "finished", first=9)


def test_each_amount_counts_in_the_year_of_its_own_day(world: TinyWorld) -> None:
    """Worked case 32: adopted in R5, granted in R6, changed since; a decision taken back counts no more."""
    course = called(world, opened_on=date(2024, 1, 10), cap=3_000_000, rate="1", budget=None)
    facts = {"opened_on": date(2024, 1, 20), "requested": 3_000_000, "expense": 3_000_000}
    application = applied(world, course, **facts)
    for code, on, amount in (
        ("adopted", date(2024, 3, 18), None), ("granted", date(2024, 4, 22), None),
        ("change_asked", date(2024, 11, 1), None), ("changed", date(2024, 11, 5), 2_700_000), ("reported", date(2025, 2, 20), None),
        ("settled", date(2025, 2, 28), None), ("claimed", date(2025, 3, 3), None), ("paid", date(2025, 3, 25), None),
    ):  # fmt: skip
        said = {"amount": amount} if amount else {}
        row = take(
            application.case,
            code,
            FACTS.get(code, {}) | said | ({"expense": 2_600_000} if code == "reported" else {}) | {"taken_on": on},
            by=None,
        )
    expected = {
        "applied": (1, 0), "applied_amount": (3_000_000, 0), "adopted_amount": (3_000_000, 0), "granted": (0, 1),
        "granted_amount": (0, 3_000_000), "granted_net_amount": (0, 2_700_000), "settled": (0, 1),
        "settled_amount": (0, 2_600_000), "unspent": (0, 100_000), "paid": (0, 1), "paid_amount": (0, 2_600_000),
    }  # fmt: skip

    def counted() -> dict[str, tuple[int, int]]:
        asked = [(what, year) for what in expected for year in (2023, 2024)]
        cells = {one: Cell.of(f"grants.{one[0]}", world.programme.code, InYear(one[1])) for one in asked}
        found = evaluate(cells.values())
        return {what: (found[cells[what, 2023]].number or 0, found[cells[what, 2024]].number or 0) for what in expected}

    assert counted() == expected
    in_force = {
        on: Application.objects.with_amount_on(on).get().in_force
        for on in (date(2024, 4, 21), date(2024, 4, 22), date(2024, 11, 4), date(2024, 11, 5), date(2025, 3, 31))
    }
    assert list(in_force.values()) == [None, 3_000_000, 3_000_000, 2_700_000, 2_600_000]
    for code, on, said in (
        ("resettled", date(2025, 3, 26), {"amount": 2_500_000, "note": "誤り"}), ("repaid", date(2025, 3, 28), {}),
    ):  # fmt: skip
        last = take(application.case, code, said | {"taken_on": on}, by=None)
    changed = {"settled_amount": (0, 2_500_000), "unspent": (0, 200_000), "paid_amount": (0, 2_500_000)}
    assert counted() == expected | changed
    take_back(application.case, last, reason="誤り", by=None)
    take_back(application.case, Decision.objects.get(step="resettled"), reason="誤り", by=None)
    assert counted() == expected
    take_back(application.case, row, reason="組戻し", by=None)
    assert state_of(GRANT, application.case).label == "請求"


STEPS = st.tuples(
    st.sampled_from(
        [code for code in DecisionCode.values if code not in ("returned", "waitlisted", "rejected", "withdrawn")]
    ),
    st.one_of(st.none(), st.integers(0, 900_000)),
    st.integers(0, 3),
)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(STEPS, min_size=8, max_size=16))
def test_no_way_leads_to_more_paid_than_is_granted(world: TinyWorld, tried: list[tuple[str, int | None, int]]) -> None:
    """Whatever is tried in whatever order: what is refused writes nothing, and after each step all that stands holds together, no day
    lies before the last; the query of what is granted on a day says what the steps say.
    """
    call = world.__dict__.get("call") or world.__dict__.setdefault("call", called(world))
    application, day = applied(world, call), DAY
    for code, amount, later in [("adopted", None, 0), ("granted", None, 0), *tried]:
        said = FACTS.get(code, {}) | ({} if amount is None or code in _NO_AMOUNT else {"amount": amount})
        try:
            take(application.case, code, said | {"taken_on": day + timedelta(days=later)}, by=None)
            day += timedelta(days=later)
        except ValidationError:
            continue
        state = state_of(GRANT, application.case)
        before: list[Any] = []
        for row in state.taken:
            before.append(row)
            if row.step in ("paid", "advanced"):
                assert paid_of(before) <= (amount_of(before) or 0) <= 800_000
            elif row.step == "granted":
                assert row.amount <= max(one.amount for one in before if one.step == "adopted")
        assert unsound(state) == "" and [row.taken_on for row in before] == sorted(row.taken_on for row in before)
    rows = list(Decision.objects.filter(case=application.case).order_by("taken_on", "pk"))
    for on in (DAY, day - timedelta(days=1), day):
        expected = amount_of(row for row in rows if row.taken_on <= on)
        assert Application.objects.with_amount_on(on).get(pk=application.pk).in_force == expected


_NO_AMOUNT = (
    "declined", "refused", "retracted", "revoked", "completed", "reported", "inspected", "finished",
)  # fmt: skip


def test_its_pages(world: TinyWorld, client: Client, application: Application) -> None:
    """A case begun at its call knows its programme; its page tells what is granted; lists and records open."""
    go(application, *SETTLED)
    client.force_login(world.user(is_superuser=True))
    page = client.get(f"/grants/{application.pk}/case/", follow=True).content.decode()
    assert f'href="/grants/application/{application.pk}/edit/"' in page
    assert "費用と予算" in page and "いまの交付額" in page and "請求へ進む" in page and "補助金" in page
    begun = client.get(f"/grants/application/new/?call={application.call_id}", follow=True).content.decode()
    assert f'value="{world.programme.pk}" selected' in begun
    facts = {"programme": world.programme.pk, "call": application.call_id, "opened_on": "R6.4.2", "title": "設備"}
    asked = {"requested": "５００，０００", "company": application.case.company_id}
    made = client.post("/cases/new/grant/", facts | asked)
    assert made.status_code == 302 and Application.objects.latest("pk").requested == 500_000
    assert client.post("/cases/new/grant/", facts | {"requested": "²"}).status_code == 422
    row = Decision.objects.get(step="settled")
    for address in ("application/", f"application/{application.pk}/", "decision/", f"decision/{row.pk}/", "call/"):
        assert client.get(f"/grants/{address}").status_code == 200, address
    assert "額の確定" in client.get("/grants/decision/", {"step": "settled"}).content.decode()
