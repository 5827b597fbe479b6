"""Members on the first page: fees whose day has passed."""

from banso.core.agenda import Part, agenda

from .models import Fee

agenda(
    code="members.overdue",
    part=Part.DUE,
    label="納入期限を過ぎた会費",
    model=Fee,
    rows=lambda today: Fee.objects.overdue(today),
    day="due_on",
    line=lambda fee: f"{fee} {fee.amount:,}円",
    related=("member__company", "member__person", "member__grade"),
)
