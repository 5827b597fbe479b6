"""What is asked after (経過の確認), declared by the kind of work that asks.

    ORDERS = chase(
        code="orders.chase", label="あっせん紹介", model=Introduction, standing=open_introductions,
        days=Chase, days_of=("introduction", "pk"), heard=FollowUp, heard_of="introduction",
        title=lambda row: f"{row.inquiry.buyer} → {row.supplier}", detail=lambda row: row.inquiry.item,
        form=HeardForm, hear=hear, may_write="orders.add_outcome", address=lambda row: reverse("orders-heard", args=[row.pk]),
    )

The list of those to ask, its rows to write down what was heard, and their place on the first page follow
(:mod:`banso.office.chasing.views`): a kind gives them their addresses.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, Model, OuterRef, Q, QuerySet, Subquery

from banso.core.agenda import Part, agenda

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
    heading: str = "発注企業 → 受注企業"
    search: str = "企業名"
    related: tuple[str, ...] = ()
    going_on: Q = field(default_factory=Q)

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

    def heard_last(self, rows: Iterable[Any]) -> dict[int, Heard]:
        """What was heard last of each of these rows."""
        path = f"{self.heard_of}_id"
        found = self.heard._default_manager.filter(**{f"{self.heard_of}__in": [row.pk for row in rows]})
        return {getattr(one, path): one for one in found.order_by(path, "heard_on", "pk")}


def chase(**declaration: Any) -> Chase:
    """Declare what is asked after; those whose day has come stand on the first page."""
    declared = Chase(**declaration)
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
