"""Buyers' inquiries, and what came of the introductions made for them."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from banso.core.errors import UserError
from banso.core.trail import verb
from banso.core.writing import correct, record
from banso.registers.models import User

from ..models import Inquiry, Introduction, Outcome
from ..sizes import parse_size
from .following import not_before, settle


@verb
def record_inquiry(*, by: User | None, **facts: Any) -> Inquiry:
    """Take a buyer's inquiry. Raises ValidationError, field by field."""
    return record(Inquiry, _checked(facts))


@verb
def correct_inquiry(inquiry: Inquiry, *, by: User | None, **facts: Any) -> Inquiry:
    return correct(inquiry, _checked(facts))


def _checked(facts: dict[str, Any]) -> dict[str, Any]:
    try:
        parse_size(facts.get("size") or "")
    except UserError as error:
        raise ValidationError({"size": str(error)}) from error
    return facts


@verb
def record_outcome(*, by: User | None, introduction: Introduction, settled_on: date, **facts: Any) -> Outcome:
    """Settle an introduction; why it failed may propose a change to the supplier's profile."""
    return settle(introduction=introduction, settled_on=settled_on, **facts)


@verb
def correct_outcome(outcome: Outcome, *, by: User | None, **facts: Any) -> Outcome:
    not_before(facts.get("introduction", outcome.introduction), facts.get("settled_on", outcome.settled_on))
    return correct(outcome, facts)
