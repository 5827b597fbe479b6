"""Improvement plans worked from the application to the last accompaniment paid: the pack's cases, guards in every state, mistakes caught."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from banso.cases import words
from banso.procedures.offering import offers, state_of
from banso.procedures.paying import owed_by, request_owed
from banso.procedures.taking import take, take_back
from banso.work.turnaround.improvement import eligibility, services, year
from banso.work.turnaround.improvement.choices import Line
from banso.work.turnaround.improvement.models import (
    Accompaniment,
    PlanCase,
    PlanStep,
    Receipt,
    SchemeEdition,
    edition_on,
)
from banso.work.turnaround.improvement.papers import check_paper, checklist, confirm_complete
from banso.work.turnaround.improvement.procedure import IMPROVEMENT
from banso.work.turnaround.improvement.wording import in_hand
from conftest import TinyWorld, figures_of, refusal

from .working import DAY, Desk, editions, money

R5, R7 = date(2023, 5, 10), date(2025, 5, 12)


@pytest.fixture
def desk(world: TinyWorld) -> Desk:
    return Desk(world)


def why(plan: PlanCase, code: str) -> str:
    """Why a step cannot be taken now."""
    return next(one.why for one in offers(state_of(IMPROVEMENT, plan.case)) if one.step.code == code)


def possible(plan: PlanCase) -> set[str]:
    return {one.step.code for one in offers(state_of(IMPROVEMENT, plan.case)) if one.possible}


def told(verb: Any, *args: Any, **facts: Any) -> str:
    """The words in which something is refused."""
    with pytest.raises(ValidationError) as caught, transaction.atomic():
        verb(*args, **facts)
    return "".join(caught.value.messages)


@pytest.mark.parametrize(
    ("scheme", "frame", "day", "forms"),
    [
        ("full", "normal", date(2018, 7, 31), "R3以前"),
        ("full", "normal", date(2022, 3, 31), "R3以前"),
        ("full", "normal", date(2022, 4, 1), "R4"),
        ("full", "normal", date(2023, 4, 1), "R5"),
        ("full", "normal", date(2024, 3, 31), "R5"),
        ("full", "normal", date(2024, 4, 1), "R6"),
        ("full", "normal", date(2026, 12, 1), "R7"),
        ("full", "guideline", date(2022, 4, 14), None),
        ("full", "guideline", date(2022, 4, 15), "R4"),
        ("early", "normal", date(2017, 5, 9), None),
        ("early", "release", date(2025, 4, 1), "R7"),
        ("early", "guideline", date(2025, 4, 1), None),
    ],
)
def test_editions_by_day_of_acceptance(db: None, scheme: str, frame: str, day: date, forms: str | None) -> None:
    editions()
    found = edition_on(scheme, frame, day)
    assert (found and found.form_set) == forms


def test_editions_stay_as_they_were_laid_down(db: None) -> None:
    """Loading again changes nothing; what an edition says is never rewritten, by a file or past it; its end alone may come."""
    assert len(editions()) == 19
    assert editions() == []
    one = SchemeEdition.objects.get(code="full-r5")
    for change in ({"rules": {}}, {"valid_from": date(2020, 1, 1)}):
        with pytest.raises(DatabaseError), transaction.atomic():
            SchemeEdition.objects.filter(pk=one.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        one.delete()
    SchemeEdition.objects.filter(code="full-r7").update(valid_to=date(2027, 3, 31))


def test_t15_second_half_with_the_first_accompaniment(desk: Desk) -> None:
    """Accepted in R5: half now, half when the first claim for accompaniment is decided. Accepted before R4: all at once."""
    plan = desk.planned(R5)
    first = PlanStep.objects.get(case=plan.case, step="pay_decided")
    assert money(first) == (600_000, 400_000, 200_000, 200_000)
    held = R5 + 400 * DAY
    desk.take(plan, "accompanied", held, kind="yearly", bank=desk.bank, report="計画どおり")
    desk.claim(plan, "follow_claimed", held + 30 * DAY, 45_000, 15_000)
    assert money(desk.take(plan, "pay_decided", held + 40 * DAY)) == (45_000, 30_000, 230_000, 0)
    desk.take(plan, "accompanied", held + 100 * DAY, kind="interim", bank=desk.bank, report="計画どおり")
    desk.claim(plan, "follow_claimed", held + 120 * DAY, 30_000, 10_000)
    assert money(desk.take(plan, "pay_decided", held + 130 * DAY)) == (30_000, 20_000, 20_000, 0)
    before = desk.planned(date(2022, 3, 31))
    assert money(PlanStep.objects.get(case=before.case, step="pay_decided")) == (600_000, 400_000, 400_000, 0)


def test_t16_the_cap_leaves_the_rest_to_the_firm(desk: Desk) -> None:
    plan = desk.planned(R5, 3_150_000, 1_150_000, plan_cost=3_150_000)
    assert money(PlanStep.objects.get(case=plan.case, step="pay_decided")) == (
        3_150_000,
        2_000_000,
        1_000_000,
        1_000_000,
    )
    odd = desk.planned(R5, 1_234_567, 411_523, plan_cost=1_234_567)
    assert money(PlanStep.objects.get(case=odd.case, step="pay_decided")) == (1_234_567, 823_044, 411_522, 411_522)
    early = desk.planned(R5, 200_000, 66_667, scheme="early", plan_cost=200_000)
    assert money(PlanStep.objects.get(case=early.case, step="pay_decided")) == (200_000, 133_333, 66_666, 66_667)


def test_t17_a_certificate_older_than_three_months_is_refused(desk: Desk) -> None:
    plan = desk.opened(date(2024, 4, 15))
    desk.take(plan, "applied", date(2024, 4, 15))

    def came(on: date, issued: date, **facts: Any) -> Any:
        said = {"received_on": on, "issued_on": issued, "result": "ok", "by": desk.first} | facts
        return check_paper(plan, "application", "certificate", **said)

    assert came(date(2024, 4, 15), date(2024, 1, 15)).good_until == date(2024, 4, 15)
    late = told(came, date(2024, 4, 16), date(2024, 1, 15))
    assert "3か月を過ぎています(受領できるのは令和6年4月15日まで)" in late and "新しい証明書" in late
    assert came(date(2024, 2, 29), date(2023, 11, 30)).good_until == date(2024, 2, 29)
    assert "3か月" in told(came, date(2024, 3, 1), date(2023, 11, 30))
    assert came(date(2024, 4, 16), date(2024, 1, 15), result="returned", reason="3か月超").result == "returned"
    assert "法務局" in told(came, date(2024, 4, 15), date(2024, 4, 1), form="print")
    assert "原本" in told(came, date(2024, 4, 15), date(2024, 4, 1), form="copy")
    assert "発行日" in told(came, date(2024, 4, 15), None)
    with pytest.raises(DatabaseError), transaction.atomic():
        row = came(date(2024, 4, 15), date(2024, 1, 15))
        row.pk, row.received_on = None, date(2024, 4, 16)
        row.save(force_insert=True)


def test_t18_forms_of_the_acceptance_years_edition(desk: Desk) -> None:
    """Accepted in R5, accompanied in R7: R5 forms; each counts in its own year, whatever the edition."""
    plan, new = desk.planned(R5), desk.planned(R7)
    day = date(2025, 8, 20)
    row = desk.take(plan, "accompanied", day, kind="yearly", bank=desk.bank, report="計画どおり")
    desk.claim(plan, "follow_claimed", day + 30 * DAY, 45_000, 15_000)
    said: dict[str, Any] = {"received_on": day, "result": "ok", "by": desk.first, "round": 1}
    wrong = told(check_paper, plan, "follow_claim", "report", form_set="R7", **said)
    assert "この案件の様式は「R5」です" in wrong and "R5の様式で出し直して" in wrong
    assert check_paper(plan, "follow_claim", "report", form_set="R5", **said).result == "ok"
    assert [one.edition.form_set for one in (plan, new) if one.edition] == ["R5", "R7"]
    applied = {"R5": plan.receipts.get(kind="application"), "R7": new.receipts.get(kind="application")}
    held = {"held": Accompaniment.objects.get(step=row)}
    asked = {
        ("turnaround.receipts", 2023, "kind=application"): (1, ["R5"]),
        ("turnaround.receipts", 2025, "kind=application"): (1, ["R7"]),
    }
    desk.world.programme.years.create(fiscal_year=2025, name="相談事業")
    assert figures_of(desk.world.programme, applied, asked) == asked
    asked = {
        ("turnaround.accompaniments", 2025, ""): (1, ["held"]),
        ("turnaround.accompaniments", 2023, ""): (0, []),
    }
    assert figures_of(desk.world.programme, held, asked) == asked


def test_the_edition_stays(desk: Desk) -> None:
    """No verb and no SQL moves a case to another edition while its application stands; taken back, it may be received on another day."""
    plan = desk.opened(R5)
    row = desk.take(plan, "applied", R5)
    other = SchemeEdition.objects.get(code="full-r7")
    with pytest.raises(DatabaseError), transaction.atomic():
        PlanCase.objects.filter(pk=plan.pk).update(edition=other)
    assert refusal(services.correct_plan_case, plan, frame="guideline").keys() == {"frame"}
    moved = refusal(services.correct_receipt, plan.receipts.get(), received_on=R7)
    assert "「R5 経営改善計画策定支援(405事業) 通常枠」で受け付けています" in moved["received_on"][0]
    assert services.correct_receipt(plan.receipts.get(), received_on=R5 + DAY, by=None).step.taken_on == R5 + DAY
    take_back(plan.case, plan.receipts.get().step, reason="受付日の誤り", by=None)
    desk.take(plan, "applied", date(2024, 4, 1))
    assert plan.edition is not None and plan.edition.form_set == "R6"
    assert Receipt.objects.filter(case=plan).count() == 1 and row.pk


def test_no_edition_no_receipt(desk: Desk) -> None:
    plan = desk.opened(date(2022, 4, 14), frame="guideline")
    said = told(take, plan.case, "applied", {"taken_on": date(2022, 4, 14)}, by=None)
    assert "「中小版GL枠」の版がありません" in said and "「通常枠」" in said


def test_a_decision_needs_papers_a_second_person_and_estimates(desk: Desk) -> None:
    """In words, one after another; a paper looked at again takes the completeness back; who checked does not confirm."""
    plan = desk.opened(R5)
    desk.take(plan, "applied", R5)
    assert "書類がそろっていません(利用申請書(別紙1)、" in why(plan, "decided")
    asked = {line.rule.code for line in checklist(plan, "application").lines}
    assert {"certificate", "recognition"} <= asked and not asked & {"sole", "gantt", "bank_letter", "reuse_check"}
    desk.quote(plan, plan=450_001, follow=300_000)
    assert "gantt" in {line.rule.code for line in checklist(plan, "application").lines}
    for line in checklist(plan, "application").lines:
        issued = R5 if line.rule.months else None
        check_paper(plan, "application", line.rule.code, received_on=R5, issued_on=issued, result="ok", by=desk.first)
    assert "別の人" in why(plan, "decided")
    assert "あなたです" in told(confirm_complete, plan, "application", by=desk.first)
    confirm_complete(plan, "application", by=desk.second)
    assert why(plan, "decided") == ""
    returned = {"received_on": R5, "result": "returned", "reason": "押印がない", "by": desk.first}
    check_paper(plan, "application", "estimate", **returned)
    assert "業務別見積明細" in why(plan, "decided")
    desk.take(plan, "returned", R5 + DAY)
    listed = words.values("improvement", ["不備書類"], words.Subject(plan.case))["不備書類"]
    assert listed == [{"書類": "業務別見積明細(別紙1-3)", "不備": "押印がない"}]
    found = in_hand(plan)
    assert found is not None and [line.said for line in found.missing] == ["押印がない"]
    desk.take(plan, "mended", R5 + 2 * DAY)
    check_paper(plan, "application", "estimate", received_on=R5 + 2 * DAY, result="ok", by=desk.first)
    confirm_complete(plan, "application", by=desk.second)
    row = desk.take(plan, "decided", R5 + 3 * DAY)
    assert (row.plan_cost, row.follow_cost) == (450_001, 300_000)


def test_who_may_use_it(desk: Desk) -> None:
    """Each rule with its reason: kinds of firms, one bank without guarantee, the adviser's recognition, size, use before."""

    def said(plan: PlanCase) -> dict[str, bool | None]:
        return {one.label: one.ok for one in eligibility.findings(plan, R5)}

    plan = desk.opened(R5)
    desk.take(plan, "applied", R5)
    assert set(said(plan).values()) == {True}
    barred = desk.opened(R5, company=desk.world.company("一般社団法人みなと会"))
    desk.take(barred, "applied", R5)
    assert "一般社団法人は、この事業の対象になりません。" in eligibility.why_not(barred, R5)
    assert "一般社団法人" in words.values("improvement", ["不適格の理由"], words.Subject(barred.case))["不適格の理由"]
    plan.banks.filter(bank=desk.other).update(ended_on=R5)
    plan.banks.update(guaranteed=False)
    assert said(plan)["取引金融機関"] is False and "1行だけ" in eligibility.why_not(plan, R5)
    services.correct_plan_case(plan, adviser_until=R5 - DAY, sales=None, by=None)
    assert (said(plan)["認定支援機関"], said(plan)["規模"]) == (False, None)
    used = desk.decided(R5)
    again = desk.opened(R5, company=used.case.company)
    desk.take(again, "applied", R5 + 20 * DAY)
    assert "すでに1回利用しています" in eligibility.why_not(again, R5)
    services.correct_plan_case(again, reuse="covid", by=None)
    assert eligibility.why_not(again, R5) == ""
    assert "reuse_check" in {line.rule.code for line in checklist(again, "application").lines}


def test_every_bank_consents_or_one_takes_the_plan_in(desk: Desk) -> None:
    """In full, all, none conditional; early, the main bank's receipt. The claim waits for it."""
    plan = desk.decided(R5)
    banks = {str(row.bank): row for row in plan.banks.all()}
    assert "同意書、同意確認書、金融支援に係る確認書のない金融機関があります(みなと銀行、港信用金庫)" in why(
        plan, "agreed"
    )
    day = R5 + 50 * DAY
    services.record_bank_consent(bank=banks["みなと銀行"], paper="consent", said_on=day, by=None)
    services.record_bank_consent(bank=banks["港信用金庫"], paper="conditional", said_on=day, note="担保の追加", by=None)
    assert "(港信用金庫)" in why(plan, "agreed")
    assert refusal(services.record_bank_consent, bank=banks["港信用金庫"], paper="declined", said_on=day).keys() == {
        "__all__"
    }
    assert "先に「金融機関の同意・受取り」" in why(plan, "plan_claimed")
    services.record_bank_consent(bank=banks["港信用金庫"], paper="relief", said_on=day, by=None)
    assert why(plan, "agreed") == ""
    early = desk.decided(R5, "early", plan_cost=220_000)
    assert "受取書がありません" in why(early, "agreed")
    services.record_bank_consent(bank=early.banks.get(bank=desk.other), paper="received", said_on=day, by=None)
    assert "主要行" in why(early, "agreed")
    services.record_bank_consent(bank=early.banks.get(bank=desk.bank), paper="received", said_on=day, by=None)
    assert why(early, "agreed") == ""


CLAIM: dict[str, Any] = {"work_from": R5 + 20 * DAY, "invoiced": 600_000, "proof": "transfer", "share_paid": 200_000}


@pytest.mark.parametrize(
    ("facts", "column", "words_"),
    [
        ({"proof": "receipt"}, "proof", "振込の控え"),
        ({"proof": "mixed"}, "proof", "自己負担分だけを振り込んだ控え"),
        ({"proof": "offset"}, "proof", "顧問料"),
        ({"proof": ""}, "proof", "選んでください"),
        ({"invoiced": None}, "invoiced", "請求額"),
        ({"work_from": R5 + 9 * DAY}, "work_from", "委嘱の承諾より前"),
        ({"share_paid": 181_437}, "share_paid", "200,000円のはずです"),
        ({"share_paid": 200_000, "share_withheld": 18_563}, "share_paid", "181,437円のはずです"),
        ({"share_paid": 199_999}, "share_paid", "200,000円"),
        ({"other_aid": 600_001}, "other_aid", "超えています"),
    ],
)
def test_mistake_3_proofs_that_prove_nothing(desk: Desk, facts: dict[str, Any], column: str, words_: str) -> None:
    """A receipt, a mixed transfer, an offset, a share that does not add up with what was withheld: each refused at its field, with what mends it."""
    plan = desk.decided(R5)
    desk.agree(plan, R5 + 60 * DAY)
    found = refusal(take, plan.case, "plan_claimed", {"taken_on": R5 + 90 * DAY} | CLAIM | facts)
    assert found.keys() == {column} and words_ in found[column][0]
    assert not Receipt.objects.filter(case=plan, kind="claim").exists()


def test_withheld_tax_needs_the_gross_invoice(desk: Desk) -> None:
    plan = desk.decided(R5)
    desk.agree(plan, R5 + 60 * DAY)
    desk.take(plan, "plan_claimed", R5 + 90 * DAY, **(CLAIM | {"share_paid": 181_437, "share_withheld": 18_563}))
    assert "gross_bill" in {line.rule.code for line in checklist(plan, "claim").lines}


def test_before_2018_a_receipt_was_proof(desk: Desk) -> None:
    day = date(2018, 7, 31)
    plan = desk.decided(day)
    desk.agree(plan, day + 60 * DAY)
    facts = CLAIM | {"work_from": day + 20 * DAY, "proof": "receipt"}
    assert desk.take(plan, "plan_claimed", day + 90 * DAY, **facts).invoiced == 600_000


def test_mistake_2_a_talk_with_the_firm_is_no_accompaniment(desk: Desk) -> None:
    """No bank, no step; a party that is no bank, neither; what a list brought without one is not claimed, by the database too."""
    plan = desk.planned(R5)
    day, said = R5 + 400 * DAY, {"kind": "yearly", "report": "面談"}
    assert "企業だけとの面談" in refusal(take, plan.case, "accompanied", {"taken_on": day} | said)["bank"][0]
    firm = refusal(take, plan.case, "accompanied", {"taken_on": day, "bank": desk.adviser} | said)
    assert "金融機関として登録されていません" in firm["bank"][0]
    wrong = {"taken_on": day, "bank": desk.bank, "kind": "midterm", "report": "面談"}
    assert "中間、本決算" in refusal(take, plan.case, "accompanied", wrong)["kind"][0]
    listed = services.record_accompaniment(case=plan, held_on=day, note="面談", by=None)
    assert "面談した金融機関が登録されていない" in why(plan, "follow_claimed")
    with pytest.raises(DatabaseError), transaction.atomic():
        Accompaniment.objects.filter(pk=listed.pk).update(claim=plan.receipts.get(kind="claim"))
    services.correct_accompaniment(listed, bank=desk.bank, kind="yearly", by=None)
    assert why(plan, "follow_claimed") == ""


def test_lines_do_not_lend_and_caps_are_used_up(desk: Desk) -> None:
    """What one line leaves is not another's; an accompaniment of the early scheme has a cap of its own; the old cap is of all lines."""
    plan = desk.planned(R5, 300_000, 100_000)
    held = R5 + 400 * DAY
    desk.take(plan, "accompanied", held, kind="yearly", bank=desk.bank, report="計画どおり")
    desk.claim(plan, "follow_claimed", held + 30 * DAY, 90_000, 40_000)  # 75,000 is the line's estimate
    assert money(desk.take(plan, "pay_decided", held + 40 * DAY)) == (75_000, 50_000, 150_000, 0)
    early = desk.planned(R5, 220_000, 73_334, scheme="early", plan_cost=220_000)
    desk.take(early, "accompanied", held, kind="settlement", bank=desk.bank, report="計画どおり")
    desk.claim(early, "follow_claimed", held + 30 * DAY, 75_000, 25_000)
    assert money(desk.take(early, "pay_decided", held + 40 * DAY)) == (75_000, 50_000, 123_333, 0)
    old = desk.planned(date(2021, 5, 10), 200_000, 66_667, scheme="early", plan_cost=200_000)
    assert money(PlanStep.objects.get(case=old.case, step="pay_decided")) == (200_000, 133_333, 133_333, 0)
    with_aid = desk.decided(R5)
    desk.agree(with_aid, R5 + 60 * DAY)
    desk.claim(with_aid, "plan_claimed", R5 + 90 * DAY, 600_000, 200_000, other_aid=100_000)
    assert money(desk.take(with_aid, "pay_decided", R5 + 99 * DAY))[1] == 400_000


def test_claims_expire(desk: Desk) -> None:
    """A year after the talk at the latest, as the edition says; before R4, never."""
    plan = desk.planned(R5)
    held = R5 + 300 * DAY
    desk.take(plan, "accompanied", held, kind="yearly", bank=desk.bank, report="計画どおり")
    late: dict[str, Any] = CLAIM | {"taken_on": held + 370 * DAY, "invoiced": 45_000, "share_paid": 15_000}
    assert "までに申請するものです" in refusal(take, plan.case, "follow_claimed", late)["taken_on"][0]
    due = {row.deadline.code: row.due_on for row in plan.case.open_deadlines.select_related("deadline")}
    assert due["claim"] == date(2025, 3, 5)
    desk.take(plan, "lapsed", held + 400 * DAY, note="申請の期限を過ぎた")
    assert plan.case.standing.__class__.objects.get(case=plan.case).closed


def test_money_goes_out_by_two_people_to_the_adviser(desk: Desk) -> None:
    """What is owed follows from the decision and is typed by nobody; the step of payment waits for the bank's result."""
    plan = desk.planned(R5)
    row = PlanStep.objects.get(case=plan.case, step="pay_decided")
    owed = owed_by(IMPROVEMENT, plan.case, row)
    assert owed is not None and (owed.amount, owed.to) == (200_000, desk.adviser)
    assert "先に支払を依頼してください" in why(plan, "paid")
    from banso.office.payments.services import (
        make_batch,
        note_result,
        record_account,
        record_payee,
        record_sender,
        release,
    )

    place: dict[str, Any] = {"bank_code": "0117", "bank_name": "青森銀行", "branch_code": "101", "branch_name": "本店"}
    payee = record_payee(kind="company", name="みなと税理士法人", organisation=desk.adviser, by=None)
    account = record_account(
        payee=payee, number="1234567", holder="ミナト", valid_from=date(2020, 1, 1), by=None, **place
    )
    from django.utils.timezone import localdate

    facts: dict[str, Any] = {"treatment": "none", "funding": "国", "due_on": localdate(), "account": account}
    order = request_owed(IMPROVEMENT, plan.case, row, amount=200_000, payee=payee, by=desk.first, **facts)
    assert "2人" in why(plan, "paid")
    release([order], count=1, total=200_000, by=desk.second)
    release([order], count=1, total=200_000, by=desk.world.user("third"))
    sender = record_sender(number="7654321", holder="ザイ)ミナト", code="0000012345", by=None, **place)
    make_batch([order], sender=sender, pay_on=localdate(), by=desk.first)
    note_result(order, paid=True, on=localdate(), by=desk.first)
    paid = desk.take(plan, "paid", localdate())
    assert (paid.amount, paid.claim) == (200_000, plan.receipts.get(kind="claim"))
    assert refusal(
        take, plan.case, "repayment", {"taken_on": localdate(), "amount": 200_001, "note": "過払い"}
    ).keys() == {"amount"}
    assert desk.take(plan, "repayment", localdate(), amount=50_000, note="過払い").amount == 50_000


def test_which_steps_in_which_state(desk: Desk) -> None:
    """A row for each state a case comes through."""
    plan = desk.opened(R5)
    found = {"opened": possible(plan)}
    desk.take(plan, "applied", R5)
    desk.quote(plan, plan=600_000, follow=75_000)
    found["applied"] = possible(plan)
    desk.papers(plan, "application", R5)
    found["complete"] = possible(plan)
    desk.take(plan, "decided", R5)
    found["decided"] = possible(plan)
    desk.take(plan, "commissioned", R5)
    desk.agree(plan, R5 + DAY)
    found["agreed"] = possible(plan)
    desk.take(plan, "withdrawn", R5 + DAY, note="企業の都合")
    found["withdrawn"] = possible(plan)
    always = {"consulted", "withdrawn"}
    assert found == {
        "opened": always | {"applied"},
        "applied": always | {"returned", "refused"},
        "complete": always | {"returned", "refused", "decided"},
        "decided": {"withdrawn", "returned", "commissioned", "changed", "lapsed"},
        "agreed": {"withdrawn", "returned", "changed", "lapsed", "plan_claimed", "talks_claimed"},
        "withdrawn": set(),
    }


def test_a_year_and_its_sheet(desk: Desk) -> None:
    """How far a year's applications came, and the sheet of the national body by scheme, frame and forms."""
    plan = desk.planned(R5)
    desk.decided(R5)
    desk.opened(R5)
    stages = {one.label: (one.cases, one.percent) for one in year.funnel(2023)}
    assert (stages["利用申請の受付"], stages["利用決定"], stages["計画策定費用の支払申請の受付"]) == (
        (2, 100),
        (2, 100),
        (1, 50),
    )
    head, line = year.national(2023)
    assert head[:4] == ["制度", "様式", "枠", "利用申請"]
    assert line == ["経営改善計画策定支援(405事業)", "R5", "通常枠", 2, 2, 1, 0, 400_000, 0]
    assert [age.label for age in year.ages(date(2024, 4, 1))].count("受付") == 1
    late, near = year.due(date(2024, 1, 1))
    assert plan.case_id not in {row.case_id for row in late} and near == []


def test_a_list_fills_what_is_known(desk: Desk) -> None:
    """What a list brings becomes steps too, from the day something is known; the application pins the edition of its day."""
    plan = services.record_plan_case(
        programme=desk.world.programme, company=desk.world.company(), scheme="early", sales=5, by=None
    )
    services.record_receipt(case=plan, kind="claim", received_on=date(2023, 9, 1), by=None)
    services.record_receipt(case=plan, kind="application", received_on=date(2023, 4, 3), by=None)
    services.record_accompaniment(case=plan, held_on=date(2024, 5, 1), kind="settlement", bank=desk.bank, by=None)
    plan = PlanCase.objects.get(pk=plan.pk)
    state = state_of(IMPROVEMENT, plan.case)
    assert [row.step for row in state.taken] == ["applied", "plan_claimed", "accompanied"]
    assert plan.case.opened_on == date(2023, 4, 3) and plan.edition is not None and plan.edition.form_set == "R5"
    assert told(services.record_receipt, case=plan, kind="claim", received_on=date(2023, 9, 2), by=None)


def test_lines_of_the_edition(desk: Desk) -> None:
    plan = desk.opened(R5)
    desk.take(plan, "applied", R5)
    said = {"case": plan, "line": Line.DILIGENCE, "adviser": desk.adviser, "hours": 1, "rate": 1}
    assert "払うのは" in refusal(services.add_quote, **said)["line"][0]
    row = services.add_quote(**(said | {"line": Line.PLAN, "hours": "1.25", "rate": 9_999}), by=None)
    row.refresh_from_db()
    assert row.amount == 12_498
    services.drop_quote(row, by=None)
    assert row.dropped_on
