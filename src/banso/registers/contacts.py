"""How a company is reached by mail."""

from collections.abc import Iterable

from .models import Person


def emails_of(companies: Iterable[int]) -> dict[int, str]:
    """The mail address of each company, by key: its representative's, else that of another of its people. None of those without."""
    people = Person.objects.filter(company__in=set(companies), ended_on=None).exclude(email="")
    found: dict[int, str] = {}
    for person in people.order_by("is_representative", "-pk"):
        if person.company_id is not None:
            found[person.company_id] = person.email
    return found
