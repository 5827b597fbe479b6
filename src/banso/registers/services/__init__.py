"""Every write in the registers."""

from typing import Any

from django.core.exceptions import ValidationError

from banso.core.errors import UserError
from banso.core.text import clean_text
from banso.core.trail import verb
from banso.core.writing import correct, record, verbs
from banso.core.writing_many import record_many
from banso.registers.corporate_number import parse_corporate_number
from banso.registers.models import (
    Company,
    CompanyName,
    Disqualification,
    Expert,
    Organisation,
    Person,
    Post,
    PostAssignment,
    Staff,
    Unit,
    User,
)
from banso.registers.no_company import why_no_company

record_other_name, correct_other_name = verbs(CompanyName)
record_expert, correct_expert = verbs(Expert)
record_disqualification, correct_disqualification = verbs(Disqualification)
record_organisation, correct_organisation = verbs(Organisation)
record_person, correct_person = verbs(Person)
record_post, correct_post = verbs(Post)
assign_post, correct_assignment = verbs(PostAssignment)
record_staff, correct_staff = verbs(Staff)
record_unit, correct_unit = verbs(Unit)


@verb
def record_company(*, by: User | None, **facts: Any) -> Company:
    """Register a company. Raises ValidationError, field by field; a 法人番号 is checked by its check digit."""
    if facts.get("name"):
        _refuse_no_name(facts["name"])
    return record(Company, _checked(facts))


@verb
def record_companies(rows: list[dict[str, Any]], *, by: User | None) -> list[Any]:
    """Register many companies: for each one's facts its key, or the ValidationError that refuses it."""
    checked: list[Any] = []
    for facts in rows:
        try:
            if facts.get("name"):
                _refuse_no_name(facts["name"])
            checked.append(_checked(dict(facts)))
        except ValidationError as error:
            checked.append(error)
    made = iter(record_many(Company, [facts for facts in checked if not isinstance(facts, ValidationError)]))
    return [facts if isinstance(facts, ValidationError) else next(made) for facts in checked]


@verb
def correct_company(company: Company, *, by: User | None, **facts: Any) -> Company:
    """Put a company's facts right. When its name changes, the name it had stays as a former name."""
    former = company.name
    named = clean_text(facts["name"]) if facts.get("name") else former
    if named != former:
        _refuse_no_name(named)
        if Company.objects.filter(pk=company.pk, name=former).exists():
            CompanyName.objects.get_or_create(company=company, name=former)
    return correct(company, _checked(facts))


def _refuse_no_name(name: str) -> None:
    if why := why_no_company(clean_text(name)):
        raise ValidationError({"name": why})


def _checked(facts: dict[str, Any]) -> dict[str, Any]:
    number = facts.get("corporate_number")
    if number:
        try:
            facts["corporate_number"] = parse_corporate_number(number)
        except UserError as error:
            raise ValidationError({"corporate_number": str(error)}) from error
    elif "corporate_number" in facts:
        facts["corporate_number"] = None
    return facts
