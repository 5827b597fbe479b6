"""What was spent: numbers, hard stops, what the machine finds, the reports, and the inspection from which the grant is settled."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from banso.cases.filing import leaves_of
from banso.office.deadlines.models import OpenDeadline
from banso.procedures.offering import state_of
from banso.procedures.taking import take
from banso.procedures.terms import lay_down_terms
from banso.registers.models import Staff
from banso.work.grants.budgeting import draw_up_sheet
from banso.work.grants.models import Application, CostCategory, Decision, Expense, ExpensePaper, Inspection
from banso.work.grants.procedure import GRANT
from banso.work.grants.services import record_application, record_category
from banso.work.grants.spending import services
from banso.work.grants.spending.checks import book_of, findings
from banso.work.grants.spending.choices import Method, Proof
from banso.work.grants.spending.inspecting import confirm_inspection, draw_up_inspection, note_inspected
from banso.work.grants.spending.lacking import lacking, lines_of
from banso.work.grants.spending.period import Period, outside
from banso.work.grants.spending.progress import progress_on
from banso.work.grants.spending.reporting import report_spending
from banso.work.grants.spending.settlement import as_excel, as_word, settled_by_category, settlement_of
from conftest import TinyWorld

from .spent import photo
from .worked import DAY, FACTS, applied, called, go, terms

GRANTED = DAY + timedelta(days=2)  # adopted, requested, granted: one a day
TERMS: dict[str, Any] = {
    "values": {"cut": 1000, "rivals_from": 500_000, "lines_by": "税抜"},
    "deadlines": {"completion": {"months": 6, "after": "granted"}},
}
# a purchase as it should be: every day after the one before, inside the period
SOUND: dict[str, Any] = {
    "kind": "原材料",
    "payee": "株式会社みほん商会",
    "content": "ステンレス板 2mm",
    "quoted_on": date(2024, 4, 2),
    "quote_valid_until": date(2024, 6, 30),
    "ordered_on": date(2024, 4, 10),
    "delivered_on": date(2024, 5, 1),
    "accepted_on": date(2024, 5, 1),
    "invoiced_on": date(2024, 5, 7),
    "paid_on": date(2024, 5, 31),
    "method": Method.TRANSFER,
    "net": 100_000,
    "gross": 110_000,
    "eligible": 100_000,
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def application(world: TinyWorld) -> Application:
    terms(world, **TERMS)
    made = applied(world, called(world))
    go(made, "adopted", "requested", "granted")
    return made


def category(application: Application, name: str = "原材料費") -> CostCategory:
    found = application.call.categories.filter(name=name).first()
    made: CostCategory = found or record_category(call=application.call, name=name, by=None)
    return made


def spend(application: Application, **facts: Any) -> Expense:
    given = {"category": category(application), **SOUND, **facts}
    made: Expense = services.record_expense(application=application, by=None, **given)
    return made


def hang(expense: Expense, *proofs: str, first: int = 0, **facts: Any) -> list[ExpensePaper]:
    start = first or expense.pk * 20
    return [services.hang_paper(expense, photo(start + n), proof=one, by=None, **facts) for n, one in enumerate(proofs)]


def found(application: Application, expense: Expense) -> dict[str, str]:
    book = book_of(application)
    own = next(one for one in book.expenses if one.pk == expense.pk)
    return {one.code: one.said for one in findings(book, own)}


def test_numbers_are_the_systems_and_what_is_sound_is_silent(application: Application) -> None:
    """One contract in one category is one number; one at the same supplier in another category is another; none is given twice."""
    first = spend(application)
    second = spend(application, category=category(application, "外注費"))
    services.withdraw_expense(second, reason="取りやめたため", by=None)
    third = spend(application)
    assert [one.number for one in (first, second, third)] == [1, 2, 3]
    assert found(application, first) == {} and not lines_of(book_of(application))[0].is_sound
    hang(first, Proof.QUOTE, Proof.ORDER, Proof.DELIVERY, Proof.CHECK, Proof.INVOICE, Proof.PAYMENT, Proof.STATEMENT)
    assert lacking(book_of(application), first) == ["書類が足りません: 受払簿"]
    hang(first, Proof.EXTRA, first=900, title="受払簿")
    line = lines_of(book_of(application))[0]
    assert line.is_sound and (line.papers, line.wanted) == (8, 8)


def test_what_is_not_known_yet_hinders_nothing(application: Application) -> None:
    """An expense of which only the order is known is entered; what it lacks is told in one line each."""
    bare = services.record_expense(
        application=application, category=category(application), payee="みほん", content="型", by=None
    )
    said = lacking(book_of(application), bare)
    assert said[0].startswith("発注日、納品日、検収日、請求日、支払日、支払方法") and said[1].startswith(
        "書類が足りません: 見積書"
    )


# worked case 34: ordered on 19 August, granted on 20 August
def test_what_was_ordered_before_the_grant_is_refused(application: Application) -> None:
    bare, early = Period(date(2024, 8, 20)), Period(date(2024, 8, 20), date(2024, 8, 1))
    assert "交付決定(令和6年8月20日)より前" in dict(outside(bare, {"ordered_on": date(2024, 8, 19)}))["ordered_on"]
    assert not list(outside(early, {"ordered_on": date(2024, 8, 19)}))
    assert (
        "事前着手の承認(令和6年8月1日)より前" in dict(outside(early, {"ordered_on": date(2024, 7, 31)}))["ordered_on"]
    )
    before, ended = GRANTED - timedelta(days=1), date(2024, 10, 3)
    assert OpenDeadline.objects.get(case=application.case, code="completion").due_on == ended
    for facts, name, said in (
        ({"ordered_on": before}, "ordered_on", "交付決定(令和6年4月3日)より前です"),
        ({"paid_on": ended + timedelta(days=1)}, "paid_on", "完了の期限(令和6年10月3日)より後です"),
    ):
        with pytest.raises(ValidationError) as caught:
            spend(application, **facts)
        assert said in caught.value.message_dict[name][0]
        assert spend(application, **facts, eligible=0, why_not="期間外のため").eligible == 0
    fresh = applied_anew(application)
    with pytest.raises(ValidationError, match="交付決定の前です"):
        spend(fresh)
    for code, on in (("adopted", 1), ("early", 2), ("granted", 30)):
        take(fresh.case, code, FACTS.get(code, {}) | {"taken_on": DAY + timedelta(days=on)}, by=None)
    assert spend(fresh, ordered_on=DAY + timedelta(days=29)).number == 1


def applied_anew(application: Application) -> Application:
    facts = {"company": application.case.company, "opened_on": DAY, "title": "もう一つ", "requested": 500_000}
    return record_application(call=application.call, by=None, **facts)


# worked case 35: valid on the day of the request, over on the day of the order
def test_a_quotation_is_valid_when_it_is_applied_with_and_when_it_is_ordered_by(world: TinyWorld) -> None:
    terms(world)
    application = applied(world, called(world))
    for code, on in (("adopted", date(2024, 7, 1)), ("requested", date(2024, 7, 10)), ("granted", date(2024, 8, 1))):
        take(
            application.case,
            code,
            {"taken_on": on, "expense": 1_200_000} if code == "requested" else {"taken_on": on},
            by=None,
        )
    days = {name: None for name in ("delivered_on", "accepted_on", "invoiced_on", "paid_on")}
    quoted = {"quoted_on": date(2024, 5, 1), "quote_valid_until": date(2024, 8, 1), **days}
    expense = spend(application, **quoted, ordered_on=date(2024, 8, 25))
    assert list(found(application, expense)) == ["stale-order"]
    services.correct_expense(expense, quote_valid_until=date(2024, 7, 9), ordered_on=date(2024, 8, 1), by=None)
    assert list(found(application, expense)) == ["stale-request", "stale-order"]


LATE = date(2024, 10, 31)
BIG = {"net": 500_000, "gross": 550_000, "eligible": 500_000}
# the mistakes of applicants that entry should catch, by their number in the list: what is entered, with which papers → what is found, in words
MISTAKES: list[tuple[int, str, dict[str, Any], list[tuple[str, dict[str, Any]]], str, str]] = [
    (1, "ordered before the grant", {"ordered_on": date(2024, 4, 2), "eligible": None}, [], "period-ordered_on", "より前です"),
    (1, "paid after the end", {"paid_on": LATE, "eligible": None}, [], "period-paid_on", "より後です"),
    (2, "a lump without its parts", {"content": "試作機材一式"}, [], "vague", "「一式」"),
    (2, "no second quotation", BIG, [(Proof.QUOTE, {})], "rivals", "相見積"),
    (2, "an expired quotation", {"quote_valid_until": date(2024, 4, 9)}, [], "stale-order", "より前です"),
    (3, "too much in cash", {"method": Method.CASH, "net": 100_001, "gross": 110_001}, [], "cash", "100,000円まで"),
    (3, "a card without the account", {"method": Method.CARD}, [(Proof.PAYMENT, {})], "card", "両方"),
    (3, "a card debited after the end", {"method": Method.CARD, "debited_on": LATE}, [], "debit-late", "より後です"),
    (3, "a bill", {"method": Method.BILL}, [], "method", "手形"),
    (3, "set off", {"method": Method.OFFSET}, [], "method", "相殺"),
    (4, "delivered before ordered", {"delivered_on": date(2024, 4, 9)}, [], "order", "納品日(令和6年4月9日)が、発注日"),
    (5, "an invoice to someone else", {}, [(Proof.INVOICE, {"addressee": "代表者個人"})], "addressee", "「代表者個人」"),
    (5, "paid to someone else", {}, [(Proof.PAYMENT, {"issuer": "別会社"})], "payee", "「別会社」"),
    (7, "another model", {}, [(Proof.QUOTE, {"model": "AB-1"}), (Proof.DELIVERY, {"model": "AB-2"})], "model", "変更承認"),
    (7, "a category not planned", {"new": True}, [], "new-category", "計画にない経費区分"),
    (7, "more than planned", {"net": 300_001, "gross": 330_001, "eligible": 300_001}, [], "over", "計画300,000円"),
    (8, "another amount on the invoice", {}, [(Proof.INVOICE, {"amount": 109_000})], "amount", "109,000円"),
    (8, "another number delivered", {}, [(Proof.ORDER, {"quantity": 3}), (Proof.DELIVERY, {"quantity": 2})], "quantity", "数量"),
    (9, "tax that does not add up", {"gross": 108_000}, [], "tax", "110,000円"),
    (16, "a blurred scan", {}, [(Proof.INVOICE, {"is_unreadable": True})], "unreadable", "撮り直して"),
]  # fmt: skip


def test_mistakes_of_applicants_are_caught_when_they_are_entered(application: Application) -> None:
    """Each by its own words, which say how to mend it; none of them hinders entering, but for the law's own stops (case 34)."""
    lines = [{"category": category(application), "content": "板", "cost": 330_000, "eligible": 300_000}]
    draw_up_sheet(application, drawn_on=DAY, lines=lines, by=None)
    for number, name, facts, papers, code, words in MISTAKES:
        if facts.pop("new", False):
            facts["category"] = category(application, "雑役務費")
        forbidden = code.startswith("period")
        expense = spend(application, **facts | ({"eligible": 0} if forbidden else {}))
        if forbidden:
            Expense.objects.filter(pk=expense.pk).update(eligible=None)
        for place, (proof, read) in enumerate(papers):
            hang(expense, proof, first=expense.pk * 40 + place, **read)
        told = found(application, expense)
        assert code in told and words in told[code], (number, name, told)
        services.withdraw_expense(expense, reason="次の例のため", by=None)
    sound = spend(application)
    assert found(application, sound) == {}


# mistakes 6 and 14: nothing proves that it came, and one voucher stands for two expenses
def test_what_has_no_proof_and_what_is_proved_twice(application: Application) -> None:
    first = spend(application, kind="機械・設備")
    said = lacking(book_of(application), first)[0]
    assert "納品書、検収の記録" in said and "設置前の写真、設置後の写真" in said
    second = spend(application, category=category(application, "外注費"), payee="(株)みほん商会")
    hang(first, Proof.INVOICE, first=7, code="S-15")
    same = hang(second, Proof.INVOICE, first=7)[0]
    assert same.file == first.papers.get().file and "証ひょう番号1にもあります" in found(application, second)["twice"]
    third = spend(application)
    hang(third, Proof.INVOICE, first=8, code="S-15")
    assert "証ひょう番号1にもあります" in found(application, third)["twice"]
    assert "証ひょう番号2、3にもあります" in found(application, first)["twice"]


def test_tax_does_not_come_in_where_it_is_counted_without(application: Application) -> None:
    """Mistake 9: a grant that counts without tax, an expense that counts with it."""
    expense = spend(application, eligible=110_000)
    assert found(application, expense) == {}
    application.basis = "net"
    assert "税抜の支払額100,000円を超えています" in found(application, expense)["mixed"]


def test_the_order_of_days_may_be_explained_and_names_are_compared_folded(application: Application) -> None:
    expense = spend(application, paid_on=date(2024, 4, 20), explained="前払い金のため")
    hang(expense, Proof.INVOICE, issuer="㈱みほん商会", addressee=f"{application.case.whose} 御中")
    assert found(application, expense) == {}


# worked case 14: granted in October → as of the end of January, by 15 February; granted in February → as of the end of May, by Monday 17 June
@pytest.mark.parametrize(
    ("granted", "base", "due"),
    [
        (date(2023, 10, 10), date(2024, 1, 31), date(2024, 2, 15)),
        (date(2024, 2, 20), date(2024, 5, 31), date(2024, 6, 17)),
    ],
)
def test_how_far_it_is_is_asked_as_of_a_base_day(world: TinyWorld, granted: date, base: date, due: date) -> None:
    rule = {"month_end": 3, "after": "granted"}
    content = {
        "values": {"progress_base": rule},
        "deadlines": {"progress": {"days": 15, "after": rule, "roll": "forward"}},
    }
    lay_down_terms(GRANT, programme=world.programme, fiscal_year=2023, content=content, by=None)
    opened = date(2023, 9, 1)
    application = applied(world, called(world, opened_on=opened, executed_in=2023), opened_on=opened)
    for code in ("adopted", "granted"):
        take(application.case, code, {"taken_on": granted}, by=None)
    asked = OpenDeadline.objects.filter(case=application.case, code="progress")
    assert asked.get().due_on == due
    with pytest.raises(ValidationError, match="基準日"):
        take(
            application.case,
            "progressed",
            {"taken_on": base - timedelta(days=1), "done": 40, "issues": "なし", "coming": "据付"},
            by=None,
        )
    days = {
        name: None
        for name in ("quoted_on", "quote_valid_until", "delivered_on", "accepted_on", "invoiced_on", "paid_on")
    }
    lines = [{"category": category(application), "content": "板", "cost": 330_000, "eligible": 300_000}]
    draw_up_sheet(application, drawn_on=granted, lines=lines, by=None)
    spend(application, **days, ordered_on=base)
    spend(application, **days | {"delivered_on": base + timedelta(days=2)}, ordered_on=base + timedelta(days=1))
    row = take(
        application.case,
        "progressed",
        {"taken_on": base + timedelta(days=9), "done": 40, "issues": "なし", "coming": "据付"},
        by=None,
    )
    line = row.progress.lines.get()  # type: ignore[attr-defined]
    assert (row.progress.base_on, line.planned, line.ordered, line.delivered) == (base, 300_000, 100_000, 0)  # type: ignore[attr-defined]
    assert progress_on(application, base)[0].left == 200_000 and not asked.exists()


def test_how_far_it_is_is_not_asked_when_the_final_report_is_in(world: TinyWorld) -> None:
    terms(world, deadlines={"progress": {"months": 3, "after": "granted"}})
    application = applied(world, called(world))
    go(application, "adopted", "granted")
    assert OpenDeadline.objects.filter(case=application.case, code="progress").exists()
    go(application, "reported", first=2)
    assert not OpenDeadline.objects.filter(case=application.case, code="progress").exists()


def colleague(world: TinyWorld, name: str) -> Staff:
    """A member of staff with a login."""
    return Staff.objects.create(name=name, unit=world.unit, joined_on=date(2020, 4, 1), user=world.user(name))


# worked cases 8 and 9, through the steps: spent, reported, inspected by two, settled
@pytest.mark.parametrize(("spent", "denied", "settled"), [(1_750_400, 120_000, 815_000), (2_300_000, 0, 1_000_000)])
def test_what_two_inspectors_accept_is_settled(world: TinyWorld, spent: int, denied: int, settled: int) -> None:
    terms(world, **TERMS)
    application = applied(world, called(world, rate="1/2"), requested=1_000_000, expense=2_000_000)
    for later, code in enumerate(("adopted", "granted")):
        take(application.case, code, {"taken_on": DAY + timedelta(days=later)}, by=None)
    first = spend(application, net=spent - 300_000, gross=spent, eligible=spent - 300_000, is_asset=True)
    second = spend(application, net=300_000, gross=330_000, eligible=300_000)
    report_spending(
        application,
        reported_on=date(2024, 6, 5),
        completed_on=date(2024, 5, 31),
        done="導入した",
        results="月12件",
        by=None,
    )
    assert Decision.objects.get(step="reported").expense == spent
    with pytest.raises(ValidationError, match="検査員2人の確認"):
        take(application.case, "inspected", {"taken_on": date(2024, 6, 10)}, by=None)
    one, other = colleague(world, "one"), colleague(world, "other")
    facts = {"stage": "final", "manner": "site", "inspected_on": date(2024, 6, 10), "by": None}
    with pytest.raises(ValidationError, match="別の人"):
        draw_up_inspection(application, first=one, second=one, **facts)
    sheet = draw_up_inspection(application, first=one, second=other, **facts)
    said: dict[int, dict[str, Any]] = {
        first.pk: {
            "accepted": spent - 300_000,
            "reason": "",
            "original_seen": True,
            "asset_seen": True,
            "labelled": True,
        },
        second.pk: {"accepted": 300_000 - denied, "reason": "", "original_seen": True},
    }
    if denied:
        with pytest.raises(ValidationError, match="証ひょう2: 認めない額の理由"):
            note_inspected(sheet, said, opinion="", by=None)
        said[second.pk]["reason"] = "期間外の利用料"
    note_inspected(sheet, said, opinion="稼働を確認した", by=None)
    confirm_inspection(sheet, by=one.user)
    with pytest.raises(ValidationError, match="すでに確認しています"):
        confirm_inspection(sheet, by=one.user)
    with pytest.raises(ValidationError, match="検査員だけ"):
        confirm_inspection(sheet, by=world.user("someone"))
    assert settled_by_category(application) is None
    confirm_inspection(sheet, by=other.user)
    with pytest.raises(ValidationError, match="2人の確認が済んだ"):
        note_inspected(Inspection.objects.get(), said, opinion="", by=None)
    assert take(application.case, "inspected", {"taken_on": date(2024, 6, 11)}, by=None).expense == spent - denied  # type: ignore[attr-defined]
    assert take(application.case, "settled", {"taken_on": date(2024, 6, 20)}, by=None).amount == settled  # type: ignore[attr-defined]
    last = settlement_of(application)[-1]
    assert (last.spent, last.accepted) == (spent, spent - denied)
    assert as_excel(application)[:2] == as_word(application)[:2] == b"PK"
    with pytest.raises(ValidationError, match="額を確定したあと"):
        spend(application)


def test_who_drafted_does_not_inspect_and_an_asset_is_seen(world: TinyWorld, application: Application) -> None:
    spend(application, is_asset=True)
    one, other = colleague(world, "one"), colleague(world, "other")
    drawer = colleague(world, "drawer")
    facts = {"stage": "interim", "manner": "papers", "inspected_on": date(2024, 6, 10)}
    with pytest.raises(ValidationError, match="調書を作る人"):
        draw_up_inspection(application, first=drawer, second=other, by=drawer.user, **facts)
    with pytest.raises(ValidationError, match="実績報告の前"):
        draw_up_inspection(application, first=one, second=other, by=drawer.user, **facts | {"stage": "final"})
    sheet = draw_up_inspection(application, first=one, second=other, by=drawer.user, **facts)
    with pytest.raises(ValidationError, match="原本を確認していません"):
        confirm_inspection(sheet, by=one.user)


def test_a_single_expense_goes_back_and_only_that_is_open(application: Application) -> None:
    """Before the report all is open; after it nothing, but for what was sent back, until it is sent in again."""
    first, second = spend(application), spend(application)
    case = application.case
    assert services.shut_to_guest(application, state_of(GRANT, case)) == ""
    report_spending(application, reported_on=date(2024, 6, 5), done="導入した", results="月12件", by=None)
    services.send_expense_back(second, reason="unreadable", note="納品書の日付が読めません", by=None)
    state = state_of(GRANT, case)
    assert "差し戻された支出だけ" in services.shut_to_guest(application, state)
    assert "差し戻された支出だけ" in services.shut_to_guest(application, state, first)
    assert services.shut_to_guest(application, state, second) == ""
    with pytest.raises(ValidationError, match="すでに差し戻して"):
        services.send_expense_back(second, reason="unreadable", note="もう一度", by=None)
    row = Decision.objects.get(step="returned")
    assert (row.item, row.reason) == (str(second)[:80], "unreadable")


def test_the_binder_is_in_its_order(application: Application) -> None:
    """In the case's file the papers stand by number and along the chain, whenever they came; a file on two expenses once."""
    first, second = spend(application), spend(application, category=category(application, "外注費"))
    hang(second, Proof.ORDER, Proof.QUOTE, first=1)
    hang(first, Proof.PAYMENT, Proof.QUOTE, first=11)
    hang(second, Proof.INVOICE, first=11)
    leaves = [leaf for leaf in leaves_of(application.case, None) if leaf.place]
    assert [leaf.title for leaf in leaves] == [
        "証ひょう1 見積書",
        "証ひょう1 支払の証拠(振込受付・領収書・カード明細)",
        "証ひょう2 見積書",
        "証ひょう2 発注書・契約書",
        "証ひょう2 請求書",
    ]
    assert [leaf.file is not None for leaf in leaves] == [True, True, True, True, False]
    assert len([leaf for leaf in leaves_of(application.case, None) if leaf.file is not None]) == 4


def test_many_papers_are_read_in_as_few_queries_as_one(
    application: Application, django_assert_max_num_queries: Any
) -> None:
    """A case of sixty papers is read, checked and put in its order without a query for each."""
    expenses = [spend(application, content=f"部品{number}") for number in range(12)]
    file = hang(expenses[0], Proof.QUOTE)[0].file
    rows = [ExpensePaper(expense=one, proof=proof, file=file) for one in expenses for proof in list(Proof)[1:6]]
    ExpensePaper.objects.bulk_create(row for row in rows if (row.expense, row.proof) != (expenses[0], Proof.QUOTE))
    with django_assert_max_num_queries(14):
        lines = lines_of(book_of(Application.objects.select_related("case", "call").get(pk=application.pk)))
    assert sum(line.papers for line in lines) == 12 * 2 and len(lines) == 12
    with django_assert_max_num_queries(30):
        leaves = [leaf for leaf in leaves_of(application.case, None) if leaf.place]
    assert len(leaves) == 60 and sum(leaf.file is not None for leaf in leaves) == 1
