"""Templates, and mails written by them: to the parties of one case, or in a round; always seen before they are written."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate

from banso.cases import words
from banso.cases.models import Case, Party
from banso.cases.roles import role_name
from banso.core.acting import user_of
from banso.core.looking import How, looked_at
from banso.core.writing import correct

from .. import services
from ..forms import MailForm, RoundForm, TemplateForm
from ..models import Template

may_write = permission_required("mail.add_message", raise_exception=True)


@permission_required("mail.change_template", raise_exception=True)
def template(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """A template: its text, with the words it may use beside it."""
    row = get_object_or_404(Template, pk=pk, ended_on=None) if pk else None
    form: Any = TemplateForm(request.POST or None, instance=row)
    if row and "end" in request.POST:
        correct(row, {"ended_on": localdate()})
        messages.success(request, "文面の使用をやめました。")
        return redirect("mail-template-list")
    if request.method == "POST" and form.is_valid():
        try:
            services.save_template(row and Template.objects.get(pk=row.pk), by=user_of(request), **form.cleaned_data)
            messages.success(request, "文面を保存しました。")
            return redirect("mail-template-list")
        except ValidationError as error:
            for name, said in getattr(error, "message_dict", {"": error.messages}).items():
                form.add_error(name if name in form.fields else None, said)
    known = [found for code, _ in words.procedures() for found in words.declared(code)[:1]]
    context = {"form": form, "row": row, "known": known}
    return render(request, "mail/template.html", context, status=422 if form.errors else 200)


@may_write
def on_case(request: HttpRequest, pk: int) -> HttpResponse:
    """Mails to the parties of a case: chosen, seen as they will go, then put into the outbox."""
    case = get_object_or_404(Case.objects.select_related("programme__walled_to", "company", "person"), pk=pk)
    looked_at(request.user, [case], How.RECORD)
    form = MailForm(request.POST or None, case=case)
    back = {"crumb": ("case", case.pk, str(case)), "title": "メールを書く"}
    if request.method != "POST" or not form.is_valid():
        return _page(request, form, back)
    return _seen(request, form, list(form.cleaned_data["parties"]), back)


@may_write
def round_(request: HttpRequest) -> HttpResponse:
    """A round of mails: conditions first, then each mail as it will go, with a box to tick."""
    form = RoundForm(request.POST or None, roles=_roles())
    back = {"crumb": None, "title": "一斉メールを書く"}
    if request.method != "POST" or not form.is_valid():
        return _page(request, form, back)
    found = form.parties()
    if "seen" in request.POST:
        chosen = set(request.POST.getlist("party"))
        found = [party for party in found if str(party.pk) in chosen]
    return _seen(request, form, found, back | {"ticks": True, "title": "一斉メールを書く"})


def _roles() -> list[tuple[str, str]]:
    """The parties' positions that cases have, as (code, label)."""
    rows = Party.objects.order_by("role", "case__procedure").values_list("role", "case__procedure").distinct()
    return list({role: role_name(procedure, role) for role, procedure in rows}.items())


def _seen(request: HttpRequest, form: Any, parties: list[Party], back: dict[str, Any]) -> HttpResponse:
    """The mails as they will go; and, once they were seen, into the outbox with them."""
    chosen: Template = form.cleaned_data["template"]
    lines = services.lines_for(chosen, parties, by=user_of(request))
    if "write" in request.POST:
        try:
            made = services.write_round(chosen, lines, by=user_of(request))
            messages.success(request, "送信箱に入れました。内容を確かめて、送信に回してください。")
            return redirect(made.get_absolute_url())
        except ValidationError as error:
            form.add_error(None, error.messages)
    elif not lines:
        form.add_error(None, "宛先が選ばれていません。送る相手を選んでください。")
    going = [line for line in lines if not line.why_not]
    return _page(request, form, back | {"lines": lines, "going": len(going), "seen": True})


def _page(request: HttpRequest, form: Any, context: dict[str, Any]) -> HttpResponse:
    return render(request, "mail/write.html", {"form": form} | context, status=422 if form.errors else 200)
