"""A case's file in its order, what came in for it, and one paper of it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from banso.cases.filing import Leaf, leaves_of, parts_of
from banso.cases.models import Case
from banso.core.acting import user_of
from banso.core.kept_pages import hand_in, hand_over
from banso.core.looking import How, looked_at

from . import services
from .choices import BindingState
from .forms import CorrectForm, ReceiveForm, WithdrawForm
from .models import Disposal, ReceivedFile

may_see = permission_required("files.view_receivedfile", raise_exception=True)
MOST_SHOWN = 20


def case_of(pk: int) -> Case:
    found = Case.objects.select_related("programme__walled_to", "company", "person", "keeper", "standing")
    return get_object_or_404(found, pk=pk)


@may_see
def panel(request: HttpRequest, app: str, name: str, pk: int) -> HttpResponse:
    """The last leaves of a case's file, on its page, and the way to all of them."""
    case = case_of(pk)
    leaves = numbered(leaves_of(case, user_of(request)))
    context = {"case": case, "leaves": leaves[-MOST_SHOWN:], "more": len(leaves) > MOST_SHOWN, "total": len(leaves)}
    return render(request, "files/panel.html", context)


def numbered(leaves: list[Leaf]) -> list[tuple[int, Leaf]]:
    """Each leaf with its number in the file."""
    return list(enumerate(leaves, start=1))


@may_see
def file_page(request: HttpRequest, pk: int) -> HttpResponse:
    """A case's whole file in its order, and what was withdrawn from it."""
    case = case_of(pk)
    looked_at(request.user, [case], How.RECORD)
    made = case.bindings.filter(asked_by=user_of(request))
    context = {
        "case": case,
        "leaves": numbered(leaves_of(case, user_of(request))),
        "withdrawn": case.received_files.exclude(withdrawn_on=None),
        "mine": made.exclude(pdf="") | made.filter(state__in=(BindingState.WAITING, BindingState.RUNNING)),
        "disposal": Disposal.objects.filter(case=case).first(),
        "clock": services.longest(services.clocks_of(case)) if case.standing.closed else None,
    }
    return render(request, "files/file.html", context)


@permission_required("files.add_receivedfile", raise_exception=True)
def receive(request: HttpRequest, pk: int) -> HttpResponse:
    """A file that came in is put into a case's file."""
    case = case_of(pk)
    looked_at(request.user, [case], How.RECORD)
    form = ReceiveForm(request.POST or None, request.FILES or None, case=case)

    def keep(facts: dict[str, Any]) -> None:
        services.receive(case, facts.pop("file"), by=user_of(request), **facts)

    back = (reverse("files-file", args=[pk]), f"{case}の一件書類")
    return hand_in(request, form, keep, title="届いた書類の登録", back=back, done="書類を登録しました。")


@may_see
def received(request: HttpRequest, pk: int) -> HttpResponse:
    """One file that came in: what is said of it, its content, and what puts it right."""
    found = ReceivedFile.objects.select_related("case__company", "case__person", "party", "uploaded_by")
    row = get_object_or_404(found, pk=pk)
    looked_at(request.user, [row], How.RECORD)
    given = request.POST if request.method == "POST" else None
    if given and not user_of(request).has_perm("files.change_receivedfile"):
        raise PermissionDenied
    asked: dict[str, forms.Form] = {
        "correct": CorrectForm(given if given and "correct" in given else None, row=row),
        "withdraw": WithdrawForm(given if given and "withdraw" in given else None, label_suffix="", prefix="withdraw"),
    }
    if done := next((name for name, form in asked.items() if form.is_bound and _acted(request, name, form, row)), ""):
        messages.success(request, "書類の内容を直しました。" if done == "correct" else "書類を取り下げました。")
        return redirect("files-received", pk=pk)
    context = {"row": row, "step": dict(parts_of(row.case)).get(row.step, ""), **asked}
    wrong = any(form.errors for form in asked.values())
    return render(request, "files/received.html", context, status=422 if wrong else 200)


def _acted(request: HttpRequest, name: str, form: forms.Form, row: ReceivedFile) -> bool:
    """Whether what was asked about a file could be done; if not, the form says why."""
    if not form.is_valid():
        return False
    by = user_of(request)
    try:
        if name == "correct":
            services.correct_received(row, by=by, **form.cleaned_data)
        else:
            services.withdraw_received(row, by=by, **form.cleaned_data)
    except ValidationError as error:
        row.refresh_from_db()
        form.add_error(None, error.messages)
        return False
    return True


@may_see
def received_file(request: HttpRequest, pk: int) -> FileResponse:
    """A file as it came in, as a download."""
    row = get_object_or_404(ReceivedFile, pk=pk)
    return hand_over(request, row, f"届いた書類 {row}", f"案件 {row.case_id}")
