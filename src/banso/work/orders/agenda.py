"""Orders on the first page: introductions still open; those to be asked after are declared in :mod:`.chasing`."""

from banso.core.agenda import Part, agenda

from .models import Introduction

agenda(
    code="orders.open",
    part=Part.WAITING,
    label="結果待ちのあっせん紹介",
    model=Introduction,
    rows=lambda today: Introduction.objects.filter(outcome__isnull=True),
    day="introduced_on",
    line=str,
    related=("inquiry__buyer", "supplier"),
)
