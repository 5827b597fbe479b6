"""What a company's history says of dispatched experts."""

from banso.registers.histories import history

from .models import Dispatch, Visit

history(
    code="dispatches.dispatch",
    group="相談・派遣",
    label="派遣の決定",
    model=Dispatch,
    company="company",
    day="decided_on",
    line=lambda dispatch: f"{dispatch.programme} {dispatch.subject} {dispatch.expert}",
    related=("programme", "expert"),
)
history(
    code="dispatches.visit",
    group="相談・派遣",
    label="専門家派遣",
    model=Visit,
    company="dispatch__company",
    day="visited_on",
    line=lambda visit: " ".join(filter(None, [visit.dispatch.subject, str(visit.dispatch.expert), visit.report])),
    related=("dispatch__expert",),
)
