"""What is still missing (不足している書類・項目): of an expense, and of a whole report, in one list."""

from collections.abc import Iterator
from dataclasses import dataclass

from ..models import Expense
from .checks import Book, findings
from .choices import Method, Proof

# the papers of every expense; those on top of them follow from its amount, how it was paid and its kind
ALWAYS = (
    Proof.QUOTE, Proof.ORDER, Proof.DELIVERY, Proof.CHECK, Proof.INVOICE, Proof.PAYMENT,
)  # fmt: skip
STATEMENT_TOO = (Method.TRANSFER, Method.NETBANK, Method.DEBIT, Method.CARD)
ASKED = (
    ("ordered_on", "発注日"), ("delivered_on", "納品日"), ("accepted_on", "検収日"), ("invoiced_on", "請求日"),
    ("paid_on", "支払日"), ("method", "支払方法"), ("net", "支払額(税抜)"), ("gross", "支払額(税込)"), ("eligible", "対象額"),
    ("kind", "経費の種類"),
)  # fmt: skip


@dataclass(frozen=True)
class Wanted:
    """A paper that an expense needs, and whether it is there."""

    proof: Proof
    title: str
    there: bool


def wanted_papers(book: Book, expense: Expense) -> list[Wanted]:
    """Every paper that an expense needs, in the order of the chain."""
    has = {(paper.proof, paper.title if paper.proof == Proof.EXTRA else "") for paper in book.papers[expense.pk]}
    needed = [*ALWAYS, *([Proof.STATEMENT] if expense.method in STATEMENT_TOO else [])]
    found = [Wanted(proof, str(proof.label), (proof, "") in has) for proof in needed]
    extra = book.values.papers.get(expense.kind, [])
    return [*found, *(Wanted(Proof.EXTRA, title, (Proof.EXTRA, title) in has) for title in extra)]


def lacking(book: Book, expense: Expense) -> list[str]:
    """What an expense still lacks, fields and papers."""
    fields = [label for name, label in ASKED if getattr(expense, name) in (None, "")]
    papers = [one.title for one in wanted_papers(book, expense) if not one.there]
    said = []
    if fields:
        said.append(f"{'、'.join(fields)}を入れてください。")
    if papers:
        said.append(f"書類が足りません: {'、'.join(papers)}")
    return said


@dataclass(frozen=True)
class Line:
    """One expense as it stands in the book: what it lacks, and what was found."""

    expense: Expense
    papers: int
    wanted: int
    lacks: list[str]
    found: list[str]

    @property
    def number(self) -> int:
        """How many things are to be mended."""
        return len(self.lacks) + len(self.found)

    @property
    def is_sound(self) -> bool:
        return not self.lacks and not self.found


def lines_of(book: Book) -> list[Line]:
    """Every expense with what it lacks."""
    return [_line(book, one) for one in book.expenses]


def _line(book: Book, expense: Expense) -> Line:
    wanted = wanted_papers(book, expense)
    there = sum(one.there for one in wanted)
    return Line(expense, there, len(wanted), lacking(book, expense), [one.said for one in findings(book, expense)])


def missing(book: Book) -> Iterator[tuple[Expense, str]]:
    """What is missing of the whole report, expense by expense."""
    for line in lines_of(book):
        for said in (*line.lacks, *line.found):
            yield line.expense, said
