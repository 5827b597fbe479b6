"""Grants of two years ago with what is owed after their settlement: met, late, to come, told and paid, and the prefecture's account.

Both years lie after the printed ones, so that those stay as they are.
"""

from datetime import date
from typing import Any

from banso.core.fiscal import fiscal_year_of
from banso.procedures.taking import begin, take_decided
from banso.procedures.terms import lay_down_terms
from banso.registers.models import Company, Programme, ProgrammeYear, Staff, User
from banso.work.grants.aftercare import funder, property, returns, services
from banso.work.grants.aftercare.choices import Cause, Deduction, DisposalKind, TaxStatus, Use
from banso.work.grants.models import Application, Call, Course
from banso.work.grants.procedure import GRANT
from banso.work.grants.services import record_call

from .gathering import TITLES

VALUES: dict[str, Any] = {
    "cut": 1000,
    "outcome_reports": 5,
    "outcome_window": "april-may",
    "income_return": "yearly",
    "tax_basis": "gross",
    "asset_month": 3,
}
EXPENSE, GRANTED = 1_500_000, 1_000_000
# of each firm the reports it sent, by what it sold (None: in progress)
SENT: tuple[tuple[int | None, ...], ...] = ((900_000, 1_200_000), (300_000,), (None,), ())


def fill_duties(today: date, course: Course, companies: list[Company], keeper: Staff, *, by: User | None) -> None:
    """Four grants settled in the year before last, each with another past since."""
    year, programme = fiscal_year_of(today), course.programme
    _runs_then(programme, year - 2)
    lay_down_terms(GRANT, programme=programme, fiscal_year=year - 2, content={"values": VALUES}, by=by)
    day = date(year - 2, 5, 10)
    call = record_call(
        course=course,
        rate="2/3",
        cap=GRANTED,
        opened_on=day,
        closes_on=date(year - 2, 6, 10),
        executed_in=year - 2,
        by=by,
    )
    grants = [_settled(call, company, place, keeper, by) for place, company in enumerate(companies[: len(SENT)])]
    for application, sold in zip(grants, SENT, strict=True):
        for nth, sales in enumerate(sold, start=1):
            _report(application, nth, sales, min(today, date(year - 2 + nth, 5, 10)), by)
    _gives_back(grants[0], year, min(today, date(year, 5, 20)), by)
    _has_a_machine(grants[1], year, min(today, date(year, 6, 1)), by)
    account = {"granted": 5_000_000, "received": 3_000_000, "administration": 400_000}
    reported = date(year - 1, 4, 10)
    funder.record_year(programme=programme, fiscal_year=year - 2, reported_on=reported, by=by, **account)


def _runs_then(programme: Programme, fiscal_year: int) -> None:
    last = programme.years.order_by("-fiscal_year").first()
    assert last is not None
    names = {"name": last.name, "printed_name": last.printed_name, "unit": last.unit, "funder": last.funder}
    ProgrammeYear.objects.get_or_create(programme=programme, fiscal_year=fiscal_year, defaults=names)


def _settled(call: Call, company: Company, place: int, keeper: Staff, by: User | None) -> Application:
    """Taken in, granted, reported, settled in February, paid and finished."""
    year = fiscal_year_of(call.opened_on)
    facts = {"title": TITLES[-1 - place], "requested": GRANTED, "expense": EXPENSE}
    opened = date(year, 5, 20)
    made: Application = begin(GRANT, call=call, company=company, opened_on=opened, keeper=keeper, by=by, **facts)
    course: tuple[tuple[str, date, dict[str, Any]], ...] = (
        ("adopted", date(year, 7, 1), {}),
        ("requested", date(year, 7, 20), {"expense": EXPENSE}),
        ("granted", date(year, 8, 1), {}),
        ("completed", date(year + 1, 1, 20), {}),
        ("reported", date(year + 1, 1, 31), {"expense": EXPENSE}),
        ("settled", date(year + 1, 2, 15), {}),
        ("claimed", date(year + 1, 2, 20), {}),
        ("paid", date(year + 1, 3, 10), {}),
        ("finished", date(year + 1, 3, 11), {}),
    )
    for code, on, said in course:
        take_decided(made.case, code, {"taken_on": on} | said, by=by)
    return made


def _report(application: Application, nth: int, sales: int | None, sent_on: date, by: User | None) -> None:
    facts: dict[str, Any] = {"stage": "1", "product": "新商品"}
    if sales is not None:
        sold = {"stage": "5" if sales > 500_000 else "4", "sales": sales, "cost": sales // 4, "overhead": sales // 8}
        facts |= sold | {"sent_on": sent_on, "firm_sales": 84_000_000, "employees": 12}
    services.report_outcome(case=application.case, nth=nth, by=by, **facts)


def _gives_back(application: Application, year: int, on: date, by: User | None) -> None:
    """Input tax that was reported, told and paid; income that was told and is not paid yet."""
    case = application.case
    tax = {"status": TaxStatus.FULL, "deduction": Deduction.WHOLE, "gross": EXPENSE}
    returns.report_input_tax(case=case, reported_on=on, filed_on=on, by=by, **tax)
    told: dict[str, Any] = {"case": case, "demanded_on": on, "due_on": date(year, 6, 30), "by": by}
    paid = returns.demand(cause=Cause.INPUT_TAX, **told)
    returns.correct_demand(paid, paid_on=on, by=by)
    returns.demand(cause=Cause.INCOME, **told)


def _has_a_machine(application: Application, year: int, on: date, by: User | None) -> None:
    """A machine that was looked at once, and the application for its disposal."""
    facts = {"category": "機械装置", "name": "真空包装機", "model": "VP-300", "place": "本社工場", "life": 10}
    asset = property.record_asset(
        case=application.case,
        unit_price=1_500_000,
        acquired_on=date(year - 2, 11, 20),
        grant_part=GRANTED,
        voucher="1-01",
        by=by,
        **facts,
    )
    property.check_asset(asset=asset, checked_on=date(year, 3, 20), found=Use.IN_USE, by=by)
    asked = {
        "kind": DisposalKind.SALE,
        "price": 600_000,
        "partner": "中古機械の業者",
        "reason": "製品の切替えで使わなくなった",
    }
    property.apply_disposal(asset=asset, applied_on=on, planned_on=date(year + 1, 1, 31), by=by, **asked)
