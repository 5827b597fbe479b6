"""The meetings of a fair are asked after in the rounds its keepers declare, until a deal or 不成立 settles them."""

from datetime import date

from django.db.models import Q, QuerySet
from django.urls import reverse

from banso.office.chasing.chases import chase, named
from banso.registers.naming import name_key

from .forms import AnswerForm
from .models import FollowUp, FollowUpRound, Meeting
from .services.following import hear, still_open


def _standing(until: date) -> QuerySet[Meeting]:
    return still_open().filter(fair__starts_on__lte=until)


def _speaks_of(words: str) -> Q:
    companies = named(name_key(words), ("buyer__company__name_key", "supplier__company__name_key"))
    return companies | Q(fair__name__icontains=words)


MET = chase(
    code="fairs.chase",
    label="商談会の商談",
    model=Meeting,
    standing=_standing,
    days=FollowUpRound,
    days_of=("fair", "fair_id"),
    heard=FollowUp,
    heard_of="meeting",
    title=lambda row: f"{row.buyer.company} × {row.supplier.company}",
    detail=lambda row: str(row.fair),
    speaks_of=_speaks_of,
    heading="発注企業 × 受注企業",
    search="企業名",
    form=AnswerForm,
    hear=hear,
    address=lambda row: reverse("fair-answer", args=[row.fair_id, row.pk]),
    may_write="fairs.change_fair",
    going_on=Q(fair__followed_up_on=None),
    related=("fair", "buyer__company", "supplier__company"),
)
