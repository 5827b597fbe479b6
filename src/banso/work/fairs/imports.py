"""Fairs from files."""

from banso.core.imports import imports
from banso.core.imports.deriving import facts
from banso.registers.importing import programme

from . import services
from .models import Fair

imports(
    code="fairs",
    model=Fair,
    new=services.record_fair,
    change=services.correct_fair,
    key=("name", "programme", "starts_on"),
    columns=(
        *facts(Fair, "programme", programme=programme),
        *facts(Fair, "name", "starts_on", "ends_on", "place", "tables", "followed_up_on"),
    ),
)
