"""Research projects from files, who carries them out and what each year was granted."""

from banso.core.imports import Parent, imports
from banso.core.imports.deriving import facts
from banso.registers.importing import programme

from . import services
from .models import DiaryDay, Member, Project, Researcher, YearDecision

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
MEMBERS = imports(
    code="project-members",
    model=Member,
    new=services.record_member,
    change=services.correct_member,
    key=("name", "project"),
    steps=(PROJECT,),
    name="研究開発の実施機関",
    columns=(*PROJECT.columns, *facts(Member, "name", "place", "kind", "position")),
)
imports(
    code="project-decisions",
    model=YearDecision,
    new=services.record_year_decision,
    change=services.correct_year_decision,
    key=("decided_on", "project"),
    steps=(PROJECT,),
    name="研究開発の交付決定",
    columns=(*PROJECT.columns, *facts(YearDecision, "decided_on", "amount", "sme_floor")),
)
MEMBER = Parent("member", MEMBERS, by=("name",), helped_by=("project.theme",))
RESEARCHERS = imports(
    code="project-researchers",
    model=Researcher,
    new=services.record_researcher,
    change=services.correct_researcher,
    key=("name", "starts_on", "member"),
    steps=(MEMBER,),
    name="研究員の登録",
    columns=(*MEMBER.columns, *facts(Researcher, "name", "starts_on", "ends_on", "hourly")),
)
RESEARCHER = Parent("researcher", RESEARCHERS, by=("name",), helped_by=("starts_on", "member.name"))
imports(
    code="project-diary",
    model=DiaryDay,
    new=services.record_diary_day,
    change=services.correct_diary_day,
    key=("worked_on", "task", "researcher"),
    steps=(RESEARCHER,),
    name="業務日誌",
    columns=(*RESEARCHER.columns, *facts(DiaryDay, "worked_on", "minutes", "task", "work")),
)
