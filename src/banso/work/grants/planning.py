"""Drawing up what an application is planned for: its lines, both sides of its budget, and one way to count tax for the whole case."""

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError

from banso.cases.models import Case
from banso.core.fiscal import fiscal_year_of
from banso.core.trail import verb
from banso.core.writing import correct, hold
from banso.procedures.declaring import known_procedure
from banso.procedures.offering import state_of
from banso.procedures.terms import latest_terms, values_of
from banso.registers.models import User

from .budgeting import draw_up_sheet
from .models import Application, BudgetSheet, Call
from .money import Values
from .sheet_form import complete
from .summing import SOURCES, Line, Sums, basis_for, refuse_mixed, refuse_unequal, summed

OF_OTHER_BASIS = "この案件の補助対象経費は「{}」で計算しています。1つの案件の中で税抜と税込を混ぜられません。"


def values_now(call: Call, on: date) -> Values:
    """The terms by which an application to a call would be counted that is received on a day."""
    found = latest_terms(known_procedure("grant"), call.course.programme, fiscal_year_of(on))
    return Values.model_validate(found.content.get("values", {}) if found else {})


@verb
def draw_up_plan(
    application: Application,
    *,
    drawn_on: date,
    lines: list[Line],
    money: Mapping[str, int | None],
    tax_status: str = "",
    basis: str = "",
    by: User | None,
) -> BudgetSheet:
    """Keep what an application is planned for, as of a day; until it is adopted its eligible expense and what it asks for follow from that. Raises
    ValidationError for lines that lack something, more asked for than the sheet may be granted, sides that are not equal, and net and gross mixed.
    """
    hold(Case.objects.filter(pk=application.case_id))
    values = values_of(application.case)
    counted = basis_for(tax_status or application.tax_status, basis or application.basis, values.tax_basis)
    if application.basis and application.sheets.exists() and counted != application.basis:
        raise ValidationError({"basis": OF_OTHER_BASIS.format(application.get_basis_display())})
    refuse_mixed(complete(lines), counted)
    sums = summed(application.call, application.frame, lines, money, values)
    refuse_unequal(sums)
    correct(application, _of_application(application, sums, tax_status, counted))
    sources = {name: money.get(name) or 0 for name in SOURCES}
    sheet: BudgetSheet = draw_up_sheet(application, drawn_on=drawn_on, lines=lines, by=by, **sources)
    return sheet


def _of_application(application: Application, sums: Sums, tax_status: str, basis: str) -> dict[str, object]:
    said: dict[str, object] = {"tax_status": tax_status or application.tax_status, "basis": basis}
    if state_of(known_procedure("grant"), application.case).latest("adopted"):
        return said
    return said | {"expense": sums.eligible, "requested": sums.asked}
