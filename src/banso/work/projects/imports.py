"""Research projects from files, who carries them out and what each year was granted."""

from banso.core.imports import Parent, imports
from banso.core.imports.deriving import facts
from banso.registers.importing import programme

from . import services
from .models import Member, Project, YearDecision

PROJECTS = imports(
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
PROJECT = Parent("project", PROJECTS, by=("theme",), helped_by=("starts_on",))
imports(
    code="project-members",
    model=Member,
    new=services.record_member,
    change=services.correct_member,
    key=("name", "project"),
    steps=(PROJECT,),
    name="研究開発の実施機関",
    columns=(*PROJECT.columns, *facts(Member, "name", "place", "position")),
)
imports(
    code="project-decisions",
    model=YearDecision,
    new=services.record_year_decision,
    change=services.correct_year_decision,
    key=("decided_on", "project"),
    steps=(PROJECT,),
    name="研究開発の交付決定",
    columns=(*PROJECT.columns, *facts(YearDecision, "decided_on", "amount")),
)
