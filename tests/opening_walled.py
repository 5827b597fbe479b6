"""The pages of confidential kinds that need something to have happened first: a meeting, a plan, a sale, a question over walls."""

from collections.abc import Callable, Iterator
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from banso.cases.conflicts import ask_conflicts
from banso.demo.selling import fill_transfers
from banso.registers.models import Company, Programme, Staff, User
from banso.work.succession.family.services import draw_up_plan
from banso.work.succession.tracks.services import open_track
from banso.work.transfers.models import Deal
from banso.work.turnaround.council.models import Attendance, CouncilStep

Steps = Iterator[tuple[str, Callable[[], Any]]]


def confidential(user: User, client: Client) -> Steps:
    yield from _council(user, client)
    yield from _succession(user, client)
    yield from _transfers(user, client)


def _council(user: User, client: Client) -> Steps:
    """A bank meeting with the line of one creditor, and a creditor's answer that lacks its paper."""
    meeting = CouncilStep.objects.in_force().filter(step="met").earliest("pk")
    council = meeting.case.council
    creditor = council.creditors.earliest("pk")
    Attendance.objects.create(meeting=meeting, creditor=creditor)
    yield "council-meeting", lambda: client.get(reverse("council-step", args=[meeting.pk]))
    said = {"creditor": creditor.pk, "state": "agreed", "said_on": "R6.3.31"}
    yield "council-consent-refused", lambda: client.post(reverse("council-consent", args=[council.pk]), said)
    yield "council-creditors-filled", lambda: client.get(reverse("council-creditors", args=[council.pk]))


def _succession(user: User, client: Client) -> Steps:
    """The grid of a plan and the check sheet of a guarantee, each of a case of its own."""
    facts = {"programme": Programme.objects.get(code="succession"), "company": Company.objects.earliest("pk")}
    facts |= {"opened_on": localdate(), "by": user}
    family, guarantee = (open_track(kind=kind, **facts) for kind in ("family", "guarantee"))
    draw_up_plan(family, [{"fiscal_year": 2024, "heir_age": 40}], made_on=localdate(), by=user)
    yield "succession-plan", lambda: client.get(reverse("succession-plan", args=[family.pk]))
    yield "succession-check", lambda: client.get(reverse("succession-check", args=[guarantee.pk]))


def _transfers(user: User, client: Client) -> Steps:
    """A sale with its sheet, its candidates and its negotiations; and a question over walls that waits for its keeper."""
    fill_transfers(localdate(), Staff.objects.earliest("pk"), by=user)
    deal = Deal.objects.select_related("listing__case").latest("pk")
    for page in ("sheet", "candidates", "negotiations"):
        yield f"transfer-{page}", lambda page=page: client.get(reverse(f"transfer-{page}", args=[deal.listing_id]))
    yield "transfer-deal", lambda: client.get(reverse("transfer-deal", args=[deal.pk]))
    yield "transfer-sales", lambda: client.get(reverse("transfer-sales", args=[deal.buyer_id]))
    question = ask_conflicts(deal.listing.case, by=user)
    yield "conflict-settle", lambda: client.get(reverse("conflict-settle", args=[question.pk, "question"]))
