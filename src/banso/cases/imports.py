"""Cases from files, the stages of a programme, and the days on which cases entered them."""

from datetime import date
from typing import Any

from banso.core.imports import Parent, Row, imports
from banso.core.imports.declaring import Writing
from banso.core.imports.deriving import facts
from banso.registers.importing import company_columns, find_company, known_company, programme, staff

from . import services
from .models import Case, Stage, StageEntry

STAGES = imports(
    code="stages",
    model=Stage,
    new=services.record_stage,
    change=services.correct_stage,
    key=("code", "programme"),
    columns=facts(Stage, "programme", "code", "name", "position", "closes", "ended_on", programme=programme),
)
CASES = imports(
    code="cases",
    model=Case,
    new=services.open_case,
    change=services.correct_case,
    key=("company", "programme", "opened_on"),
    steps=(find_company(),),
    columns=(
        *facts(Case, "programme", programme=programme),
        *company_columns(required=True),
        *facts(Case, "opened_on", "keeper", "summary", keeper=staff),
    ),
)
CASE = Parent(
    "case", CASES, by=("company.name",), helped_by=("company.corporate_number", "opened_on"), within=("programme",)
)
STAGE = Parent("stage", STAGES, by=("name",), within=("programme",))


def _programme_of_both(rows: list[Row], writing: Writing) -> None:
    """The programme only told which case and which stage are meant."""
    for row in rows:
        row.facts.pop("programme", None)


def _enter(*, by: Any, case: Case, stage: Stage, taken_on: date, note: str = "") -> StageEntry:
    return services.enter_stage(case, stage, on=taken_on, note=note, by=by)


imports(
    code="stage-entries",
    model=StageEntry,
    new=_enter,
    key=("case", "stage"),
    steps=(known_company("case.company"), CASE, STAGE, _programme_of_both),
    columns=(
        *facts(Case, "programme", programme=programme),
        *CASE.columns,
        *STAGE.columns,
        *facts(StageEntry, "taken_on", "note"),
    ),
)
