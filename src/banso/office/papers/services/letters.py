"""Letters issued, sent, sealed, and made void."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from banso.cases import words
from banso.cases.choices import Way
from banso.cases.contacts import reached, refuse_post
from banso.cases.disclosures import Going, counter
from banso.cases.leaving import letting_out
from banso.cases.models import Case, ContactRule, Disclosure, Party
from banso.core.errors import UserError
from banso.core.fiscal import fiscal_year_of
from banso.core.foreign import read_apart
from banso.core.kept import keep_made
from banso.core.series import take_number
from banso.core.trail import verb
from banso.core.writing import correct, hold, record
from banso.registers.models import Programme, Staff, User

from ..choices import Means, Seal
from ..models import BEFORE_ISSUE, WITHOUT_NUMBER, Form, Letter, SealUse, Sending, Void, printed_number
from .forms import WORD_FILE, forms_for

LETTERS = "papers.letters"
WORD = WORD_FILE.types[".docx"][0]
OMITTED = "(公印省略)"


def subject_of(
    case: Case, form: Form, party: Party | None = None, step: Any = None, rules: list[ContactRule] | None = None
) -> words.Subject:
    """What a letter would say were it issued today, to the address that the `rules` of contact choose; its number is not taken."""
    number = BEFORE_ISSUE if form.numbered else WITHOUT_NUMBER
    mark = OMITTED if form.seal == Seal.OMITTED else ""
    today = timezone.localdate()
    to = reached(case, party, on=today, rules=rules)
    return words.Subject(case, step or words.step_for(case, form.code), to, number, today, mark)


def preview(case: Case, form: Form, *, party: Party | None = None, step: Any = None) -> bytes:
    """A form with a case's words filled in, without number and not kept. Raises as :func:`issue` does."""
    return _made(case, form, subject_of(case, form, party, step))


@verb
def issue(
    case: Case,
    form: Form,
    *,
    party: Party | None = None,
    step: Any = None,
    title: str = "",
    branch_of: Letter | None = None,
    items: Iterable[str] = (),
    by: User,
) -> Letter:
    """Issue a letter: its number and its date are of one instant, and the file is kept as it was made.

    What leaves a walled case is written down first, with the `items` it tells, and bears addressee, number and time at its foot; without a
    consent of whose case it is it is refused. Its address is the one that the rules of contact choose.

    With `branch_of` it shares that letter's number as its next branch (枝番). Raises ValidationError, naming each word without a
    value, or where form, party and case do not belong together; then no number is used up.
    """
    if form.pk not in {fit.pk for fit in forms_for(case)}:
        raise ValidationError(f"様式「{form}」は、この案件では使えません。")
    if party is not None and party.case_id != case.pk:
        raise ValidationError({"party": "この案件の関係者から選んでください。"})
    going = letting_out(case, party, items=items, means=Way.POST, by=by)
    refuse_post(case, party, on=timezone.localdate())
    about = subject_of(case, form, party, step)
    words.values(case.procedure, form.words, about)  # before others wait for the number
    today, series, number, branch = timezone.localdate(), series_of(LETTERS, case.programme), None, 1
    if form.numbered and branch_of is not None:
        number, branch = branch_of.number, _next_branch(branch_of, case, today)
    elif form.numbered:
        number = take_number(series, fiscal_year_of(today))
    printed = printed_number(form.mark, today, number, branch)
    content = _footed(_made(case, form, replace(about, number=printed, on=today)), going)
    facts = {"title": title or form.title, "party": party, "addressee": addressee_of(party), "branch": branch}
    letter = keep_letter(
        case, form, content, series=series, number=number, printed=printed, issued_on=today, by=by, **facts
    )
    if going is not None:
        going.with_document(content, name=str(letter))
    return letter


def keep_letter(case: Case, form: Form, content: bytes, *, printed: str, by: User, **facts: Any) -> Letter:
    """Keep a letter that was just made, with its file."""
    letter = Letter(case=case, form=form, printed=printed, **facts)
    return keep_made(letter, content, name=f"{printed}_{form.title}.docx", mime=WORD, by=by)


@verb
def enter_letter(
    programme: Programme, *, title: str, to: str, series: str, number: int, printed: str, on: date, by: User | None
) -> Letter:
    """Enter a letter that its kind numbers and prints itself, on no case, into the register of what goes out (発送簿)."""
    facts = {"programme": programme, "title": title[:120], "addressee": to[:120], "series": series, "number": number}
    return record(Letter, facts | {"printed": printed, "issued_on": on, "uploaded_by": by})


@verb
def enter_numbered(
    programme: Programme, *, title: str, to: str, mark: str = "", copies: int = 1, by: User | None
) -> Letter:
    """Enter letters of one text to many, on no case, under one number of the house as of today."""
    today, series = timezone.localdate(), series_of(LETTERS, programme)
    number = take_number(series, fiscal_year_of(today))
    facts = {"programme": programme, "title": title[:120], "addressee": to[:120], "series": series, "number": number}
    more = {"printed": printed_number(mark, today, number), "issued_on": today, "copies": copies, "uploaded_by": by}
    return record(Letter, facts | more)


def _next_branch(letter: Letter, case: Case, today: date) -> int:
    """The next branch of a letter's number. Raises ValidationError where its number cannot be shared."""
    if letter.case_id != case.pk or letter.number is None:
        raise ValidationError({"branch_of": "この案件の、番号のある文書から選んでください。"})
    if fiscal_year_of(today) != letter.fiscal_year:
        raise ValidationError({"branch_of": "年度が変わったため、枝番は付けられません。新しい番号で発行してください。"})
    same = Letter.objects.filter(series=letter.series, fiscal_year=letter.fiscal_year, number=letter.number)
    return max(row.branch for row in same.select_for_update(of=("self",)).order_by("branch")) + 1


def _made(case: Case, form: Form, about: words.Subject) -> bytes:
    return filled(form, [words.values(case.procedure, form.words, about)])[0]


def _footed(content: bytes, going: Going | None) -> bytes:
    """A letter with what stands at the foot of all that leaves a walled case."""
    return content if going is None else footed(content, going.footer)


def footed(content: bytes, text: str) -> bytes:
    """A Word file with a line at the foot of each page."""
    made: bytes = read_apart("banso.core.foreign.word_forms.with_footer", content, text)[0]
    return made


def filled(form: Form, rows: list[dict[str, Any]]) -> list[bytes]:
    """A form filled in with each of these rows of values. Raises ValidationError where it cannot be."""
    with form.file.open() as kept:
        return filled_in(kept.read(), rows)


def filled_in(content: bytes, rows: list[dict[str, Any]]) -> list[bytes]:
    """A Word file filled in with each of these rows of values. Raises ValidationError where it cannot be."""
    try:
        made = read_apart("banso.core.foreign.word_forms.fill_in", content, rows)
    except UserError as error:
        raise ValidationError(str(error)) from None
    return [made[number] for number in range(len(rows))]


def addressee_of(party: Party | None) -> str:
    """How a letter names to whom it goes."""
    return " ".join(filter(None, [party.title, party.name])) if party else ""


def series_of(name: str, programme: Programme | None) -> str:
    """The series a programme's papers are numbered in: the house's, or that of the unit behind whose wall it is."""
    unit = programme.walled_to if programme else None
    return f"{name}.{unit.code}" if unit else name


@verb
def void(letter: Letter, *, reason: str, by: User) -> Void:
    """Declare that a letter does not hold; its number is not used again. Raises ValidationError without a reason, or twice."""
    hold(Letter.objects.filter(pk=letter.pk))
    if not reason.strip():
        raise ValidationError({"reason": "理由を入れてください。"})
    if Void.objects.filter(letter=letter).exists():
        raise ValidationError("この文書は、すでに欠番になっています。")
    _counter_what_did_not_go(letter, reason.strip(), by)
    return record(Void, {"letter": letter, "reason": reason.strip(), "voided_on": timezone.localdate()})


def _counter_what_did_not_go(letter: Letter, reason: str, by: User) -> None:
    """A letter that never went out told nobody anything: its disclosure is answered."""
    if letter.case_id is None or not letter.sha256 or hasattr(letter, "sending"):
        return
    told = Disclosure.objects.in_force().filter(case=letter.case_id, sha256=letter.sha256).first()
    if told is not None:
        counter(told, reason=f"発送せず欠番: {reason}"[:200], by=by)


@verb
def send(letter: Letter, *, means: str, sent_on: date, note: str = "", by: User) -> Sending:
    """Write down how a letter went out, or put that right. Raises ValidationError for a void one, and for a day that cannot be."""
    hold(Letter.objects.filter(pk=letter.pk))
    if Void.objects.filter(letter=letter).exists():
        raise ValidationError("欠番になった文書は発送できません。")
    if not letter.issued_on <= sent_on <= timezone.localdate():
        raise ValidationError({"sent_on": "発送日は、文書日付から今日までの日にしてください。"})
    row = Sending.objects.filter(letter=letter).first() or Sending(letter=letter)
    return correct(row, {"means": Means(means), "sent_on": sent_on, "note": note})


@verb
def press_seal(letter: Letter, *, pressed_on: date, pressed_by: Staff, copies: int = 1, by: User) -> SealUse:
    """Note that the centre's seal was put on a letter (公印使用簿). Raises ValidationError for one that bears none, is void, or twice."""
    hold(Letter.objects.filter(pk=letter.pk))
    if letter.form is None or letter.form.seal != Seal.REQUIRED:
        raise ValidationError("公印を押す様式の文書ではありません。")
    if Void.objects.filter(letter=letter).exists():
        raise ValidationError("欠番になった文書に公印は押せません。")
    if SealUse.objects.filter(letter=letter).exists():
        raise ValidationError("この文書への公印の使用は、すでに記録されています。")
    if not letter.issued_on <= pressed_on <= timezone.localdate():
        raise ValidationError({"pressed_on": "押印日は、文書日付から今日までの日にしてください。"})
    return record(SealUse, {"letter": letter, "pressed_on": pressed_on, "pressed_by": pressed_by, "copies": copies})
