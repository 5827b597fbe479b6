"""The terms of a programme and year, read in words and laid down anew on screen: earlier cases keep theirs."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils.timezone import localdate

from banso.cases.models import Terms
from banso.core.days import in_words, read_rule
from banso.office.approvals.models import Rule, Seat
from banso.office.payments import services as paying
from banso.office.payments.models import Order
from banso.procedures.taking import take
from banso.procedures.terms import latest_terms, lay_down_terms
from banso.registers.models import Expert
from banso.work.dispatches.models import Dispatch, DispatchStep, Visit
from banso.work.dispatches.procedure import DISPATCH
from banso.work.dispatches.services import open_dispatch
from conftest import TinyWorld, flat

NAMES = {"decided": "派遣決定", "reported": "完了報告"}


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ({"days": 10, "after": "decided"}, "派遣決定の日の翌日から数えて10日目"),
        (
            {"months": 6, "after": "decided", "roll": "forward"},
            "派遣決定の日の翌日から数えて6か月の末日(閉所日なら翌開所日)",
        ),
        ({"clear_weeks": 1, "before": "reported"}, "完了報告の日の前に丸1週間をおいた日"),
        ({"month_end": 0, "after": "reported"}, "完了報告の日の月の末日"),
        ({"on": "4-10", "fiscal_year": "next", "of": "reported"}, "完了報告の日の翌年度の4月10日"),
        ({"on": "3-末", "after": "decided", "soft": True}, "派遣決定の日の後に最初に来る3月末日(目安)"),
        (
            {"earliest": [{"days": 30, "after": "reported"}, {"on": "3-10"}], "basis": "要領第9条"},
            "「完了報告の日の翌日から数えて30日目」と、「受付の年度の3月10日」のうち早いほう【要領第9条】",
        ),
    ],
)
def test_a_rule_in_words(rule: dict[str, Any], said: str) -> None:
    assert in_words(read_rule(rule), NAMES) == said


@pytest.fixture
def manager(world: TinyWorld) -> Client:
    Rule.objects.create(
        kind="dispatch",
        label="専門家派遣の決定",
        seat=Seat.objects.create(code="head", title="課長", rank=10),
        valid_from=date(2020, 4, 1),
    )
    user, client = world.user(), Client()
    world.allow(user, "view_terms", "add_terms")
    client.force_login(user)
    return client


def address(world: TinyWorld, what: str = "") -> str:
    return f"/terms/{world.programme.pk}/dispatch/2023/{what}"


def typed(**facts: Any) -> dict[str, Any]:
    given: dict[str, Any] = {"steps": ["requested", "checked", "decided", "reported", "finished"], "seen": 0}
    for code in DISPATCH.deadlines:
        given |= {f"deadline-{code}-unit": "days", f"deadline-{code}-after": "requested"}
    return given | facts


def test_terms_are_laid_down_in_words_and_read_in_words(world: TinyWorld, manager: Client) -> None:
    facts = {
        "deadline-decision-number": "１０",
        "deadline-decision-unit": "business_days",
        "deadline-decision-reminders": "3日前 担当者、１日後　部署の管理者",
        "deadline-report-other": "{earliest: [{months: 6, after: decided}, {on: 3-10}]}",
        "approval-decided": "dispatch",
    }
    done = manager.post(address(world, "change/"), typed(**facts))
    assert done.status_code == 302, done.context["form"].errors
    terms = Terms.objects.get()
    assert terms.content == {
        "steps": ["requested", "checked", "decided", "reported", "finished"],
        "deadlines": {
            "decision": {"business_days": 10, "after": "requested"},
            "report": {"earliest": [{"months": 6, "after": "decided"}, {"on": "3-10"}]},
        },
        "reminders": {"decision": [{"days_before": 3, "to": "keeper"}, {"days_after": 1, "to": "manager"}]},
        "approvals": {"decided": "dispatch"},
    }
    page = manager.get(address(world)).content.decode()
    for words in (
        "10開所日目 / 3日前 担当者、1日後 部署の管理者",
        "受付の年度の3月10日",
        "専門家派遣の決定",
        "この版の案件 0件",
    ):
        assert words in page
    again = manager.get(address(world, "change/")).context["form"]
    assert again["deadline-report-other"].value() == "{earliest: [{after: decided, months: 6}, {on: 3-10}]}"


def test_a_new_version_leaves_accepted_cases_as_they_are(world: TinyWorld, manager: Client) -> None:
    said = {"programme": world.programme, "fiscal_year": 2023, "by": None}
    first = lay_down_terms(DISPATCH, content={"steps": ["requested", "decided"]}, **said)
    of_case = {"programme": world.programme, "company": world.company(), "opened_on": date(2023, 5, 1)}
    open_dispatch(subject="x", by=None, **of_case)
    refused = manager.post(address(world, "change/"), typed(seen=1))
    assert refused.status_code == 422 and "変更の理由" in refused.content.decode()
    stale = manager.post(address(world, "change/"), typed(seen=0, reason="期限を加えた"))
    assert stale.status_code == 422 and "別の人が新しい版" in stale.content.decode()
    assert manager.post(address(world, "change/"), typed(seen=1, reason="手続を加えた")).status_code == 302
    second = latest_terms(DISPATCH, world.programme, 2023)
    assert second and (second.version, second.reason) == (2, "手続を加えた")
    page = manager.get(address(world)).content.decode()
    assert "この版の案件 1件" in page and "手続を加えた" in page and "tester" in page
    assert open_dispatch(subject="y", by=None, **of_case).case.terms == second
    lay_down_terms(DISPATCH, content={"staff_reminders_at_once": True}, **said)
    assert manager.post(address(world, "change/"), typed(seen=3, reason="期限を加えた")).status_code == 302
    fourth = latest_terms(DISPATCH, world.programme, 2023)
    assert fourth and fourth.content["staff_reminders_at_once"]  # what no box asks for stays
    assert first.cases.count() == 1


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"deadline-decision-number": "²"}, "整数"),
        ({"deadline-decision-number": "99999"}, "10,000までの整数"),
        ({"deadline-decision-other": "{days: 3, after: nowhere}"}, "nowhere"),
        ({"deadline-decision-other": "[" * 400}, "対応"),
        ({"deadline-decision-other": "{1: 2}"}, "deadlines"),
        ({"deadline-decision-reminders": "三日前"}, "14日前 担当者"),
        ({"deadline-decision-reminders": "99日前 担当者"}, "60までの整数"),
        ({"approval-decided": "unheard-of"}, "unheard-of"),
        ({"steps": []}, "使う手続"),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason(
    world: TinyWorld, manager: Client, facts: dict[str, Any], says: str
) -> None:
    answer = manager.post(address(world, "change/"), typed(**facts))
    assert answer.status_code == 422 and says in answer.content.decode() and not Terms.objects.exists()


def test_the_list_leads_to_what_there_is_and_to_what_is_to_be_laid_down(world: TinyWorld, manager: Client) -> None:
    assert "まだありません" in manager.get("/terms/?year=2023").content.decode()
    lay_down_terms(DISPATCH, programme=world.programme, fiscal_year=2023, content={}, by=None)
    assert address(world) in manager.get("/terms/?year=2023").content.decode()
    leads = manager.get("/terms/", {"year": 2024, "programme": world.programme.pk, "procedure": "dispatch"})
    assert leads["Location"] == f"/terms/{world.programme.pk}/dispatch/2024/change/"
    for year in ("0", "²", "9" * 30, "\0"):
        assert manager.get("/terms/", {"year": year}).status_code in (200, 400)
    with pytest.raises(ValidationError, match="別の人"):
        lay_down_terms(DISPATCH, programme=world.programme, fiscal_year=2023, content={"steps": []}, seen=0, by=None)


# What a step makes due, by the terms


FEES = {"hourly": 5_150, "most_a_day": 30_900, "most_visits": 2}


@pytest.fixture
def reported(world: TinyWorld) -> Dispatch:
    """A dispatch of two visits, three hours and fifty minutes and seven hours long, under terms that name the fee."""
    lay_down_terms(DISPATCH, programme=world.programme, fiscal_year=2023, content={"values": FEES}, by=None)
    of_case = {"programme": world.programme, "company": world.company(), "opened_on": date(2023, 5, 1)}
    expert = Expert.objects.create(name="佐藤 翔子", registered_on=date(2020, 4, 1))
    made = open_dispatch(subject="原価管理", expert=expert, by=None, **of_case)
    for day, code in enumerate(("requested", "checked", "decided"), start=1):
        facts = {"taken_on": date(2023, 5, day)} | ({"visits_planned": 2} if code == "decided" else {})
        take(made.case, code, facts, by=None)
    for day, minutes in ((10, 230), (17, 420)):
        Visit.objects.create(dispatch=made, visited_on=date(2023, 5, day), minutes=minutes)
    take(made.case, "reported", {"taken_on": date(2023, 5, 20)}, by=None)
    return made


def test_no_more_visits_are_decided_than_the_terms_allow(world: TinyWorld) -> None:
    lay_down_terms(DISPATCH, programme=world.programme, fiscal_year=2023, content={"values": FEES}, by=None)
    of_case = {"programme": world.programme, "company": world.company(), "opened_on": date(2023, 5, 1)}
    expert = Expert.objects.create(name="佐藤 翔子", registered_on=date(2020, 4, 1))
    made = open_dispatch(subject="原価管理", expert=expert, by=None, **of_case)
    for code in ("requested", "checked"):
        take(made.case, code, {"taken_on": date(2023, 5, 2)}, by=None)
    with pytest.raises(ValidationError, match="派遣は2回まで"):
        take(made.case, "decided", {"taken_on": date(2023, 5, 3), "visits_planned": 3}, by=None)


def test_what_a_step_makes_due_is_asked_for_once(world: TinyWorld, reported: Dispatch) -> None:
    """18,025 and 30,900 (money.md 29), withheld 4,995; nobody types the amount, and it is asked for once."""
    user, client = world.user(), Client()
    world.allow(user, "view_dispatch", "view_case", "add_order", "view_order", "view_account")
    client.force_login(user)
    row = DispatchStep.objects.get(step="reported")
    address = f"/cases/{reported.case_id}/taken/{row.pk}/pay/"
    world.allow(user, "add_account")
    assert "佐藤 翔子の振込口座は、まだ登録されていません" in client.get(address).content.decode()
    payee = paying.record_payee(kind="individual", name="佐藤 翔子", expert=reported.expert, by=None)
    bank = {"bank_code": "0001", "bank_name": "みずほ銀行", "branch_code": "001", "branch_name": "本店"}
    facts = {"number": "0000001", "holder": "サトウ ショウコ", "valid_from": date(2020, 1, 1)}
    account = paying.record_account(payee=payee, by=None, **bank, **facts)
    assert address in client.get(f"/cases/{reported.case_id}/").content.decode()
    page = flat(client.get(address).content)
    assert "まだ登録されていません" not in page and f'name="account_key" value="{account.pk}"' in page
    assert "230分 18,025円" in page and "420分 30,900円" in page and "<strong>48,925円</strong>" in page
    given = {
        "account": f"{account} #{account.pk}",
        "due_on": localdate(),
        "treatment": "resident",
        "funding": "県補助金",
    }
    wrong = client.post(address, given | {"amount": 48_924})
    assert wrong.status_code == 422 and "48,925円に変わりました" in wrong.content.decode()
    assert client.post(address, given | {"amount": 48_925}).status_code == 302
    order = Order.objects.get()
    assert (order.gross, order.withheld, order.purpose) == (48_925, 4_995, "専門家派遣 謝金(佐藤 翔子 2回)")
    again = client.post(address, given | {"amount": 48_925})
    assert again.status_code == 422 and "すでに依頼されています" in again.content.decode()
    paying.withdraw(order, reason="口座の誤り", by=user)
    assert client.post(address, given | {"amount": 48_925}).status_code == 302
    other = DispatchStep.objects.get(step="decided")
    assert client.get(f"/cases/{reported.case_id}/taken/{other.pk}/pay/").status_code == 302
