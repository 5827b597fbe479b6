"""Complaints on the first page: nobody has advised yet."""

from banso.core.agenda import Part, agenda

from .models import Complaint

agenda(
    code="complaints.unadvised",
    part=Part.WAITING,
    label="助言がまだの取引の相談",
    model=Complaint,
    rows=lambda today: Complaint.objects.filter(case__standing__step=""),
    day="case__opened_on",
    owner="case__keeper__user",
    line=str,
    related=("case__company", "case__person"),
)
