"""Orders on the first page: introductions still open that nobody has to ask after yet; those to be asked are declared in :mod:`.chasing`."""

from banso.core.agenda import Part, agenda

from .chasing import INTRODUCED
from .models import Introduction

agenda(
    code="orders.open",
    part=Part.WAITING,
    label="結果待ちのあっせん紹介(確認日はまだ)",
    model=Introduction,
    rows=lambda today: INTRODUCED.asked(today).filter(due_on=None),
    day="introduced_on",
    line=str,
    related=("inquiry__buyer", "supplier"),
)
