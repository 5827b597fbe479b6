"""Who owes what after a settlement: the deadlines that follow from it, as far as they are not met, and those of a company."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import QuerySet

from banso.core.days import Due
from banso.core.days.counting import month_end
from banso.core.era import format_date
from banso.core.fiscal import fiscal_year_label, fiscal_year_of, fiscal_year_period
from banso.office.deadlines.models import Deadline
from banso.procedures.declaring import Fall
from banso.procedures.offering import State
from banso.procedures.terms import values_of
from banso.registers.models import Company

from ..choices import UNDOES
from ..models import Asset, AssetCheck, Demand, Followup, InputTaxReport, OutcomeReport
from .terms import TaxBasis
from .windows import numbered, windows

OUTCOME, INPUT_TAX, ASSETS, DEMAND, RESIDENCE = "outcome", "input_tax", "assets", "demand", "residence"
LABELS = {
    OUTCOME: "事業化状況報告", INPUT_TAX: "仕入控除税額報告", ASSETS: "取得財産の確認", DEMAND: "納付", RESIDENCE: "居住の確認",
}  # fmt: skip
DUTIES = tuple(LABELS)
TAX_YEARS, TAX_MONTH = 2, 5  # the tax report by the end of May of the second year after


def settled_on(state: State) -> date | None:
    """The day a grant was settled, where something of it stands; None before, and where it was undone."""
    row: Any = state.latest("settled")
    last: Any = state.latest("resettled") or row
    if row is None or not last.amount or any(one.step in UNDOES for one in state.taken):
        return None
    day: date = row.taken_on
    return day


def outcomes(state: State) -> Iterator[Fall]:
    """The reports on commercialisation that are not sent."""
    values, day = values_of(state.case), settled_on(state)
    if day is None or not values.outcome_reports:
        return
    sent = OutcomeReport.objects.filter(case=state.case, sent_on__isnull=False).values_list("nth", flat=True)
    times = values.outcome_reports
    for nth, span in numbered(windows(values.outcome_window, day, times, _year_ends_in(state))):
        if nth in sent:
            continue
        said = f"額の確定の日({format_date(day)})が{span.said}。全{times}回の第{nth}回"
        yield Fall(nth, Due(span.due_on, said), f"{LABELS[OUTCOME]} 第{nth}回", span.opens_on)


def _year_ends_in(state: State) -> int | None:
    return Followup.objects.filter(case=state.case).values_list("year_ends_in", flat=True).first()


def input_tax(state: State) -> Iterator[Fall]:
    """The report on input tax, where the grant was worked out on cost with tax and it has not come in."""
    day, reported = settled_on(state), InputTaxReport.objects.filter(case=state.case).exists()
    if day is None or values_of(state.case).tax_basis != TaxBasis.GROSS or reported:
        return
    year = fiscal_year_of(day) + TAX_YEARS
    said = f"額の確定の日({format_date(day)})の年度の翌々年度({fiscal_year_label(year)})の5月31日。0円でも報告する"
    yield Fall(1, Due(date(year, TAX_MONTH, 31), said), LABELS[INPUT_TAX])


def assets(state: State) -> Iterator[Fall]:
    """Each year's look at the restricted assets, until the last restriction ends or all are disposed of."""
    month, day = values_of(state.case).asset_month, settled_on(state)
    kept = restricted(state.case)
    until = max((one.restricted_until for one in kept if one.restricted_until), default=None)
    if day is None or month is None or until is None:
        return
    done = checked_years(kept)
    for year in range(fiscal_year_of(day) + 1, fiscal_year_of(until) + 1):
        due = month_end(date(year + (month < fiscal_year_period(year).start.month), month, 1), 0)
        if year in done or due > until:
            continue
        said = f"処分制限のある財産が{format_date(until)}まであるので、毎年{month}月末までに確かめる"
        yield Fall(year, Due(due, said), f"{LABELS[ASSETS]}({fiscal_year_label(year)})")


def restricted(case: Any) -> list[Asset]:
    """The assets of a case that are restricted and still there."""
    rows = Asset.objects.filter(case=case, restricted_until__isnull=False).exclude(disposals__disposed_on__isnull=False)
    return list(rows)


def checked_years(kept: list[Asset]) -> set[int]:
    """The fiscal years in which all of these assets were looked at."""
    seen: dict[int, set[int]] = {}
    for year, asset in AssetCheck.objects.filter(asset__in=kept).values_list("fiscal_year", "asset_id"):
        seen.setdefault(year, set()).add(asset)
    return {year for year, assets in seen.items() if assets >= {one.pk for one in kept}}


def demands(state: State) -> Iterator[Fall]:
    """What the firm was told to give back and has not paid."""
    rows = Demand.objects.filter(case=state.case).order_by("pk")
    for nth, row in enumerate(rows, start=1):
        if row.paid_on is None:
            said = f"{format_date(row.demanded_on)}の通知による納期限"
            yield Fall(nth, Due(row.due_on, said), f"{LABELS[DEMAND]}({row.get_cause_display()} {row.amount:,}円)")


def duties() -> QuerySet[Deadline]:
    """Every duty after a settlement as it stands: met, late and to come, of finished cases too."""
    return Deadline.objects.filter(case__procedure="grant", code__in=DUTIES, replaced_by=None)


def still_due(rows: QuerySet[Deadline]) -> QuerySet[Deadline]:
    return rows.filter(open__isnull=False)


def owes_reports(company: Company, on: date) -> QuerySet[Deadline]:
    """The reports on commercialisation that a company should have sent before a day and had not: what bars its next application."""
    late = duties().filter(case__company=company, code=OUTCOME, due_on__lt=on)
    return late.exclude(closing__on__lte=on).order_by("due_on", "pk")
