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
from .following import propose_change


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
    _not_before(introduction, settled_on)
    outcome = record(Outcome, {"introduction": introduction, "settled_on": settled_on, **facts})
    propose_change(outcome)
    return outcome


@verb
def correct_outcome(outcome: Outcome, *, by: User | None, **facts: Any) -> Outcome:
    _not_before(facts.get("introduction", outcome.introduction), facts.get("settled_on", outcome.settled_on))
    return correct(outcome, facts)


def _not_before(introduction: Introduction, settled_on: date) -> None:
    if settled_on < introduction.introduced_on:
        raise ValidationError({"settled_on": "確定日が紹介日より前です。日付を確かめてください。"})
