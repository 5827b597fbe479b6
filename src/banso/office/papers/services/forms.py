"""Forms registered and withdrawn, and which of them a case uses."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F, Q
from django.utils import timezone

from banso.cases import words
from banso.cases.models import Case
from banso.core.file_types import DOCUMENTS, Accepted
from banso.core.foreign import read_apart
from banso.core.kept import Upload, keep_file
from banso.core.trail import verb
from banso.core.writing import correct
from banso.registers.models import User

from ..models import Form

WORD_FILE = Accepted("Word(docx)", {".docx": DOCUMENTS.types[".docx"]})


@verb
def add_form(file: Upload, *, by: User, **facts: Any) -> Form:
    """Register a form: every word in it is read and must be known. Raises UserError or ValidationError with nothing kept."""
    WORD_FILE.type_of(file.name or "", file.size or 0, file)
    file.seek(0)
    used = read_apart("banso.core.foreign.word_forms.read_words", file.read())[0]
    words.refuse_unknown(facts.get("procedure", ""), used)
    file.seek(0)
    return keep_file(Form(words=used, **facts), file, WORD_FILE, by=by)


@verb
def withdraw_form(form: Form, *, by: User) -> Form:
    """Take a form out of use; what was printed by it stays. Raises ValidationError where it is out of use already."""
    if form.withdrawn_on:
        raise ValidationError("この様式は、すでに使用をやめています。")
    return correct(form, {"withdrawn_on": timezone.localdate()})


def forms_for(case: Case) -> list[Form]:
    """The forms that may be printed for a case, one of each code: by its procedure, its programme and its fiscal year."""
    found: dict[str, Form] = {}
    fits = Form.objects.filter(
        Q(programme=None) | Q(programme=case.programme_id),
        Q(valid_until=None) | Q(valid_until__gte=case.fiscal_year),
        procedure__in=("", case.procedure),
        valid_from__lte=case.fiscal_year,
        withdrawn_on=None,
    )
    for form in fits.order_by("code", F("programme").asc(nulls_last=True), "-valid_from"):
        found.setdefault(form.code, form)
    return list(found.values())


def form_for(case: Case, code: str) -> Form:
    """The form of a code for a case. Raises ValidationError where there is none for its fiscal year."""
    form = next((form for form in forms_for(case) if form.code == code), None)
    if form is None:
        raise ValidationError(
            f"様式「{code}」は、{case.fiscal_year}年度に受け付けた案件の分が登録されていません。先に様式を登録してください。"
        )
    return form
