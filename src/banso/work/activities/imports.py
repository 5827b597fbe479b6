"""What is counted nowhere else, from files: what it is, and its numbers."""

from banso.core.imports import Parent, imports
from banso.core.imports.deriving import facts
from banso.registers.importing import programme, staff

from . import services
from .models import Activity, ActivityCount

ACTIVITIES = imports(
    code="activities",
    model=Activity,
    new=services.record_activity,
    change=services.correct_activity,
    key=("code", "programme"),
    columns=(
        *facts(Activity, "programme", programme=programme),
        *facts(Activity, "code", "name", "unit", "rule", "position", "ended_on"),
    ),
)
ACTIVITY = Parent("activity", ACTIVITIES, by=("name",), helped_by=("programme",))
imports(
    code="activity-counts",
    model=ActivityCount,
    new=services.record_activity_count,
    change=services.correct_activity_count,
    steps=(ACTIVITY,),
    columns=(*ACTIVITY.columns, *facts(ActivityCount, "counted_on", "number", "staff", "note", staff=staff)),
)
