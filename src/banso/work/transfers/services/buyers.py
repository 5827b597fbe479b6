"""Registering who would take a firm over, and the checks made of them."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from banso.core.days.counting import months_from
from banso.core.trail import verb
from banso.core.writing import correct, record, verbs
from banso.registers.models import Municipality, Programme, User

from ..models import Buyer, Screening, Successor
from ..reading import words_in
from ..terms import values_in

record_successor, correct_successor = verbs(Successor)


@verb
def record_buyer(*, by: User | None, **facts: Any) -> Buyer:
    """Register who would take a firm over; without an end it is valid as long as the terms say.

    Raises ValidationError, field by field: nobody or two, an area that is none.
    """
    _check_areas(facts)
    registered_on, programme = facts.get("registered_on"), facts.get("programme")
    if not facts.get("valid_until") and registered_on and programme:
        facts["valid_until"] = _end(programme, registered_on)
    return record(Buyer, facts)


@verb
def correct_buyer(buyer: Buyer, *, by: User | None, **facts: Any) -> Buyer:
    """Put a registration right, prolong or end it. Raises ValidationError, field by field."""
    _check_areas(facts, buyer)
    if "valid_until" in facts and not facts["valid_until"]:
        facts["valid_until"] = _end(buyer.programme, facts.get("registered_on") or buyer.registered_on)
    return correct(buyer, facts)


def _end(programme: Programme, registered_on: date) -> date:
    return months_from(registered_on, values_in(programme, registered_on).valid_months)


def _check_areas(facts: dict[str, Any], buyer: Buyer | None = None) -> None:
    """Refuse an area that names no municipality, zone or prefecture: it would fit nothing, and nobody would know why."""
    asked = words_in(facts.get("areas") or "")
    if not asked:
        return
    programme = facts.get("programme") or (buyer.programme if buyer else None)
    day = facts.get("registered_on") or (buyer.registered_on if buyer else None)
    zones = values_in(programme, day).zones if programme and day else {}
    known = set(Municipality.objects.filter(name__in=asked).values_list("name", flat=True))
    known |= set(Municipality.objects.filter(prefecture__in=asked).values_list("prefecture", flat=True)) | set(zones)
    if unknown := [word for word in asked if word not in known]:
        said = "、".join(unknown)
        raise ValidationError(
            {
                "areas": f"「{said}」という市町村・圏域・都道府県はありません。市町村・圏域・都道府県の名前で書いてください。"
            }
        )


@verb
def record_screening(*, by: User | None, **facts: Any) -> Screening:
    """Put down that a candidate was checked on a day. Raises ValidationError for a check of 特定事業者リスト that names no list's day."""
    return record(Screening, facts | {"by": by})


@verb
def check_again(screening: Screening, *, by: User | None, **facts: Any) -> Screening:
    """Put a check right: by a row of its own, which holds from then on. What was found before stays said."""
    own = ("buyer", "kind", "checked_on", "list_on", "hit", "note")
    return record_screening(by=by, **{name: getattr(screening, name) for name in own} | facts)
