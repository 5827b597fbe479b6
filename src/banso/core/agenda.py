"""What waits for someone today: each kind of work declares which of its records, the first page shows them.

agenda(
    code="consultations.promise", part=Part.DUE, label="約束した対応", model=Consultation,
    rows=lambda today: Consultation.objects.promises().filter(next_on__lte=today),
    day="next_on", owner="adviser__user", line=lambda visit: f"{visit.company} {visit.next_step}", related=("company",),
)
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from django.db.models import CharField, Model, QuerySet, Value


class Part(Enum):
    DUE = "期日が来ているもの"
    BOOKED = "これからの予定"
    WAITING = "対応を待っているもの"


@dataclass(frozen=True)
class Matter:
    """A kind of record that asks for someone: `rows` are those that do on a day, `day` the date they are sorted by.

    `owner` is the path of the login of whoever is responsible; without one, everybody who may see the kind is.
    """

    code: str
    part: Part
    label: str
    model: type[Model]
    rows: Callable[[date], QuerySet[Any]]
    day: str
    line: Callable[[Any], str]
    owner: str = ""
    related: tuple[str, ...] = ()

    @property
    def anchor(self) -> str:
        """Where it stands on the page."""
        return self.code.replace(".", "-")

    @property
    def permission(self) -> str:
        return f"{self.model._meta.app_label}.view_{self.model._meta.model_name}"


@dataclass(frozen=True)
class Item:
    """One line: the record, its day and what it says."""

    record: Any
    on: date | None
    text: str


@dataclass(frozen=True)
class Listed:
    """What there is of one matter, the earliest first, and how many in all; `more` says that not all is shown."""

    matter: Matter
    items: list[Item]
    total: int

    @property
    def more(self) -> bool:
        return self.total > len(self.items)


_matters: dict[str, Matter] = {}
_forerunners: list[Callable[[Any], list[Any]]] = []


def add_forerunners(function: Callable[[Any], list[Any]]) -> None:
    """Say whose matters have become a user's own: those who handed over to her."""
    if function not in _forerunners:
        _forerunners.append(function)


def agenda(**declaration: Any) -> Matter:
    """Declare a matter; the last declaration of a code stands."""
    declared = Matter(**declaration)
    _matters[declared.code] = declared
    return declared


def listed(
    user: Any, today: date, *, mine: bool, most: int, owners: Collection[int] = (), only: str = ""
) -> dict[Part, list[Listed]]:
    """What asks for a user today, by part; of matters with an owner only the user's own, if `mine`, or those of `owners`.

    `only` is the code of the one matter that is asked for. One query finds the first of all matters, for on most days most have
    none; then one a matter that has any, one to count where not all is shown, and one for whoever the user is among the people
    in charge.
    """
    whose = owners or ([user.pk, *(pk for function in _forerunners for pk in function(user))] if mine else ())
    known: dict[Any, list[int]] = {}
    may = (_matters[code] for code in sorted(_matters) if only in ("", code))
    asked = {m.code: m.rows(today).filter(**_owned(m, whose, known)) for m in may if user.has_perm(m.permission)}
    found: dict[Part, list[Listed]] = {}
    for code, keys in sorted(_firsts(asked, most).items()):
        matter = _matters[code]
        found.setdefault(matter.part, []).append(_one(matter, asked[code], keys, most))
    return {part: found[part] for part in Part if part in found}


def _firsts(asked: Mapping[str, QuerySet[Any]], most: int) -> dict[str, list[int]]:
    """Of each matter that has any the keys of its first, one more than are shown."""
    parts = [
        rows.order_by(_matters[code].day, "pk").values_list(Value(code, CharField()), "pk")[: most + 1]
        for code, rows in asked.items()
    ]
    found: dict[str, list[int]] = {}
    for code, key in parts[0].union(*parts[1:], all=True) if parts else ():
        found.setdefault(code, []).append(key)
    return found


def _owned(matter: Matter, owners: Collection[int], known: dict[Any, list[int]]) -> dict[str, Any]:
    """What chooses the rows of these logins. The people behind the logins are looked up first, once for all matters:
    an index of rows by person and day gives the earliest at once, where a join would have all of them sorted."""
    if not (owners and matter.owner):
        return {}
    path, _, login = matter.owner.rpartition("__")
    if not path:
        return {f"{login}__in": owners}
    people: Any = matter.model
    for step in path.split("__"):
        people = people._meta.get_field(step).related_model
    if people not in known:
        known[people] = list(people._base_manager.filter(**{f"{login}__in": owners}).values_list("pk", flat=True))
    return {f"{path}__in": known[people]}


def _one(matter: Matter, rows: QuerySet[Any], keys: Collection[int], most: int) -> Listed:
    first = rows.filter(pk__in=keys).select_related(*matter.related).order_by(matter.day, "pk")[:most]
    items = [Item(record, _day(record, matter.day), matter.line(record)) for record in first]
    return Listed(matter, items, rows.order_by().count() if len(keys) > most else len(items))


def _day(record: Any, path: str) -> date | None:
    for step in path.split("__"):
        record = getattr(record, step)
    return record if isinstance(record, date) else None
