"""What the machine finds about an expense (支出の点検): each with a sentence that says how to mend it. Nothing found here hinders sending in.

What the law forbids is refused where an expense is written (:mod:`.services`).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from banso.core.era import format_date
from banso.core.money import yen_text
from banso.procedures.offering import State, state_of
from banso.procedures.terms import values_of
from banso.registers.naming import name_key

from ..budgeting import by_category
from ..choices import Basis
from ..models import Application, Expense, ExpensePaper
from ..moving import newest_sheet
from .choices import OF_GOODS, OF_SUPPLIER, Method, Proof
from .period import Period, outside, period_of
from .terms import NET, vague_in

# the days of an expense in the order in which they come
CHAIN = (
    ("quoted_on", "見積日"), ("ordered_on", "発注日"), ("delivered_on", "納品日"), ("accepted_on", "検収日"),
    ("invoiced_on", "請求日"), ("paid_on", "支払日"),
)  # fmt: skip
NOT_ALLOWED = {
    Method.BILL: "手形・小切手での支払は、補助の対象になりません。振込などで払い直せないかを確かめてください。",
    Method.OFFSET: "相殺での支払は、補助の対象になりません。請求額を振り込み、振込の証拠を出してください。",
}


@dataclass(frozen=True)
class Finding:
    """One thing found: its code, and the sentence that says how to mend it."""

    code: str
    said: str


@dataclass
class Book:
    """The expenses of an application with all that they are checked by, read once."""

    application: Application
    state: State
    values: Any
    period: Period
    expenses: list[Expense] = field(default_factory=list)
    planned: dict[int, int] | None = None

    @cached_property
    def grantee(self) -> str:
        return str(self.application.case.whose)

    @cached_property
    def spent(self) -> dict[int, int]:
        """What is eligible of the expenses by category."""
        found: dict[int, int] = {}
        for one in self.expenses:
            found[one.category_id] = found.get(one.category_id, 0) + (one.eligible or 0)
        return found

    @cached_property
    def papers(self) -> dict[int, list[ExpensePaper]]:
        """The papers of each expense that stand."""
        return {one.pk: [p for p in one.papers.all() if p.file.withdrawn_on is None] for one in self.expenses}

    @cached_property
    def shared(self) -> dict[int, list[Expense]]:
        """The expenses on which a file hangs, by file."""
        found: dict[int, list[Expense]] = {}
        for one in self.expenses:
            for paper in self.papers[one.pk]:
                if one not in found.setdefault(paper.file_id, []):
                    found[paper.file_id].append(one)
        return found

    @cached_property
    def vouchers(self) -> dict[tuple[str, str, str], list[Expense]]:
        """The expenses that name a paper of the same kind, issuer and number."""
        found: dict[tuple[str, str, str], list[Expense]] = {}
        for one in self.expenses:
            for paper in self.papers[one.pk]:
                key = (paper.proof, name_key(paper.issuer or one.payee), paper.code.strip())
                if paper.code.strip() and one not in found.setdefault(key, []):
                    found[key].append(one)
        return found


def book_of(application: Application) -> Book:
    """The book of an application's expenses in force, in a few queries however many they are."""
    from ..procedure import GRANT

    state = state_of(GRANT, application.case)
    found = application.expenses.filter(withdrawn_on=None).select_related("category", "application__case")
    rows = list(found.prefetch_related("papers__file"))
    sheet = newest_sheet(state)
    planned = {category.pk: amount for category, amount in by_category(sheet).items()} if sheet else None
    return Book(application, state, values_of(application.case), period_of(state), rows, planned)


Check = Callable[[Book, Expense, Sequence[ExpensePaper]], Iterable[Finding]]
_checks: list[Check] = []


def _check(one: Check) -> Check:
    _checks.append(one)
    return one


def findings(book: Book, expense: Expense) -> list[Finding]:
    """All that is found about an expense, in the order of its chain."""
    papers = book.papers.get(expense.pk, [])
    return [found for check in _checks for found in check(book, expense, papers)]


@_check
def in_period(book: Book, expense: Expense, papers: Sequence[ExpensePaper]) -> Iterator[Finding]:
    facts = {name: getattr(expense, name) for name, _ in CHAIN}
    for name, said in outside(book.period, facts):
        if expense.eligible != 0:
            yield Finding(f"period-{name}", said)


@_check
def days_in_order(book: Book, expense: Expense, papers: Sequence[ExpensePaper]) -> Iterator[Finding]:
    if expense.explained:
        return
    days = [(label, day) for name, label in CHAIN if (day := getattr(expense, name)) is not None]
    for (before, first), (after, second) in zip(days, days[1:], strict=False):
        if second < first:
            yield Finding(
                "order",
                f"{after}({format_date(second)})が、{before}({format_date(first)})より前です。"
                "日付を直すか、前払いなどの事情を「日付の順の説明」に書いてください。",
            )


@_check
def quotations(book: Book, expense: Expense, papers: Sequence[ExpensePaper]) -> Iterator[Finding]:
    for word in vague_in(expense.content, book.values.vague):
        yield Finding("vague", f"内容に「{word}」があります。何をいくつ買ったかの内訳を書いてください。")
    yield from _validity(book, expense)
    line, amount = book.values.rivals_from, _by(book, expense)
    if line is None or amount is None or amount < line:
        return
    has = {paper.proof for paper in papers}
    if Proof.RIVAL in has or (Proof.CHOICE in has and book.values.excuse == "可"):
        return
    instead = "、または選定理由書" if book.values.excuse == "可" else ""
    yield Finding(
        "rivals",
        f"{book.values.lines_by}{yen_text(line)}以上の支出です。ほかの業者の見積書(相見積){instead}を出してください。",
    )


def _validity(book: Book, expense: Expense) -> Iterator[Finding]:
    until, ordered = expense.quote_valid_until, expense.ordered_on
    if until is None:
        return
    asked = book.state.latest("requested")
    asked_on = asked.taken_on if asked else book.application.case.opened_on
    if asked_on > until:
        yield Finding(
            "stale-request",
            f"見積の有効期限({format_date(until)})が、交付申請の日({format_date(asked_on)})より前です。申請のときに有効だった見積書を出してください。",
        )
    if ordered is not None and ordered > until:
        yield Finding(
            "stale-order",
            f"見積の有効期限({format_date(until)})が、発注日({format_date(ordered)})より前です。"
            "期限を延ばした見積書か、取り直した見積書を出してください。",
        )


def _by(book: Book, expense: Expense) -> int | None:
    """An expense's amount as the lines of the terms are counted."""
    amount: int | None = expense.net if book.values.lines_by == NET else expense.gross
    return amount


@_check
def payment(book: Book, expense: Expense, papers: Sequence[ExpensePaper]) -> Iterator[Finding]:
    if expense.method in NOT_ALLOWED:
        yield Finding("method", NOT_ALLOWED[Method(expense.method)])
    has, limit = {paper.proof for paper in papers}, book.values.cash_to
    amount = _by(book, expense) or 0
    if expense.method == Method.CASH and limit is not None and amount > limit:
        said = f"現金で払えるのは{book.values.lines_by}{yen_text(limit)}までです。振込の証拠があれば、支払方法を直してください。"
        yield Finding("cash", said)
    if expense.method == Method.CARD:
        if not {Proof.PAYMENT, Proof.STATEMENT} <= has:
            yield Finding("card", "カード払いは、カードの利用明細と、引き落とされた口座の明細の両方を出してください。")
        if expense.debited_on is None:
            yield Finding("debit", "カードの代金が口座から引き落とされた日(口座引落日)を入れてください。")
        elif book.period.ends_on and expense.debited_on > book.period.ends_on:
            yield Finding(
                "debit-late",
                f"口座引落日({format_date(expense.debited_on)})が、完了の期限({format_date(book.period.ends_on)})より後です。補助の対象になりません。",
            )
    if expense.paid_on and not expense.method:
        yield Finding("no-method", "支払方法を選んでください。")


@_check
def amounts(book: Book, expense: Expense, papers: Sequence[ExpensePaper]) -> Iterator[Finding]:
    net, gross = expense.net, expense.gross
    if net is not None and gross is not None and abs(net + net * expense.tax_rate // 100 - gross) > 1:
        right = net + net * expense.tax_rate // 100
        yield Finding(
            "tax",
            f"税抜{yen_text(net)}に税率{expense.tax_rate}%を加えると{yen_text(right)}ですが、税込は{yen_text(gross)}です。どれかを直してください。",
        )
    if book.application.basis == Basis.NET and net is not None and (expense.eligible or 0) > net:
        yield Finding(
            "mixed",
            f"税抜で数える補助金ですが、対象額{yen_text(expense.eligible)}が税抜の支払額{yen_text(net)}を超えています。消費税を除いてください。",
        )
    if expense.left_out and not expense.why_not and expense.left_out > (gross or 0) - (net or 0):
        yield Finding("reason", f"対象外額{yen_text(expense.left_out)}の理由を書いてください。")
    for paper in papers:
        paid = paper.proof in (Proof.INVOICE, Proof.PAYMENT, Proof.STATEMENT, Proof.ORDER)
        if paid and paper.amount is not None and gross is not None and paper.amount != gross:
            said = f"「{paper}」の金額{yen_text(paper.amount)}が、支払額{yen_text(gross)}と違います。値引き・手数料などの理由を確かめてください。"
            yield Finding("amount", said)


@_check
def names(book: Book, expense: Expense, papers: Sequence[ExpensePaper]) -> Iterator[Finding]:
    for paper in papers:
        if paper.addressee and not _same(paper.addressee, book.grantee):
            said = f"「{paper}」の宛名「{paper.addressee}」が、補助事業者「{book.grantee}」と違います。補助事業者あての書類を出してください。"
            yield Finding("addressee", said)
        pays = paper.proof in (*OF_SUPPLIER, Proof.PAYMENT)
        if pays and paper.issuer and not _same(paper.issuer, expense.payee):
            said = f"「{paper}」の発行者・振込先「{paper.issuer}」が、支払先「{expense.payee}」と違います。どちらかを直してください。"
            yield Finding("payee", said)


def _same(one: str, other: str) -> bool:
    """Whether two names are of one firm, however they are written (様, 御中, kinds of company, spaces)."""
    keys = [name_key(name.strip().removesuffix("様").removesuffix("御中")) for name in (one, other)]
    return keys[0] == keys[1]


@_check
def goods(book: Book, expense: Expense, papers: Sequence[ExpensePaper]) -> Iterator[Finding]:
    """The model and the number stay the same along the chain; what is bought is in the plan."""
    said = [paper for paper in papers if paper.proof in OF_GOODS]
    for name, label in (("model", "型番"), ("quantity", "数量")):
        told = [(paper, getattr(paper, name)) for paper in said if getattr(paper, name) not in (None, "")]
        for paper, value in told[1:]:
            first, was = told[0]
            if (name_key(value) if name == "model" else value) != (name_key(was) if name == "model" else was):
                yield Finding(
                    name,
                    f"{label}が「{first}」では{_told(was)}、「{paper}」では{_told(value)}です。"
                    "書き誤りなら直し、品物を変えたときは変更承認を受けてください。",
                )
    if book.planned is not None and expense.eligible:
        yield from _planned(book, expense)


def _told(value: Any) -> str:
    return f"「{value}」" if isinstance(value, str) else f"{value:f}".rstrip("0").rstrip(".")


def _planned(book: Book, expense: Expense) -> Iterator[Finding]:
    assert book.planned is not None
    planned, spent = book.planned.get(expense.category_id, 0), book.spent.get(expense.category_id, 0)
    if not planned:
        yield Finding(
            "new-category",
            f"「{expense.category}」は計画にない経費区分です。変更承認を受けていなければ、補助の対象になりません。",
        )
    elif spent > planned:
        yield Finding(
            "over",
            f"「{expense.category}」の対象額の合計{yen_text(spent)}が、計画{yen_text(planned)}を超えています。"
            "流用の範囲かを確かめ、超えるときは先に変更承認を受けてください。",
        )


@_check
def once(book: Book, expense: Expense, papers: Sequence[ExpensePaper]) -> Iterator[Finding]:
    """One voucher proves one expense."""
    for paper in papers:
        others = [one for one in book.shared[paper.file_id] if one.pk != expense.pk]
        if paper.code.strip():
            key = (paper.proof, name_key(paper.issuer or expense.payee), paper.code.strip())
            others += [one for one in book.vouchers[key] if one.pk != expense.pk and one not in others]
        if others:
            numbers = "、".join(str(one.number) for one in others)
            yield Finding(
                "twice",
                f"「{paper}」は、証ひょう番号{numbers}にもあります。同じ支払を二重に入れていないか、"
                "一つの請求を経費区分で分けたのなら、対象額の合計が請求額を超えていないかを確かめてください。",
            )


@_check
def readable(book: Book, expense: Expense, papers: Sequence[ExpensePaper]) -> Iterator[Finding]:
    for paper in papers:
        if paper.is_unreadable:
            yield Finding(
                "unreadable", f"「{paper}」が読めないか、端が切れています。明るいところで全体を撮り直してください。"
            )
