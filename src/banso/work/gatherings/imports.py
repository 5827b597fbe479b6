"""Courses and events from files."""

from banso.core.imports import imports
from banso.core.imports.deriving import facts
from banso.registers.importing import programme

from . import services
from .models import Gathering

imports(
    code="gatherings",
    model=Gathering,
    new=services.record_gathering,
    change=services.correct_gathering,
    key=("title", "programme", "kind"),
    columns=(
        *facts(Gathering, "programme", programme=programme),
        *facts(Gathering, "kind", "title", "partners", "audience", "position"),
    ),
)
