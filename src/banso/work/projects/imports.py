"""Research projects from files."""

from banso.core.imports import imports
from banso.core.imports.deriving import facts
from banso.registers.importing import programme

from . import services
from .models import Project

imports(
    code="projects",
    model=Project,
    new=services.record_project,
    change=services.correct_project,
    key=("theme", "programme"),
    columns=(
        *facts(Project, "programme", programme=programme),
        *facts(Project, "theme", "starts_on", "ends_on"),
    ),
)
