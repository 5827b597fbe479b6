"""The 実績報告 of a programme's year as an Excel file, made from the rows."""

import tempfile
from typing import IO, Any

from banso.core.era import format_date
from banso.core.exports import DATE_FORMAT
from banso.core.text import not_a_formula
from banso.core.workbooks import HEAD, new_book

from .funder import Account

HEADINGS = ("No.", "企業", "案件番号", "交付決定額(円)", "確定額(円)", "支払額(円)", "企業からの返還・納付(円)")
BACK = ("No.", "企業", "内容", "返納額(円)", "返納日")


def as_excel(account: Account) -> IO[bytes]:
    """The account on a sheet of A4: each firm, the sums, and what went up again."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    book = new_book(file)
    sheet = book.add_worksheet("実績報告")
    looks = {
        "head": book.add_format(HEAD | {"text_wrap": True}),
        "yen": book.add_format({"num_format": "#,##0"}),
        "day": book.add_format({"num_format": DATE_FORMAT}),
    }
    sheet.write_string(0, 0, f"{account.year} 実績報告")
    reported = account.year.reported_on
    sheet.write_string(1, 0, f"報告日: {format_date(reported)}" if reported else "報告日: 未報告")
    row = _firms(sheet, account, looks, 3)
    row = _sums(sheet, account, looks, row + 1)
    _returns(sheet, account, looks, row + 1)
    sheet.set_column(0, 0, 6)
    sheet.set_column(1, 2, 24)
    sheet.set_column(3, 6, 16)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    book.close()
    file.seek(0)
    return file


def _firms(sheet: Any, account: Account, looks: dict[str, Any], row: int) -> int:
    for place, heading in enumerate(HEADINGS):
        sheet.write_string(row, place, heading, looks["head"])
    for number, firm in enumerate(account.firms, start=1):
        row += 1
        sheet.write_number(row, 0, number)
        sheet.write_string(row, 1, not_a_formula(firm.case.whose))
        sheet.write_string(row, 2, firm.case.number)
        for place, amount in enumerate((firm.decided, firm.settled, firm.paid, firm.back), start=3):
            sheet.write_number(row, place, amount, looks["yen"])
    return row + 1


def _sums(sheet: Any, account: Account, looks: dict[str, Any], row: int) -> int:
    for label, amount in account.lines():
        sheet.write_string(row, 1, label, looks["head"])
        sheet.write_number(row, 3, amount, looks["yen"])
        row += 1
    return row


def _returns(sheet: Any, account: Account, looks: dict[str, Any], row: int) -> None:
    if not account.returns:
        return
    for place, heading in enumerate(BACK):
        sheet.write_string(row, place, heading, looks["head"])
    for number, one in enumerate(account.returns, start=1):
        given: Any = one.repaid or one.demand
        sheet.write_number(row + number, 0, number)
        sheet.write_string(row + number, 1, not_a_formula(given.case.whose))
        sheet.write_string(row + number, 2, "返還" if one.demand is None else one.demand.get_cause_display())
        sheet.write_number(row + number, 3, int(one.amount), looks["yen"])
        if one.passed_on:
            sheet.write_datetime(row + number, 4, one.passed_on, looks["day"])
