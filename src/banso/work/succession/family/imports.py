"""Days that laws set, from files."""

from banso.core.imports import imports
from banso.core.imports.deriving import facts

from ..models import LawDay
from . import services

imports(
    code="succession-law-days",
    model=LawDay,
    new=services.record_law_day,
    change=services.correct_law_day,
    key=("code", "known_from"),
    columns=facts(LawDay, "code", "label", "scheme", "due_on", "known_from", "source", "checked_on"),
)
