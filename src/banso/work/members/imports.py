"""Classes of members, members and their fees from files."""

from banso.core.imports import Parent, imports
from banso.core.imports.deriving import facts
from banso.registers.importing import company_columns, find_company, known_company, person, programme

from . import services
from .models import Fee, Grade, Member

GRADES = imports(
    code="member-grades",
    model=Grade,
    new=services.record_grade,
    change=services.correct_grade,
    key=("code",),
    columns=facts(Grade, "code", "name", "yearly_fee", "position", "ended_on"),
)
GRADE = Parent("grade", GRADES, by=("name",))
MEMBERS = imports(
    code="members",
    model=Member,
    new=services.record_member,
    change=services.correct_member,
    key=("programme", "company", "person", "joined_on"),
    steps=(GRADE, find_company()),
    columns=(
        *facts(Member, "programme", programme=programme),
        *GRADE.columns,
        *facts(Member, "number"),
        *company_columns(heading="会員企業", only=("name", "corporate_number", "phone", "address")),
        *facts(Member, "person", person=person),
        *facts(Member, "joined_on", "left_on"),
    ),
)
MEMBER = Parent("member", MEMBERS, by=("programme",), helped_by=("company.name", "person", "number"))
imports(
    code="member-fees",
    model=Fee,
    new=services.record_fee,
    change=services.correct_fee,
    key=("member", "fiscal_year"),
    steps=(known_company("member.company"), MEMBER),
    columns=(*MEMBER.columns, *facts(Fee, "fiscal_year", "amount", "due_on", "paid_on")),
)
