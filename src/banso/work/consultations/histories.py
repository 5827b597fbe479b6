"""What a company's history says of consultations."""

from django.db.models import Q

from banso.registers.histories import history

from .models import Consultation


def _line(visit: Consultation) -> str:
    themes = "・".join(theme.name for theme in visit.themes.all())
    also = "".join(f"({row.programme}にも計上)" for row in visit.further.all())
    minutes = f"{visit.minutes}分" if visit.minutes else ""
    return " ".join(filter(None, [f"{visit.programme}{also}", visit.get_mode_display(), minutes, themes, visit.note]))


history(
    code="consultations.visit",
    group="相談・派遣",
    label="相談",
    model=Consultation,
    company="company",
    day="held_on",
    line=_line,
    condition=Q(main__isnull=True),
    related=("programme", "adviser"),
    parts=("themes", "further__programme"),
)
