"""What a company's history says of gatherings: where it was, showed, spoke and won."""

from collections.abc import Callable
from typing import Any

from django.db.models import Model, Q

from banso.registers.histories import history

from .awarding import histories as _awarding  # noqa: F401 - nominations for prizes
from .models import AdviserTalk, Attendance, Award, Presentation


def _attended(attendance: Attendance) -> str:
    session = attendance.session
    return f"{session.gathering} {session.place} {attendance.headcount}名"


LINES: list[tuple[str, str, type[Model], Callable[[Any], str]]] = [
    ("attendance", "参加・出展", Attendance, _attended),
    ("adviser_talk", "商談・助言", AdviserTalk, lambda talk: f"{talk.session.gathering} {talk.get_outcome_display()}"),
    ("award", "表彰", Award, lambda award: f"{award.session.gathering} {award.division}"),
    ("presentation", "発表", Presentation, lambda presentation: f"{presentation.session.gathering}"),
]
for code, label, model, line in LINES:
    history(
        code=f"gatherings.{code}",
        group="研修・催し",
        label=label,
        model=model,
        company="company",
        day="session__starts_on",
        line=line,
        condition=Q(step__replaced_by__isnull=True) if model is Award else Q(),
        related=("session__gathering",),
    )
