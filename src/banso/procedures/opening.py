"""Opening a case of a procedure: one form for the case's own facts and for those of its kind."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate

from banso.cases.models import Case
from banso.cases.services import OF_CASE
from banso.core.acting import user_of
from banso.core.forms import formfield, offers_many, say_refused
from banso.core.numbers import whole_or_none
from banso.registers.models import Staff
from banso.registers.walls import BEHIND_A_WALL

from .declaring import Procedure, get_procedure
from .taking import begin


class OpeningForm(forms.Form):
    """A case's facts and its kind's, side by side; the kind's own verb opens it."""

    def __init__(self, declared: Procedure, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, label_suffix="", **kwargs)
        for model, names in ((Case, OF_CASE), (declared.of, declared.opening)):
            for name in names:
                column: Any = model._meta.get_field(name)
                walled = BEHIND_A_WALL if name == "programme" and declared.confidential else None
                field = formfield(column, (name,) if offers_many(column) else (), walled)
                assert field is not None
                field.widget.attrs["aria-describedby"] = f"id_{name}_help id_{name}_error"
                self.fields[name] = field


def open_page(request: HttpRequest, procedure: str) -> HttpResponse:
    """A new case of a procedure."""
    declared = get_procedure(procedure)
    if declared is None or declared.opens is None:
        raise Http404
    if not request.user.has_perm(declared.permission("add")):
        raise PermissionDenied
    form = OpeningForm(declared, request.POST or None, initial=_initial(request, declared))
    if request.method == "POST" and form.is_valid():
        try:
            opened = begin(declared, by=user_of(request), **_given(form))
            messages.success(request, f"{declared.label}の案件を受け付けました。")
            return redirect("case", pk=opened.case.pk)
        except ValidationError as error:
            say_refused(form, error)
    context = {"declared": declared, "form": form}
    return render(request, "procedures/open.html", context, status=422 if form.errors else 200)


def _given(form: OpeningForm) -> dict[str, Any]:
    return {name: value for name, value in form.cleaned_data.items() if value is not None}


def _initial(request: HttpRequest, declared: Procedure) -> dict[str, Any]:
    """Today, oneself, and what the address names, such as the company one comes from."""
    named = {name: whole_or_none(request.GET.get(name)) for name in (*OF_CASE, *declared.opening)}
    found = {name: key for name, key in named.items() if key is not None}
    mine = {"opened_on": localdate(), "keeper": Staff.objects.filter(user=user_of(request)).first()}
    return mine | declared.follows(found) | found
