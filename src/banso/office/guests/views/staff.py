"""Staff's side: asking on a case, one ask with its address and its answers, answering on behalf."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from banso.cases.models import Case
from banso.core.acting import user_of
from banso.core.errors import UserError, said
from banso.core.looking import How, looked_at

from .. import services
from ..asks import ask_of, offers_on
from ..forms import AskForm, OnBehalfForm
from ..models import Invitation
from ..services.answering import why_not
from .filling import given_form, shown_form, taken

may_see = permission_required("guests.view_invitation", raise_exception=True)
may_ask = permission_required("guests.add_invitation", raise_exception=True)
may_change = permission_required("guests.change_invitation", raise_exception=True)


def _row(request: HttpRequest, pk: int, *, acting: bool = False) -> Invitation:
    found = Invitation.objects.select_related("programme__walled_to", "case__company", "case__person", "guest", "party")
    row = get_object_or_404(found, pk=pk)
    if acting and not user_of(request).has_perm(ask_of(row).permission):
        raise PermissionDenied
    return row


@may_see
def invitation(request: HttpRequest, pk: int) -> HttpResponse:
    """One ask: of whom, until when, what was answered by whom, who looked."""
    return _page(request, _row(request, pk))


def _page(request: HttpRequest, row: Invitation, **more: Any) -> HttpResponse:
    looked_at(request.user, [row], How.RECORD)
    may = user_of(request).has_perm("guests.change_invitation") and user_of(request).has_perm(ask_of(row).permission)
    context = {
        "row": row,
        "ask": ask_of(row),
        "about": ask_of(row).about(row),
        "record": shown(row) if (shown := ask_of(row).record) else None,
        "submissions": row.submissions.select_related("by", "noted_by"),
        "looks": row.looks.all()[:20],
        "may_act": may,
        "on_behalf": may and ask_of(row).form and not why_not(row, on_behalf=True),
        **more,
    }
    return render(request, "guests/invitation.html", context)


@require_POST
@may_change
def act(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """Show the address to hand over, take the ask back, shut every address, tell a number on the telephone, note what came."""
    row, by = _row(request, pk, acting=True), user_of(request)
    try:
        if what == "address":
            part = services.address_part(row, by=by)
            address = request.build_absolute_uri(reverse("guest", args=[part]))
            import segno

            return _page(request, row, shown_address=address, picture=segno.make(address).svg_data_uri(scale=4))
        if what == "number":
            return _page(request, row, told=services.tell_code(row, by=by))
        if what == "withdraw":
            services.withdraw(row, by=by)
            messages.success(request, "お願いを取り下げました。")
        elif what == "noted":
            services.note_answers(row, by=by)
            messages.success(request, "確認したことを記録しました。「今日」の一覧から消えます。")
        elif what == "shut":
            number = services.shut_doors(row.guest, by=by)
            messages.success(
                request,
                f"専用ページのアドレスを{number}件閉じました。新しいアドレスは「アドレスを表示する」で作れます。",
            )
        else:
            raise Http404
    except (UserError, ValidationError) as error:
        messages.error(request, said(error))
    return redirect("guests-invitation", pk=pk)


@may_change
def on_behalf(request: HttpRequest, pk: int) -> HttpResponse:
    """Staff enter what a guest said on paper or on the telephone, by the same form."""
    row, by = _row(request, pk, acting=True), user_of(request)
    declared = ask_of(row)
    if declared.behalf:
        return redirect(declared.behalf, pk=pk)
    if declared.form is None or (why := why_not(row, on_behalf=True)):
        messages.error(request, why if declared.form else "このお願いには、入力するものがありません。")
        return redirect("guests-invitation", pk=pk)
    looked_at(by, [row], How.RECORD)
    given = request.POST if request.method == "POST" else None
    how = OnBehalfForm(given, label_suffix="")
    form: Any = given_form(declared, row, request) if given is not None else shown_form(declared, row, None)
    if given is not None and how.is_valid():
        told = {"means": how.cleaned_data["means"], "note": how.cleaned_data["note_on_means"]}
        if taken(form, lambda facts: services.answer(row, facts, by=by, **told)):
            messages.success(request, f"{row.name}の回答として保存しました。")
            return redirect("guests-invitation", pk=pk)
    wrong = bool(how.errors or form.errors) if given is not None else False
    context = {"row": row, "ask": declared, "about": declared.about(row), "form": form, "how": how}
    return render(request, "guests/on_behalf.html", context | declared.shown(row), status=422 if wrong else 200)


@may_ask
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """Something is asked of a party of a case."""
    case = get_object_or_404(Case.objects.select_related("programme__walled_to", "company", "person"), pk=pk)
    by = user_of(request)
    looked_at(by, [case], How.RECORD)
    form = AskForm(request.POST or None, case=case, offers=offers_on(case, by.has_perm))
    if request.method == "POST" and form.is_valid():
        ask, offer = form.offers[form.cleaned_data["what"]]
        facts = {"case": case, "party": form.cleaned_data["party"], "until": form.cleaned_data["until"]}
        try:
            row = services.invite(ask.code, detail=offer.detail, by=by, **facts)
            messages.success(request, "お願いを登録しました。アドレスを相手に伝えてください。")
            return redirect("guests-invitation", pk=row.pk)
        except ValidationError as error:
            form.add_error(None, error.messages)
    return render(request, "guests/new.html", {"case": case, "form": form}, status=422 if form.errors else 200)


@may_see
def panel(request: HttpRequest, app: str, name: str, pk: int) -> HttpResponse:
    """What was asked on a case, on its page, and what may be asked now."""
    case = get_object_or_404(Case.objects.select_related("programme"), pk=pk)
    may = user_of(request).has_perm
    offers = offers_on(case, may) if may("guests.add_invitation") else []
    rows = case.invitations.all()
    return render(request, "guests/panel.html", {"case": case, "rows": rows, "may_ask": bool(offers)})
