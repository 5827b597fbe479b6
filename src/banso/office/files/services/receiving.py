"""Taking in a file for a case, putting right what is said of it, and withdrawing it."""

from collections.abc import Collection, Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.timezone import localdate

from banso.cases.filing import parts_of
from banso.cases.models import Case
from banso.core.file_types import DOCUMENTS, LARGEST
from banso.core.foreign import read_apart
from banso.core.kept import KeptFile, Upload, keep_file
from banso.core.trail import verb
from banso.core.writing import correct
from banso.registers.models import User

from ..models import ReceivedFile


@verb
def receive(case: Case, file: Upload, *, by: User | None, **facts: Any) -> ReceivedFile:
    """Take in a file for a case: told by its content, opened once to see that it can be, kept as it came.

    Raises UserError for a file that cannot be opened, has a password or carries macros, and ValidationError, field by field,
    for what is said of it, the same content a second time too; then nothing is kept.
    """
    _check(case, facts)
    pages = pages_of(file)
    return keep_file(ReceivedFile(case=case, pages=pages or None, **facts), file, DOCUMENTS, by=by)


@verb
def receive_kept(case: Case, kept: KeptFile, *, pages: int | None, by: User | None, **facts: Any) -> ReceivedFile:
    """Take in for a case what was handed in and looked at before there was one: the file stays where it lies, and whoever kept it lets it go.

    Raises ValidationError, field by field.
    """
    _check(case, facts)
    same = ("name", "content_type", "size", "sha256", "uploaded_by")
    as_it_came = {name: getattr(kept, name) for name in same} | {"file": kept.file.name, "pages": pages}
    return correct(ReceivedFile(case=case), facts | as_it_came)


def pages_of(file: Upload) -> int:
    """How many pages a file has, 0 where that is not said. Raises UserError for one nobody could open later."""
    if not 0 < (file.size or 0) <= LARGEST:
        return 0  # refused in its own words when it is kept
    file.seek(0)
    pages: int = read_apart("banso.core.foreign.soundness.look", file.read(), file.name or "")[0]
    return pages


def _check(case: Case, facts: dict[str, Any]) -> None:
    party = facts.get("party")
    if party is not None and party.case_id != case.pk:
        raise ValidationError({"party": "この案件の関係者から選んでください。"})
    if facts.get("step") and facts["step"] not in dict(parts_of(case)):
        raise ValidationError({"step": "この案件の手続から選んでください。"})


@verb
def correct_received(row: ReceivedFile, *, by: User, **facts: Any) -> ReceivedFile:
    """Put right what is said of a file; what came stays. Raises ValidationError, field by field."""
    _check(row.case, facts)
    return correct(row, facts)


@verb
def mark_for_panel(cases: Iterable[Case], titles: Collection[str], *, by: User) -> int:
    """Have reviewers see the files of these cases that are called so, and no others of them; how many they see now."""
    rows = ReceivedFile.objects.filter(case__in=cases, withdrawn_on=None)
    rows.filter(title__in=titles, for_panel=False).update(for_panel=True)
    rows.exclude(title__in=titles).filter(for_panel=True).update(for_panel=False)
    return rows.filter(for_panel=True).count()


@verb
def withdraw_received(row: ReceivedFile, *, reason: str, by: User | None) -> ReceivedFile:
    """Take a file out of its case's, such as one of another case. It stays, with the reason. Raises ValidationError without one."""
    if row.withdrawn_on is not None:
        raise ValidationError("この書類は、すでに取り下げられています。")
    if not reason.strip():
        raise ValidationError({"reason": "理由を入れてください。"})
    return correct(row, {"withdrawn_on": localdate(), "withdrawn_why": reason.strip()})
