"""Forms and their words, issuing a letter with a look at it first, and what becomes of a letter."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from banso.cases import words
from banso.cases.contacts import rules_for
from banso.cases.models import Case
from banso.core.acting import user_of
from banso.core.errors import UserError
from banso.core.exports import log_export
from banso.core.file_types import WORD
from banso.core.kept_pages import hand_in, hand_over
from banso.core.looking import How, looked_at
from banso.core.word_pdf import pdf_of, way

from . import services
from .forms import FormForm, IssueForm, SealForm, SendForm, VoidForm
from .models import Form, Letter

may_see_forms = permission_required("papers.view_form", raise_exception=True)
may_see_letters = permission_required("papers.view_letter", raise_exception=True)


@may_see_forms
def words_page(request: HttpRequest) -> HttpResponse:
    """The words a form may print, each with an example, to be copied into a Word file."""
    known = [found for code, _ in words.procedures() for found in words.declared(code)[:1]]
    return render(request, "papers/words.html", {"known": known})


@permission_required("papers.add_form", raise_exception=True)
def new_form(request: HttpRequest) -> HttpResponse:
    """A form is registered with its Word file."""
    form = FormForm(request.POST or None, request.FILES or None)

    def keep(facts: dict[str, Any]) -> None:
        try:
            services.add_form(facts.pop("file"), by=user_of(request), **facts)
        except ValidationError as error:
            raise ValidationError(error.messages) from None

    back = (reverse("papers-form-list"), "様式")
    return hand_in(request, form, keep, title="様式の登録", back=back, done="様式を登録しました。")


@may_see_forms
def form_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One form: for what it is valid, its words with examples, its file."""
    form = get_object_or_404(Form.objects.select_related("programme"), pk=pk)
    looked_at(request.user, [form], How.RECORD)
    known = words.declared(form.procedure)
    examples = {word.name: word.example for found in known for word in found.words.values()}
    used = [(name, examples.get(name, "")) for name in form.words]
    context = {"form": form, "used": used, "procedure": dict(words.procedures()).get(form.procedure, form.procedure)}
    return render(request, "papers/form.html", context)


@may_see_forms
def form_file(request: HttpRequest, pk: int) -> FileResponse:
    """A form's Word file, as a download."""
    form = get_object_or_404(Form, pk=pk)
    return hand_over(request, form, f"様式 {form}", f"様式コード {form.code}")


@require_POST
@permission_required("papers.change_form", raise_exception=True)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """A form is taken out of use."""
    form = get_object_or_404(Form, pk=pk)
    _told(request, lambda: services.withdraw_form(form, by=user_of(request)), "使用をやめました。")
    return redirect("papers-form", pk=pk)


@permission_required("papers.add_letter", raise_exception=True)
def issue_page(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """A letter before it is issued: each of its words as it will be printed, a trial copy, and the button."""
    case = get_object_or_404(Case.objects.select_related("programme__walled_to", "company", "keeper__unit"), pk=pk)
    looked_at(request.user, [case], How.RECORD)
    try:
        kept = services.form_for(case, code)
    except ValidationError as error:
        messages.error(request, "".join(error.messages))
        return redirect("case", pk=pk)
    asked = IssueForm(request.POST if request.method == "POST" else request.GET or None, case=case, form=kept)
    facts = asked.cleaned_data if asked.is_valid() else {}
    party = facts.get("party") if asked.is_bound else asked.likely
    if request.method == "POST" and asked.is_valid():
        try:
            if "trial" in request.POST:
                return trial(request, case, kept, services.preview(case, kept, party=party))
            letter = services.issue(case, kept, by=user_of(request), **facts)
            messages.success(request, f"{letter.printed}を発行しました。")
            return redirect("papers-letter", pk=letter.pk)
        except ValidationError as error:
            asked.add_error(None, error.messages)
    said = words.said(case.procedure, kept.words, services.subject_of(case, kept, party))
    rules = rules_for(case, party, on=localdate())
    context = {"case": case, "kept": kept, "form": asked, "said": said, "rules": rules}
    return render(request, "papers/issue.html", context, status=422 if asked.errors else 200)


def trial(request: HttpRequest, case: Case, form: Form, content: bytes) -> HttpResponse:
    """A trial copy as a download; written down as taken out."""
    log_export(request.user, f"試し刷り {form}", f"案件 {case.pk}", general="試し刷り")
    response = HttpResponse(content, content_type=WORD)
    response["Content-Disposition"] = f"attachment; filename=\"trial.docx\"; filename*=UTF-8''trial-{form.code}.docx"
    response["Cache-Control"] = "private, no-store"
    return response


@may_see_letters
def letter_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One letter: its file, how it went out, and the button that makes its number void."""
    found = Letter.objects.select_related(
        "case__company",
        "case__person",
        "programme",
        "form",
        "void",
        "sending",
        "seal_use__pressed_by",
        "uploaded_by",
        "recipient",
    )
    letter = get_object_or_404(found, pk=pk)
    looked_at(request.user, [letter], How.RECORD)
    given = request.POST if request.method == "POST" else None
    asked: dict[str, forms.Form] = {}
    for name, form, act, done in ACTS:
        asked[name] = form(given if given and name in given else None, label_suffix="", prefix=_prefix(name))
        if asked[name].is_bound and _acted(request, asked[name], act, letter, done):
            return redirect("papers-letter", pk=pk)
    wrong = any(form.errors for form in asked.values())
    return render(
        request, "papers/letter.html", {"letter": letter, "way": way(), **asked}, status=422 if wrong else 200
    )


ACTS: tuple[tuple[str, type[forms.Form], Callable[..., Any], str], ...] = (
    ("send", SendForm, services.send, "発送を記録しました。"),
    ("void", VoidForm, services.void, "欠番にしました。"),
    ("seal", SealForm, services.press_seal, "公印の使用を記録しました。"),
)
PERMISSIONS = {
    services.send: "papers.add_sending",
    services.void: "papers.add_void",
    services.press_seal: "papers.add_sealuse",
}


def _prefix(name: str) -> str | None:
    """The form of sending has none, as it stood first on the page."""
    return None if name == "send" else name


def _acted(request: HttpRequest, asked: forms.Form, act: Callable[..., Any], letter: Letter, done: str) -> bool:
    """Whether what was asked about a letter could be done; if not, the form says why."""
    if not user_of(request).has_perm(PERMISSIONS[act]):
        asked.is_valid()
        asked.add_error(None, "この操作をする権限がありません。")
        return False
    if not asked.is_valid():
        return False
    try:
        act(letter, by=user_of(request), **asked.cleaned_data)
    except ValidationError as error:
        asked.add_error(None, error.messages)
        return False
    messages.success(request, done)
    return True


@may_see_letters
def letter_file(request: HttpRequest, pk: int) -> FileResponse:
    """A letter as it was issued, as a download."""
    letter = get_object_or_404(Letter, pk=pk)
    return hand_over(request, letter, f"文書 {letter}", _about(letter))


def _about(letter: Letter) -> str:
    return f"案件 {letter.case_id}" if letter.case_id else f"事業 {letter.programme_id}"


@may_see_letters
def letter_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """A letter as a PDF, made now from the file as it was issued."""
    letter = get_object_or_404(Letter, pk=pk)
    if not letter.file:  # its content was disposed of, or was never kept here
        raise Http404
    try:
        with letter.file.open() as kept:
            content = pdf_of([kept.read()])
    except FileNotFoundError:
        raise Http404 from None
    except UserError as error:
        messages.error(request, str(error))
        return redirect("papers-letter", pk=pk)
    log_export(request.user, f"文書 {letter}(PDF)", _about(letter), general="発送文書")
    looked_at(request.user, [letter], How.EXPORT, _about(letter))
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="letter-{letter.pk}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


@may_see_letters
def panel(request: HttpRequest, app: str, name: str, pk: int) -> HttpResponse:
    """A case's letters and what came in for it, on its page, and the forms that may be printed."""
    case = get_object_or_404(Case.objects.select_related("programme"), pk=pk)
    context = {
        "case": case,
        "letters": case.letters.select_related("void", "sending"),
        "incoming": case.incoming_papers.all(),
        "forms": services.forms_for(case) if user_of(request).has_perm("papers.add_letter") else [],
    }
    return render(request, "papers/panel.html", context)


def _told(request: HttpRequest, act: Callable[[], Any], done: str) -> None:
    try:
        act()
        messages.success(request, done)
    except ValidationError as error:
        messages.error(request, "".join(error.messages))
