"""What a firm owes after the settlement, as the case's deadlines, over six years: reports, returns, assets."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from banso.cases.services import hand_over_case
from banso.core import done_days
from banso.office.deadlines.models import OpenDeadline
from banso.office.deadlines.services import due_digests, move_deadline
from banso.procedures.offering import state_of
from banso.procedures.taking import take, take_back
from banso.registers.models import Staff
from banso.work.grants.aftercare import funder, owed, project_income, property, returns, services
from banso.work.grants.aftercare.choices import Cause, Deduction, DisposalKind, TaxOutcome, TaxStatus, Use, Valuation
from banso.work.grants.models import Application, Asset, Demand, OutcomeReport
from banso.work.grants.procedure import GRANT
from conftest import TinyWorld, agenda_of, bring, floors, refusal, why_refused

from .worked import applied, called, terms

VALUES = {
    "outcome_reports": 6,
    "outcome_window": "april-may",
    "income_return": "yearly",
    "tax_basis": "gross",
    "asset_month": 3,
}


def settled(world: TinyWorld, on: date = date(2025, 2, 20), expense: int = 1_200_000, **values: object) -> Application:
    """A grant settled on a day: two thirds of an expense of 1,200,000."""
    terms(world, values=VALUES | values)
    application = applied(world, called(world, cap=10_000_000), requested=9_000_000, expense=expense)
    for code, day, facts in (
        ("adopted", date(2024, 4, 2), {}),
        ("granted", date(2024, 4, 3), {}),
        ("reported", on, {"expense": expense}),
        ("settled", on, {}),
    ):
        take(application.case, code, {"taken_on": day} | facts, by=None)
    return application


def due(application: Application) -> dict[tuple[str, int], date]:
    rows = OpenDeadline.objects.filter(case=application.case, code__in=owed.DUTIES)
    return {(row.code, row.round): row.due_on for row in rows}


def test_case_15_the_duties_begin_by_themselves(world: TinyWorld) -> None:
    """From the settlement on: six windows and the tax report, kept by the case's keeper, also once the case is finished; undone with it."""
    application = settled(world)
    reports = {("outcome", nth): date(2024 + nth, 5, 31) for nth in range(1, 7)}
    assert due(application) == reports | {("input_tax", 1): date(2026, 5, 31)}
    row = owed.duties().get(case=application.case, code="outcome", round=2)
    assert (row.opens_on, row.name) == (date(2026, 4, 1), "事業化状況報告 第2回")
    assert row.sentence == (
        "額の確定の日(令和7年2月20日)が2月末までの確定なので、次の4月から、毎年4月1日~5月31日。全6回の第2回"
    )
    for code in ("claimed", "paid", "finished"):
        take(application.case, code, {"taken_on": date(2025, 3, 1)}, by=None)
    assert len(due(application)) == 7
    keeper = Staff.objects.create(
        name="後任 二郎", unit=world.unit, joined_on=date(2024, 4, 1), user=world.user("next")
    )
    hand_over_case(application.case, to=keeper, by=None)
    assert OpenDeadline.objects.filter(keeper=keeper, code="outcome").count() == 6
    world.allow(keeper.user, "view_opendeadline")
    assert [on for on, _ in agenda_of(keeper.user, "deadlines.come", date(2026, 6, 1))] == [
        date(2025, 5, 31), date(2026, 5, 31), date(2026, 5, 31)
    ]  # fmt: skip


def test_a_duty_has_its_ladder(world: TinyWorld) -> None:
    """As other deadlines have: whoever keeps the case, the firm itself, the managers, years after the settlement."""
    settled(world)

    def told(day: date) -> list[tuple[str, str]]:
        return [(str(line.rung.to), line.deadline.name) for digest in due_digests(day) for line in digest.lines]

    assert told(date(2028, 5, 17)) == [("keeper", "事業化状況報告 第4回")]
    assert ("outsider", "事業化状況報告 第4回") in told(date(2028, 5, 28))
    assert ("manager", "事業化状況報告 第4回") in told(date(2028, 6, 7))


def test_reports_and_assets_of_former_years_come_in_as_lists(world: TinyWorld) -> None:
    """What was sent is owed no more; a line for a time that the terms do not ask for is refused with its reason."""
    application = settled(world)
    title = application.title
    head = "事業名,第何回,提出日,事業化の段階,売上額(円)"
    sent = f"{title},1,R7.4.20,第1段階 製品の宣伝などをしている,0\n{title},7,R7.4.20,事業化していない,0\n"
    refused = why_refused(bring("grant-outcome-reports", f"{head}\n{sent}"))
    assert list(refused) == [3] and "6回です" in refused[3]
    bring("grant-outcome-reports", f"{head}\n{sent.splitlines()[0]}\n")
    tax = f"事業名,提出日,課税方式\n{title},R8.5.1,免税事業者\n"
    assert why_refused(bring("grant-input-tax", tax)) == {}
    things = (
        f"事業名,財産名,単価(円・税抜),取得年月日,耐用年数,補助金相当額(円)\n{title},加工機,3000000,R6.9.1,7,800000\n"
    )
    assert why_refused(bring("grant-assets", things)) == {}
    left = due(application)
    assert (
        ("outcome", 1) not in left
        and ("input_tax", 1) not in left
        and ("outcome", 2) in left
        and ("assets", 2026) in left
    )


def test_undone_or_settled_for_nothing_nothing_is_owed(world: TinyWorld) -> None:
    application = settled(world)
    row = GRANT.steps.objects.get(case=application.case, step="settled")
    take_back(application.case, row, reason="計算の誤り", by=None)
    assert due(application) == {}
    take(application.case, "settled", {"taken_on": date(2025, 3, 5), "amount": 700_000}, by=None)
    assert due(application)["outcome", 1] == date(2026, 5, 31)  # in March: a year later
    take(application.case, "revoked", {"taken_on": date(2025, 3, 6), "note": "偽りの申請"}, by=None)
    assert due(application) == {}


def test_a_report_in_progress_counts_as_not_sent(world: TinyWorld) -> None:
    """Without the day it was sent it is owed, and the company answers for it; sent, its duty is met and the rest stay."""
    application = settled(world)
    company = application.case.company
    assert company is not None
    assert list(owed.owes_reports(company, date(2025, 5, 31))) == []
    report = services.report_outcome(case=application.case, nth=1, stage="1", by=None)
    late = owed.owes_reports(company, date(2025, 6, 1))
    assert [row.name for row in late] == ["事業化状況報告 第1回"] and report.state == "作成中(未提出)"
    assert (report.period_from, report.period_to) == (date(2024, 4, 1), date(2025, 3, 31))
    services.correct_outcome(report, sent_on=date(2025, 6, 10), by=None)
    assert list(owed.owes_reports(company, date(2025, 6, 10))) == [] and ("outcome", 1) not in due(application)
    assert owed.owes_reports(company, date(2025, 6, 9)).count() == 1  # on that day it was still owed
    services.correct_outcome(report, sent_on=None, by=None)
    assert due(application)["outcome", 1] == date(2025, 5, 31)


def test_a_duty_that_was_moved_is_late_later(world: TinyWorld) -> None:
    application = settled(world)
    row = owed.duties().get(case=application.case, code="outcome", round=1)
    move_deadline(row, to=date(2025, 7, 31), reason="決算の遅れ", by=None)
    moved = owed.duties().get(case=application.case, code="outcome", round=1)
    assert (moved.due_on, moved.opens_on) == (date(2025, 7, 31), date(2025, 4, 1))
    company = application.case.company
    assert company is not None and not owed.owes_reports(company, date(2025, 6, 1)).exists()


def test_reports_that_are_refused(world: TinyWorld) -> None:
    application = settled(world)
    case = application.case
    say = services.report_outcome
    assert refusal(say, case=case, nth=7, stage="1") == {
        "nth": ["この案件の事業化状況報告は6回です。第1回から第6回で入れてください。"]
    }
    early = refusal(say, case=case, nth=1, stage="1", sent_on=date(2025, 3, 31))
    assert early == {"sent_on": ["第1回は令和7年4月1日から受け付けます。それより前の日付は入れられません。"]}
    assert "売上がない理由" in refusal(say, case=case, nth=1, stage="3")["no_sales_reason"][0]
    open_case = applied(world, called(world, "second"), title="別").case
    assert "額の確定" in refusal(say, case=open_case, nth=1, stage="1")["case"][0]


def test_case_17_income_is_worked_out_told_and_paid(world: TinyWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    """15,000,000 in all, 9,000,000 of it the grant: nothing, 1,800,000, the rest; told and paid as dated rows, never beyond the grant."""
    monkeypatch.setattr(done_days, "localdate", lambda: date(2031, 3, 31))
    application = settled(world, expense=13_500_000)
    case = application.case
    services.note_followup(case=case, total_cost=15_000_000, by=None)
    for nth, sales in enumerate((4_000_000, 5_000_000, 20_000_000, 1_000_000), start=1):
        facts = {"stage": "5", "sales": sales, "sent_on": date(2024 + nth, 4, 20)}
        services.report_outcome(case=case, nth=nth, by=None, **facts)
    found = returns.incomes(state_of(GRANT, application.case))
    assert [share.due for _, share in found] == [0, 1_800_000, 7_200_000, 0]
    second = OutcomeReport.objects.get(nth=2)
    told = {"case": case, "cause": Cause.INCOME, "outcome_report": second, "demanded_on": date(2026, 6, 1)}
    beyond = refusal(returns.demand, **told, amount=1_800_001, due_on=date(2026, 6, 30))
    assert "1,800,000円です" in beyond["amount"][0]
    row = returns.demand(**told, due_on=date(2026, 6, 30), by=None)
    assert row.amount == 1_800_000 and due(application)["demand", 1] == date(2026, 6, 30)
    returns.correct_demand(row, paid_on=date(2026, 6, 25), by=None)
    assert ("demand", 1) not in due(application)
    rest = {"case": case, "cause": Cause.INCOME, "demanded_on": date(2027, 6, 1), "due_on": date(2027, 6, 30)}
    assert returns.demand(**rest, by=None).amount == 7_200_000
    assert "0円です" in refusal(returns.demand, **rest)["amount"][0]


def test_case_16_income_of_the_work_is_taken_off_at_the_settlement(world: TinyWorld) -> None:
    """Where the terms say so the settled amount is less by the grant's share of it; afterwards it is not entered any more."""
    terms(world, values={"income_return": "at-report"})
    application = applied(world, called(world, cap=500_000), requested=500_000, expense=750_000)
    take(application.case, "adopted", {"taken_on": date(2024, 4, 2)}, by=None)
    take(application.case, "granted", {"taken_on": date(2024, 4, 3)}, by=None)
    facts = {"case": application.case, "income": 790_000, "cost": 400_000, "excluded": 300_000}
    project_income.note_project_income(by=None, **facts)
    take(application.case, "reported", {"taken_on": date(2024, 4, 4), "expense": 750_000}, by=None)
    asked = {"taken_on": date(2024, 4, 5), "amount": 440_001}
    with pytest.raises(ValidationError, match="収益納付60,000円を引いた額440,000円"):
        take(application.case, "settled", asked, by=None)
    assert take(application.case, "settled", {"taken_on": date(2024, 4, 5)}, by=None).amount == 440_000
    row = application.case.project_income
    assert "確定が済んで" in refusal(project_income.correct_project_income, row, income=1)["case"][0]


def test_cases_18_and_20_three_outcomes_of_input_tax(world: TinyWorld) -> None:
    """An amount by full deduction, 0 for who deducts nothing, each meets the duty; on net cost there is none, and a report is 0."""
    application = settled(world, expense=1_200_000)
    case, on = application.case, date(2026, 4, 30)
    lacking = refusal(returns.report_input_tax, case=case, reported_on=on, status=TaxStatus.FULL)
    assert set(lacking) == {"gross", "deduction"}
    given = {"gross": 1_200_000, "rate": 5, "deduction": Deduction.WHOLE}
    report = returns.report_input_tax(case=case, reported_on=on, status=TaxStatus.FULL, by=None, **given)
    assert (report.outcome, report.amount) == (TaxOutcome.AMOUNT, 57_142 * 800_000 // 1_200_000)
    assert ("input_tax", 1) not in due(application)
    row = returns.demand(case=case, cause=Cause.INPUT_TAX, demanded_on=on, due_on=date(2026, 5, 31), by=None)
    assert row.amount == report.amount
    assert "すでに" in refusal(returns.correct_input_tax, report, status=TaxStatus.EXEMPT)["__all__"][0]
    half = {"deduction": Deduction.PROPORTIONAL, "ratio": "100"}
    assert returns.correct_input_tax(report, by=None, **half).amount == row.amount


@pytest.mark.parametrize(
    ("basis", "owed_now", "outcome"), [("gross", True, TaxOutcome.STATUS), ("net", False, TaxOutcome.NET)]
)
def test_case_20_nothing_is_given_back(world: TinyWorld, basis: str, owed_now: bool, outcome: TaxOutcome) -> None:
    application = settled(world, tax_basis=basis)
    assert (("input_tax", 1) in due(application)) is owed_now
    facts = {"case": application.case, "reported_on": date(2026, 5, 1), "status": TaxStatus.EXEMPT}
    report = returns.report_input_tax(by=None, **facts)
    assert (report.outcome, report.amount) == (outcome, 0)
    assert ("input_tax", 1) not in due(application)


def machine(application: Application, **facts: object) -> Asset:
    given = {
        "case": application.case, "name": "加工機", "unit_price": 3_000_000, "acquired_on": date(2022, 6, 15), "life": 7,
        "grant_part": 2_000_000,
    }  # fmt: skip
    return property.record_asset(by=None, **(given | facts))


def test_case_25_restriction_and_each_years_look(world: TinyWorld) -> None:
    """Below 500,000 a piece nothing is restricted; what is, is looked at every year until its last day."""
    application = settled(world)
    small = machine(application, unit_price=300_000, quantity=2, grant_part=400_000)
    assert small.restricted_until is None and not [key for key in due(application) if key[0] == "assets"]
    line = machine(application, unit_price=500_000, grant_part=300_000)
    assert line.restricted_until == date(2029, 6, 14)
    assert [key[1] for key in due(application) if key[0] == "assets"] == [2025, 2026, 2027, 2028]
    other = machine(application)
    property.check_asset(asset=line, checked_on=date(2026, 3, 1), found=Use.IN_USE, by=None)
    assert due(application)["assets", 2025] == date(2026, 3, 31)  # one is still to be looked at
    property.check_asset(asset=other, checked_on=date(2026, 3, 2), found=Use.IDLE, by=None)
    assert ("assets", 2025) not in due(application)


def test_case_24_disposal_is_applied_for_approved_and_paid(world: TinyWorld) -> None:
    application = settled(world, scrap_is_due=True)
    asset = machine(application)
    asked = {"asset": asset, "applied_on": date(2025, 5, 1), "planned_on": date(2025, 6, 15), "reason": "事業の縮小"}
    say = property.apply_disposal
    late = refusal(say, **asked | {"applied_on": date(2025, 6, 20)}, kind=DisposalKind.SALE)
    assert "処分の前に申請と承認が必要です" in late["planned_on"][0]
    assert refusal(say, **asked, kind=DisposalKind.SALE, valuation=Valuation.LOWER)["quote"]
    sale = say(**asked, kind=DisposalKind.SALE, price=1_900_000, by=None)
    assert (sale.amount, sale.state) == (1_266_666, "審査中")
    assert "すでに処分の申請" in refusal(say, **asked, kind=DisposalKind.SCRAP)["asset"][0]
    assert (
        "承認を受けていません"
        in refusal(property.correct_disposal, sale, disposed_on=date(2025, 6, 15))["disposed_on"][0]
    )
    assert floors(sale, disposed_on=date(2025, 6, 15)) == "disposal_after_its_approval"
    property.correct_disposal(sale, refused_on=date(2025, 5, 20), by=None)
    lower = say(**asked, kind=DisposalKind.CONVERSION, valuation=Valuation.LOWER, quote=1_500_000, by=None)
    assert lower.amount == 1_000_000
    property.correct_disposal(lower, refused_on=date(2025, 5, 20), by=None)
    scrap = say(**asked, kind=DisposalKind.SCRAP, by=None)
    assert scrap.amount == 1_142_000
    told = {"case": application.case, "cause": Cause.DISPOSAL, "disposal": scrap, "demanded_on": date(2025, 6, 2)}
    assert "承認されていません" in refusal(returns.demand, **told, due_on=date(2025, 6, 30))["disposal"][0]
    property.correct_disposal(scrap, approved_on=date(2025, 6, 1), by=None)
    assert "変えられません" in refusal(property.correct_disposal, scrap, price=5)["price"][0]
    property.correct_disposal(scrap, disposed_on=date(2025, 6, 15), by=None)
    assert not [key for key in due(application) if key[0] == "assets"]
    beyond = refusal(returns.demand, **told, due_on=date(2025, 6, 30))
    assert "確定額800,000円を超えます" in beyond["amount"][0]


def test_the_prefectures_own_report(world: TinyWorld) -> None:
    """All that was settled for firms, and the centre's cost; what a firm gave back goes up, once."""
    application = settled(world)
    year = funder.record_year(
        programme=world.programme,
        fiscal_year=2024,
        granted=1_000_000,
        received=500_000,
        administration=150_000,
        by=None,
    )
    account = funder.account_of(year)
    assert [(firm.decided, firm.settled, firm.paid) for firm in account.firms] == [(800_000, 800_000, 0)]
    assert (account.total, account.balance, account.unused) == (950_000, 450_000, 50_000)
    services.report_outcome(case=application.case, nth=1, stage="5", sales=1_000_000, sent_on=date(2025, 4, 5), by=None)
    told = {
        "case": application.case,
        "cause": Cause.INCOME,
        "demanded_on": date(2025, 6, 1),
        "due_on": date(2025, 6, 30),
    }
    row: Demand = returns.demand(by=None, **told)
    assert refusal(funder.record_return, year=year, demand=row, amount=row.amount)["demand"]
    returns.correct_demand(row, paid_on=date(2025, 6, 20), by=None)
    assert "を超えます" in refusal(funder.record_return, year=year, demand=row, amount=row.amount + 1)["amount"][0]
    funder.record_return(year=year, demand=row, amount=row.amount, by=None)
    account = funder.account_of(year)
    assert account.returned == row.amount and account.firms[0].back == row.amount
