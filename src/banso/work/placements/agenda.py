"""Placements on the first page: requests still without enough people, and introductions nothing has come of yet."""

from banso.core.agenda import Part, agenda

from .models import Placement, Vacancy

agenda(
    code="placements.open",
    part=Part.WAITING,
    label="人を探している依頼",
    model=Vacancy,
    rows=lambda today: Vacancy.objects.open(),
    day="received_on",
    owner="staff__user",
    line=lambda vacancy: f"{vacancy} {vacancy.wanted}名",
    related=("company",),
)
agenda(
    code="placements.undecided",
    part=Part.WAITING,
    label="結果を待っている人材の紹介",
    model=Placement,
    rows=lambda today: Placement.objects.filter(hired_on__isnull=True, declined_on__isnull=True),
    day="introduced_on",
    owner="vacancy__staff__user",
    line=str,
    related=("person", "vacancy__company"),
)
