"""The year of a kind of case on one page, for whoever answers for it; and the sheet for the national body."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from banso.core.exports import log_export
from banso.core.fiscal import asked_fiscal_year, fiscal_year_label, fiscal_year_of
from banso.core.looking import How, looked_at
from banso.registers.choosing import fiscal_years

from .columns import written
from .declaring import Procedure, get_procedure
from .standing_now import standing_now
from .yearly import columns_of, reported_in, rows_of, year_of


def _asked(request: HttpRequest, code: str) -> tuple[Procedure, int]:
    """The kind, which has a year of its own, and the fiscal year the address names: this one where it names none."""
    declared = get_procedure(code)
    if declared is None or not declared.reported:
        raise Http404
    if not request.user.has_perm(declared.permission("view")):
        raise PermissionDenied
    return declared, asked_fiscal_year(request.GET.get("year")) or fiscal_year_of(localdate())


def year_page(request: HttpRequest, procedure: str) -> HttpResponse:
    """What came in, how far cases came, how long open ones have stood where, what is late and which consents end."""
    declared, asked = _asked(request, procedure)
    now = standing_now(declared, localdate())
    looked_at(request.user, now.cases, How.LIST, f"{declared.label}の1年")
    context: dict[str, Any] = {
        "declared": declared,
        "year": year_of(declared, asked),
        "label": fiscal_year_label(asked),
        "years": fiscal_years(),
        "asked": str(asked),
        "now": now,
        "walled": declared.confidential,
    }
    return render(request, "procedures/year.html", context)


def year_file(request: HttpRequest, procedure: str) -> FileResponse:
    """One row a case that came in or moved in the year, under a pseudonym, in the columns of the terms; written down as taken out."""
    declared, asked = _asked(request, procedure)
    states = reported_in(declared, asked)
    title = f"{declared.label} 全国への報告 {fiscal_year_label(asked)}"
    looked_at(request.user, [state.case for state in states], How.EXPORT, title)
    log_export(request.user, title, general="全国への報告")
    columns = columns_of(declared, states, asked)
    rows = rows_of(declared, states, [item for _, item in columns])
    return FileResponse(written(declared.label, columns, rows), as_attachment=True, filename=f"{title}.xlsx")
