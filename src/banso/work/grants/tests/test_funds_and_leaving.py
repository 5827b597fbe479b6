"""Grants paid from a fund, and start-ups of people who moved here; what is known of a firm, and why applications went back."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from banso.core.foreign.books import open_book
from banso.figures.cells import Cell
from banso.figures.evaluate import evaluate
from banso.figures.periods import Since
from banso.office.deadlines.models import OpenDeadline
from banso.office.deadlines.services import meet_deadline
from banso.procedures.taking import take_back
from banso.work.grants import services
from banso.work.grants.eligibility.findings import finding_of
from banso.work.grants.eligibility.flags import flags_of
from banso.work.grants.eligibility.services import check
from banso.work.grants.funds import contributors, holding, years
from banso.work.grants.leaving import returned, table
from banso.work.grants.models import Application, Decision, Fund, LeavingRule
from banso.work.grants.sent_back import sent_back
from conftest import TinyWorld, bring, figures_of, flat, refusal, why_refused

from .worked import DAY, applied, called, go, terms

SETTLED = ("adopted", "requested", "granted", "completed", "reported", "inspected", "settled")


def fund_of(world: TinyWorld, kind: str, contributed: int = 10_000_000) -> Fund:
    facts = {"programme": world.programme, "name": "ものづくり基金", "kind": kind, "founded_on": date(2023, 4, 1)}
    fund: Fund = services.record_fund(by=None, **facts)
    entry(fund, date(2023, 4, 1), "contribution", contributed, world.organisation("県"))
    return fund


def entry(fund: Fund, on: date, kind: str, amount: int, contributor: object = None) -> None:
    facts = {"fund": fund, "on": on, "kind": kind, "amount": amount, "contributor": contributor}
    services.record_fund_entry(by=None, **facts)


def test_no_more_is_granted_than_a_fund_has_earned(world: TinyWorld) -> None:
    """運用型: of the income alone, less fees; what is promised counts before it is paid, and what a settlement leaves over is free again."""
    terms(world)
    fund, call = fund_of(world, "income"), called(world)
    entry(fund, date(2024, 3, 1), "income", 1_200_000)
    entry(fund, date(2024, 3, 2), "fee", 100_000)
    first, second = applied(world, call), applied(world, call)
    go(first, "adopted")
    with pytest.raises(ValidationError, match="基金「ものづくり基金」で使える残り300,000円を超えます。300,000円以下"):
        go(second, "adopted", amount=300_001)
    go(first, *SETTLED[1:], first=1, amount=600_000)
    assert holding(fund, DAY + timedelta(days=7)).available("income") == 500_000
    assert go(second, "adopted", first=8).amount == 500_000
    fund.kind = "capital"
    fund.save()
    assert go(applied(world, call), "adopted").amount == 800_000


def test_the_years_of_a_fund(world: TinyWorld, client: Client) -> None:
    """基金実績: what stood, what moved, what stands at the end of 31 March; what is paid on 1 April is the next year's. Whose it is, by share."""
    terms(world)
    fund, call = fund_of(world, "capital", 2_000_000), called(world)
    entry(fund, date(2023, 6, 1), "contribution", 1_000_000, world.organisation("銀行"))
    entry(fund, date(2024, 3, 31), "income", 30_000)
    entry(fund, date(2024, 4, 1), "income", 40_000)
    application = applied(world, call)
    go(application, "adopted", "granted", "advanced")
    last, first = years(fund, date(2025, 3, 31))
    assert (first.fiscal_year, first.cells) == (2023, [0, 3_000_000, 30_000, 0, 0, 0, 3_030_000, 0])
    assert (last.fiscal_year, last.cells) == (2024, [3_030_000, 0, 40_000, 100_000, 0, 0, 2_970_000, 700_000])
    rows = {entry.kind + str(entry.fiscal_year): entry for entry in fund.entries.all()}
    expected = {
        ("grants.fund_in", 2024, ""): (40_000, ["income2024"]),
        ("grants.fund_in", 2024, "kind=contribution"): (0, []),
        ("grants.fund_out", 2024, ""): (0, []),
        ("grants.fund_net", 2024, ""): (40_000, ["income2024"]),
    }
    assert figures_of(world.programme, rows, expected) == expected
    net, paid = (
        Cell.of(code, world.programme.code, Since(2023, 2024)) for code in ("grants.fund_net", "grants.paid_amount")
    )
    values = evaluate([net, paid])
    assert values[net].number - values[paid].number == last.closing.balance == 2_970_000
    shares = [(str(one.organisation), one.stands, one.share) for one in contributors(fund, date(2025, 3, 31))]
    assert shares == [("県", 2_000_000, 1_980_000), ("銀行", 1_000_000, 990_000)]
    said = refusal(services.record_fund_entry, fund=fund, on=DAY, kind="contribution", amount=1)
    assert "拠出者を選んで" in str(said)
    client.force_login(world.user(is_superuser=True))
    page = flat(client.get(reverse("grant-fund-panel", args=["grants", "fund", fund.pk])).content)
    assert "これから交付できる額" in page and "2,970,000" in page
    book = open_book(client.get(reverse("grant-fund-report", args=[fund.pk])).content)
    assert list(next(row for _, row in book.sheet().rows()))[:3] == ["年度", "期首残高", "拠出"]


def _kiyama(world: TinyWorld) -> list[LeavingRule]:
    """All within three years, a half from then to the end of the fifth anniversary; all whenever the grant is revoked."""
    rows = [("moved_out", 0, 36, False, "1"), ("moved_out", 36, 60, True, "1/2"), ("revoked", 0, None, False, "1")]
    names = ("event", "from_months", "to_months", "to_included", "share")
    for row in rows:
        services.record_leaving_rule(programme=world.programme, by=None, **dict(zip(names, row, strict=True)))
    return list(LeavingRule.objects.all())


def test_case_31_what_is_returned_on_moving_out(world: TinyWorld) -> None:
    """Worked case 31: 2,000,000 applied for on 2023-06-01; moved out in the third, fourth and sixth year, and on the anniversaries themselves."""
    rules = _kiyama(world)
    for on, amount in (
        (date(2026, 5, 20), 2_000_000),
        (date(2026, 6, 20), 1_000_000),
        (date(2028, 6, 20), 0),
        (date(2026, 5, 31), 2_000_000),
        (date(2026, 6, 1), 1_000_000),
        (date(2028, 6, 1), 1_000_000),
        (date(2028, 6, 2), 0),
    ):
        assert returned(rules, "moved_out", amount=2_000_000, since=date(2023, 6, 1), on=on) == amount, on
    assert returned(rules, "revoked", amount=2_000_000, since=date(2023, 6, 1), on=date(2033, 1, 1)) == 2_000_000
    assert returned(rules, "closed", amount=2_000_000, since=date(2023, 6, 1), on=date(2024, 1, 1)) == 0
    spans = [(line.begins, line.ends, line.amount) for line in table(rules[:2], 2_000_001, date(2023, 6, 1))]
    assert spans == [
        (date(2023, 6, 1), date(2026, 5, 31), 2_000_001),
        (date(2026, 6, 1), date(2028, 6, 1), 1_000_000),
    ]
    assert rules[1].share == Fraction(1, 2)


def test_a_founders_residence_is_watched(world: TinyWorld, client: Client) -> None:
    """Five yearly looks from the settlement on; a late one stands for those before it, one on the anniversary for its own year only."""
    _kiyama(world)
    terms(world, values={"residence_years": 5})
    application = applied(world, called(world))
    go(application, *SETTLED)
    settled = Decision.objects.get(step="settled").taken_on
    due = OpenDeadline.objects.filter(case=application.case, code="residence").order_by("due_on")
    assert [row.due_on for row in due.all()] == [settled.replace(year=2024 + nth) for nth in range(1, 6)]
    check(application, "residence", result="ng", checked_on=date(2025, 3, 1), reason="住民票がない", by=None)
    assert due.all().count() == 5
    check(application, "residence", result="ok", checked_on=settled.replace(year=2025), by=None)
    assert [row.due_on.year for row in due.all()] == [2026, 2027, 2028, 2029]
    client.force_login(world.user(is_superuser=True))
    panel = flat(client.get(reverse("grant-checks-panel", args=["cases", "case", application.case_id])).content)
    assert "転出 令和6年4月1日から令和9年3月31日まで: 800,000円" in panel and "今日なら: " in panel
    duties = client.get(reverse("grants-duties-panel", args=["cases", "case", application.case_id])).content.decode()
    assert reverse("grant-check", args=[application.pk, "residence"]) in duties


def test_the_municipality_is_told_of_a_grant_taken_back(world: TinyWorld) -> None:
    """The task opens with the revocation, in a case that has ended; it goes when that is taken back, and stays done once done."""
    terms(world, values={"municipality_days": 14})
    application = applied(world, called(world))
    go(application, "adopted", "granted")
    row = go(application, "revoked", first=2)
    (task,) = OpenDeadline.objects.filter(case=application.case)
    assert (task.due_on, task.deadline.name) == (date(2024, 4, 17), "市町村に取消しを知らせる")
    take_back(application.case, row, reason="誤り", by=None)
    assert not OpenDeadline.objects.filter(case=application.case, code="municipality").exists()
    go(application, "revoked", first=3)
    meet_deadline(OpenDeadline.objects.get(case=application.case).deadline, on=date(2024, 4, 8), by=None)
    assert not OpenDeadline.objects.filter(case=application.case).exists()


def test_a_past_grant_tells_who_owes_a_report(world: TinyWorld, client: Client) -> None:
    """Brought in with its settlement, its reports are due from the terms of its year; what is late bars the next application and is known of the firm."""
    terms(world, values={"outcome_reports": 5})
    company, call = world.company("青い森食品", phone="0171110000"), called(world)
    head = "年度,コース・枠,企業名,申請日,事業名,補助対象経費(円),申請額(円),採択日,交付決定日,確定日,確定額(円),支払日"
    row = "R6,一般枠,青い森食品,R6.4.1,新しい菓子,1200000,800000,R6.4.2,R6.4.3,R7.2.20,800000,R7.3.20"
    assert why_refused(bring("grant-past", f"{head}\n{row}\n")) == {}
    past = Application.objects.get()
    due = OpenDeadline.objects.filter(case=past.case, code="outcome").order_by("due_on")
    assert [one.due_on for one in due] == [date(2025 + nth, 5, 31) for nth in range(5)]
    new = applied(world, call, company=company, title="次の計画", opened_on=date(2025, 6, 1))
    assert finding_of(new, "duties", date(2025, 5, 31)).result == "ok"  # type: ignore[union-attr]
    late = finding_of(new, "duties", date(2025, 6, 1))
    assert late is not None and late.result == "ng" and "事業化状況報告 第1回(期限 令和7年5月31日)" in late.said
    (flag,) = flags_of(company, date(2025, 6, 1), without=new)
    assert "事業化状況報告 第1回が出ていません" in flag.said and flag.grave
    client.force_login(world.user(is_superuser=True))
    page = flat(client.get(reverse("grant-checks-panel", args=["registers", "company", company.pk])).content)
    assert "事業化状況報告 第1回が出ていません" in page


def test_what_is_known_of_a_firm_and_why_applications_went_back(world: TinyWorld, client: Client) -> None:
    """A grant revoked and one sent back three times are told of the firm, not of the application itself; reasons are counted by item."""
    terms(world)
    call, firm = called(world), world.company("青い森")
    gone, often, other = (applied(world, call, company=firm, title=title) for title in ("一", "二", "三"))
    go(gone, "adopted", "granted", "revoked")
    go(often, "returned", "resubmitted", "returned", "resubmitted", "returned")
    go(other, "returned", item="収支予算書", reason="arithmetic")
    said = {flag.said: flag.grave for flag in flags_of(firm, date(2024, 5, 1), without=other)}
    assert said == {"交付決定の取消し「一」 偽りの申請": True, "差戻しが3回以上「二」": False}
    assert len(flags_of(firm, date(2024, 4, 2), without=often)) == 0  # the day before the revocation
    applied(world, called(world, "later"))
    found = sent_back(Application.objects.filter(call=call))
    assert found.rows() == [
        ["項目", "計算が合わない", "期限が切れている", "計", "申請数"],
        ["見積書", 0, 3, 3, 1],
        ["収支予算書", 1, 0, 1, 1],
        ["計", 1, 3, 4, 2],
    ]
    client.force_login(world.user(is_superuser=True))
    address = reverse("grant-returns")
    page = flat(client.get(address, {"call": call.pk}).content)
    assert "2件 / 3件" in page and "67%" in page
    book = open_book(client.get(address, {"call": call.pk, "format": "xlsx"}).content)
    assert list(next(row for _, row in book.sheet().rows()))[0] == "項目"
    assert client.get(address, {"call": "²", "year": "99999999999999999999"}).status_code == 422
