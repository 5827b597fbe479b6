"""Grants: adoption and grant by the day of each decision, terms by the call's; what is refused, and lists."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from banso.cases.services import take_step
from banso.core.errors import UserError
from banso.core.imports import import_kind
from banso.intake import services as intake
from banso.intake.outcome import What
from banso.work.grants import services
from banso.work.grants.models import Application, Call, Course, Decision
from conftest import TODAY, TinyWorld, agenda_of, bring, figures_of, floors, history_of, refusal, why_refused


class Scheme:
    """Two courses, called for in FY2022 and FY2023 with other terms, and what was decided; a course of another programme."""

    def __init__(self, world: TinyWorld) -> None:
        self.world, self.company = world, world.company("㈱補助")
        self.general, self.green = self.course("general", "一般枠"), self.course("green", "グリーン枠")
        foreign = self.course("general", "一般枠", programme=world.add_programme("other", "別の補助"))
        self.calls = {
            "31 March": self.call(self.general, date(2023, 3, 31), "1/2", 1_000_000),
            "1 April": self.call(self.general, date(2023, 4, 1), "2/3", 3_000_000),
            "green": self.call(self.green, date(2023, 4, 1), "1", 5_000_000),
            "of another programme": self.call(foreign, date(2023, 4, 1), "1/3", 7),
        }
        early, late, green, other = self.calls.values()
        self.decisions = {
            "31 March": self.decided(early, "adopted", date(2023, 3, 31), 1),
            "of an earlier call": self.decided(early, "adopted", date(2023, 4, 1), 10),
            "last day": self.decided(late, "adopted", date(2024, 3, 31), 9_007_199_254_740_993),
            "green": self.decided(green, "adopted", date(2023, 4, 1), 0),
            "granted": self.decided(late, "granted", date(2023, 4, 1), 100),
            "granted on 1 April": self.decided(late, "granted", date(2024, 4, 1), 1_000),
            "settled": self.decided(late, "settled", date(2023, 5, 1), 50),
            "rejected": self.decided(late, "rejected", date(2023, 5, 1), None),
            "of another programme": self.decided(other, "adopted", date(2023, 5, 1), 5),
        }

    def course(self, code: str, name: str, **facts: Any) -> Course:
        given = {"programme": self.world.programme, "code": code, "name": name} | facts
        return services.record_course(by=None, **given)

    def call(self, course: Course, on: date, rate: str, cap: int, **facts: Any) -> Call:
        given = {"course": course, "opened_on": on, "executed_in": 2023, "rate": rate, "cap": cap} | facts
        return services.record_call(by=None, **given)

    def applied(self, call: Call, on: date | None = None, **facts: Any) -> Application:
        given = {"company": self.company, "opened_on": on or call.opened_on, "title": "新商品", "requested": 500_000}
        return services.record_application(call=call, by=None, **given | facts)

    def decided(self, call: Call, step: str, on: date, amount: int | None) -> Decision:
        """A decision as it stands in the table, whatever came before it."""
        return take_step(Decision, self.applied(call).case, same={"step": step}, taken_on=on, amount=amount)


@pytest.fixture
def scheme(world: TinyWorld) -> Scheme:
    return Scheme(world)


def test_decisions(world: TinyWorld, scheme: Scheme) -> None:
    """In the year of the decision itself, whichever year called; not called for and none adopted are different answers."""
    adopted, huge = ["green", "last day", "of an earlier call"], 9_007_199_254_741_003
    expected = {
        ("grants.adopted", 2022, ""): (1, ["31 March"]),
        ("grants.adopted", 2023, ""): (3, adopted),
        ("grants.adopted_amount", 2023, ""): (huge, adopted),
        ("grants.adopted", 2023, "course=green"): (1, ["green"]),
        ("grants.adopted_amount", 2023, "course=green"): (0, ["green"]),
        ("grants.adopted", 2022, "course=green"): (None, []),
        ("grants.adopted", 2024, ""): (None, []),
        ("grants.granted", 2022, ""): (0, []),
        ("grants.granted", 2023, ""): (1, ["granted"]),
        ("grants.granted_amount", 2023, "course=general"): (100, ["granted"]),
        ("grants.granted", 2023, "course=green"): (0, []),
        ("grants.granted_amount", 2024, ""): (1_000, ["granted on 1 April"]),
    }
    assert figures_of(world.programme, scheme.decisions, expected) == expected


def test_terms_of_a_call(world: TinyWorld, scheme: Scheme) -> None:
    """Of the year it was opened in, two thirds exactly; a second call of a course says the same or stops the report."""
    expected = {
        ("grants.rate", 2022, "course=general"): (Fraction(1, 2), ["31 March"]),
        ("grants.rate", 2023, "course=general"): (Fraction(2, 3), ["1 April"]),
        ("grants.cap", 2023, "course=general"): (3_000_000, ["1 April"]),
        ("grants.cap", 2023, "course=green"): (5_000_000, ["green"]),
        ("grants.cap", 2022, "course=green"): (None, []),
        ("grants.rate", 2024, "course=general"): (None, []),
    }
    assert figures_of(world.programme, scheme.calls, expected) == expected
    again = scheme.call(scheme.general, date(2024, 3, 31), "4/6", 3_000_000)
    one = ("grants.rate", 2023, "course=general")
    assert figures_of(world.programme, scheme.calls | {"second": again}, [one])[one][0] == Fraction(2, 3)
    services.correct_call(again, rate="1/2", by=None)
    with pytest.raises(UserError, match="「補助率」に、同じ年度の違う値が登録されています"):
        figures_of(world.programme, scheme.calls, [one])


def test_what_is_refused(world: TinyWorld, scheme: Scheme) -> None:
    """By the field, with how to write it; codes, amounts and days that contradict also past every verb."""
    call, adopted, rejected = scheme.calls["1 April"], scheme.decisions["last day"], scheme.decisions["rejected"]
    for rate in ("半分", "1/0", "1/2/3", "-1/2", "1e999999999", "0.333333", "1/100000", "1/²", "x" * 10_000):
        assert refusal(services.correct_call, call, rate=rate) == {
            "rate": ["補助率は 1/2 や 2/3 のように入力してください。"]
        }
    for rate in ("3/2", "0", "1.0001", "99999/1"):
        assert "0より大きく1以下" in refusal(services.correct_call, call, rate=rate)["rate"][0]
    for rate, kept in (("２／３", (2, 3)), ("0.3333", (3333, 10_000)), ("1", (1, 1)), ("99998/99999", (99998, 99999))):
        services.correct_call(call, rate=rate, by=None)
        assert Call.objects.get(pk=call.pk).rate == Fraction(*kept)
    assert refusal(services.record_course, programme=world.programme, code="general", name="x").keys() == {"__all__"}
    assert refusal(services.correct_call, Call.objects.get(pk=call.pk), closes_on=date(2023, 3, 31)) == {
        "__all__": ["終了日が開始日より前です。日付を確かめてください。"]
    }
    facts = {"call": Call.objects.get(pk=call.pk), "opened_on": date(2024, 4, 1), "title": "x", "requested": 1}
    assert refusal(services.record_application, **facts) == {
        "__all__": ["申請企業か申請者のどちらかを入力してください。"]
    }
    facts |= {"company": scheme.company}
    assert refusal(services.record_application, **facts | {"opened_on": date(2099, 4, 1)}).keys() == {"opened_on"}
    early = refusal(services.record_application, **facts | {"opened_on": date(2023, 3, 31)})
    assert early == {"opened_on": ["公募の開始日(令和5年4月1日)より前です。その日以後にしてください。"]}
    strange = world.add_programme("third", "よその事業")
    assert "「相談事業」の公募です" in refusal(services.open_application, programme=strange, **facts)["call"][0]
    application = scheme.applied(scheme.calls["1 April"])
    of = {"application": application, "taken_on": date(2024, 3, 31)}
    assert "この案件にない手続" in refusal(services.record_decision, step="praised", **of)["__all__"][0]
    money = {"__all__": ["金額を入力してください。不採択など、額を決めない手続には金額を入れません。"]}
    assert refusal(services.record_decision, step="rejected", amount=1, **of) == money
    services.record_decision(step="adopted", amount=400_000, by=None, **of)
    assert "令和6年3月31日に済んでいます" in refusal(services.record_decision, step="adopted", **of)["__all__"][0]
    assert refusal(services.correct_application, application, requested=399_999).keys() == {"requested"}
    for name, wrong in {
        "decision_not_negative": {"amount": -1}, "decision_amount_unless_rejected": {"step": "praised"},
        "decision_known_reason": {"reason": "why"},
        "decision_expense_not_negative": {"expense": -1},
    }.items():  # fmt: skip
        assert unwritable(adopted, **wrong) == name
    assert unwritable(rejected, amount=1) == unwritable(adopted, amount=None) == "decision_amount_unless_rejected"
    assert [
        floors(call, closes_on=date(2023, 3, 31)), floors(call, cap=-1), floors(call, budget=-1),
        floors(application, requested=-1), floors(application, expense=-1),
    ] == [
        "call_closes_after_opening", "call_cap_not_negative", "call_budget_not_negative",
        "application_not_negative", "application_expense_not_negative",
    ]  # fmt: skip
    assert Decision.objects.count() == Application.objects.count() == len(scheme.decisions) + 1


def unwritable(row: Decision, **facts: Any) -> str:
    """The constraint by which the database refuses a step of these facts, past every verb; a row that stands is never rewritten."""
    said = {"case": row.case, "step": row.step, "taken_on": row.taken_on, "amount": row.amount}
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        Decision.objects.create(**said | facts)
    name: str = caught.value.__cause__.diag.constraint_name  # type: ignore[union-attr]
    return name


def test_what_waits_and_what_a_company_knows(world: TinyWorld, scheme: Scheme) -> None:
    """A call is booked up to its last day, an application waits until it is decided; a history has both."""
    user, company = world.user(is_superuser=True), world.company("㈱待つ")
    for day in (9, 10, 11):
        scheme.call(scheme.green, date(2024, 4, 1), "1/2", day, closes_on=date(2024, 4, day))
    waiting = scheme.applied(scheme.calls["green"], date(2024, 3, 31), company=company)
    scheme.applied(scheme.calls["green"], date(2024, 4, 1), company=None, person=world.person("個人 申子"))
    assert agenda_of(user, "grants.closing") == [(TODAY, "グリーン枠"), (date(2024, 4, 11), "グリーン枠")]
    undecided = [(date(2024, 3, 31), "㈱待つ 新商品"), (date(2024, 4, 1), "個人 申子 新商品")]
    assert agenda_of(user, "grants.undecided") == undecided
    services.record_decision(application=waiting, step="rejected", taken_on=date(2024, 4, 1), by=None)
    assert agenda_of(user, "grants.undecided") == undecided[1:]
    assert history_of(company, "grants") == [
        (date(2024, 4, 1), "補助金の手続", "不採択 新商品"),
        (date(2024, 3, 31), "補助申請", "グリーン枠 新商品 申請額 500,000円"),
    ]


LISTS = {
    "grant-courses": "事業,コースコード,コース・枠\n相談事業,general,一般枠\nない事業,general,一般枠\n",
    "grant-calls": "コース・枠,公募開始日,事業年度,補助率,上限額(円)\n一般枠,R5.4.1,R5,2/3,300万円\n一般枠,R5.4.2,R5,多め,1\n",
    "grant-applications": "コース・枠,企業名,申請日,事業名,申請額(円)\n一般枠,㈱補助,R5.4.2,新商品,100\n一般枠,,R5.4.2,名なし,1\n",
    "grant-decisions": "事業名,決定,決定日,決定額(円)\n新商品,採択,R6.3.31,100\n新商品,不採択,R6.3.31,\n",
}


def test_a_list_of_applications_taken_back_leaves_its_cases_whole(world: TinyWorld) -> None:
    """Each began a case: taking the list back says how it ends, and no case loses what it is about."""
    world.company("㈱補助")
    for kind in ("grant-courses", "grant-calls"):
        bring(kind, LISTS[kind])
    brought = intake.bring(import_kind("grant-applications"), LISTS["grant-applications"].encode(), "申請.csv", by=None)
    intake.run(brought, by=None)
    undone = intake.undo(brought, by=None)
    assert (undone.removed, len(undone.stays)) == (0, 1) and "取下げ" in undone.stays[0][1]
    assert Application.objects.get().case.application.title


def test_lists(world: TinyWorld) -> None:
    """Each brings in its first row and tells of its second; once more, nothing is added."""
    world.company("㈱補助")
    first = {kind: bring(kind, text) for kind, text in LISTS.items()}
    assert {kind: outcome.counts for kind, outcome in first.items()} == {
        kind: {What.CREATED: 1, What.REFUSED: 1} for kind in LISTS
    }
    told = (
        "ない事業",
        "補助率は 1/2 や 2/3 のように",
        "申請企業か申請者のどちらか",
        "「採択」(令和6年3月31日)のあとには行えません",
    )
    assert [word in why_refused(outcome)[3] for word, outcome in zip(told, first.values(), strict=True)] == [True] * 4
    call = Call.objects.get()
    assert (call.rate, call.cap, call.fiscal_year) == (Fraction(2, 3), 3_000_000, 2023)
    assert Decision.objects.get().fiscal_year == 2023
    assert [bring(kind, text).counts[What.SAME] for kind, text in LISTS.items()] == [1, 1, 1, 1]
