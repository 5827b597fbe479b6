"""What a company's history says of surveys."""

from banso.core.era import format_date
from banso.registers.histories import history

from .models import SurveyTarget


def _line(target: SurveyTarget) -> str:
    answered = f"{format_date(target.answered_on)}に回答" if target.answered_on else "回答待ち"
    return f"{target.survey} {answered}"


history(
    code="surveys.target",
    group="取引",
    label="調査",
    model=SurveyTarget,
    company="company",
    day="sent_on",
    line=_line,
    related=("survey",),
)
