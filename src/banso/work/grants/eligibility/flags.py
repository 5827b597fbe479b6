"""What is known of a company from its other grants: said of the applicant, wherever it applies next."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.urls import reverse

from banso.core.era import format_date
from banso.registers.models import Company

from ..aftercare.owed import owes_reports
from ..choices import UNDOES
from ..models import Application, Decision, EligibilityCheck
from .choices import CheckResult

TELLS = (*UNDOES, "abandoned", "declined", "return_ordered", "repaid")
MANY_RETURNS = 3


@dataclass(frozen=True)
class Flag:
    """One thing to know of a company: what it is, and the case it comes from."""

    said: str
    on: date
    address: str
    grave: bool = True


def flags_of(company: Company, on: date, *, without: Application | None = None) -> list[Flag]:
    """All there is to know on a day, the latest first. Of one application itself nothing, if it is named."""
    found = [
        Flag(f"{row.name}が出ていません(期限 {format_date(row.due_on)})", row.due_on, _case(row.case_id))
        for row in owes_reports(company, on)
    ]
    steps = Decision.objects.in_force().filter(case__company=company, step__in=TELLS, taken_on__lte=on)
    checks = EligibilityCheck.objects.filter(
        application__case__company=company, result=CheckResult.NG, checked_on__lte=on
    )
    returned = Decision.objects.in_force().filter(case__company=company, step="returned", taken_on__lte=on)
    if without is not None:
        steps, returned = steps.exclude(case=without.case_id), returned.exclude(case=without.case_id)
        checks = checks.exclude(application=without)
    for step in steps.select_related("case__application"):
        said = f"{step.get_step_display()}「{step.case.application}」 {step.note}".strip()
        found.append(Flag(said, step.taken_on, _case(step.case_id), grave=step.step not in ("declined", "abandoned")))
    for failed in checks.select_related("application"):
        said = f"資格の確認で不適「{failed.application}」"
        found.append(Flag(said, failed.checked_on, _case(failed.application.case_id)))
    often = returned.values("case").annotate(number=Count("pk")).filter(number__gte=MANY_RETURNS)
    for one in Application.objects.filter(case__in=often.values("case")).select_related("case"):
        said = f"差戻しが{MANY_RETURNS}回以上「{one}」"
        found.append(Flag(said, one.case.opened_on, _case(one.case_id), grave=False))
    return sorted(found, key=lambda flag: flag.on, reverse=True)


def _case(pk: int) -> str:
    return reverse("case", args=[pk])
