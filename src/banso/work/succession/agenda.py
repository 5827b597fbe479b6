"""Succession on the first page: sheets of firms that want help and that nobody follows up, and consultations not yet met."""

from banso.core.agenda import Part, agenda

from .models import Diagnosis, Track

agenda(
    code="succession.unmet",
    part=Part.WAITING,
    label="初回面談がまだの事業承継の相談",
    model=Track,
    rows=lambda today: Track.objects.filter(case__standing__step=""),
    day="case__opened_on",
    owner="case__keeper__user",
    line=str,
    related=("case__company", "case__person"),
)
agenda(
    code="succession.unfollowed",
    part=Part.WAITING,
    label="支援を希望する診断票(フォローの途中)",
    model=Diagnosis,
    rows=lambda today: Diagnosis.objects.filter(wants_help=True, owner__isnull=False, result="", track__isnull=True),
    day="received_on",
    owner="owner__user",
    line=str,
    related=("sender",),
)
