"""What a person, or a step just taken, does to one deadline."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.timezone import localdate

from banso.cases.models import Case
from banso.core.era import format_date
from banso.core.errors import NOT_YOURS
from banso.core.trail import verb
from banso.core.writing import hold, record
from banso.registers.models import User

from ..choices import Ending
from ..models import Closing, Deadline, OpenDeadline

CARRIED = ("case", "code", "round", "name", "opens_on", "soft", "actor", "party", "met_by")


@verb
def set_deadline(case: Case, *, by: User | None, **facts: Any) -> Deadline:
    """Set a deadline by hand: `name`, `due_on`, and as wished `sentence`, `actor`, `party`. Raises ValidationError by field.

    Without a sentence it says that it was agreed on.
    """
    lock_case(case)
    sentence = facts.pop("sentence", "") or "個別に決めた期日"
    earlier = Deadline.objects.filter(case=case, code="").aggregate(last=Max("round"))["last"] or 0
    return record(Deadline, {"case": case, "sentence": sentence, "by_hand": True, "round": earlier + 1} | facts)


@verb
def move_deadline(deadline: Deadline, *, to: date, reason: str, by: User | None) -> Deadline:
    """Move an open deadline, also one that has passed: a new row with the reason; the old one stays.

    Raises ValidationError for the same day, no reason, or a deadline that is not open any more.
    """
    lock_open(deadline)
    if to == deadline.due_on:
        raise ValidationError({"to": f"今の期日も{format_date(to)}です。違う日付を入れてください。"})
    if not reason.strip():
        raise ValidationError({"reason": "期限を変える理由を入れてください。"})
    sentence = f"{format_date(deadline.due_on)}から変更(理由: {reason})"
    return replace(deadline, due_on=to, sentence=sentence, reason=reason, by_hand=True)


@verb
def meet_deadline(deadline: Deadline, *, on: date, by: User | None, reason: str = "") -> Closing:
    """Note by hand that what was due is done. Raises ValidationError for a day to come, or a deadline not open any more."""
    if on > localdate():
        raise ValidationError({"on": "済んだ日に、これからの日付は入れられません。"})
    return close(deadline, ending=Ending.MET, on=on, reason=reason, by_hand=True)


@verb
def drop_deadline(deadline: Deadline, *, reason: str, by: User | None) -> Closing:
    """Note by hand that nothing is due any more. Raises ValidationError without a reason, or for one not open any more."""
    if not reason.strip():
        raise ValidationError({"reason": "不要になった理由を入れてください。"})
    return close(deadline, ending=Ending.DROPPED, on=localdate(), reason=reason, by_hand=True)


@verb
def meet_by_step(case: Case, step: str, *, on: date, by: User | None, round: int | None = None) -> list[Closing]:
    """End the open deadlines of a case that a step meets; of one round only, if it is given."""
    which = {"deadline__round": round} if round is not None else {}
    met = OpenDeadline.objects.filter(case=case, deadline__met_by__contains=[step], **which).select_related("deadline")
    return [close(found.deadline, ending=Ending.MET, on=on, step=step) for found in met]


@verb
def meet_by_record(case: Case, code: str, *, round: int, on: date, by: User | None) -> list[Closing]:
    """End the open deadline of that rule and time: what was due came in, as a record that is no step."""
    found = OpenDeadline.objects.filter(case=case, code=code, round=round).select_related("deadline")
    return [close(row.deadline, ending=Ending.MET, on=on) for row in found]


def replace(deadline: Deadline, **facts: Any) -> Deadline:
    """A row in a deadline's place; what is not given is as it was."""
    return record(Deadline, {name: getattr(deadline, name) for name in CARRIED} | {"replaces": deadline} | facts)


def close(deadline: Deadline, **facts: Any) -> Closing:
    """End an open deadline. Raises ValidationError for one that is not open any more."""
    lock_open(deadline)
    return record(Closing, {"deadline": deadline} | facts)


def lock_case(case: Case) -> None:
    """Have whoever else sets deadlines of this case wait until the end of the transaction."""
    hold(Case.objects.filter(pk=case.pk), no_key=True)


def lock_open(deadline: Deadline) -> None:
    """Hold a deadline until the end of the transaction. Raises ValidationError, saying what became of it, if it is not open."""
    if OpenDeadline.objects.select_for_update(of=("self",)).filter(pk=deadline.pk).exists():
        return
    if OpenDeadline.objects.filter(pk=deadline.pk).exists():
        raise ValidationError(NOT_YOURS)
    moved = Deadline.objects.filter(replaces=deadline).first()
    if moved:
        raise ValidationError(
            f"この期限は、すでに{format_date(moved.due_on)}に変更されています。画面を開き直してください。"
        )
    closing = Closing.objects.filter(deadline=deadline).first()
    said = f"({closing})" if closing else ""
    raise ValidationError(f"この期限は、すでに終わっています{said}。画面を開き直してください。")
