"""A round of Word letters: issued by Banso whole (numbers, words bound, files kept with their digests, register, trail), and the same
form merely filled in by docxtpl, letter by letter, in one run."""

import io
import resource
import time
from collections.abc import Callable, Iterator
from datetime import date
from tempfile import TemporaryDirectory

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from docx import Document
from docxtpl import DocxTemplate

from banso.cases.models import Case, Party
from banso.core.word_pdf import pdf_of
from banso.office.papers import services
from banso.office.papers.models import Letter, Recipient, Round
from banso.office.papers.services import rounds
from banso.registers.models import Company, Programme, User

from .intake_speed import _world

LETTERS, BY_DOCXTPL = 1_000, 100
BODY = "{{企業名}}の{{年度}}の申込みについて、次のとおり決定しましたので、{{文書日付}}付けで通知します。"


def measure(letters: int = LETTERS) -> Iterator[str]:
    """Lines of results: seconds on the clock, and of the processors with all children."""
    _world()
    content = _form()
    user = User.objects.create_superuser("bench", "", "bench-12345")
    with TemporaryDirectory() as folder, override_settings(MEDIA_ROOT=folder):
        asked = _asked(content, letters, user)
        clock, cpu = _timed(lambda: _issued(asked, user))
        assert Letter.objects.count() == letters
        yield f"{letters:,} letters, Banso: {clock:.1f} s on the clock, {cpu:.1f} s of Python's processes"
        files = [row.letter.file.path for row in Recipient.objects.select_related("letter")]
        clock, cpu = _timed(lambda: pdf_of(open(file, "rb").read() for file in files))  # noqa: SIM115, PTH123
        yield f"{letters:,} letters as one PDF by our own form: {clock:.1f} s, {cpu:.1f} s"
        values = [row.values for row in Recipient.objects.all()[:BY_DOCXTPL]]
        clock, cpu = _timed(lambda: [_by_docxtpl(content, one) for one in values])
        yield f"{len(values)} letters, docxtpl alone: {clock:.1f} s, {cpu:.1f} s ({cpu * letters / len(values):.0f} s for {letters:,})"


def _form() -> bytes:
    document, made = Document(), io.BytesIO()
    document.sections[0].header.paragraphs[0].text = "{{文書番号}}"
    for text in ("{{文書日付}}", "{{宛先_役職}} {{宛先_氏名}} 様", "{{センター名}}", *[BODY] * 20):
        document.add_paragraph(text)
    document.save(made)
    return made.getvalue()


def _asked(content: bytes, letters: int, user: User) -> Round:
    programme, day = Programme.objects.get(code="main"), date(2023, 5, 1)
    companies = list(Company.objects.all()[:letters])
    for number in range(letters):
        company = companies[number % len(companies)]
        case = Case.objects.create(programme=programme, company=company, opened_on=day, title=f"申込み{number}")
        Party.objects.create(case=case, role="applicant", name="海野 花", title="代表取締役", address="港町1")
    file = SimpleUploadedFile("通知.docx", content)
    form = services.add_form(file, code="notice", title="結果通知書", valid_from=2023, mark="産支", by=user)
    cases = services.chosen(Case.objects.values_list("pk", flat=True))
    return services.ask_round(cases, form, role="applicant", by=user)


def _issued(asked: Round, user: User) -> None:
    rounds.take_round_numbers(asked, by=user)
    while rounds.issue_portion(asked, by=user) == rounds.AT_ONCE:
        pass


def _by_docxtpl(content: bytes, values: dict[str, str]) -> bytes:
    template, made = DocxTemplate(io.BytesIO(content)), io.BytesIO()
    template.render(values, autoescape=True)
    template.save(made)
    return made.getvalue()


def _timed(act: Callable[[], object]) -> tuple[float, float]:
    def used() -> float:
        both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        return sum(one.ru_utime + one.ru_stime for one in both)

    started, before = time.monotonic(), used()
    act()
    return time.monotonic() - started, used() - before
