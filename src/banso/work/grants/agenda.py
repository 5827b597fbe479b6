"""Grants on the first page: calls that close, and applications that wait for a decision."""

from banso.core.agenda import Part, agenda

from .models import Application, Call, Decision
from .reserves import next_in_turn

agenda(
    code="grants.closing",
    part=Part.BOOKED,
    label="公募の締切",
    model=Call,
    rows=lambda today: Call.objects.filter(closes_on__gte=today),
    day="closes_on",
    line=lambda call: f"{call.course}",
    related=("course",),
)
agenda(
    code="grants.undecided",
    part=Part.WAITING,
    label="採否を待っている補助申請",
    model=Application,
    rows=lambda today: Application.objects.filter(
        case__standing__step__in=("", "returned", "resubmitted", "waitlisted")
    ),
    day="case__opened_on",
    owner="case__keeper__user",
    line=lambda application: f"{application.case.whose} {application.title}",
    related=("case__company", "case__person"),
)
agenda(
    code="grants.next_reserve",
    part=Part.WAITING,
    label="次に採択する補欠(辞退があった公募)",
    model=Decision,
    rows=next_in_turn,
    day="taken_on",
    owner="case__keeper__user",
    line=lambda row: f"補欠{row.rank}位 {row.case.whose} {row.case.application.title}",
    related=("case__company", "case__person", "case__application"),
)
