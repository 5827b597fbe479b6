"""The board's affairs from files."""

from banso.core.imports import imports
from banso.core.imports.deriving import facts
from banso.registers.importing import programme

from . import services
from .models import Audit, Meeting, OfficerChange

imports(
    code="officer-changes",
    model=OfficerChange,
    new=services.record_officer_change,
    columns=(
        *facts(OfficerChange, "programme", programme=programme),
        *facts(OfficerChange, "office", "name", "change", "changed_on"),
    ),
)
imports(
    code="audits",
    model=Audit,
    new=services.record_audit,
    columns=(
        *facts(Audit, "programme", programme=programme),
        *facts(Audit, "kind", "starts_on", "ends_on", "audited_year"),
    ),
)
imports(
    code="board-meetings",
    model=Meeting,
    new=services.record_meeting,
    columns=(
        *facts(Meeting, "programme", programme=programme),
        *facts(Meeting, "body", "number", "is_regular", "form", "place", "held_on"),
    ),
)
