"""A programme of the printed years that goes on in the year in which the world is made, and who works there."""

from datetime import date
from typing import Any

from banso.procedures.declaring import Procedure
from banso.procedures.terms import lay_down_terms
from banso.registers.models import Programme, ProgrammeYear, Staff, Unit, User


def goes_on(
    programme: Programme, declared: Procedure, terms: dict[str, Any], fiscal_year: int, *, by: User | None
) -> None:
    """Have a programme run in a fiscal year as it did last, with terms for its cases of that year and the one before."""
    last = programme.years.order_by("-fiscal_year").first()
    assert last is not None
    names = {"name": last.name, "printed_name": last.printed_name, "unit": last.unit, "funder": last.funder}
    ProgrammeYear.objects.get_or_create(programme=programme, fiscal_year=fiscal_year, defaults=names)
    for year in (fiscal_year - 1, fiscal_year):
        lay_down_terms(declared, programme=programme, fiscal_year=year, content=terms, by=by)


def staff_of(username: str, unit: Unit) -> Staff:
    """The member of staff behind a login of the reference world."""
    user = User.objects.get(username=username)
    made: Staff = Staff.objects.get_or_create(
        user=user, defaults={"name": user.display_name, "unit": unit, "joined_on": date(2020, 4, 1)}
    )[0]
    return made
