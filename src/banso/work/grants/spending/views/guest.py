"""The applicant's own pages: a new expense, and one with its papers, by phone too."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from banso.core.errors import UserError, said
from banso.core.forms import RecordForm, say_refused
from banso.office.guests.models import Invitation
from banso.office.guests.services import Passage, answer
from banso.office.guests.services.coming import note_seen
from banso.office.guests.views.guest import by_door, shut
from banso.procedures.offering import state_of

from ...models import Expense
from ...procedure import GRANT
from ..asking import EXPENSES, application_of, own_expense
from ..checks import book_of, findings
from ..forms import PaperForm, expense_form, given_of
from ..lacking import lacking, wanted_papers
from ..services import returned_of, shut_to_guest
from .book import in_chain


def _asked(passage: Passage, pk: int) -> Invitation | None:
    found = passage.invitation(pk)
    return found if found is not None and found.kind == EXPENSES else None


@by_door
def new(request: HttpRequest, address: str, passage: Passage, pk: int) -> HttpResponse:
    """A new expense, entered by the applicant."""
    invitation = _asked(passage, pk)
    if invitation is None:
        return shut(request)
    if passage.must_prove(invitation):
        return redirect("guest-asked", address=address, pk=pk)
    application = application_of(invitation)
    if why := shut_to_guest(application, state_of(GRANT, application.case)):
        messages.error(request, why)
        return redirect("guest-asked", address=address, pk=pk)
    form = expense_form(application, request.POST or None)
    if request.method == "POST" and _answered(request, invitation, form, {}):
        made = application.expenses.order_by("number").last()
        assert made is not None
        messages.success(request, f"証ひょう番号{made.number}として受け付けました。続けて書類を出してください。")
        return redirect("guest-expense", address=address, pk=pk, expense=made.pk)
    context = {"address": address, "invitation": invitation, "form": form}
    return render(request, "grants/guest_expense_form.html", context, status=422 if form.errors else 200)


@by_door
def expense(request: HttpRequest, address: str, passage: Passage, pk: int, expense: int) -> HttpResponse:
    """One expense of the applicant's: what is missing, its papers, a photograph, its facts."""
    invitation = _asked(passage, pk)
    row = own_expense(invitation, expense) if invitation else None
    if invitation is None or row is None:
        return shut(request)
    if passage.must_prove(invitation):
        return redirect("guest-asked", address=address, pk=pk)
    form: RecordForm | None = None
    if request.method == "POST" and "facts" in request.POST:
        form = expense_form(row.application, request.POST, row)
        if _answered(request, invitation, form, {"expense": row}):
            messages.success(request, "支出を直しました。")
            return redirect("guest-expense", address=address, pk=pk, expense=expense)
        row.refresh_from_db()
    if request.method != "POST":
        note_seen(passage, invitation)
    return _shown(request, address, invitation, row, form)


def _shown(
    request: HttpRequest, address: str, invitation: Invitation, row: Expense, form: RecordForm | None
) -> HttpResponse:
    read = book_of(row.application)
    own = next(one for one in read.expenses if one.pk == row.pk)
    wanted = wanted_papers(read, own)
    offered = [(str(one.proof), one.title, one.there) for one in wanted]
    why = shut_to_guest(row.application, read.state, row)
    posted = request.method == "POST" and form is None
    paper = PaperForm(request.POST, request.FILES, wanted=offered) if posted else PaperForm(wanted=offered)
    if posted and _hung(request, invitation, paper, row):
        messages.success(request, "書類を受け付けました。")
        return redirect("guest-expense", address=address, pk=invitation.pk, expense=row.pk)
    context: dict[str, Any] = {
        "address": address,
        "invitation": invitation,
        "row": row,
        "papers": in_chain(read.papers[row.pk]),
        "wanted": [one for one in wanted if not one.there],
        "lacks": lacking(read, own),
        "found": findings(read, own),
        "returned": returned_of(row.application, read.state).get(row.pk),
        "why": why,
        "paper_form": paper,
        "form": form or expense_form(row.application, None, own),
        "picture": _picture(request),
    }
    wrong = bool(paper.errors or (form is not None and form.errors))
    return render(request, "grants/guest_expense.html", context, status=422 if wrong else 200)


def _picture(request: HttpRequest) -> str:
    """The address of this page, for the phone with which the papers are photographed."""
    import segno

    picture: str = segno.make(request.build_absolute_uri(request.path)).svg_data_uri(scale=4)
    return picture


def _answered(request: HttpRequest, invitation: Invitation, form: RecordForm, more: dict[str, Any]) -> bool:
    """Whether what was typed of an expense was taken; if not, the form says why."""
    if not form.is_valid():
        return False
    try:
        with form.days_confirmed():
            answer(invitation, given_of(form) | more, by=None)
    except UserError as error:
        form.add_error(None, said(error))
        return False
    except ValidationError as error:
        form.add_service_errors(error)
        return False
    return True


def _hung(request: HttpRequest, invitation: Invitation, form: PaperForm, row: Expense) -> bool:
    """Whether a paper was taken; if not, the form says why."""
    if not form.is_valid():
        return False
    try:
        answer(invitation, {"expense": row, "file": form.cleaned_data["file"], **form.said}, by=None)
    except UserError as error:
        form.add_error("file", said(error))
        return False
    except ValidationError as error:
        say_refused(form, error, {"proof": "what"})
        return False
    return True
