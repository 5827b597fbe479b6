"""Fairs on the first page: those to come, and those whose deals nobody has asked after."""

from banso.core.agenda import Part, agenda

from .models import Fair

agenda(
    code="fairs.coming",
    part=Part.BOOKED,
    label="商談会",
    model=Fair,
    rows=lambda today: Fair.objects.filter(ends_on__gte=today),
    day="starts_on",
    line=lambda fair: f"{fair} {fair.place}",
)
agenda(
    code="fairs.unasked",
    part=Part.WAITING,
    label="成立状況の調査が終わっていない商談会",
    model=Fair,
    rows=lambda today: Fair.objects.filter(ends_on__lt=today, followed_up_on__isnull=True),
    day="starts_on",
    line=str,
)
