"""The people outside who have a part in a case: noted, put right, ended."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from banso.cases.models import Case, Party
from banso.cases.roles import COMMON
from banso.cases.services import add_party, correct_party
from banso.core.acting import user_of
from banso.core.forms import record_form
from banso.procedures.declaring import Procedure
from banso.procedures.views import case_for

NAMES = (
    "organisation",
    "company",
    "expert",
    "branch",
    "name",
    "title",
    "email",
    "phone",
    "postal_code",
    "address",
    "ended_on",
)
make_form = record_form(Party, NAMES, add_party, correct_party)


def party(request: HttpRequest, pk: int, party: int | None = None) -> HttpResponse:
    """One of a case's parties: who it is, in what role, and how to reach them."""
    case, declared = case_for(request, pk, "change")
    known = get_object_or_404(Party, pk=party, case=case) if party else None
    form = _form(request, case, declared, known)
    if request.method == "POST" and form.is_valid():
        try:
            if known:
                correct_party(known, by=user_of(request), **form.cleaned_data)
            else:
                add_party(case, by=user_of(request), **form.cleaned_data)
            messages.success(request, f"関係者「{form.cleaned_data['name']}」を登録しました。")
            return redirect("case", pk=pk)
        except ValidationError as error:
            form.add_service_errors(error)
    context = {"case": case, "party": known, "form": form}
    return render(request, "desk/party.html", context, status=422 if form.errors else 200)


def _form(request: HttpRequest, case: Case, declared: Procedure, known: Party | None) -> Any:
    role = known.role if known else request.GET.get("role", "")
    initial = {} if known else _of_representative(case)
    form = make_form()(request.POST or None, instance=known, initial=initial)
    chosen = forms.ChoiceField(
        label="立場", choices=[("", "選んでください"), *roles_of(case, declared)], initial=role, label_suffix=""
    )
    chosen.widget.attrs["aria-describedby"] = "id_role_help id_role_error"
    form.fields = {"role": chosen, **form.fields}
    return form


def roles_of(case: Case, declared: Procedure) -> list[tuple[str, str]]:
    """The roles a party of a case may have: those of its procedure, and, behind a wall, those any confidential case may have."""
    common = COMMON if case.programme.walled_to_id else {}
    return list((common | declared.roles).items()) if common else list(declared.roles.items())


def _of_representative(case: Case) -> dict[str, Any]:
    """What is known of the company's representative, so that nobody types it once more."""
    found = case.company.people.filter(is_representative=True, ended_on=None).first() if case.company else None
    return {name: getattr(found, name) for name in ("name", "title", "email", "phone")} if found else {}
