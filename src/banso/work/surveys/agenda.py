"""Surveys on the first page: those with answers outstanding."""

from banso.core.agenda import Part, agenda

from .models import Survey

agenda(
    code="surveys.unanswered",
    part=Part.WAITING,
    label="回答待ちの調査",
    model=Survey,
    rows=lambda today: Survey.objects.filter(targets__answered_on__isnull=True, targets__isnull=False).distinct(),
    day="reference_date",
    line=lambda survey: f"{survey} 回答のない企業があります",
)
