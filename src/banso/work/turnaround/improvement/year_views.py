"""The manager's year of improvement plans on one page, and the sheet for the national body as Excel."""

from io import BytesIO

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from banso.core.exports import log_export
from banso.core.file_types import EXCEL
from banso.core.fiscal import asked_fiscal_year, fiscal_year_label, fiscal_year_of
from banso.core.looking import How, looked_at
from banso.core.workbooks import HEAD, new_book
from banso.registers.choosing import fiscal_years

from . import year

may_see = permission_required("turnaround.view_plancase", raise_exception=True)
TITLE = "経営改善計画 国への報告"


def _asked(request: HttpRequest) -> int:
    return asked_fiscal_year(request.GET.get("year")) or fiscal_year_of(localdate())


@may_see
def year_page(request: HttpRequest) -> HttpResponse:
    """How far a year's applications came, how long cases stand, what is overdue, and the figures for the national body."""
    asked, today = _asked(request), localdate()
    late, near = year.due(today)
    if rows := [row.case for row in (*late, *near)]:
        looked_at(request.user, rows, How.LIST)
    head, *lines = year.national(asked)
    context = {
        "year": asked,
        "label": fiscal_year_label(asked),
        "years": fiscal_years(),
        "funnel": year.funnel(asked),
        "ages": year.ages(today),
        "late": late,
        "near": near,
        "head": head,
        "lines": [[(cell, isinstance(cell, int)) for cell in line] for line in lines],
        "days": year.NEAR.days,
    }
    return render(request, "turnaround/year.html", context)


@may_see
def year_file(request: HttpRequest) -> HttpResponse:
    """The sheet for the national body as Excel; written down as taken out."""
    asked = _asked(request)
    log_export(request.user, f"{TITLE} {fiscal_year_label(asked)}", general=TITLE)
    file = BytesIO()
    book = new_book(file)
    sheet, bold = book.add_worksheet(fiscal_year_label(asked)), book.add_format(HEAD)
    for number, line in enumerate(year.national(asked)):
        sheet.write_row(number, 0, line, bold if number == 0 else None)
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, 0, 36)
    book.close()
    answer = HttpResponse(file.getvalue(), content_type=EXCEL)
    answer["Content-Disposition"] = f'attachment; filename="kaizen-{asked}.xlsx"'
    return answer
