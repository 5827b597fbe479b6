"""Other applications of the same firm, or of one that is run by the same people or stands at the same place, in all programmes and years.

What lies behind a wall is not among them: the database shows it to nobody outside.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from banso.core.fiscal import short_fiscal_year
from banso.core.text import fold
from banso.procedures.naming import state_label
from banso.registers.models import Company, Person

from ..models.applications import Application
from ..models.eligibility import Officer
from .choices import OfficerRole

OVER = ("withdrawn", "rejected", "declined", "refused", "retracted")  # nothing came of it


@dataclass(frozen=True)
class Kin:
    """Another application, by what it is the same, and whether it is of the same firm."""

    application: Application
    by: tuple[str, ...]
    same_firm: bool

    def __str__(self) -> str:
        case = self.application.case
        year = f"{short_fiscal_year(case.fiscal_year)} {case.number}".strip()
        return (
            f"{year} {case.programme}「{self.application}」{case.whose} {state_label(case)}({'、'.join(self.by)}が同じ)"
        )


def kin_of(application: Application) -> list[Kin]:
    """The others that are still alive or came to a grant, the latest first."""
    found: dict[int, list[str]] = defaultdict(list)
    for label, condition in _same(application):
        for pk in Application.objects.filter(condition).exclude(pk=application.pk).values_list("pk", flat=True):
            if label not in found[pk]:
                found[pk].append(label)
    rows = Application.objects.filter(pk__in=[pk for pk, by in found.items() if by])
    rows = rows.exclude(case__standing__step__in=OVER).order_by("-case__opened_on", "-pk")
    related = ("case__programme", "case__company", "case__person", "case__standing", "call")
    return [
        Kin(row, tuple(found[row.pk]), _FIRM.intersection(found[row.pk]) != set())
        for row in rows.select_related(*related)
    ]


_FIRM = frozenset(("企業", "企業名", "申請者", "電話番号"))


def _same(application: Application) -> Iterable[tuple[str, Q]]:
    """Each thing that may be the same, with the applications of which it is."""
    case = application.case
    if case.person_id:
        yield "申請者", Q(case__person=case.person_id)
    if (company := case.company) is not None:
        yield "企業", Q(case__company=company.pk) | Q(case__company__merged_into=company.pk)
        yield "企業名", Q(case__company__name_key=company.name_key)
        if company.phone:
            yield "電話番号", Q(case__company__phone=company.phone)
        if places := _at_the_same_place(company):
            yield "所在地", Q(case__company__in=places)
    if names := _heads(application):
        companies = Person.objects.filter(name_key__in=names, is_representative=True, ended_on=None)
        officers = Officer.objects.filter(name_key__in=names, role__in=(OfficerRole.HEAD, OfficerRole.MANAGER))
        yield (
            "代表者",
            Q(case__company__in=companies.values("company"))
            | Q(case__person__name_key__in=names)
            | Q(pk__in=officers.values("application")),
        )


def _heads(application: Application) -> set[str]:
    """The folded names of those who run an applicant: its representative on the register, itself, the heads on its list of officers."""
    case = application.case
    heads = Officer.objects.filter(application=application, role__in=(OfficerRole.HEAD, OfficerRole.MANAGER))
    names = set(heads.values_list("name_key", flat=True))
    if case.company_id:
        of_company = Person.objects.filter(company=case.company_id, is_representative=True, ended_on=None)
        names |= set(of_company.values_list("name_key", flat=True))
    return names | ({case.person.name_key} if case.person else set()) - {""}


def _at_the_same_place(company: Company) -> list[int]:
    """Other companies whose address reads the same; of one municipality where that is known."""
    if not company.address:
        return []
    near = Company.objects.filter(cases__application__isnull=False, municipality=company.municipality).exclude(
        pk=company.pk
    )
    here = fold(company.address)
    rows = near.exclude(address="").values_list("pk", "address").distinct()
    return [pk for pk, address in rows if fold(address) == here]
