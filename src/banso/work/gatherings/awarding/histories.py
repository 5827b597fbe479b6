"""What a company's history says of its nominations; a prize itself is said in :mod:`..histories`."""

from django.db.models import Q
from django.db.models.functions import Now, TruncDate

from banso.cases.models import IN_FORCE
from banso.core.records import facts
from banso.registers.histories import history

from ..models import AwardStep
from .procedure import ANSWERS

LABELS = {str(one.verbose_name) for one in AwardStep._meta.fields if one.name in ANSWERS}
TOLD = Q(announced_on=None) | Q(
    announced_on__lte=TruncDate(Now())
)  # who wins stands here from the day of the announcement on


def _line(step: AwardStep) -> str:
    """The step, and what was answered: of a year only what was told in that very year."""
    told = [f"{label} {text}" for label, text, _ in facts(step) if text and label in LABELS]
    return " ".join([step.case.nomination.division, step.get_step_display(), *told, step.note]).strip()


history(
    code="gatherings.award_step",
    group="研修・催し",
    label="表彰の手続",
    model=AwardStep,
    company="case__company",
    day="taken_on",
    line=_line,
    condition=IN_FORCE & TOLD,
    related=("case__nomination",),
)
