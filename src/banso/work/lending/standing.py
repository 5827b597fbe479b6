"""How all contracts stand on a day, as one list: sums of what their ledgers say, worked out by the database."""

from datetime import date

from django.db.models import Case as Cases
from django.db.models import Exists, F, Max, OuterRef, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce, Greatest

from banso.core.fields import YenField

from .choices import EntryKind
from .ledger.rules import Part
from .models import Allotted, Contract, Entry, Instalment


def standing_on(as_of: date) -> "QuerySet[Contract]":
    """Contracts made by a day and not settled before it, with `left` (principal), `overdue` (of it) and `last_received`. In yen.

    A contract without a schedule is left whole: what became of it is not told.
    """
    released = _entries(as_of, EntryKind.RELEASED)
    accelerated = _entries(as_of, EntryKind.ACCELERATED)
    rows = Contract.objects.filter(made_on__lte=as_of).exclude(settled_on__lt=as_of)
    rows = rows.annotate(
        is_released=Exists(released),
        paid=_sum(_allotted(as_of), "amount"),
        version=Coalesce(
            Subquery(
                _entries(as_of, EntryKind.RESCHEDULED).values("contract").annotate(last=Max("version")).values("last")
            ),
            Value(1),
        ),
    )
    rows = rows.annotate(
        left=Cases(
            When(is_released=True, then=Value(0)), default=Greatest(F("principal") - F("paid"), Value(0)),
            output_field=YenField(),
        ),
        due=_sum(Instalment.objects.filter(contract=OuterRef("pk"), version=OuterRef("version"), due_on__lt=as_of), "principal"),
        paid_of_due=_sum(
            _allotted(as_of).filter(instalment__version=OuterRef("version"), instalment__due_on__lt=as_of), "amount"
        ),
        is_accelerated=Exists(accelerated),
        last_received=Subquery(_entries(as_of, EntryKind.RECEIVED).order_by("-on").values("on")[:1]),
    )  # fmt: skip
    return rows.annotate(
        overdue=Cases(
            When(is_released=True, then=Value(0)), When(is_accelerated=True, then=F("left")),
            default=Greatest(F("due") - F("paid_of_due"), Value(0)), output_field=YenField(),
        )
    )  # fmt: skip


def _entries(as_of: date, kind: EntryKind) -> "QuerySet[Entry]":
    return Entry.objects.in_force().filter(contract=OuterRef("pk"), kind=kind, on__lte=as_of)


def _allotted(as_of: date) -> "QuerySet[Allotted]":
    return Allotted.objects.filter(
        contract=OuterRef("pk"), superseded_at__isnull=True, on__lte=as_of, part=Part.PRINCIPAL
    ).order_by()


def _sum(rows: "QuerySet[Allotted] | QuerySet[Instalment]", column: str) -> Coalesce:
    total = rows.order_by().values("contract").annotate(total=Sum(column)).values("total")
    return Coalesce(Subquery(total, output_field=YenField()), Value(0), output_field=YenField())
