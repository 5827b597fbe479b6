"""Requests for people, and who was introduced, from files."""

from banso.core.imports import Choice, Column, Day, Parent, imports
from banso.core.imports.deriving import facts
from banso.registers.importing import company_columns, find_company, known_company, person, programme, staff

from . import services
from .choices import Reason
from .models import Placement, Vacancy

VACANCIES = imports(
    code="vacancies",
    model=Vacancy,
    new=services.record_vacancy,
    change=services.correct_vacancy,
    key=("company", "work", "received_on"),
    steps=(find_company(),),
    columns=(
        *facts(Vacancy, "programme", programme=programme),
        *company_columns(heading="依頼企業", required=True),
        *facts(Vacancy, "received_on", "work", "terms", "wanted", "details", "staff", "closed_on", staff=staff),
    ),
)
VACANCY = Parent("vacancy", VACANCIES, by=("company.name", "work"), helped_by=("received_on",))
imports(
    code="placements",
    model=Placement,
    new=services.record_placement,
    change=services.correct_placement,
    key=("vacancy", "person"),
    steps=(known_company("vacancy.company"), VACANCY),
    columns=(
        *VACANCY.columns,
        *facts(Placement, "person", "introduced_on", "hired_on", person=person),
        Column("declined_on", "不成立の日", Day()),
        Column("reason", "不成立の理由", Choice(Reason.choices), note="不成立のときだけ"),
        *facts(Placement, "note"),
    ),
)
