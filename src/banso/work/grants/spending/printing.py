"""What of the spending goes on paper and out as files: the book (支出管理表) as it comes in again, and the record of an inspection."""

from io import BytesIO
from pathlib import Path
from typing import Any

from banso.core.era import format_date, format_moment
from banso.core.money import yen_text
from banso.core.typesetting import typeset
from banso.core.workbooks import HEAD, new_book
from banso.office.files.binding import TEXT
from banso.registers.centre import centre_name

from ..choices import TaxRate
from ..models import Application, Expense, FinalReport, Inspection, InspectionLine
from .choices import Method
from .settlement import income_of, settlement_of

RECORD = Path(__file__).with_name("inspection.typ")
DAYS = (
    "quoted_on", "quote_valid_until", "ordered_on", "delivered_on", "accepted_on", "invoiced_on", "paid_on", "debited_on",
)  # fmt: skip
# the columns in which the book goes out, and comes in again
COLUMNS = (
    "number", "category", "kind", "payee", "content", *DAYS[:7], "method", "debited_on", "gross", "tax_rate", "net", "eligible",
    "left_out", "why_not", "is_asset", "explained",
)  # fmt: skip
HEADINGS = {"category": "経費区分", "left_out": "対象外額(円)"}


def heading_of(name: str) -> str:
    """What a column of the book is called."""
    field: Any = None if name in HEADINGS else Expense._meta.get_field(name)
    return HEADINGS[name] if field is None else str(field.verbose_name)


def book_as_excel(application: Application) -> bytes:
    """The book of an application as Excel, one expense a line, in the columns in which it comes in."""
    file = BytesIO()
    book = new_book(file)
    bold = book.add_format(HEAD | {"text_wrap": True})
    sheet = book.add_worksheet("支出管理表")
    for place, name in enumerate(("case", *COLUMNS)):
        sheet.write_string(0, place, "案件番号" if name == "case" else heading_of(name), bold)
        sheet.set_column(place, place, 24 if name in ("payee", "content", "why_not") else 14)
    sheet.freeze_panes(1, 0)
    rows = application.expenses.filter(withdrawn_on=None).select_related("category")
    for number, row in enumerate(rows, 1):
        for place, value in enumerate((application.case.number, *(_cell(row, name) for name in COLUMNS))):
            (sheet.write_number if isinstance(value, int) else sheet.write_string)(number, place, value)
    book.close()
    return file.getvalue()


def _cell(row: Expense, name: str) -> Any:
    value = getattr(row, name)
    if value is None or value == "":
        return ""
    if name in DAYS:
        return format_date(value)
    if name == "method":
        return str(Method(value).label)
    if name == "tax_rate":
        return str(TaxRate(value).label)
    if name == "is_asset":
        return "○" if value else ""
    return value if isinstance(value, int) else str(value)


def report_paper(final: FinalReport) -> bytes:
    """The final report (実績報告書) as a paper: what was done, and the settlement by category."""
    decision = final.decision
    application: Application = decision.case.application
    head = [
        "実績報告書", "", f"報告日 {format_date(decision.taken_on)}", f"{decision.case.whose}({decision.case.number})", str(application),
    ]  # fmt: skip
    said = [("実施内容", final.done), ("成果", final.results), ("効果と今後", final.outlook)]
    told = [line for title, text in said if text for line in ("", f"【{title}】", *text.splitlines())]
    income = [
        "",
        "【収入】",
        *(f"{label} 予算 {plan:,}円 決算 {end:,}円" for label, plan, end in income_of(application)),
    ]
    spent = [
        f"{one.name} 計画 {one.moved:,}円 実績 {one.spent:,}円 差異 {one.difference:,}円"
        for one in settlement_of(application)
    ]
    return typeset(TEXT, {"lines": [*head, *told, *income, "", "【支出(補助対象経費)】", *spent]})


def inspection_paper(sheet: Inspection) -> bytes:
    """The record of an inspection (検査調書): who looked where at what, and what of it is accepted."""
    case, rows = (
        sheet.application.case,
        list(sheet.lines.select_related("expense__category").order_by("expense__number")),
    )
    claimed, accepted = sum(row.expense.eligible or 0 for row in rows), sum(row.accepted for row in rows)
    facts = [
        ("検査", sheet.get_stage_display()),
        ("補助事業", f"{case.programme} {sheet.application}"),
        ("補助事業者", f"{case.whose}({case.number})"),
        (
            "検査日・方法",
            " ".join(filter(None, (format_date(sheet.inspected_on), sheet.get_manner_display(), sheet.place))),
        ),
        ("対象額", yen_text(claimed)),
        ("認定額", f"{yen_text(accepted)}(認めない額 {yen_text(claimed - accepted)})"),
        ("所見", sheet.opinion),
    ]
    signed = [
        f"{who}  {format_moment(at) if at else '(未確認)'}"
        for who, at in ((sheet.first, sheet.first_at), (sheet.second, sheet.second_at))
    ]
    head = ["証ひょう", "経費区分", "支払先・内容", "対象額(円)", "認定額(円)", "確認", "理由・備考"]
    table = [_line(row) for row in rows]
    return typeset(
        RECORD,
        {"centre": centre_name(), "title": "検査調書", "facts": facts, "signed": signed, "head": head, "rows": table},
    )


def _line(row: InspectionLine) -> list[str]:
    seen = [("原本", row.original_seen), ("現物", row.asset_seen), ("ラベル", row.labelled)]
    one = row.expense
    amounts = [f"{one.eligible or 0:,}", f"{row.accepted:,}"]
    return [
        str(one.number),
        str(one.category),
        f"{one.payee} {one.content}",
        *amounts,
        "・".join(w for w, yes in seen if yes),
        row.reason,
    ]
