"""The form of a visit, as the recording screen fills it in, and the values it starts from."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q, QuerySet

from banso.core.era import format_date
from banso.core.fiscal import fiscal_year_of
from banso.core.forms import AsksDays, EraDateField, PickField, WholeNumberField, say_refused
from banso.desk.models import Draft
from banso.desk.services import NewCompany, VisitFacts
from banso.registers.finding import find_companies
from banso.registers.models import Company, Person, Programme, Staff, User
from banso.work.consultations.choices import Mode
from banso.work.consultations.models import Category, Consultation, Theme

NEW = ("name", "kana", "phone", "corporate_number")
OF_THE_VISIT = (
    "programme",
    "held_on",
    "mode",
    "company",
    "person",
    "adviser",
    "minutes",
    "note",
    "next_step",
    "next_on",
)


def running(day: date) -> QuerySet[Programme]:
    """Programmes running in a day's fiscal year or the one before it, whose last visits may still be to record."""
    year = fiscal_year_of(day)
    return Programme.objects.filter(started_in__lte=year).filter(Q(ended_in=None) | Q(ended_in__gte=year - 1))


def category_fields(programmes: QuerySet[Programme]) -> dict[str, forms.Field]:
    """A choice of category for each of the programmes that is counted by category."""
    fields: dict[str, forms.Field] = {}
    counted = Category.objects.filter(ended_on=None, programme__in=programmes).select_related("programme")
    for category in counted:
        name = f"category_{category.programme_id}"
        if name not in fields:
            choices = Category.objects.filter(programme=category.programme_id, ended_on=None)
            label = f"区分({category.programme})"
            fields[name] = forms.ModelChoiceField(choices, label=label, required=False, empty_label="選んでください")
            fields[name].programme_id = category.programme_id  # type: ignore[attr-defined]
    return fields


def lacking_categories(form: forms.Form, programmes: list[Programme]) -> list[tuple[str, str]]:
    """The category fields left empty though their programmes are chosen, and what to say of each."""
    names = [f"category_{programme.pk}" for programme in programmes]
    empty = [n for n in names if n in form.fields and n not in form.errors and not form.cleaned_data.get(n)]
    return [(name, "この事業の数値は区分ごとに数えます。区分を選んでください。") for name in empty]


class VisitForm(AsksDays, forms.Form):
    """A visit as typed. `facts()` is what the service records."""

    html_form = "visit"

    company = forms.ModelChoiceField(Company.objects.all(), required=False, widget=forms.HiddenInput)
    company_text = forms.CharField(label="企業", required=False)
    new_name = forms.CharField(label="企業名", max_length=120, required=False)
    new_kana = forms.CharField(label="フリガナ", max_length=160, required=False)
    new_phone = forms.CharField(label="電話番号", max_length=50, required=False)
    new_corporate_number = forms.CharField(label="法人番号", max_length=20, required=False)
    new_is_another = forms.BooleanField(label="別の企業として登録する", required=False)
    held_on = EraDateField(label="相談日")
    programme = forms.ModelChoiceField(Programme.objects.none(), label="事業", empty_label="選んでください")
    also = forms.ModelMultipleChoiceField(Programme.objects.none(), label="ほかに数える事業", required=False)
    mode = forms.ChoiceField(label="相談方法", choices=Mode.choices)
    adviser = forms.ModelChoiceField(
        Staff.objects.filter(ended_on=None), label="担当者", required=False, empty_label="(なし)"
    )
    themes = forms.ModelMultipleChoiceField(Theme.objects.filter(ended_on=None), label="相談テーマ", required=False)
    minutes = WholeNumberField(label="相談時間(分)", required=False, min_value=0, max_value=1440)
    note = forms.CharField(label="相談内容", required=False, widget=forms.Textarea)
    next_step = forms.CharField(label="次の対応", max_length=200, required=False)
    next_on = EraDateField(label="次回予定日", required=False)
    answers = forms.ModelMultipleChoiceField(Consultation.objects.promises(), label="対応した約束", required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        kwargs["label_suffix"] = ""
        super().__init__(*args, **kwargs)
        self.fields["person"] = PickField(model=Person, label="相談者", required=False)
        for name in ("programme", "also"):
            self.fields[name].queryset = running(today)  # type: ignore[attr-defined]
        self.fields |= category_fields(running(today))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("company"):
            given["company"] = given["company"].standing  # it may have been merged since the screen was opened
        if not given.get("company") and not given.get("new_name") and given.get("company_text"):
            given["company"] = self._only_one(given["company_text"])
        for name, message in lacking_categories(self, self._programmes()):
            self.add_error(name, message)
        return given

    def _only_one(self, typed: str) -> Company | None:
        found = [company for company in find_companies(typed, 2) if company.distance == 0]  # type: ignore[attr-defined]
        if len(found) != 1:
            self.add_error("company_text", "候補から企業を選ぶか、「新しい企業として登録」を選んでください。")
        return found[0] if len(found) == 1 else None

    def _programmes(self) -> list[Programme]:
        first = self.cleaned_data.get("programme")
        return [*([first] if first else []), *self.cleaned_data.get("also", [])]

    @property
    def programmes(self) -> list[Programme]:
        """The programmes the visit serves, its own first."""
        return self._programmes()

    def facts(self) -> VisitFacts:
        given = self.cleaned_data
        own = {name: given[name] for name in OF_THE_VISIT}
        own["category"] = given.get(f"category_{given['programme'].pk}")
        new = {name: given[f"new_{name}"] for name in NEW} if given["new_name"] and not given["company"] else None
        return VisitFacts(
            consultation=own,
            themes=list(given["themes"]),
            also_under={p: given.get(f"category_{p.pk}") for p in given["also"]},
            new_company=NewCompany(new, given["new_is_another"]) if new else None,
            answers=[visit for visit in given["answers"] if visit.company_id == getattr(given["company"], "pk", None)],
        )

    def add_service_errors(self, error: ValidationError) -> None:
        """What the service refused, at the field it is about."""
        self.note_days(error)
        say_refused(self, error, {"company": "company_text", "also_under": "also"})


def last_visit(user: User) -> Consultation | None:
    """The visit this user recorded last: here, or as its adviser."""
    pk = Draft.objects.filter(user=user, finished_as__isnull=False).values_list("finished_as", flat=True).first()
    staff = Staff.objects.filter(user=user).first()
    found = Consultation.objects.filter(pk=pk).first() if pk else None
    return found or (Consultation.objects.visits().filter(adviser=staff).order_by("-pk").first() if staff else None)


def first_values(user: User, today: date) -> dict[str, Any]:
    """What the screen starts from: today, and what the user chose for her last visit.

    A visit without an adviser chose none for the next one: that begins with the user's own name again.
    """
    last = last_visit(user)
    own = Staff.objects.filter(user=user, ended_on=None).first()
    values: dict[str, Any] = {"held_on": format_date(today), "adviser": own}
    if last:
        values |= {"programme": last.programme_id, "mode": last.mode}
        if last.adviser and last.adviser.ended_on is None:
            values["adviser"] = last.adviser
        if last.category_id:
            values[f"category_{last.programme_id}"] = last.category_id
    return values


def consulting(programmes: QuerySet[Programme]) -> set[int]:
    """The programmes under which consultations have been held: offered before the others."""
    held = Consultation.objects.filter(programme=OuterRef("pk"))
    return set(programmes.filter(Exists(held)).values_list("pk", flat=True))
