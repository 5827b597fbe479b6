"""What is asked after (経過の確認), declared by the kind of work that asks.

    ORDERS = chase(
        code="orders.chase", label="あっせん紹介", model=Introduction, standing=open_introductions,
        days=Chase, days_of=("introduction", "pk"), heard=FollowUp, heard_of="introduction",
        title=lambda row: f"{row.inquiry.buyer} → {row.supplier}", detail=lambda row: row.inquiry.item,
        form=HeardForm, hear=hear, may_write="orders.add_outcome", address=lambda row: reverse("orders-heard", args=[row.pk]),
        of_day=lambda day: str(day.introduction), programme=lambda day: day.introduction.inquiry.programme,
        listed_at=lambda day: reverse("orders-chases"),
    )

The list of those to ask, its rows to write down what was heard, and their place on the first page follow
(:mod:`banso.office.chasing.views`): a kind gives them their addresses. So do the keepers' calendars and mails
(:mod:`banso.desk.chases`).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, Model, OuterRef, Q, QuerySet, Subquery
from django.utils.timezone import localdate

from banso.core.agenda import Part, agenda
from banso.registers.models import Programme

from .forms import HeardForm
from .models import AskingDay, Heard

HEARD_EARLY = timedelta(days=14)  # what was heard so long before a day to ask answers for it
SOON = timedelta(days=14)  # so long beforehand a day to ask is on the list already


@dataclass(frozen=True)
class Chase:
    """Something that is asked after until it is settled.

    `standing` are the rows not settled yet that may have to be asked by a day. `days_of` joins a row to its days to ask: the
    field there, and the path to the same from here. `title` and `detail` say in the list what a row is about, `speaks_of` which
    rows a caller means by some words. `hear(row, *, by, **facts)` writes down what the form took; what it gives says what was
    heard (`said`). `address` is where a row's form goes. `going_on` says where the asking was not ended by hand.
    `ask(rows, *, by)` asks the companies themselves, by pages of their own: the mailings it made, and how many cannot be reached by mail;
    where either of two companies may be asked, `sides` are the choices of its `side`. `asked_by` is the open asking of a row, if any.
    `of_day` says of a day to ask what it is about, `programme` whose it is, `listed_at` where its list is; `related_days` is what these need.
    """

    code: str
    label: str
    model: type[Model]
    standing: Callable[[date], QuerySet[Any]]
    days: type[AskingDay]
    days_of: tuple[str, str]
    heard: type[Heard]
    heard_of: str
    title: Callable[[Any], str]
    detail: Callable[[Any], str]
    speaks_of: Callable[[str], Q]
    form: type[HeardForm]
    hear: Callable[..., Any]
    address: Callable[[Any], str]
    may_write: str
    of_day: Callable[[Any], str]
    programme: Callable[[Any], Programme]
    listed_at: Callable[[Any], str]
    heading: str = "発注企業 → 受注企業"
    search: str = "企業名"
    related: tuple[str, ...] = ()
    going_on: Q = field(default_factory=Q)
    ask: Callable[..., tuple[list[Any], int]] | None = None
    asked_by: Callable[[Any], Any] = lambda row: None
    sides: Sequence[tuple[str, str]] = ()
    related_days: tuple[str, ...] = ()

    @property
    def may_see(self) -> str:
        return f"{self.model._meta.app_label}.view_{self.model._meta.model_name}"

    def asked(self, until: date) -> QuerySet[Any]:
        """The rows not settled, each with the last day to ask that has come by `until` and of which nothing was heard."""
        heard = self.heard._default_manager.filter(
            **{self.heard_of: OuterRef(OuterRef("pk"))}, heard_on__gte=OuterRef("due_on") - HEARD_EARLY
        )
        there, here = self.days_of
        come = self.days._default_manager.filter(**{there: OuterRef(here)}, due_on__lte=until)
        unheard = come.exclude(Exists(heard)).order_by("-due_on")
        rows: QuerySet[Any] = self.standing(until).annotate(
            due_on=Subquery(unheard.values("due_on")[:1]), months=Subquery(unheard.values("months")[:1])
        )
        return rows.select_related(*self.related)

    def due(self, until: date) -> QuerySet[Any]:
        """Those of them that are to be asked, the longest due first."""
        return self.asked(until).filter(self.going_on).exclude(due_on=None).order_by("due_on", "pk")

    def open_days(self, until: date) -> list[Any]:
        """The days to ask that come by `until` and of which nothing was heard; of those that have come, the last of each matter."""
        there, here = self.days_of
        heard = self.heard._default_manager.filter(
            **{self.heard_of: OuterRef("pk")}, heard_on__gte=OuterRef(OuterRef("due_on")) - HEARD_EARLY
        )
        waiting = self.standing(until).filter(self.going_on, **{here: OuterRef(f"{there}_id")}).exclude(Exists(heard))
        rows = self.days._default_manager.filter(Exists(waiting), due_on__lte=until)
        days = list(rows.select_related(*self.related_days).order_by("due_on", "pk"))
        today = localdate()
        last = {getattr(day, f"{there}_id"): day.pk for day in days if day.due_on <= today}
        return [day for day in days if day.due_on > today or day.pk in last.values()]

    def heard_last(self, rows: Iterable[Any]) -> dict[int, Heard]:
        """What was heard last of each of these rows."""
        path = f"{self.heard_of}_id"
        found = self.heard._default_manager.filter(**{f"{self.heard_of}__in": [row.pk for row in rows]})
        return {getattr(one, path): one for one in found.order_by(path, "heard_on", "pk")}


_chases: dict[str, Chase] = {}


def all_chases() -> list[Chase]:
    """All that is asked after, in the order of their declaration."""
    return list(_chases.values())


def chase(**declaration: Any) -> Chase:
    """Declare what is asked after; those whose day has come stand on the first page."""
    declared = Chase(**declaration)
    _chases[declared.code] = declared
    agenda(
        code=declared.code,
        part=Part.DUE,
        label=label_of(declared.label),
        model=declared.model,
        rows=declared.due,
        day="due_on",
        line=lambda row: f"{declared.title(row)} {row.months}か月後の確認",
        related=declared.related,
    )
    return declared


def label_of(what: str) -> str:
    """How the first page calls what is to be asked after, whatever kind it is."""
    return f"経過の確認({what})"


def named(key: str, columns: Sequence[str]) -> Q:
    """The rows whose companies bear a name, by its key as names are compared; none for a name that has none."""
    found = Q(pk__in=[])
    for column in columns if key else ():
        found |= Q(**{f"{column}__contains": key})
    return found
