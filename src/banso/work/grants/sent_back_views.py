"""The page of why applications went back, and the same as Excel."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import permission_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from banso.core.exports import log_export
from banso.registers.choosing import fiscal_years, programmes

from .eligibility.rounds import excel_answer
from .models import Application, Call
from .sent_back import sent_back

MOST_CALLS = 200


class Chosen(forms.Form):
    """Of which applications: of a year of receipt, a programme, a call; all of them where nothing is chosen."""

    year = forms.ChoiceField(label="受付の年度", required=False)
    programme = forms.ChoiceField(label="事業", required=False)
    call = forms.ChoiceField(label="公募", required=False)

    def __init__(self, data: Any) -> None:
        super().__init__(data, label_suffix="")
        calls = Call.objects.select_related("course").order_by("-opened_on", "-pk")[:MOST_CALLS]
        offered = {
            "year": fiscal_years(),
            "programme": programmes(),
            "call": [(str(one.pk), str(one)) for one in calls],
        }
        for name, choices in offered.items():
            field: Any = self.fields[name]
            field.choices = [("", "すべて"), *((str(value), label) for value, label in choices)]

    def rows(self) -> QuerySet[Application]:
        """The applications chosen; none where something was asked that there is not."""
        if not self.is_valid():
            return Application.objects.none()
        said, paths = (
            self.cleaned_data,
            {"year": "case__fiscal_year", "programme": "case__programme_id", "call": "call_id"},
        )
        return Application.objects.filter(**{paths[name]: int(value) for name, value in said.items() if value})

    @property
    def words(self) -> str:
        """What was chosen, in words."""
        chosen = [(self.fields[name], value) for name, value in self.cleaned_data.items() if value]
        return "、".join(dict(getattr(field, "choices", ()))[value] for field, value in chosen)


@permission_required("grants.view_decision", raise_exception=True)
def sent_back_page(request: HttpRequest) -> HttpResponse:
    """Why applications went back: items and reasons, counted."""
    form = Chosen(request.GET)
    found = sent_back(form.rows())
    if request.GET.get("format") == "xlsx" and form.is_valid():
        log_export(request.user, "差戻しの理由", form.words)
        return excel_answer("sashimodoshi.xlsx", "差戻しの理由", found.rows())
    context = {"form": form, "found": found, "query": request.GET.urlencode()}
    return render(request, "grants/sent_back.html", context, status=422 if form.errors else 200)
