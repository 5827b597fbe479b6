"""Courses and events from files: their sessions, who was there, and what was held, told and given at them."""

from banso.core.imports import Parent, imports
from banso.core.imports.deriving import facts
from banso.registers.importing import company_columns, find_company, person, programme

from . import services
from .awarding import imports as _awarding  # noqa: F401 - nominations for prizes
from .models import AdviserTalk, Attendance, Award, Gathering, Lecture, Presentation, Session, Talk

GATHERINGS = imports(
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
GATHERING = Parent("gathering", GATHERINGS, by=("title",), helped_by=("programme",))
SESSIONS = imports(
    code="sessions",
    model=Session,
    new=services.record_session,
    change=services.correct_session,
    key=("starts_on", "gathering", "place"),
    steps=(GATHERING,),
    columns=(
        *GATHERING.columns,
        *facts(Session, "ordinal", "starts_on", "ends_on", "place", "venue", "adviser", "attendance_note"),
    ),
)
SESSION = Parent("session", SESSIONS, by=("gathering.title", "starts_on"), helped_by=("place",))
imports(
    code="attendances",
    model=Attendance,
    new=services.record_attendance,
    change=services.correct_attendance,
    key=("session", "company", "person"),
    steps=(SESSION, find_company()),
    columns=(
        *SESSION.columns,
        *company_columns(),
        *facts(Attendance, "person", person=person),
        *facts(Attendance, "headcount"),
    ),
)
imports(
    code="lectures",
    model=Lecture,
    new=services.record_lecture,
    change=services.correct_lecture,
    key=("title", "held_on", "gathering"),
    steps=(GATHERING,),
    columns=(*GATHERING.columns, *facts(Lecture, "held_on", "title", "lecturer")),
)
imports(
    code="awards",
    model=Award,
    new=services.record_award,
    change=services.correct_award,
    key=("division", "session"),
    steps=(SESSION, find_company()),
    columns=(
        *SESSION.columns,
        *facts(Award, "division"),
        *company_columns(required=True, only=("name", "corporate_number")),
        *facts(Award, "position"),
    ),
)
imports(
    code="talks",
    model=Talk,
    new=services.record_talk,
    change=services.correct_talk,
    key=("theme", "session"),
    steps=(SESSION,),
    columns=(*SESSION.columns, *facts(Talk, "theme", "speaker")),
)
imports(
    code="presentations",
    model=Presentation,
    new=services.record_presentation,
    change=services.correct_presentation,
    key=("presenter", "session"),
    steps=(SESSION, find_company()),
    columns=(*SESSION.columns, *facts(Presentation, "presenter"), *company_columns(only=("name", "corporate_number"))),
)
imports(
    code="adviser-talks",
    model=AdviserTalk,
    new=services.record_adviser_talk,
    change=services.correct_adviser_talk,
    key=("session", "company"),
    steps=(SESSION, find_company()),
    columns=(
        *SESSION.columns,
        *company_columns(required=True, only=("name", "corporate_number")),
        *facts(AdviserTalk, "outcome"),
    ),
)
