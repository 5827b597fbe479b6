"""Courses of grants from files."""

from banso.core.imports import imports
from banso.core.imports.deriving import facts
from banso.registers.importing import programme

from . import services
from .models import Course

imports(
    code="grant-courses",
    model=Course,
    new=services.record_course,
    change=services.correct_course,
    key=("code", "programme"),
    columns=(
        *facts(Course, "programme", programme=programme),
        *facts(Course, "code", "name", "position", "ended_on"),
    ),
)
