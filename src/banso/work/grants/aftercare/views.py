"""Who owes what after a settlement, on one page and on the case's; and the prefecture's 実績報告 of a programme's year."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import permission_required
from django.db.models import Q
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate

from banso.cases.models import Case
from banso.core.errors import UserError
from banso.core.exports import log_export
from banso.core.fiscal import asked_fiscal_year, fiscal_year_label, fiscal_year_of, fiscal_year_period
from banso.core.lists import FORMATS, export, list_context
from banso.core.looking import How, looked_at
from banso.core.tables import Column, Filter, Kind, Table
from banso.office.deadlines.models import Deadline
from banso.office.deadlines.wording import days_said
from banso.procedures.offering import state_of
from banso.registers.choosing import programmes, staff

from ..models import Asset, Demand, Followup, FunderYear, OutcomeReport
from ..procedure import GRANT
from ..seeing import may_see
from . import owed, returns
from .funder import account_of
from .funder_excel import as_excel
from .letters import letters_of
from .retention import kept_until

SOON = timedelta(days=90)
AHEAD = 10  # years that duties of today reach at most into the choices


@dataclass(frozen=True)
class OfYear(Filter):
    """Duties that fall due in a fiscal year."""

    def condition(self, text: str, until: str = "") -> Q:
        year = asked_fiscal_year(text)
        if year is None:
            raise UserError(f"{self.label}: 年度を選び直してください。")
        span = fiscal_year_period(year)
        return Q(due_on__gte=span.start, due_on__lte=span.end)


@dataclass(frozen=True)
class OfState(Filter):
    """Duties that are late, open or met."""

    def condition(self, text: str, until: str = "") -> Q:
        today, is_open = localdate(), Q(open__isnull=False)
        states = {
            "late": is_open & Q(due_on__lt=today),
            "now": is_open & Q(due_on__gte=today, opens_on__lte=today),
            "open": is_open,
            "met": Q(closing__ending="met"),
            "dropped": Q(closing__ending="dropped"),
        }
        return states.get(text, Q())


STATES = [
    ("late", "期限を過ぎたもの"), ("now", "いま受付期間のもの"), ("open", "未了のすべて"), ("met", "済んだもの"), ("dropped", "不要になったもの"),
]  # fmt: skip


def _years() -> list[tuple[str, str]]:
    this = fiscal_year_of(localdate())
    return [(str(year), fiscal_year_label(year)) for year in range(this - 2, this + AHEAD)]


def _state(row: Deadline) -> str:
    return f"未了({days_said(row.due_on, localdate())})" if hasattr(row, "open") else row.state


DUTIES = Table(
    model=Deadline,
    group="補助・開発",
    title="確定後の義務",
    order="due_on",
    columns=(
        Column("期限", "due_on", Kind.DATE, sort="due_on"),
        Column("受付開始", "opens_on", Kind.DATE),
        Column("義務", "name"),
        Column("企業", "case__company__name"),
        Column("事業", "case__programme"),
        Column("案件番号", "case__number"),
        Column("状態", _state),
        Column("担当者", "case__keeper__name"),
        Column("決まり方", "sentence"),
    ),
    search=("case__company__name_key", "case__number"),
    filters=(
        OfYear("year", "期限の年度", "due_on", _years),
        Filter("programme", "事業", "case__programme_id", programmes),
        Filter("keeper", "担当者", "case__keeper_id", staff),
        Filter("kind", "義務の種類", "code", lambda: list(owed.LABELS.items())),
        OfState("state", "状態", "due_on", lambda: STATES),
    ),
    related=("case__company", "case__person", "case__programme", "case__keeper", "open", "closing", "replaced_by"),
    whole="deadlines-deadline-record",
)


@may_see
def duties(request: HttpRequest) -> HttpResponseBase:
    """Who owes what for every year to come: what is not done yet unless asked otherwise, what is late first."""
    if not request.GET:
        return redirect(f"{request.path}?state=open")
    rows = DUTIES.along(owed.duties())
    context = list_context(DUTIES, rows, request)
    if request.GET.get("format") in FORMATS:
        return export(context, request)
    today = localdate()
    standing = owed.duties().filter(open__isnull=False)
    context |= {"late": standing.filter(due_on__lt=today).count(), "open": standing.count()}
    context["now"] = standing.filter(opens_on__lte=today, due_on__gte=today).count()
    return render(request, "banso/rows.html" if request.htmx else "grants/duties.html", context)  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Line:
    """A duty on the case's page: how it stands, and what can be done about it now."""

    row: Deadline
    state: str
    label: str = ""
    address: str = ""

    @property
    def is_open(self) -> bool:
        return hasattr(self.row, "open")

    def is_later(self, today: date) -> bool:
        """Whether nothing is to be done about it for a while."""
        return self.is_open and not self.label and self.row.due_on > today + SOON


@may_see
def panel(request: HttpRequest, app: str, name: str, pk: int) -> HttpResponse:
    """What a grant's firm still owes, what it sent and gave back, and its assets; loaded into the case's page."""
    if (app, name) not in (("cases", "case"), ("deadlines", "deadline")):
        raise Http404
    of_it = {"pk": pk} if name == "case" else {"deadlines": pk}
    case = get_object_or_404(Case.objects.select_related("programme", "company", "person", "terms"), **of_it)
    if case.procedure != GRANT.code:
        return HttpResponse()
    looked_at(request.user, [case], How.RECORD)
    state, today = state_of(GRANT, case), localdate()
    rows = list(owed.duties().filter(case=case).select_related("open", "closing").order_by("due_on", "pk"))
    reports = {report.nth: report for report in OutcomeReport.objects.filter(case=case)}
    lines = [Line(row, _state(row), *_doing(row, reports, today)) for row in rows]
    demands = list(Demand.objects.filter(case=case).order_by("pk"))
    context = {
        "case": case,
        "settled_on": owed.settled_on(state),
        "now": [line for line in lines if not line.is_later(today)],
        "later": [line for line in lines if line.is_later(today)],
        "next": next((line for line in lines if line.is_open and line.address), None),
        "today": today,
        "incomes": returns.incomes(state),
        "tax": getattr(case, "input_tax_report", None),
        "demands": list(zip(demands, letters_of(case, demands), strict=True)),
        "assets": Asset.objects.filter(case=case),
        "kept": kept_until(state),
        "followup": Followup.objects.filter(case=case).first(),
    }
    return render(request, "grants/duties_panel.html", context)


def _doing(row: Deadline, reports: dict[int, OutcomeReport], today: date) -> tuple[str, str]:
    """What is done about a duty now: (label, address); nothing to press for what is done, not open yet, or done elsewhere."""
    if row.code == owed.OUTCOME and (report := reports.get(row.round)):
        return "報告を開く", reverse("grants-outcomereport-edit", args=[report.pk])
    if not hasattr(row, "open") or (row.opens_on and row.opens_on > today):
        return "", ""
    if row.code == owed.OUTCOME:
        return "報告を登録する", _new("outcomereport", row, nth=row.round)
    if row.code == owed.INPUT_TAX:
        return "報告を登録する", _new("inputtaxreport", row)
    if row.code == owed.RESIDENCE:
        return "居住を確認する", reverse("grant-check", args=[row.case.application.pk, "residence"])
    if row.code == owed.ASSETS:
        return "財産の確認を登録する", reverse("grants-assetcheck-new")
    return "", ""


def _new(name: str, row: Deadline, **facts: Any) -> str:
    return f"{reverse(f'grants-{name}-new')}?{urlencode({'case': row.case_id} | facts)}"


@permission_required("grants.view_funderyear", raise_exception=True)
def funder_year(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The account of a programme's year for the prefecture, and the same as an Excel file."""
    year = get_object_or_404(FunderYear.objects.select_related("programme"), pk=pk)
    account = account_of(year)
    looked_at(request.user, [firm.case for firm in account.firms], How.LIST)
    if request.GET.get("format") == "xlsx":
        log_export(request.user, "県への実績報告", str(year))
        return FileResponse(as_excel(account), as_attachment=True, filename=f"実績報告_{year}.xlsx")
    return render(request, "grants/funder_year.html", {"account": account, "year": year})
