"""The year of the council on one page, for whoever answers for the unit; and the sheet for the national body."""

from django.contrib.auth.decorators import permission_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from banso.core.fiscal import asked_fiscal_year, fiscal_year_label, fiscal_year_of
from banso.core.looking import How, looked_at
from banso.procedures.standing_now import standing_now
from banso.procedures.terms import latest_terms
from banso.registers.choosing import fiscal_years

from .. import national
from ..procedure import COUNCIL
from ..terms import Values
from ..yearly import Worked, year_of

may_see = permission_required("turnaround.view_councilcase", raise_exception=True)


def _asked(request: HttpRequest) -> int:
    """The fiscal year the address names; this one where it names none."""
    return asked_fiscal_year(request.GET.get("year")) or fiscal_year_of(localdate())


@may_see
def year_page(request: HttpRequest) -> HttpResponse:
    """Funnel, how long it took, where cases stand, what is late, and the figures for the national body."""
    asked = _asked(request)
    year = year_of(asked)
    looked_at(request.user, [one.council for one in year.worked], How.LIST, f"{fiscal_year_label(asked)}の実績")
    now = standing_now(COUNCIL, localdate())
    looked_at(request.user, now.cases, How.LIST, "続いている案件")
    context = {
        "year": year,
        "label": fiscal_year_label(asked),
        "years": fiscal_years(),
        "asked": str(asked),
        "most": max([1, *(number for _, number in year.funnel)]),
        "now": now,
        "walled": True,
        "breakdowns": (
            ("窓口相談の持込経路", year.routes),
            ("完了した支援の種類", year.completions),
            ("終わり方", year.ends),
        ),
    }
    return render(request, "council/year.html", context)


@may_see
def national_file(request: HttpRequest) -> FileResponse:
    """One row a support that took a step in the year, under its pseudonym, in the columns of the year's terms."""
    asked = _asked(request)
    worked = [one for one in year_of(asked).worked if any(row.fiscal_year == asked for row in one.steps)]
    looked_at(
        request.user, [one.council for one in worked], How.EXPORT, f"{fiscal_year_label(asked)}の全国本部への報告"
    )
    file = national.sheet(worked, _columns(worked, asked))
    return FileResponse(file, as_attachment=True, filename=f"全国本部への報告_{fiscal_year_label(asked)}.xlsx")


def _columns(worked: list[Worked], fiscal_year: int) -> list[tuple[str, str]]:
    """The columns by the terms of the programme in that year."""
    terms = latest_terms(COUNCIL, worked[0].council.case.programme, fiscal_year) if worked else None
    return Values.model_validate(terms.content.get("values", {}) if terms else {}).national
