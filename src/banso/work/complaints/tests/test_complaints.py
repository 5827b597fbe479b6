"""A complaint from the first call to the one three months after its end: each step in each state, who may what, what is refused and counted."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from banso.cases.consents import give_consent
from banso.cases.models import Case, Disclosure
from banso.cases.services import add_party, name_company
from banso.intake.outcome import What
from banso.office.deadlines.models import OpenDeadline
from banso.procedures.offering import offers, state_of
from banso.procedures.taking import begin, take, take_back
from banso.procedures.terms import lay_down_terms
from banso.registers.models import Expert, Staff
from banso.work.complaints.models import Complaint, ComplaintStep
from banso.work.complaints.procedure import COMPLAINT
from banso.work.complaints.services import correct_complaint
from conftest import TinyWorld, bring, figures_of, floors, history_of, refusal, why_refused

DAY = date(2023, 5, 1)
TERMS: dict[str, Any] = {
    "deadlines": {
        "lawyer": {"days": 14, "after": "lawyer_asked"},
        "call_1": {"months": 1, "after": "closed"},
        "call_3": {"months": 3, "after": "closed"},
    }
}
CALLED = {"paid": "whole", "retaliation": "no"}


@pytest.fixture
def facts(world: TinyWorld) -> dict[str, dict[str, Any]]:
    """What each step is told."""
    lawyer = Expert.objects.create(name="弁護 士子", registered_on=date(2020, 4, 1))
    return {
        "advised": {"advice": "支払期日を書面で求める。"},
        "lawyer_asked": {"lawyer": lawyer, "conflict": "none"},
        "referred": {"to": world.organisation("公正取引委員会")},
        "referral_answered": {"answer": "accepted"},
        "retaliated": {"note": "発注を減らされた"},
        "adr_failed": {"note": "額が折り合わない"},
        "adr_settled": {"amount": 800_000},
        "closed": {"ended": "resolved", "amount": 800_000},
        "called_1": CALLED,
        "called_3": CALLED,
    }


def opened(world: TinyWorld, **said: Any) -> Complaint:
    given: dict[str, Any] = {
        "programme": world.programme,
        "company": world.company(),
        "opened_on": DAY,
        "keeper": world.staff,
    }
    given |= {"means": "phone", "matter": "unpaid", "order": "manufacture", "ordered_on": date(2023, 2, 1)}
    made: Complaint = begin(COMPLAINT, by=None, **given | said)
    return made


@pytest.fixture
def complaint(world: TinyWorld) -> Complaint:
    lay_down_terms(COMPLAINT, programme=world.programme, fiscal_year=2023, content=TERMS, by=None)
    return opened(world)


def go(complaint: Complaint, facts: dict[str, dict[str, Any]], *codes: str) -> ComplaintStep:
    """Take steps, one a day, where a lawyer is asked with the caller's consent; the last one's row."""
    row: Any = None
    for later, code in enumerate(codes):
        if code == "lawyer_asked":
            consent(complaint, facts[code]["lawyer"])
        row = take(complaint.case, code, facts.get(code, {}) | {"taken_on": DAY + timedelta(days=later)}, by=None)
    assert isinstance(row, ComplaintStep)
    return row


BASE = {"advised", "retaliated"}
ADVISED = BASE | {"lawyer_asked", "referred", "adr_filed", "closed"}
FILED = ("advised", "adr_filed")
AGREED = (*FILED, "adr_agreed")
HEARD = (*AGREED, "adr_session")
CLOSED = ("advised", "closed")
# the steps taken → those that may be taken next
POSSIBLE: dict[tuple[str, ...], set[str]] = {
    (): BASE,
    ("advised",): ADVISED,
    ("advised", "lawyer_asked"): ADVISED - {"lawyer_asked"} | {"lawyer_consulted"},
    ("advised", "lawyer_asked", "lawyer_consulted"): ADVISED,
    ("advised", "referred"): ADVISED | {"referral_answered"},
    ("advised", "referred", "referral_answered"): ADVISED,
    FILED: ADVISED - {"adr_filed", "closed"} | {"adr_agreed", "adr_declined", "adr_withdrawn"},
    (*FILED, "adr_declined"): ADVISED - {"adr_filed"},
    (*FILED, "adr_withdrawn"): ADVISED - {"adr_filed"},
    AGREED: ADVISED - {"adr_filed", "closed"} | {"adr_session", "adr_failed", "adr_withdrawn"},
    HEARD: ADVISED - {"adr_filed", "closed"} | {"adr_session", "adr_settled", "adr_failed", "adr_withdrawn"},
    (*HEARD, "adr_settled"): ADVISED - {"adr_filed"},
    (*HEARD, "adr_failed"): ADVISED - {"adr_filed"},
    CLOSED: {"called_1", "called_3"},
    (*CLOSED, "called_1"): {"called_3"},
    (*CLOSED, "called_1", "called_3"): set(),
    (*CLOSED, "called_3"): set(),
}


@pytest.mark.parametrize("reached", POSSIBLE, ids=lambda codes: "→".join(codes[-3:]) or "受付")
def test_each_step_in_each_state(complaint: Complaint, facts: dict[str, Any], reached: tuple[str, ...]) -> None:
    """What is offered can be taken; what is not is refused with the reason that is shown."""
    if reached:
        go(complaint, facts, *reached)
    found = {offer.step.code: offer.why for offer in offers(state_of(COMPLAINT, complaint.case))}
    assert {code for code, why in found.items() if not why} == POSSIBLE[reached]
    for code in (code for code, why in found.items() if why):
        with pytest.raises(ValidationError):
            take(complaint.case, code, facts.get(code, {}) | {"taken_on": DAY + timedelta(days=20)}, by=None)
    ended = bool(reached) and reached[-1] in ("closed", "called_1", "called_3")
    assert Case.objects.get().standing.closed == ended


@pytest.mark.parametrize(
    ("permissions", "possible", "other"),
    [((), 403, 403), (("view_complaint",), 302, 302), (("view_complaint", "change_complaint"), 200, 302)],
)
def test_each_step_for_each_role(
    world: TinyWorld,
    complaint: Complaint,
    facts: dict[str, Any],
    permissions: tuple[str, ...],
    possible: int,
    other: int,
) -> None:
    go(complaint, facts, "advised")
    user, client = world.user(), Client()
    world.allow(user, *permissions)
    client.force_login(user)
    for code in COMPLAINT.step_kinds:
        expected = possible if code in ADVISED else other
        assert client.get(f"/cases/{complaint.case_id}/steps/{code}/").status_code == expected, code
    panel = client.get(f"/complaints/panel/cases/case/{complaint.case_id}/")
    assert panel.status_code == (200 if permissions else 403)
    assert not permissions or "下請代金支払遅延等防止法" in panel.content.decode()


def test_who_gives_no_name(world: TinyWorld, facts: dict[str, Any]) -> None:
    """Someone nameless is advised, referred without a name and closed; no lawyer, no mediation, no calls. A name may come later."""
    assert refusal(opened_by(world), company=world.company(), anonymous=True).keys() == {"company"}
    assert refusal(opened_by(world), company=None).keys() == {"company"}
    caller = opened(world, company=None, anonymous=True)
    assert str(caller.case.whose) == "匿名の相談者"
    go(caller, facts, "advised", "referred")
    found = {offer.step.code: offer.why for offer in offers(state_of(COMPLAINT, caller.case))}
    assert "名前が必要です" in found["lawyer_asked"] and "名前が必要です" in found["adr_filed"]
    named = facts["referred"] | {"named": True, "taken_on": DAY}
    assert refusal(lambda by, **said: take(caller.case, "referred", said, by=by), **named).keys() == {"named"}
    name_company(caller.case, on=DAY, company=world.company("名乗った企業"), by=None)
    state = state_of(COMPLAINT, Case.objects.get(pk=caller.case_id))
    assert state.case.whose == "名乗った企業" and state.root.anonymous
    assert next(offer for offer in offers(state) if offer.step.code == "lawyer_asked").possible


def opened_by(world: TinyWorld) -> Any:
    return lambda by, **said: opened(world, **said)


def test_a_name_leaves_with_consent_only(complaint: Complaint, facts: dict[str, Any]) -> None:
    """No name to an authority or a lawyer without the caller's consent to exactly that, nor before it; each is written down."""
    go(complaint, facts, "advised")
    to, lawyer = facts["referred"]["to"], facts["lawyer_asked"]["lawyer"]
    for code, field, more in (("referred", "named", {"named": True}), ("lawyer_asked", "lawyer", {})):
        said = facts[code] | more | {"taken_on": DAY}
        assert refusal(lambda by, c=code, **s: take(complaint.case, c, s, by=by), **said).keys() == {field}
    consent(complaint, lawyer, on=DAY + timedelta(days=1))
    said = facts["lawyer_asked"] | {"taken_on": DAY}
    assert refusal(lambda by, **s: take(complaint.case, "lawyer_asked", s, by=by), **said).keys() == {"lawyer"}
    take(complaint.case, "lawyer_asked", facts["lawyer_asked"] | {"taken_on": DAY + timedelta(days=1)}, by=None)
    consent(complaint, to, on=DAY)
    take(complaint.case, "referred", facts["referred"] | {"named": True, "taken_on": DAY}, by=None)
    take(complaint.case, "referred", facts["referred"] | {"taken_on": DAY}, by=None)
    told = Disclosure.objects.filter(case=complaint.case).order_by("number")
    assert [row.to for row in told] == [lawyer, to]
    assert floors(complaint, division_said="other") == "complaint_says_why"


def consent(complaint: Complaint, to: Any, on: date = DAY) -> None:
    """The caller lets her name be told to someone."""
    facts = {"given_by": "相談 者子", "capacity": "代表取締役", "purpose": "相談の取次", "given_on": on}
    give_consent(complaint.case, to=to, items=("existence", "name"), by=None, **facts)


def test_a_lawyer_with_a_tie_is_not_asked(complaint: Complaint, facts: dict[str, Any]) -> None:
    go(complaint, facts, "advised")
    for said in ({"conflict": "tie"}, {"conflict": ""}, {"lawyer": None}):
        given = facts["lawyer_asked"] | {"taken_on": DAY} | said
        assert refusal(lambda by, **s: take(complaint.case, "lawyer_asked", s, by=by), **given).keys() == said.keys()


def test_both_sides_are_served_by_two(world: TinyWorld, complaint: Complaint) -> None:
    """Who advises one side does not take the call of the other; a colleague does."""
    rival = world.company("相手の企業")
    add_party(complaint.case, role="opponent", company=rival, name="相手の企業", by=None)
    said = refusal(opened_by(world), company=rival, side="buyer")
    assert said.keys() == {"keeper"} and "別の相談員" in said["keeper"][0]
    colleague = Staff.objects.create(name="別の 相談員", unit=world.unit, joined_on=date(2020, 4, 1))
    assert opened(world, company=rival, side="buyer", keeper=colleague).case.keeper == colleague
    assert history_of(rival, "complaints") == [(DAY, "取引の相談", "代金の未払い 製造委託")]  # its own call alone


def test_the_adviser_may_judge_otherwise(complaint: Complaint) -> None:
    """The kind of complaint follows the law, unless the adviser says otherwise, with the reason."""
    assert (complaint.verdict, complaint.division) == ("open", "")
    correct_complaint(complaint, buyer_capital=400_000_000, supplier_capital=10_000_000, by=None)
    assert (complaint.verdict, complaint.division) == ("applies", "subcontract")
    assert refusal(correct_complaint, complaint, division_said="other")
    complaint = Complaint.objects.get(pk=complaint.pk)
    correct_complaint(complaint, division_said="construction", reason="工事に付いた製造のため", by=None)
    assert (complaint.verdict, complaint.division) == ("applies", "construction")


def test_what_falls_due(complaint: Complaint, facts: dict[str, Any]) -> None:
    """The lawyer within two weeks; calls one and three months after the end, the second also meets the first."""
    go(complaint, facts, "advised", "lawyer_asked")
    due = lambda: dict(OpenDeadline.objects.values_list("deadline__code", "due_on"))  # noqa: E731
    assert due() == {"lawyer": date(2023, 5, 16)}
    row = take(complaint.case, "closed", facts["closed"] | {"taken_on": date(2023, 5, 10)}, by=None)
    assert due() == {"call_1": date(2023, 6, 10), "call_3": date(2023, 8, 10)}
    take_back(complaint.case, row, reason="まだ続いている", by=None)
    assert due() == {"lawyer": date(2023, 5, 16)}
    take(complaint.case, "closed", facts["closed"] | {"taken_on": date(2023, 5, 11)}, by=None)
    take(complaint.case, "called_3", CALLED | {"taken_on": date(2023, 8, 1)}, by=None)
    assert due() == {}


def test_figures(world: TinyWorld, complaint: Complaint, facts: dict[str, Any]) -> None:
    """Calls by the day they came, steps by their own; the year ends on 31 March."""
    late = opened(world, opened_on=date(2024, 3, 31), order="construction", matter="reduced")
    nxt = opened(world, opened_on=date(2024, 4, 1))
    rows = {"May": complaint, "31 March": late, "1 April": nxt}
    expected: Any = {
        ("complaints.received", 2023, ""): (2, ["31 March", "May"]),
        ("complaints.received", 2023, "division=construction"): (1, ["31 March"]),
        ("complaints.received", 2023, "matter=unpaid"): (1, ["May"]),
        ("complaints.received", 2024, ""): (1, ["1 April"]),
    }
    assert figures_of(world.programme, rows, expected) == expected
    steps = {
        code: go(complaint, {code: facts.get(code, {})}, code)
        for code in (*HEARD, "adr_settled", "retaliated", "closed")
    }
    expected = {
        ("complaints.mediations", 2023, ""): (1, ["adr_filed"]),
        ("complaints.settled", 2023, ""): (1, ["adr_settled"]),
        ("complaints.retaliated", 2023, ""): (1, ["retaliated"]),
        ("complaints.closed", 2023, "ended=resolved"): (1, ["closed"]),
        ("complaints.recovered", 2023, ""): (800_000, ["closed"]),
        ("complaints.lawyer", 2023, ""): (0, []),
    }
    assert figures_of(world.programme, steps, expected) == expected


LIST = """事業,企業名,受付日,受付方法,匿名で受付,相談の内容,取引の種類,発注日
相談事業,㈱よぶ,R5.5.1,電話,,支払遅延,製造委託,R5.2.1
相談事業,,R5.5.2,電話,○,減額,分からない,
相談事業,,R5.5.3,電話,,減額,分からない,
"""


def test_a_list_comes_in(world: TinyWorld) -> None:
    """A nameless caller says so; a row with neither a name nor that is refused."""
    world.company("㈱よぶ")
    outcome = bring("complaints", LIST)
    assert outcome.counts == {What.CREATED: 2, What.REFUSED: 1}, why_refused(outcome)
    assert set(Complaint.objects.values_list("case__alias", "anonymous")) == {("", False), ("匿名の相談者", True)}
    assert bring("complaints", LIST).counts == {What.SAME: 2, What.REFUSED: 1}
