"""The board's affairs from files."""

from banso.core.imports import Parent, imports
from banso.core.imports.deriving import facts
from banso.registers.importing import programme

from . import services
from .models import AgendaItem, Audit, Meeting, OfficerChange

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
MEETINGS = imports(
    code="board-meetings",
    model=Meeting,
    new=services.record_meeting,
    columns=(
        *facts(Meeting, "programme", programme=programme),
        *facts(Meeting, "body", "number", "is_regular", "form", "place", "held_on"),
    ),
)
MEETING = Parent(
    "meeting", MEETINGS, by=("body", "number", "fiscal_year"), helped_by=("held_on",), headings={"number": "会議の回"}
)
imports(
    code="agenda-items",
    model=AgendaItem,
    new=services.record_agenda_item,
    change=services.correct_agenda_item,
    key=("number", "kind", "meeting"),
    steps=(MEETING,),
    columns=(*MEETING.columns, *facts(AgendaItem, "kind", "number", "title")),
)
