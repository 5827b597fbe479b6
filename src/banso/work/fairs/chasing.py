"""The meetings of a fair are asked after in the rounds its keepers declare, until a deal or 不成立 settles them."""

from datetime import date

from django.db.models import Q, QuerySet
from django.urls import reverse

from banso.office.chasing.chases import chase, named
from banso.office.guests.models import Invitation
from banso.registers.naming import name_key

from .choices import Side
from .forms import AnswerForm
from .models import FollowUp, FollowUpRound, Meeting
from .services.asking import ask_companies
from .services.following import hear, still_open


def _standing(until: date) -> QuerySet[Meeting]:
    return still_open().filter(fair__starts_on__lte=until)


def _speaks_of(words: str) -> Q:
    companies = named(name_key(words), ("buyer__company__name_key", "supplier__company__name_key"))
    return companies | Q(fair__name__icontains=words)


def _asked_by(row: Meeting) -> Invitation | None:
    """The open asking of one of the two companies."""
    links = [getattr(one, "link", None) for one in (row.supplier, row.buyer)]
    asked = [link.follow_up for link in links if link and link.follow_up]
    return next((one for one in asked if one.is_open), None)


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
    related=(
        "fair__programme",
        "buyer__company",
        "supplier__company",
        "buyer__link__follow_up",
        "supplier__link__follow_up",
    ),
    ask=ask_companies,
    asked_by=_asked_by,
    of_day=lambda day: str(day.fair),
    programme=lambda day: day.fair.programme,
    listed_at=lambda day: reverse("fair-follow-up", args=[day.fair_id]),
    related_days=("fair__programme",),
    sides=((Side.SUPPLIER.value, "受注企業"), (Side.BUYER.value, "発注企業")),
)
