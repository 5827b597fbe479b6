"""The terms on screen (取扱条件): by programme and year of acceptance, with their versions, and laid down anew by those who may."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.db.models import Count, TextChoices
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from pydantic.fields import FieldInfo

from banso.cases.models import Case, Terms
from banso.core.acting import user_of
from banso.core.days import in_words
from banso.core.fiscal import fiscal_year_label, fiscal_year_of, is_fiscal_year
from banso.core.history import history
from banso.core.numbers import whole_or_none
from banso.office.approvals.models import Rule
from banso.registers.choosing import fiscal_years, programmes
from banso.registers.models import Programme

from .declaring import Procedure, TypedAs, all_procedures, get_procedure
from .terms import Content, latest_terms, lay_down_terms, read_rule_of
from .terms_form import TermsForm, rungs_in_words

may_see = permission_required("cases.view_terms", raise_exception=True)


@dataclass(frozen=True)
class Said:
    """Terms in words, under headings: (label, text)."""

    steps: str
    deadlines: list[tuple[str, str]]
    approvals: list[tuple[str, str]]
    values: list[tuple[str, str]]
    forms: list[tuple[str, str]]


def in_japanese(declared: Procedure, content: Content) -> Said:
    """What the terms of a procedure say, for readers."""
    names = declared.events()
    kinds = dict(Rule.objects.values_list("kind", "label"))
    deadlines = []
    for code, one in declared.deadlines.items():
        if rule := content.deadlines.get(code):
            told = rungs_in_words(content.reminders.get(code, []))
            deadlines.append(
                (one.label, in_words(read_rule_of(declared, rule), names) + (f" / {told}" if told else ""))
            )
    decided = {code: content.approvals.get(code, step.approval) for code, step in declared.step_kinds.items()}
    values = declared.values.model_validate(content.values)
    return Said(
        "、".join(names[code] for code in declared.step_kinds if content.uses(code)),
        deadlines,
        [(names[code], kinds.get(kind, kind)) for code, kind in decided.items() if kind],
        [
            (field.title or name, _told(field, getattr(values, name)))
            for name, field in declared.values.model_fields.items()
            if getattr(values, name) not in (None, "", {}, [])
        ],
        [(names.get(code, code), form) for code, form in content.forms.items()],
    )


def _told(field: FieldInfo, value: Any) -> str:
    """A value of the terms as readers see it."""
    for typed in field.metadata:
        if isinstance(typed, TypedAs):
            return str(typed.box().prepare_value(value))
    if isinstance(value, TextChoices):
        return str(value.label)
    if isinstance(value, bool):
        return "はい" if value else "いいえ"
    return f"{value:,}" if isinstance(value, int) else str(value)


class BeginForm(forms.Form):
    """For which programme and procedure terms are to be laid down."""

    programme = forms.ChoiceField(label="事業")
    procedure = forms.ChoiceField(label="手続")

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, label_suffix="")
        choices: dict[str, list[tuple[str, str]]] = {
            "programme": programmes(),
            "procedure": [(one.code, one.label) for one in all_procedures()],
        }
        for name, offered in choices.items():
            field: Any = self.fields[name]
            field.choices = offered


@may_see
def terms_list(request: HttpRequest) -> HttpResponse:
    """The terms of every programme for one year of acceptance; choosing a programme leads to its own."""
    asked = whole_or_none(request.GET.get("year"))
    year = asked if asked is not None and is_fiscal_year(asked) else fiscal_year_of(localdate())
    form = BeginForm(request.GET) if "programme" in request.GET else BeginForm()
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        return redirect("terms-change", programme=given["programme"], procedure=given["procedure"], year=year)
    rows = Terms.objects.filter(fiscal_year=year).order_by("programme_id", "procedure", "-version")
    latest = rows.distinct("programme_id", "procedure").select_related("programme")
    known = [(declared.label, terms) for terms in latest if (declared := get_procedure(terms.procedure))]
    context = {"year": year, "label": fiscal_year_label(year), "years": fiscal_years(), "rows": known, "form": form}
    return render(request, "procedures/terms_list.html", context)


@may_see
def terms_page(request: HttpRequest, programme: int, procedure: str, year: int) -> HttpResponse:
    """The terms in force for cases accepted now, in words, and each version with who laid it down and why."""
    whose, declared = _whose(programme, procedure)
    versions = list(Terms.objects.filter(programme=whose, procedure=procedure, fiscal_year=year).order_by("-version"))
    if not versions:
        raise Http404
    counted = Case.objects.filter(terms__in=versions).order_by().values_list("terms").annotate(Count("pk"))
    cases = dict(counted)
    who = _who(versions)
    shown = [
        (one, in_japanese(declared, Content.model_validate(one.content)), cases.get(one.pk, 0), who[one.pk])
        for one in versions
    ]
    context = {"programme": whose, "declared": declared, "year": year, "versions": shown, "latest": versions[0]}
    return render(request, "procedures/terms.html", context | {"label": fiscal_year_label(year)})


def _who(versions: list[Terms]) -> dict[int, str]:
    """By whom each version was laid down, as the trail has it."""
    return {one.pk: next((str(change.who) for change in history(Terms, one.pk) if change.who), "") for one in versions}


@permission_required("cases.add_terms", raise_exception=True)
def change_page(request: HttpRequest, programme: int, procedure: str, year: int) -> HttpResponse:
    """Lay down a new version: cases accepted from now on go by it, earlier ones keep theirs."""
    whose, declared = _whose(programme, procedure)
    last = latest_terms(declared, whose, year)
    content = Content.model_validate(last.content) if last else Content()
    form = TermsForm(declared, content, first=last is None, data=request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = {"content": form.said(), "reason": form.cleaned_data["reason"]}
        seen = whole_or_none(request.POST.get("seen"))
        where = {"programme": whose, "fiscal_year": year, "by": user_of(request)}
        try:
            made = lay_down_terms(declared, **where, **said, seen=seen if seen is not None else -1)
            messages.success(request, f"第{made.version}版を定めました。これから受け付ける案件に使います。")
            return redirect("terms-of", programme=whose.pk, procedure=procedure, year=year)
        except ValidationError as error:
            form.add_error(None, error.messages)
    context = {"programme": whose, "declared": declared, "year": year, "form": form, "last": last}
    context["label"] = fiscal_year_label(year)
    return render(request, "procedures/terms_change.html", context, status=422 if form.errors else 200)


def _whose(programme: int, procedure: str) -> tuple[Programme, Procedure]:
    declared = get_procedure(procedure)
    if declared is None:
        raise Http404
    return get_object_or_404(Programme, pk=programme), declared
