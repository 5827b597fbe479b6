"""Steps are offered and refused as declared, on every way in: the page, the verb, and taking one back."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from banso.cases.models import Case, Terms
from banso.office.approvals.models import Draft, Rule, Seat
from banso.office.approvals.services import record_holding, seal, send_back
from banso.office.deadlines.models import OpenDeadline
from banso.procedures.approving import propose_round, propose_step, waiting_steps
from banso.procedures.declaring import get_procedure
from banso.procedures.offering import offers, state_of
from banso.procedures.taking import begin, preview, take, take_back
from banso.procedures.terms import copy_terms, lay_down_terms, read_content
from banso.registers.models import Expert, Staff
from banso.work.dispatches.models import Dispatch, DispatchStep
from banso.work.dispatches.procedure import DISPATCH
from banso.work.dispatches.services import open_dispatch
from conftest import TinyWorld

DAY = date(2023, 5, 1)


@pytest.fixture
def dispatch(world: TinyWorld) -> Dispatch:
    expert = Expert.objects.create(name="専門 花子", registered_on=date(2020, 4, 1))
    of_case = {"programme": world.programme, "company": world.company("八戸製作所"), "opened_on": DAY}
    return open_dispatch(expert=expert, subject="原価管理", by=None, **of_case)


def go(dispatch: Dispatch, *codes: str) -> None:
    for later, code in enumerate(codes):
        facts: dict[str, Any] = {"taken_on": DAY + timedelta(days=later)}
        if code == "decided":
            facts["visits_planned"] = 3
        take(dispatch.case, code, facts, by=None)


def test_refusals_say_what_would_mend_them(dispatch: Dispatch) -> None:
    whys = {offer.step.code: offer.why for offer in offers(state_of(DISPATCH, dispatch.case))}
    assert whys["decided"] == "先に「事前調査」が必要です。"
    go(dispatch, "requested")
    whys = {offer.step.code: offer.why for offer in offers(state_of(DISPATCH, dispatch.case))}
    assert whys["requested"] == "令和5年5月1日に済んでいます。"
    dispatch.expert = None
    dispatch.save()
    go(dispatch, "checked")
    with pytest.raises(ValidationError, match="専門家が決まっていません"):
        take(Case.objects.get(), "decided", {"taken_on": DAY, "visits_planned": 1}, by=None)


def test_no_step_before_its_case_nor_after_today(dispatch: Dispatch) -> None:
    for day, said in ((DAY - timedelta(days=1), "受付日より前"), (date.today() + timedelta(days=1), "先の日付")):
        with pytest.raises(ValidationError, match=said):
            take(dispatch.case, "requested", {"taken_on": day}, by=None)
    assert not DispatchStep.objects.exists()


def test_a_preview_says_what_would_be_and_leaves_nothing(dispatch: Dispatch) -> None:
    go(dispatch, "requested", "checked")
    look = preview(dispatch.case, "decided", {"taken_on": DAY, "visits_planned": 4}, by=None)
    assert ("派遣予定回数", "4") in look.lines
    assert look.written["visits_planned"] == "4" and not {"id", "taken_on"} & look.written.keys()
    assert not DispatchStep.objects.filter(step="decided").exists()


def test_taking_back_needs_a_reason_and_goes_from_the_end(dispatch: Dispatch) -> None:
    go(dispatch, "requested", "checked", "decided")
    checked, decided = (DispatchStep.objects.get(step=code) for code in ("checked", "decided"))
    with pytest.raises(ValidationError, match="理由"):
        take_back(dispatch.case, decided, reason=" ", by=None)
    with pytest.raises(ValidationError, match="先にそれを取り消して"):
        take_back(dispatch.case, checked, reason="誤り", by=None)
    take_back(dispatch.case, decided, reason="別の企業の誤り", by=None)
    assert state_of(DISPATCH, dispatch.case).label == "事前調査"
    take(dispatch.case, "decided", {"taken_on": DAY + timedelta(days=5), "visits_planned": 2}, by=None)
    assert DispatchStep.objects.in_force().filter(step="decided").count() == 1


def test_terms_are_versions_and_a_case_keeps_its_own(world: TinyWorld, dispatch: Dispatch) -> None:
    said = {"programme": world.programme, "fiscal_year": 2023, "by": None}
    short = ["requested", "decided", "reported", "finished"]
    assert dispatch.case.terms is None
    first = lay_down_terms(DISPATCH, content={"steps": short}, **said)
    assert lay_down_terms(DISPATCH, content={"steps": short}, **said) == first
    later = open_dispatch(subject="x", programme=world.programme, company=world.company(), opened_on=DAY, by=None)
    second = lay_down_terms(DISPATCH, content={"steps": [*short, "checked"]}, **said)
    assert (later.case.terms, second.version) == (first, 2)
    assert {o.step.code for o in offers(state_of(DISPATCH, later.case))} == set(short)
    with pytest.raises(ValidationError, match="取扱条件では「事前調査」を使いません"):
        take(later.case, "checked", {"taken_on": DAY}, by=None)
    assert [t.fiscal_year for t in copy_terms(2023, by=None)] == [2024]
    assert copy_terms(2023, by=None) == []
    assert Terms.objects.get(fiscal_year=2024).content == second.content


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ({"steps": ["granted"]}, "「granted」という手続はありません"),
        ({"step": []}, "step"),
        ({"deadlines": {"nowhere": {"days": 3, "after": "decided"}}}, "「nowhere」という期限はありません"),
        ({"forms": {"x": "y"}}, "「x」という手続はありません"),
        ({"values": {"rate": 1}}, "rate"),
    ],
)
def test_terms_that_say_what_no_case_can_do_are_refused_by_name(content: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError) as refused:
        read_content(DISPATCH, content)
    assert said in " ".join(refused.value.messages)


# role × what: who may look, who may take a step
@pytest.mark.parametrize(
    ("permissions", "looks", "steps"),
    [((), 403, 403), (("view_dispatch",), 200, 302), (("view_dispatch", "change_dispatch"), 200, 200)],
)
def test_each_role_at_each_page(
    world: TinyWorld, dispatch: Dispatch, permissions: tuple[str, ...], looks: int, steps: int
) -> None:
    user, client = world.user(), Client()
    world.allow(user, *permissions)
    client.force_login(user)
    assert client.get(f"/cases/{dispatch.case_id}/").status_code == looks
    assert client.get(f"/cases/{dispatch.case_id}/steps/requested/").status_code == steps
    assert client.get("/cases/999999/").status_code == 404


def test_a_case_is_opened_and_moved_on_screen(world: TinyWorld) -> None:
    user, client = world.user(), Client()
    world.allow(user, *(f"{action}_dispatch" for action in ("view", "add", "change")), "view_case", "view_company")
    client.force_login(user)
    company = world.company("弘前工房")
    facts = {"programme": world.programme.pk, "company": company.pk, "opened_on": "R5.5.1", "subject": "労務管理"}
    opened = client.post("/cases/new/dispatch/", facts)
    case = Case.objects.get()
    assert (opened.status_code, opened["Location"], case.number) == (302, f"/cases/{case.pk}/", "R5-0001")
    page = client.get(f"/cases/{case.pk}/").content.decode()
    assert "派遣要請の受理へ進む" in page and "先に「事前調査」が必要です。" in page
    refused = client.post(f"/cases/{case.pk}/steps/requested/", {"taken_on": "R5.4.30"})
    assert refused.status_code == 422 and "受付日より前" in refused.content.decode()
    assert client.post(f"/cases/{case.pk}/steps/requested/", {"taken_on": "R5.5.1"}).status_code == 302
    assert get_procedure("dispatch") is DISPATCH and state_of(DISPATCH, case).label == "派遣要請の受理"


@dataclass
class Deciding:
    """Dispatches that wait for their decision, a clerk who drafts and a head who decides."""

    world: TinyWorld

    def __post_init__(self) -> None:
        seat = Seat.objects.create(code="head", title="課長", rank=10)
        self.head, self.clerk = self.world.user("head"), self.world.user("clerk")
        chief = Staff.objects.create(name="課長", unit=self.world.unit, user=self.head, joined_on=date(2020, 4, 1))
        self.world.staff.user = self.clerk
        self.world.staff.save()
        for user in (self.head, self.clerk):
            rights = [f"{action}_{kind}" for action in ("view", "change", "add") for kind in ("dispatch", "draft")]
            self.world.allow(user, *rights)
        record_holding(seat=seat, staff=chief, starts_on=date(2020, 4, 1), by=None)
        Rule.objects.create(kind="dispatch", label="専門家派遣決定", seat=seat, valid_from=date(2020, 4, 1))
        content = {"approvals": {"decided": "dispatch"}}
        lay_down_terms(DISPATCH, programme=self.world.programme, fiscal_year=2023, content=content, by=None)
        self.step = DISPATCH.step_kinds["decided"]

    def dispatch(self, company: str = "八戸製作所") -> Dispatch:
        expert = Expert.objects.create(name="専門 花子", registered_on=date(2020, 4, 1))
        of_case = {"programme": self.world.programme, "company": self.world.company(company), "opened_on": DAY}
        made = open_dispatch(expert=expert, subject="原価管理", by=None, **of_case)
        go(made, "requested", "checked")
        return made

    def sealed(self, draft: Draft) -> Any:
        return seal(draft, seen=draft.versions.latest("round").digest, by=self.head)


@pytest.fixture
def deciding(world: TinyWorld) -> Deciding:
    return Deciding(world)


def test_a_step_that_waits_for_a_decision_is_taken_by_the_last_seal(deciding: Deciding) -> None:
    """Drafted with what it would write, refused without a decision, taken on the day of the decision exactly as shown."""
    dispatch, step = deciding.dispatch(), deciding.step
    with pytest.raises(ValidationError, match="決裁が必要です"):
        take(dispatch.case, "decided", {"taken_on": DAY, "visits_planned": 3}, by=None)
    facts = {"visits_planned": 3, "note": "", "taken_on": DAY}
    draft = propose_step(dispatch.case, step, facts, by=deciding.clerk)
    assert ["派遣予定回数", "3"] in draft.versions.get().shown
    waiting = {
        o.step.code: o.why for o in offers(state_of(DISPATCH, dispatch.case), None, waiting_steps(dispatch.case))
    }
    assert waiting["decided"] == "決裁を待っています。"
    with pytest.raises(ValidationError, match="すでに決裁を待っています"):
        propose_step(dispatch.case, step, facts, by=deciding.clerk)
    row = deciding.sealed(draft)
    assert (row.step, row.visits_planned, row.taken_on) == ("decided", 3, date.today())


def test_a_step_that_came_back_is_put_right_and_goes_on_as_the_same_draft(deciding: Deciding) -> None:
    """On screen the form holds what was drafted; what is typed now is the next version, and that is what is taken."""
    dispatch, client = deciding.dispatch(), Client()
    draft = propose_step(dispatch.case, deciding.step, {"visits_planned": 30}, by=deciding.clerk)
    send_back(draft, comment="30回は多すぎます", by=deciding.head)
    client.force_login(deciding.clerk)
    address = f"/cases/{dispatch.case_id}/steps/decided/"
    page = client.get(address)
    assert str(page.context["form"]["visits_planned"].value()) == "30" and "出し直します" in page.content.decode()
    typed = {"taken_on": "R5.5.3", "visits_planned": "3", "body": "3回に改めて伺います。"}
    assert client.post(address, typed)["Location"] == draft.get_absolute_url()
    assert (draft.versions.count(), Draft.objects.count()) == (2, 1)
    assert deciding.sealed(draft).visits_planned == 3
    other = deciding.dispatch("弘前工房")
    back = propose_step(other.case, deciding.step, {"visits_planned": 1}, by=deciding.clerk)
    send_back(back, comment="先例になります", by=deciding.head)
    anew = propose_step(other.case, deciding.step, {"visits_planned": 1}, restrictions=["precedent"], by=deciding.clerk)
    assert (anew.quotes, anew.restrictions) == (back, ["precedent"])


# A round of cases in one draft


def test_a_round_is_decided_at_once_exactly_as_shown(deciding: Deciding) -> None:
    made = [deciding.dispatch(name) for name in ("八戸製作所", "弘前工房")]
    rows = [(one.case, {"visits_planned": place}) for place, one in enumerate(made, start=1)]
    draft = propose_round(rows, deciding.step, by=deciding.clerk)
    shown = draft.versions.get().shown
    assert [line[0] for line in shown] == [f"{one.case.number} {one.case.whose}" for one in made]
    assert "派遣予定回数 2" in shown[1][1] and not DispatchStep.objects.filter(step="decided").exists()
    for one in made:
        assert list(Draft.objects.about(one.case)) == [draft] and waiting_steps(one.case) == ["decided"]
    with pytest.raises(ValidationError, match="八戸製作所.*すでに決裁を待っています"):
        propose_round(rows, deciding.step, by=deciding.clerk)
    taken = deciding.sealed(draft)
    assert [(row.case, row.visits_planned, row.taken_on) for row in taken] == [
        (one.case, place, date.today()) for place, one in enumerate(made, start=1)
    ]


def test_a_round_with_a_case_that_has_changed_is_refused_by_its_name_and_nothing_is_done(deciding: Deciding) -> None:
    made = [deciding.dispatch(name) for name in ("八戸製作所", "弘前工房")]
    draft = propose_round([(one.case, {"visits_planned": 1}) for one in made], deciding.step, by=deciding.clerk)
    take(made[1].case, "cancelled", {"taken_on": date.today(), "note": "申請の取下げ"}, by=None)
    with pytest.raises(ValidationError, match="弘前工房"):
        deciding.sealed(draft)
    assert not DispatchStep.objects.filter(step="decided").exists() and draft.turns.count() == 1
    with pytest.raises(ValidationError, match="2件から100件まで"):
        propose_round([(made[0].case, {})], deciding.step, by=deciding.clerk)
    elsewhere = open_dispatch(
        subject="x",
        programme=deciding.world.add_programme("other", "別の事業"),
        company=made[0].case.company,
        opened_on=DAY,
        by=None,
    )
    with pytest.raises(ValidationError, match="決裁の区分が違う|別の事業"):
        propose_round([(deciding.dispatch().case, {}), (elsewhere.case, {})], deciding.step, by=deciding.clerk)


def test_a_round_is_drafted_on_screen(deciding: Deciding) -> None:
    """Only the cases that can take the step are offered; a field that is wrong is shown beside its case."""
    made, client = [deciding.dispatch(name) for name in ("八戸製作所", "弘前工房", "五所川原商店")], Client()
    refused = deciding.dispatch("不決定の企業")
    take(refused.case, "refused", {"taken_on": date.today(), "note": "対象外"}, by=None)
    client.force_login(deciding.clerk)
    address = f"/cases/{made[0].case_id}/steps/decided/round/"
    page = client.get(address).content.decode()
    assert all(one.case.whose in page for one in made) and "不決定の企業" not in page
    keys = [one.case_id for one in made[:2]]
    typed = {"case": keys, **{f"case-{key}-visits_planned": "2" for key in keys}}
    wrong = client.post(address, typed | {f"case-{keys[1]}-visits_planned": "二回"})
    assert wrong.status_code == 422 and "まだ何も保存していません" in wrong.content.decode()
    gone = client.post(address, typed | {"case": [*keys, refused.case_id]})
    assert gone.status_code == 422 and not Draft.objects.exists()
    assert client.post(address, typed).status_code == 302
    draft = Draft.objects.get()
    assert [row.case_id for row in deciding.sealed(draft)] == keys
    assert draft.title in client.get(f"/drafts/panel/cases/case/{keys[0]}/").content.decode()


def test_deadlines_follow_from_the_terms_and_are_met_by_steps(world: TinyWorld) -> None:
    """Set by the step that begins them, with the sentence; met by the step that ends them; back when that is taken back."""
    rules = {"decision": {"days": 10, "after": "requested"}, "report": {"months": 6, "after": "decided"}}
    lay_down_terms(DISPATCH, programme=world.programme, fiscal_year=2023, content={"deadlines": rules}, by=None)
    expert = Expert.objects.create(name="専門 花子", registered_on=date(2020, 4, 1))
    of_case = {"programme": world.programme, "company": world.company("八戸製作所"), "opened_on": DAY}
    dispatch = begin(DISPATCH, expert=expert, subject="原価管理", by=None, **of_case)

    def standing() -> list[tuple[str, date]]:
        found = OpenDeadline.objects.filter(case=dispatch.case).order_by("due_on")
        return [(row.code, row.due_on) for row in found]

    assert standing() == []
    go(dispatch, "requested")
    assert standing() == [("decision", date(2023, 5, 11))]
    assert "翌日から数えて10日目" in OpenDeadline.objects.get().deadline.sentence
    assert Case.objects.get().standing.next_due_on == date(2023, 5, 11)
    take(dispatch.case, "checked", {"taken_on": date(2023, 5, 2)}, by=None)
    decided = take(dispatch.case, "decided", {"taken_on": date(2023, 5, 8), "visits_planned": 2}, by=None)
    assert standing() == [("report", date(2023, 11, 8))]
    take_back(dispatch.case, decided, reason="別の企業の誤り", by=None)
    assert standing() == [("decision", date(2023, 5, 11))]
