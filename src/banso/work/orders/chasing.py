"""Introductions are asked after at 1, 3, 6 and 12 months, until an outcome settles them."""

from datetime import date

from django.db.models import Q, QuerySet
from django.urls import reverse

from banso.core.era import format_date
from banso.office.chasing.chases import chase, named
from banso.registers.naming import name_key

from .forms import OutcomeHeardForm
from .models import Chase, FollowUp, Introduction
from .services import ask_companies, hear


def _standing(until: date) -> QuerySet[Introduction]:
    return Introduction.objects.filter(outcome=None, introduced_on__lte=until)


def _speaks_of(words: str) -> Q:
    """Those of a company or a job of this name: whoever calls today need not be the longest due."""
    companies = named(name_key(words), ("inquiry__buyer__name_key", "supplier__name_key"))
    return companies | Q(inquiry__item__icontains=words)


INTRODUCED = chase(
    code="orders.chase",
    label="あっせん紹介",
    model=Introduction,
    standing=_standing,
    days=Chase,
    days_of=("introduction", "pk"),
    heard=FollowUp,
    heard_of="introduction",
    title=lambda row: f"{row.inquiry.buyer.name} → {row.supplier.name}",
    detail=lambda row: f"{row.inquiry.item} {format_date(row.introduced_on)}紹介",
    speaks_of=_speaks_of,
    search="企業名・品目",
    form=OutcomeHeardForm,
    hear=hear,
    address=lambda row: reverse("orders-heard", args=[row.pk]),
    may_write="orders.add_outcome",
    related=("inquiry__buyer", "inquiry__programme", "supplier", "invitation"),
    ask=ask_companies,
    asked_by=lambda row: row.invitation if row.invitation and row.invitation.is_open else None,
    of_day=lambda day: f"{day.introduction.inquiry.buyer.name} → {day.introduction.supplier.name}",
    programme=lambda day: day.introduction.inquiry.programme,
    listed_at=lambda day: reverse("orders-chases"),
    related_days=(
        "introduction__inquiry__buyer",
        "introduction__inquiry__programme",
        "introduction__supplier",
    ),
)
