"""What a company's history says of grants: what it applied for, and what was decided."""

from banso.cases.models import IN_FORCE
from banso.registers.histories import history

from .aftercare import histories as _aftercare  # noqa: F401 - the years after the settlement
from .models import Application, Decision


def _step(step: Decision) -> str:
    amount = f" {step.amount:,}円" if step.amount is not None else ""
    return f"{step.get_step_display()}{amount} {step.case.application.title}"


history(
    code="grants.application",
    group="補助・開発",
    label="補助申請",
    model=Application,
    company="case__company",
    day="case__opened_on",
    line=lambda application: f"{application.call.course} {application.title} 申請額 {application.requested:,}円",
    related=("call__course",),
)
history(
    code="grants.decision",
    group="補助・開発",
    label="補助金の手続",
    model=Decision,
    company="case__company",
    day="taken_on",
    line=_step,
    condition=IN_FORCE,
    related=("case__application",),
)
