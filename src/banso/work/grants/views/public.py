"""What the public sees of calls: those that are open or coming, and one of them, from which an application begins."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required, permission_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from banso.core.acting import user_of
from banso.core.errors import UserError, said
from banso.core.middleware import address_of
from banso.office.guests.services import address_part, send_code
from banso.office.guests.services.coming import TOO_OFTEN, began_too_often
from banso.registers.centre import centre_name

from ..applying.sending import begin_application
from ..calling import calls_shown, why_closed
from ..handling import handling_of
from ..models import Call


class BeginForm(forms.Form):
    """Who begins an application, and where the number that opens it goes."""

    name = forms.CharField(label="お名前", max_length=60, help_text="申請を担当する方")
    email = forms.EmailField(
        label="メールアドレス", help_text="確認番号を送ります。続きを入力するときも同じものを入れます"
    )

    def __init__(self, data: object = None) -> None:
        super().__init__(data, label_suffix="")  # type: ignore[arg-type]
        for name, field in self.fields.items():
            field.widget.attrs["aria-describedby"] = f"id_{name}_help id_{name}_error"


@login_not_required
@never_cache
def open_calls(request: HttpRequest) -> HttpResponse:
    """The calls that receive applications, or will."""
    now = timezone.now()
    rows = [(call, why_closed(call, now)) for call in calls_shown(now).prefetch_related("windows")]
    return render(request, "grants/open_calls.html", {"rows": rows, "centre": centre_name()})


@login_not_required
@never_cache
def open_call(request: HttpRequest, pk: int) -> HttpResponse:
    """One call: what it offers and when, and where an application begins or goes on."""
    now = timezone.now()
    call = calls_shown(now).filter(pk=pk).first()
    if call is None:
        raise Http404
    form = BeginForm(request.POST if request.method == "POST" else None)
    problem = ""
    if request.method == "POST" and form.is_valid():
        try:
            if began_too_often(address_of(request) or ""):
                raise UserError(TOO_OFTEN)
            return _begun(request, call, form)
        except (UserError, ValidationError) as error:
            problem = said(error)
    context = {
        "call": call, "form": form, "problem": problem, "closed": why_closed(call, now), "windows": call.windows.all(),
        "frames": call.frames.all(), "categories": call.categories.all(), "centre": centre_name(), "handling": handling_of(call),
    }  # fmt: skip
    return render(request, "grants/open_call.html", context, status=422 if form.errors or problem else 200)


def _begun(request: HttpRequest, call: Call, form: BeginForm) -> HttpResponse:
    """Lead to the page on which the number is asked for; it is sent at once where it can be."""
    asked = begin_application(call, by=None, **form.cleaned_data)
    try:
        send_code(asked, by=None)
        messages.success(request, "メールアドレスに確認番号(6けた)を送りました。15分以内に入力してください。")
    except (UserError, ValidationError) as error:
        messages.warning(request, said(error))
    return redirect("guest-asked", address=address_part(asked, by=None), pk=asked.pk)


@require_POST
@permission_required("grants.add_application", raise_exception=True)
def for_another(request: HttpRequest, pk: int) -> HttpResponse:
    """Staff begin an application for someone: to send them its address, or to enter what came on paper."""
    call = get_object_or_404(Call.objects.select_related("course__programme"), pk=pk)
    form = BeginForm(request.POST)
    form.fields["email"].required = False
    if not form.is_valid():
        messages.error(request, "お名前とメールアドレスを確かめてください。")
        return redirect("grants-call-record", pk=pk)
    try:
        asked = begin_application(call, by=user_of(request), **form.cleaned_data)
    except (UserError, ValidationError) as error:
        messages.error(request, said(error))
        return redirect("grants-call-record", pk=pk)
    return redirect("grant-apply-for" if "paper" in request.POST else "guests-invitation", pk=asked.pk)
