"""Lists of former years: reports that were sent, input tax that was reported, the register of assets. Who owes what follows from them."""

from typing import Any

from banso.core.imports import imports
from banso.core.imports.deriving import facts, with_examples
from banso.registers.importing import known_company
from banso.registers.models import User

from ..imports import APPLICATION
from ..models import Application, Asset, InputTaxReport, OutcomeReport
from . import property, returns, services

OF_CASE = {"application": "case__application"}
STEPS = (known_company("application.company"), APPLICATION)


def _report(*, application: Application, by: User | None, **said: Any) -> OutcomeReport:
    return services.report_outcome(case=application.case, by=by, **said)


def _put_report_right(
    report: OutcomeReport, *, by: User | None, application: Application | None = None, **said: Any
) -> OutcomeReport:
    return services.correct_outcome(report, by=by, **said)


def _report_tax(*, application: Application, by: User | None, **said: Any) -> InputTaxReport:
    return returns.report_input_tax(case=application.case, by=by, **said)


def _put_tax_right(
    report: InputTaxReport, *, by: User | None, application: Application | None = None, **said: Any
) -> InputTaxReport:
    return returns.correct_input_tax(report, by=by, **said)


def _enter(*, application: Application, by: User | None, **said: Any) -> Asset:
    return property.record_asset(case=application.case, by=by, **said)


def _put_asset_right(asset: Asset, *, by: User | None, application: Application | None = None, **said: Any) -> Asset:
    return property.correct_asset(asset, by=by, **said)


imports(
    code="grant-outcome-reports",
    model=OutcomeReport,
    new=_report,
    change=_put_report_right,
    key=("application", "nth"),
    paths=OF_CASE,
    steps=STEPS,
    columns=(
        *APPLICATION.columns,
        *with_examples(
            facts(OutcomeReport, "nth", "sent_on", "stage", "product", "sales", "cost", "overhead", "no_sales_reason"),
            sent_on="令和7年5月20日",
            no_sales_reason="",
        ),
    ),
)
imports(
    code="grant-input-tax",
    model=InputTaxReport,
    new=_report_tax,
    change=_put_tax_right,
    key=("application",),
    paths=OF_CASE,
    steps=STEPS,
    columns=(
        *APPLICATION.columns,
        *with_examples(
            facts(InputTaxReport, "reported_on", "filed_on", "status", "gross", "rate", "reduced_gross", "deduction"),
            reported_on="令和7年6月20日",
            filed_on="令和7年5月31日",
            gross="1,100,000",
            rate="10",
            reduced_gross="",
        ),
        *with_examples(facts(InputTaxReport, "ratio", "deductible"), ratio="", deductible=""),
    ),
)
imports(
    code="grant-assets",
    model=Asset,
    new=_enter,
    change=_put_asset_right,
    key=("application", "name", "acquired_on"),
    paths=OF_CASE,
    steps=STEPS,
    columns=(
        *APPLICATION.columns,
        *with_examples(
            facts(
                Asset,
                *("category", "name", "model", "quantity", "unit_price", "acquired_on", "life", "life_table", "place"),
                *("grant_part", "voucher"),
            ),
            acquired_on="令和6年10月1日",
            life="7",
            grant_part="500,000",
            voucher="1-01",
        ),
    ),
)
