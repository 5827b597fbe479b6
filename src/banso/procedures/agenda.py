"""Cases under way on the first page: those one keeps, the next to fall due first."""

from banso.cases.models import Case
from banso.cases.models.case import STAGED
from banso.core.agenda import Part, agenda
from banso.office.reviews.choices import OF_PANEL

from .naming import state_label

agenda(
    code="procedures.open",
    part=Part.WAITING,
    label="進めている案件",
    model=Case,
    rows=lambda today: Case.objects.filter(standing__closed=False).exclude(procedure__in=(STAGED, OF_PANEL)),
    day="standing__next_due_on",
    owner="keeper__user",
    line=lambda case: f"{case.whose} {case.title}({state_label(case)})",
    related=("company", "person", "programme", "standing"),
)
