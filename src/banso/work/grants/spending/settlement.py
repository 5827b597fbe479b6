"""What a grant comes to, category by category (収支決算・額の確定の算定): planned, after moves, spent, accepted, and the difference."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

from banso.core.money import yen_text
from banso.core.workbooks import HEAD, new_book
from banso.procedures.offering import State, state_of
from banso.procedures.terms import values_of

from ..budgeting import by_category, grant_by_category, sheet_on
from ..models import Application, BudgetSheet, CostCategory
from ..money import Limit, amount_of, decided_of
from ..moving import newest_sheet
from ..procedure import GRANT, limited_by
from .inspecting import accepted_by_category

HEADINGS = ("経費区分", "計画(円)", "流用後(円)", "実績(円)", "認定(円)", "差異(円)")
NOT_YET = "(未検査)"


@dataclass
class Line:
    """A category: what was planned when it was granted and last, what was spent and accepted. Nothing is accepted before an inspection."""

    name: str
    planned: int
    moved: int
    spent: int
    accepted: int | None

    @property
    def difference(self) -> int:
        """What of the plan as it was last was not spent."""
        return self.moved - self.spent

    @property
    def cells(self) -> list[int | str]:
        accepted = NOT_YET if self.accepted is None else self.accepted
        return [self.name, self.planned, self.moved, self.spent, accepted, self.difference]


def settlement_of(application: Application) -> list[Line]:
    """Every category of the call, with the sum as the last line."""
    state = state_of(GRANT, application.case)
    granted = state.latest("granted")
    planned = _plan(sheet_on(application, granted.taken_on if granted else date.max))
    moved, accepted = _plan(newest_sheet(state)), accepted_by_category(application)
    spent: dict[int, int] = {}
    for category, eligible in application.expenses.filter(withdrawn_on=None).values_list("category", "eligible"):
        spent[category] = spent.get(category, 0) + (eligible or 0)
    lines = [
        Line(
            str(one),
            planned.get(one, 0),
            moved.get(one, 0),
            spent.get(one.pk, 0),
            accepted[one] if accepted is not None else None,
        )
        for one in application.call.categories.all()
    ]
    return [*lines, _sum(lines)]


def _plan(sheet: BudgetSheet | None) -> dict[CostCategory, int]:
    return by_category(sheet) if sheet else {}


def _sum(lines: Sequence[Line]) -> Line:
    whole = None if any(one.accepted is None for one in lines) else sum(one.accepted or 0 for one in lines)
    return Line(
        "計", sum(one.planned for one in lines), sum(one.moved for one in lines), sum(one.spent for one in lines), whole
    )


def settled_by_category(application: Application) -> int | None:
    """What the accepted expenses are granted by the categories' own rates and caps; None before an inspection."""
    accepted = accepted_by_category(application)
    if accepted is None:
        return None
    offer, values = application.offer, values_of(application.case)
    return grant_by_category(accepted, rate=offer.rate, cap=offer.cap, cut=values.cut, each=values.by_category)


@limited_by("settled", "resettled")
def by_categories(state: State) -> list[Limit]:
    """What the inspection leaves: no more than the categories' own rates and caps give of what was accepted."""
    amount = settled_by_category(state.root)
    return [] if amount is None else [Limit(amount, f"経費区分ごとの認定額から計算した額{yen_text(amount)}")]


def income_of(application: Application) -> list[tuple[str, int, int]]:
    """Where the money came from, planned and in the end: (label, planned, in the end). The grant is what was decided."""
    state = state_of(GRANT, application.case)
    sheet, reported = newest_sheet(state), state.latest("reported")
    final = getattr(reported, "final", None)
    rows = [("補助金", decided_of(state.taken) or 0, amount_of(state.taken) or 0)]
    for name, label in (("own", "自己資金"), ("borrowed", "借入金"), ("other", "その他の収入")):
        rows.append((label, getattr(sheet, name, 0), getattr(final, name, 0)))
    return rows


def as_excel(application: Application) -> bytes:
    """The settlement (収支決算書) as Excel: income, and the categories."""
    file = BytesIO()
    book = new_book(file)
    bold = book.add_format(HEAD)
    number = book.add_format({"num_format": "#,##0", "border": 1})
    text = book.add_format({"border": 1})
    sheet = book.add_worksheet("収支決算書")
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 5, 15)
    sheet.write_string(0, 0, f"収支決算書 {application.case.number} {application.case.whose} {application}")
    tables: list[tuple[Sequence[str], Sequence[Sequence[int | str]]]] = [
        (("収入", "予算(円)", "決算(円)"), income_of(application)),
        (HEADINGS, [line.cells for line in settlement_of(application)]),
    ]
    at = 2
    for headings, rows in tables:
        for place, words in enumerate(headings):
            sheet.write_string(at, place, words, bold)
        for row in rows:
            at += 1
            for place, value in enumerate(row):
                if isinstance(value, int):
                    sheet.write_number(at, place, value, number)
                else:
                    sheet.write_string(at, place, value, text)
        at += 2
    book.close()
    return file.getvalue()


def as_word(application: Application) -> bytes:
    """The settlement as Word, for the paper that is laid before the decision."""
    from docx import Document

    paper = Document()
    paper.styles["Normal"].font.name = "Yu Mincho"
    paper.add_heading("収支決算書", 1)
    paper.add_paragraph(f"{application.case.number} {application.case.whose}\n{application}")
    _table(paper, ("収入", "予算(円)", "決算(円)"), income_of(application))
    paper.add_paragraph("")
    _table(paper, HEADINGS, [line.cells for line in settlement_of(application)])
    if (amount := settled_by_category(application)) is not None:
        paper.add_paragraph(f"\n認定額から計算した補助金の額  {yen_text(amount)}")
    file = BytesIO()
    paper.save(file)
    return file.getvalue()


def _table(paper: Any, headings: Sequence[str], rows: Sequence[Sequence[int | str]]) -> None:
    table = paper.add_table(rows=1, cols=len(headings), style="Table Grid")
    for cell, words in zip(table.rows[0].cells, headings, strict=True):
        cell.text = words
    for row in rows:
        for cell, value in zip(table.add_row().cells, row, strict=True):
            cell.text = f"{value:,}" if isinstance(value, int) else value
