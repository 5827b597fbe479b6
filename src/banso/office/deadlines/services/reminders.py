"""What is to be reminded of today, one digest for each addressee; sending it is another's."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import localtime

from banso.core.trail import verb
from banso.registers.models import User

from ..choices import Addressee
from ..ladder import DEFAULT, Ladder, Rung, rungs_due
from ..models import Deadline, OpenDeadline, Reminded
from ..wording import days_said, title_of

# no rung lies further from its due day than the ladder allows; what is missed longer than this is not made up for
AHEAD, LATE = timedelta(days=60), timedelta(days=91)
LadderOf = Callable[[Deadline], Ladder]


@dataclass(frozen=True)
class Line:
    """One deadline in a digest, and the rung of its ladder that has come."""

    deadline: Deadline
    rung: Rung
    today: date

    @property
    def text(self) -> str:
        """What the digest says of it; of a walled case nothing but its number."""
        return f"{title_of(self.deadline)} {days_said(self.deadline.due_on, self.today)}"

    @property
    def walled(self) -> bool:
        return self.deadline.case.programme.walled_to_id is not None


@dataclass(frozen=True)
class Digest:
    """All one addressee is to be reminded of on a day, in the order of the due days.

    `who` is the keeper (Staff), the unit whose managers are told, or outside the Company, Person or Expert; the Party of the
    case where nobody in the registers is meant, and the Case itself where not even a party is named.
    """

    to: Addressee
    who: Any
    lines: tuple[Line, ...]


def due_digests(today: date, ladder_of: LadderOf = lambda deadline: DEFAULT) -> list[Digest]:
    """What is to go out on a day, by addressee. Asks the database a few times, however many deadlines there are.

    The ladder is asked once for each rule of each programme's terms.
    """
    ladders: dict[tuple[int, int | None, str], Ladder] = {}
    lines: dict[tuple[Addressee, str, int], list[Line]] = defaultdict(list)
    named: dict[tuple[Addressee, str, int], Any] = {}
    for row in _near(today):
        rule = (row.case.programme_id, row.case.terms_id, row.code)
        if rule not in ladders:
            ladders[rule] = ladder_of(row.deadline)
        for rung in _rungs(row.deadline, ladders[rule], today):
            who = _addressee(row, rung.to)
            key = (rung.to, who._meta.label_lower, who.pk)
            named[key] = who
            lines[key].append(Line(row.deadline, rung, today))
    return [Digest(to, named[to, kind, pk], tuple(found)) for (to, kind, pk), found in sorted(lines.items())]


def _near(today: date) -> QuerySet[OpenDeadline]:
    """The open deadlines that any ladder could remind of now."""
    related = ("keeper__unit", "case__programme__walled_to", "case__company", "case__person", "case__terms")
    rows = OpenDeadline.objects.filter(due_on__lte=today + AHEAD, due_on__gte=today - LATE)
    rows = rows.select_related("deadline__party__expert", *related).order_by("due_on", "pk")
    return rows.prefetch_related("deadline__reminders")


def _rungs(deadline: Deadline, ladder: Ladder, today: date) -> list[Rung]:
    gone = [Rung(sent.days, Addressee(sent.to)) for sent in deadline.reminders.all()]
    # whoever was reminded this morning is not reminded again because the date was moved or counted anew at noon
    since = localtime(deadline.created_at).date() + timedelta(days=deadline.replaces_id is not None)
    return rungs_due(ladder, actor=deadline.actor, due_on=deadline.due_on, since=since, today=today, gone=gone)


def _addressee(row: OpenDeadline, to: Addressee) -> Any:
    case, party = row.case, row.deadline.party
    if to is Addressee.KEEPER:
        return row.keeper or case
    if to is Addressee.MANAGER:
        return (row.keeper.unit if row.keeper else case.programme.walled_to) or case
    if to is Addressee.COMPANY:
        return case.company or case.person or party or case
    return (party.expert or party) if party else case


@verb
def note_reminded(digest: Digest, *, on: date, by: User | None) -> Sequence[Line]:
    """Note that a digest goes out, in the transaction that puts it into the outbox: the lines that really are to go.

    What was met, moved or already reminded of since the digest was made is left out; two that send at once wait for
    each other, and the second is left with nothing.
    """
    keys = [line.deadline.pk for line in digest.lines]
    open_now = OpenDeadline.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")
    still = set(open_now.values_list("pk", flat=True))
    gone = set(Reminded.objects.filter(deadline__in=keys, to=digest.to).values_list("deadline", "days"))
    lines = [
        line for line in digest.lines if line.deadline.pk in still and (line.deadline.pk, line.rung.days) not in gone
    ]
    Reminded.objects.bulk_create(
        Reminded(deadline=line.deadline, to=digest.to, days=line.rung.days, on=on) for line in lines
    )
    return lines
