"""What a fund did year by year (基金実績) and whose it is: on its page, and as Excel for its contributors."""

from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate

from banso.core.exports import log_export
from banso.core.fiscal import fiscal_year_label
from banso.core.looking import How, looked_at

from .eligibility.rounds import excel_answer
from .funds import COLUMNS, contributors, holding, years
from .models import Fund

may_see = permission_required("grants.view_fund", raise_exception=True)


@may_see
def panel(request: HttpRequest, app: str, name: str, pk: int) -> HttpResponse:
    """Every year of a fund, what may still be granted, and its contributors; loaded into the fund's page."""
    if (app, name) != ("grants", "fund"):
        raise Http404
    fund = get_object_or_404(Fund.objects.select_related("programme"), pk=pk)
    today = localdate()
    stands = holding(fund, today)
    context = {
        "fund": fund,
        "stands": stands,
        "available": stands.available(fund.kind),
        "columns": COLUMNS,
        "years": [(fiscal_year_label(year.fiscal_year), year.cells) for year in years(fund, today)],
        "contributors": contributors(fund, today),
    }
    return render(request, "grants/fund_panel.html", context)


@may_see
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Every year of a fund as Excel; written down as taken out."""
    fund = get_object_or_404(Fund.objects.select_related("programme"), pk=pk)
    today = localdate()
    looked_at(request.user, [fund], How.EXPORT, "基金実績")
    log_export(request.user, f"{fund} 基金実績", general="基金実績")
    rows = [[fiscal_year_label(year.fiscal_year), *year.cells] for year in years(fund, today)]
    whose = [["拠出者", "拠出額", "残高の持分"]]
    whose += [[str(one.organisation), one.stands, one.share] for one in contributors(fund, today)]  # type: ignore[list-item]
    return excel_answer(f"kikin-{pk}.xlsx", "基金実績", [["年度", *COLUMNS], *rows, [""], *whose])
