"""The budget sheets of an application on the staff's side: each as it was drawn up, and a new one whose sums follow while it is filled in."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from banso.core.acting import user_of
from banso.core.forms import EraDateField, say_refused
from banso.procedures.terms import values_of

from ..budgeting import by_category
from ..checking import remarks_on_lines
from ..models import Application, BudgetSheet
from ..planning import draw_up_plan
from ..seeing import application_on, application_or_404, may_change, may_see
from ..sheet_form import MORE, OF_LINE, OF_QUOTE, SheetForm
from ..summing import SOURCES


class PlanForm(SheetForm):
    """A sheet of an application that there is: its frame is known."""

    drawn_on = EraDateField(label="作成日", help_text="収支予算書の日付")

    def __init__(self, application: Application, data: Any = None, **kwargs: Any) -> None:
        last = application.sheets.order_by("-drawn_on", "-pk").first()
        initial = {"drawn_on": localdate(), "tax_status": application.tax_status, "basis": application.basis}
        initial |= as_typed(last) if last else {}
        self.application = application
        lines = last.lines.count() if last and data is None else 0
        super().__init__(application.call, values_of(application.case), data, initial=initial, lines=lines, **kwargs)

    @property
    def frame_now(self) -> Any:
        return self.application.frame


def as_typed(sheet: BudgetSheet) -> dict[str, Any]:
    """What a sheet says, as its form takes it."""
    said: dict[str, Any] = {name: getattr(sheet, name) for name in SOURCES}
    for place, line in enumerate(sheet.lines.all(), start=1):
        names = (*OF_LINE, *OF_QUOTE)
        said[f"line-{place}"] = {name: getattr(line, name) for name in names} | {"category": line.category_id}
    return said


@may_change
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """A new budget sheet of an application; its lines begin as the last one had them."""
    application = application_or_404(pk)
    more = MORE if "more" in request.POST else 0
    form = PlanForm(application, request.POST or None, more=more)
    keeps = request.method == "POST" and not request.POST.keys() & {"more", "compute"}
    if keeps and form.is_valid():
        given = form.cleaned_data
        try:
            draw_up_plan(
                application, drawn_on=given["drawn_on"], lines=form.given_lines(), money=form.money(),
                tax_status=given["tax_status"], basis=given["basis"], by=user_of(request),
            )  # fmt: skip
            messages.success(request, "収支予算書を保存しました。")
            return redirect("case", pk=application.case_id)
        except ValidationError as error:
            say_refused(form, error)
    wrong = keeps and bool(form.errors or form.line_errors())
    return render(request, "grants/plan.html", _context(application, form), status=422 if wrong else 200)


def _context(application: Application, form: PlanForm) -> dict[str, Any]:
    context: dict[str, Any] = {"application": application, "form": form}
    if form.is_bound:
        context |= {"sums": form.sums(), "remarks": remarks_on_lines(form.given_lines(), form.basis_now, form.values)}
    return context


@may_see
@require_POST
def sums(request: HttpRequest, pk: int) -> HttpResponse:
    """What the sheet comes to as it is typed."""
    application = application_or_404(pk)
    return render(request, "grants/sums.html", _context(application, PlanForm(application, request.POST)))


@may_see
def panel(request: HttpRequest, app: str, name: str, pk: int) -> HttpResponse:
    """The budget of a case on its page: the sheet in force, those before it, and where a new one is drawn up."""
    application = application_on(app, name, pk)
    sheets = list(application.sheets.order_by("-drawn_on", "-pk")) if application else []
    context = {
        "application": application,
        "sheets": sheets,
        "lines": sheets[0].lines.select_related("category") if sheets else [],
        "categories": by_category(sheets[0]).items() if sheets else [],
        "may_change": application and user_of(request).has_perm("grants.change_application"),
    }
    return render(request, "grants/sheet_panel.html", context)
