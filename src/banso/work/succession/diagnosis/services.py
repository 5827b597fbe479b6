"""Every write of the network's sheets: received one by one or by list, with answers, and followed up."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError

from banso.core.trail import verb
from banso.core.writing import correct, record, verbs
from banso.registers.models import User

from ..models import Diagnosis, SheetAnswer, SheetEdition, SheetQuestion
from .branching import mistakes

record_diagnosis, correct_diagnosis = verbs(Diagnosis)
record_edition, correct_edition = verbs(SheetEdition)
record_question, correct_question = verbs(SheetQuestion)
MOST_QUESTIONS = 20
NUMBERS = range(1, MOST_QUESTIONS + 1)


@verb
def receive_sheet(*, by: User | None, **facts: Any) -> Diagnosis:
    """Take a sheet with its answers (q1, q2…). Without the firm's consent its name is not kept.

    Raises ValidationError, field by field, and for answers that its edition does not ask for.
    """
    answers = _answers(facts)
    if facts.get("consented") is not True:
        facts = facts | {"company": None}
    sheet = record(Diagnosis, facts)
    answer_sheet(sheet, answers, by=by)
    return sheet


def _answers(facts: dict[str, Any]) -> dict[int, str]:
    """The answers among the facts, taken out of them."""
    found = {number: str(facts.pop(f"q{number}", "") or "").strip() for number in NUMBERS}
    return {number: said for number, said in found.items() if said}


@verb
def answer_sheet(sheet: Diagnosis, answers: Mapping[int, str], *, by: User | None) -> None:
    """Keep what a sheet answers. Raises ValidationError for answers without an edition, or that its branches do not lead to."""
    if answers and sheet.edition is None:
        raise ValidationError({"edition": "答えを入れるには、診断票の版を選んでください。"})
    questions = list(SheetQuestion.objects.filter(edition=sheet.edition_id).order_by("number"))
    if found := mistakes(questions, answers):
        raise ValidationError(found)
    for question in questions:
        if question.number in answers:
            record(SheetAnswer, {"diagnosis": sheet, "question": question, "answer": answers[question.number]})


@verb
def follow_up_sheet(sheet: Diagnosis, *, by: User | None, **facts: Any) -> Diagnosis:
    """Note who follows a sheet up and what came of it, or the case it led to. Raises ValidationError for a firm that gave no consent."""
    return correct(sheet, facts)
