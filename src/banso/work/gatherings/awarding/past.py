"""What a company won before, and whether that keeps it from winning again."""

from banso.core.fiscal import fiscal_year_label
from banso.procedures.terms import values_of
from banso.registers.models import Company

from ..models import Award, Nomination
from .terms import Values


def prizes_of(company: Company | None) -> list[Award]:
    """Every prize of a company that stands, the latest first."""
    rows = Award.objects.given().filter(company=company).select_related("session__gathering")
    return list(rows.order_by("-session__starts_on", "-pk"))


def kept_out_by(nomination: Nomination) -> str:
    """Why a company that won before may not win this time, by the terms of its case; '' where it may."""
    values: Values = values_of(nomination.case)
    if values.again_after is None:
        return ""
    year = nomination.case.fiscal_year
    for prize in prizes_of(nomination.case.company):
        elsewhere = values.again_elsewhere and prize.division != nomination.division
        again = prize.session.fiscal_year + values.again_after
        if not elsewhere and prize.session.fiscal_year <= year < again:
            said = f"{fiscal_year_label(prize.session.fiscal_year)}に「{prize.division}」で受賞しています。"
            return f"{said}定めでは、{fiscal_year_label(again)}から再び応募できます。"
    return ""
