"""Forms registered, letters issued and sent, numbers made void, papers received."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import F, Q
from django.utils import timezone

from banso.cases.models import Case, Party
from banso.core.errors import UserError
from banso.core.file_types import DOCUMENTS, Accepted
from banso.core.fiscal import fiscal_year_of
from banso.core.foreign import read_apart
from banso.core.kept import Upload, keep_file
from banso.core.series import take_number
from banso.core.trail import verb
from banso.core.writing import correct, record
from banso.registers.models import User

from . import words
from .choices import Means
from .models import BEFORE_ISSUE, Form, Incoming, Letter, Sending, Void, printed_number

WORD_FILE = Accepted("Word(docx)", {".docx": DOCUMENTS.types[".docx"]})
LETTERS, RECEIPTS = "papers.letters", "papers.incoming"


@verb
def add_form(file: Upload, *, by: User, **facts: Any) -> Form:
    """Register a form: every word in it is read and must be known. Raises UserError or ValidationError with nothing kept."""
    WORD_FILE.type_of(file.name or "", file.size or 0, file)
    file.seek(0)
    used = read_apart("banso.office.papers.reading.read_words", file.read())[0]
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


def subject_of(case: Case, form: Form, party: Party | None = None, step: Any = None) -> words.Subject:
    """What a letter would say were it issued today; its number is not taken."""
    number = BEFORE_ISSUE if form.numbered else printed_number("", timezone.localdate(), None)
    return words.Subject(case, step, party, number, timezone.localdate(), form.seal)


def preview(case: Case, form: Form, *, party: Party | None = None, step: Any = None) -> bytes:
    """A form with a case's words filled in, without number and not kept. Raises as :func:`issue` does."""
    return _made(case, form, subject_of(case, form, party, step))


@verb
def issue(case: Case, form: Form, *, party: Party | None = None, step: Any = None, title: str = "", by: User) -> Letter:
    """Issue a letter: its number and its date are of one instant, and the file is kept as it was made.

    Raises ValidationError, naming each word without a value, or where form, party and case do not belong together; then no number
    is used up.
    """
    if form.pk not in {fit.pk for fit in forms_for(case)}:
        raise ValidationError(f"様式「{form}」は、この案件では使えません。")
    if party is not None and party.case_id != case.pk:
        raise ValidationError({"party": "この案件の関係者から選んでください。"})
    words.values(case.procedure, form.words, subject_of(case, form, party, step))  # before others wait for the number
    today = timezone.localdate()
    series = series_of(LETTERS, case)
    number = take_number(series, fiscal_year_of(today)) if form.numbered else None
    printed = printed_number(form.mark, today, number)
    content = _made(case, form, words.Subject(case, step, party, printed, today, form.seal))
    facts: dict[str, Any] = {
        "case": case,
        "form": form,
        "party": party,
        "series": series,
        "number": number,
        "printed": printed,
    }
    facts |= {"title": title or form.title, "addressee": _addressee(party), "issued_on": today}
    name = f"{printed}_{form.title}.docx"
    return keep_file(Letter(**facts), SimpleUploadedFile(name, content), WORD_FILE, by=by)


def _made(case: Case, form: Form, about: words.Subject) -> bytes:
    filled = words.values(case.procedure, form.words, about)
    with form.file.open() as kept:
        content = kept.read()
    try:
        made: bytes = read_apart("banso.office.papers.reading.fill_in", content, filled)[0]
    except UserError as error:
        raise ValidationError(str(error)) from None
    return made


def _addressee(party: Party | None) -> str:
    return " ".join(filter(None, [party.title, party.name])) if party else ""


def series_of(name: str, case: Case | None) -> str:
    """The series a case's papers are numbered in: the house's, or that of the unit behind whose wall it is."""
    unit = case.programme.walled_to if case else None
    return f"{name}.{unit.code}" if unit else name


@verb
def void(letter: Letter, *, reason: str, by: User) -> Void:
    """Declare that a letter does not hold; its number is not used again. Raises ValidationError without a reason, or twice."""
    Letter.objects.select_for_update(of=("self",)).get(pk=letter.pk)
    if not reason.strip():
        raise ValidationError({"reason": "理由を入れてください。"})
    if Void.objects.filter(letter=letter).exists():
        raise ValidationError("この文書は、すでに欠番になっています。")
    return record(Void, {"letter": letter, "reason": reason.strip(), "voided_on": timezone.localdate()})


@verb
def send(letter: Letter, *, means: str, sent_on: date, note: str = "", by: User) -> Sending:
    """Write down how a letter went out, or put that right. Raises ValidationError for a void one, and for a day that cannot be."""
    Letter.objects.select_for_update(of=("self",)).get(pk=letter.pk)
    if Void.objects.filter(letter=letter).exists():
        raise ValidationError("欠番になった文書は発送できません。")
    if not letter.issued_on <= sent_on <= timezone.localdate():
        raise ValidationError({"sent_on": "発送日は、文書日付から今日までの日にしてください。"})
    row = Sending.objects.filter(letter=letter).first() or Sending(letter=letter)
    return correct(row, {"means": Means(means), "sent_on": sent_on, "note": note})


@verb
def record_incoming(*, by: User | None, **facts: Any) -> Incoming:
    """Write down a paper that came in, with the next number of its year. Raises ValidationError and uses up no number."""
    series = series_of(RECEIPTS, facts.get("case"))
    number = take_number(series, fiscal_year_of(facts["received_on"]))
    return record(Incoming, facts | {"series": series, "number": number})


@verb
def correct_incoming(row: Incoming, *, by: User | None, **facts: Any) -> Incoming:
    """Put a receipt right. Raises ValidationError where its number would be of another year or another series."""
    if fiscal_year_of(facts.get("received_on", row.received_on)) != row.fiscal_year:
        raise ValidationError({"received_on": "収受番号は年度ごとです。別の年度の日付には直せません。"})
    if series_of(RECEIPTS, facts.get("case", row.case)) != row.series:
        raise ValidationError({"case": "収受番号の系列が変わるため、この案件には付け替えられません。"})
    return correct(row, facts)
