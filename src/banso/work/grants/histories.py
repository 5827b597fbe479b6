"""What a company's history says of grants: what it applied for, and what was decided."""

from banso.registers.histories import history

from .models import Application, Decision


def _decision(decision: Decision) -> str:
    amount = f" {decision.amount:,}円" if decision.amount is not None else ""
    return f"{decision.get_step_display()}{amount} {decision.application.title}"


history(
    code="grants.application",
    group="補助・開発",
    label="補助申請",
    model=Application,
    company="company",
    day="applied_on",
    line=lambda application: f"{application.call.course} {application.title} 申請額 {application.requested:,}円",
    related=("call__course",),
)
history(
    code="grants.decision",
    group="補助・開発",
    label="補助の決定",
    model=Decision,
    company="application__company",
    day="decided_on",
    line=_decision,
    related=("application",),
)
