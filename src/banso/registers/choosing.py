"""Choices that every kind of work offers in its filters."""

import re
from collections.abc import Iterable

from django.db.models import OuterRef, Subquery
from django.utils.timezone import localdate

from banso.core.fiscal import fiscal_year_label, fiscal_year_of

from .models import Expert, Handover, Programme, ProgrammeYear, Staff, Unit, User


def programmes() -> list[tuple[str, str]]:
    """Programmes by the name of their latest year."""
    latest = ProgrammeYear.objects.filter(programme=OuterRef("pk")).order_by("-fiscal_year").values("name")[:1]
    rows = Programme.objects.annotate(latest=Subquery(latest)).order_by("latest").values_list("pk", "latest", "code")
    return [(str(pk), name or code) for pk, name, code in rows]


def fiscal_years() -> list[tuple[str, str]]:
    """This fiscal year and those in which any programme ran, the latest first."""
    known = set(ProgrammeYear.objects.values_list("fiscal_year", flat=True).distinct()) | {fiscal_year_of(localdate())}
    return [(str(year), fiscal_year_label(year)) for year in sorted(known, reverse=True)]


def staff() -> list[tuple[str, str]]:
    return [(str(pk), name) for pk, name in Staff.objects.order_by("kana", "pk").values_list("pk", "name")]


def units() -> list[tuple[str, str]]:
    """The units there are today."""
    return [(str(pk), name) for pk, name in Unit.objects.filter(ended_on=None).values_list("pk", "name")]


def specialities() -> list[tuple[str, str]]:
    """The fields (専門分野) that the experts on the register name, each once."""
    written = Expert.objects.filter(ended_on=None).exclude(specialities="").values_list("specialities", flat=True)
    fields = {field.strip() for text in written for field in re.split(r"[、,，・/／\s]+", text)}
    return [(field, field) for field in sorted(fields - {""})]


def colleagues(user: User) -> Iterable[int]:
    """The logins of everyone in the user's unit today."""
    mine = Staff.objects.filter(user=user, ended_on__isnull=True).values("unit")
    return Staff.objects.filter(unit__in=mine, ended_on__isnull=True, user__isnull=False).values_list("user", flat=True)


def forerunners(user: User) -> list[int]:
    """The logins whose matters are this one's by now: who handed over to her, and who had handed over to them."""
    rows = Handover.objects.filter(handed_on__lte=localdate()).order_by("handed_on", "pk")
    handed = dict(rows.values_list("leaver", "successor"))
    found = [user.pk]
    for pk in found:
        found += [leaver for leaver, successor in handed.items() if successor == pk and leaver not in found]
    return found[1:]
