"""Courses of grants from files, their calls, the applications and what was decided on each."""

from banso.core.imports import Column, Parent, Text, imports
from banso.core.imports.deriving import facts
from banso.registers.importing import company_columns, find_company, known_company, person, programme

from . import services
from .models import Application, Call, Course, Decision

COURSES = imports(
    code="grant-courses",
    model=Course,
    new=services.record_course,
    change=services.correct_course,
    key=("code", "programme"),
    columns=(
        *facts(Course, "programme", programme=programme),
        *facts(Course, "code", "name", "position", "ended_on"),
    ),
)
COURSE = Parent("course", COURSES, by=("name",), helped_by=("programme",))
CALLS = imports(
    code="grant-calls",
    model=Call,
    new=services.record_call,
    change=services.correct_call,
    key=("opened_on", "course"),
    steps=(COURSE,),
    columns=(
        *COURSE.columns,
        *facts(Call, "opened_on", "closes_on", "executed_in"),
        Column("rate", "補助率", Text(longest=12), required=True, example="1/2", note="1/2、2/3 など"),
        *facts(Call, "cap"),
    ),
)
CALL = Parent("call", CALLS, by=("course.name",), helped_by=("fiscal_year", "opened_on"))
APPLICATIONS = imports(
    code="grant-applications",
    model=Application,
    new=services.record_application,
    change=services.correct_application,
    key=("call", "company", "person", "applied_on"),
    steps=(CALL, find_company()),
    columns=(
        *CALL.columns,
        *company_columns(),
        *facts(Application, "person", "applied_on", "title", "requested", person=person),
    ),
)
APPLICATION = Parent("application", APPLICATIONS, by=("title",), helped_by=("company.name", "applied_on"))
imports(
    code="grant-decisions",
    model=Decision,
    new=services.record_decision,
    change=services.correct_decision,
    key=("application", "step"),
    steps=(known_company("application.company"), APPLICATION),
    name="補助の決定",
    columns=(*APPLICATION.columns, *facts(Decision, "step", "decided_on", "amount")),
)
