"""What nearly every record can be counted by: its month, and what is known of its company and of the staff who did the work.

A measure need not declare them. Month: where the day that decides its year is a date. The others: where its records link to one
company, or to one member of staff, by themselves; one whose records lead there by another way says so (`company`, `staff`).
"""

from typing import Any

from django.core.exceptions import FieldError
from django.db.models import ForeignKey, Model
from django.db.models.sql.query import Query

from banso.core.fiscal import FiscalYearColumn
from banso.registers.industries import major_groups
from banso.registers.models import Company, Staff
from banso.registers.models.companies import CompanySize

from .measures import Dimension, Distinct, Flow, Measure

MONTHS = {str(month): f"{month}月" for month in (*range(4, 13), *range(1, 4))}


def usual_dimensions(measure: Measure) -> dict[str, Dimension]:
    """The dimensions that a measure's records bring along."""
    model = measure.model
    company = measure.company or _link(model, Company)
    staff = measure.staff or _link(model, Staff)
    found = _of_company(company, measure) if company else {}
    if staff:
        found["staff"] = Dimension("担当者", f"{staff}_id", label_path=f"{staff}__name")
    day = _day(measure)
    if day:
        found["month"] = Dimension("月", day, labels=MONTHS, is_month=True)
    return found


def _of_company(path: str, measure: Measure) -> dict[str, Dimension]:
    """What is known of the company. One that counts companies counts each under one of these."""
    counts_it = isinstance(measure.count, Distinct) and measure.count.subject.removesuffix("_id") == path

    def dimension(label: str, column: str, **more: Any) -> Dimension:
        return Dimension(label, f"{path}__{column}", of_subject=counts_it, **more)

    return {
        "industry": dimension("業種(中分類)", "industry__code", label_path=f"{path}__industry__name"),
        "sector": dimension("業種(大分類)", "industry__section", labels=major_groups()),
        "municipality": dimension("所在市町村", "municipality__code", label_path=f"{path}__municipality__name"),
        "company_prefecture": dimension("企業の都道府県", "prefecture"),
        "size": dimension("企業の規模", "size", labels=dict(CompanySize.choices)),
    }


def _link(model: type[Model], to: type[Model]) -> str:
    """The one link a record has to a company or a member of staff; '' where it has none, or several to choose from."""
    links = [field.name for field in model._meta.fields if isinstance(field, ForeignKey) and field.related_model is to]
    return links[0] if len(links) == 1 else ""


def _day(measure: Measure) -> str:
    """The date that decides the fiscal year of a record; '' where none does."""
    if not isinstance(measure.timing, Flow):
        return ""
    path = measure.timing.fiscal_year
    try:
        column: Any = Query(measure.model).names_to_path(path.split("__"), measure.model._meta, fail_on_missing=True)[1]
    except FieldError:
        return ""  # told with the others when declarations are checked
    if not isinstance(column, FiscalYearColumn):
        return ""
    before, _, _ = path.rpartition("__")
    return f"{before}__{column.of}" if before else column.of
