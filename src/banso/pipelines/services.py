"""Opening a case and moving it on."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from banso.core.trail import verb
from banso.core.writing import correct, record, verbs
from banso.registers.models import User

from .models import Case, Stage, StageEntry

record_stage, correct_stage = verbs(Stage)


@verb
def open_case(*, by: User | None, **facts: Any) -> Case:
    """Open a case; it has no stage yet. Raises ValidationError, field by field."""
    return record(Case, facts)


@verb
def correct_case(case: Case, *, by: User | None, **facts: Any) -> Case:
    """Put a case's facts right; its stages stay."""
    return correct(case, facts)


@verb
def enter_stage(case: Case, stage: Stage, *, on: date, note: str = "", by: User | None) -> StageEntry:
    """Move a case into a stage.

    Raises ValidationError for a stage of another programme, a second entry, or a day before the case was opened.
    """
    if stage.programme_id != case.programme_id:
        raise ValidationError({"stage": "この案件の事業にない段階です。一覧から選び直してください。"})
    if on < case.opened_on:
        raise ValidationError({"entered_on": "移行日が受付日より前です。日付を確かめてください。"})
    return record(StageEntry, {"case": case, "stage": stage, "entered_on": on, "note": note})


@verb
def take_back_entry(entry: StageEntry, *, by: User | None) -> None:
    """Take out a stage entered by mistake; the trail keeps it."""
    entry.delete()


@verb
def correct_entry(entry: StageEntry, *, by: User | None, note: str, **facts: Any) -> StageEntry:
    """Put the note of an entry right. Case, stage and day are never rewritten: raises ValidationError if they differ."""
    if any(getattr(entry, name) != value for name, value in facts.items()):
        raise ValidationError(
            "案件・段階・移行日は書き換えられません。取り消してから、正しい内容で登録し直してください。"
        )
    return correct(entry, {"note": note})
