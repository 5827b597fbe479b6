"""Forms of order matching that are more than one record: a profile told at a visit, and what was heard of an introduction."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from banso.core.errors import UserError
from banso.core.file_types import DRAWINGS
from banso.core.forms import EraDateField, WholeNumberField
from banso.core.kept_pages import file_field
from banso.office.chasing.forms import HeardForm

from .choices import Capacity, Progress, Reason, Result, Source, TermKind
from .models import Profile, Term
from .sizes import parse_size

ROWS = 2  # empty rows offered for further processes and machines


def _terms(kind: str) -> Any:
    return Term.objects.filter(kind=kind, ended_on=None)


class CapabilityForm(forms.Form):
    """One process and its limits. A row without a process is no row."""

    process = forms.ModelChoiceField(Term.objects.none(), label="工程", required=False, empty_label="(なし)")
    size = forms.CharField(label="最大寸法(mm)", required=False, max_length=40)
    tolerance = forms.DecimalField(label="公差(±mm)", required=False, min_value=0, max_digits=6, decimal_places=3)
    lot_min = WholeNumberField(label="最小ロット", required=False, min_value=0)
    lot_max = WholeNumberField(label="最大ロット", required=False, min_value=0)
    lead_days = WholeNumberField(label="標準納期(日)", required=False, min_value=0, max_value=999)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.fields["process"].queryset = _terms(TermKind.PROCESS)  # type: ignore[attr-defined]
        self.fields["tolerance"].widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "number"})
        self.fields["size"].widget.attrs["placeholder"] = "600×400×300"

    def clean_size(self) -> str:
        try:
            parse_size(self.cleaned_data["size"])
        except UserError as error:
            raise ValidationError(str(error)) from error
        return str(self.cleaned_data["size"])

    def row(self) -> dict[str, Any] | None:
        """The facts of the row; None if it names no process. Raises ValidationError for limits without one."""
        facts = dict(self.cleaned_data)
        if not facts.get("process"):
            return None
        longest, middle, shortest = parse_size(facts.pop("size"))
        return facts | {"longest": longest, "middle": middle, "shortest": shortest}


class MachineForm(forms.Form):
    """One make of machine. A row without a name is no row."""

    name = forms.CharField(label="設備名・型式", required=False, max_length=80)
    size = forms.CharField(label="能力・寸法", required=False, max_length=60)
    number = WholeNumberField(label="台数", required=False, min_value=1, max_value=9999)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})

    def row(self) -> dict[str, Any] | None:
        facts = dict(self.cleaned_data)
        return facts | {"number": facts["number"] or 1} if facts.get("name") else None


class ProfileForm(forms.Form):
    """A profile as told at a visit."""

    told_on = EraDateField(label="聞取日")
    source = forms.ChoiceField(label="聞取方法", choices=Source.choices)
    capacity = forms.ChoiceField(label="いまの空き状況", choices=Capacity.choices, widget=forms.RadioSelect)
    materials = forms.ModelMultipleChoiceField(
        Term.objects.none(), label="対応できる材料", required=False, widget=forms.CheckboxSelectMultiple
    )
    certificates = forms.ModelMultipleChoiceField(
        Term.objects.none(), label="認証", required=False, widget=forms.CheckboxSelectMultiple
    )
    strengths = forms.CharField(
        label="得意な加工・特記事項", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.fields["materials"].queryset = _terms(TermKind.MATERIAL)  # type: ignore[attr-defined]
        self.fields["certificates"].queryset = _terms(TermKind.CERTIFICATE)  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        told = dict(self.cleaned_data)
        terms = [*told.pop("materials"), *told.pop("certificates")]
        told_of_capacity = None if told["capacity"] == Capacity.UNKNOWN else told["told_on"]
        return told | {"terms": terms, "capacity_told_on": told_of_capacity}


CapabilityRows = forms.formset_factory(CapabilityForm, extra=ROWS)
MachineRows = forms.formset_factory(MachineForm, extra=ROWS)


class VisitForms:
    """The three parts of the visit's page together, filled in with what is known."""

    def __init__(self, data: Mapping[str, Any] | None, known: Profile | None, today: date) -> None:
        self.profile = ProfileForm(data, initial=_initial(known, today))
        self.capabilities = CapabilityRows(data, prefix="process", initial=_capabilities(known))
        self.machines = MachineRows(data, prefix="machine", initial=_machines(known))

    def is_valid(self) -> bool:
        return all([self.profile.is_valid(), self.capabilities.is_valid(), self.machines.is_valid()])

    def facts(self) -> dict[str, Any]:
        return self.profile.facts() | {
            "capabilities": [row for form in self.capabilities if (row := form.row())],
            "machines": [row for form in self.machines if (row := form.row())],
        }


def _initial(known: Profile | None, today: date) -> dict[str, Any]:
    """Everything but the capacity, which has to be asked each time."""
    start: dict[str, Any] = {"told_on": today, "source": Source.VISIT, "capacity": Capacity.UNKNOWN}
    if known:
        start |= {"strengths": known.strengths, "materials": known.materials, "certificates": known.certificates}
    return start


def _capabilities(known: Profile | None) -> list[dict[str, Any]]:
    names = ("process", "size", "tolerance", "lot_min", "lot_max", "lead_days")
    return [{name: getattr(row, name) for name in names} for row in known.capabilities.all()] if known else []


def _machines(known: Profile | None) -> list[dict[str, Any]]:
    return [{"name": m.name, "size": m.size, "number": m.number} for m in known.machines.all()] if known else []


class OutcomeHeardForm(HeardForm):
    """What was heard of one introduction, in one row of the list."""

    what = forms.ChoiceField(label="状況", choices=[("", "選ぶ"), *Progress.choices, *Result.choices])
    amount = WholeNumberField(label="金額(円)", required=False, min_value=0)
    reason_code = forms.ChoiceField(label="不成立の理由", choices=[("", ""), *Reason.choices], required=False)

    field_order = ("what", "amount", "reason_code", "note", "on")


class AnswerForm(forms.Form):
    """What a supplier says itself of an introduction."""

    what = forms.ChoiceField(
        label="その後の状況", choices=[*Progress.choices, *Result.choices], widget=forms.RadioSelect
    )
    amount = WholeNumberField(
        label="金額(円)", required=False, min_value=0, help_text="見積提出のときは見積額、成立のときは成立した額(税込)"
    )
    reason_code = forms.ChoiceField(
        label="不成立の理由",
        choices=[("", "(不成立のとき、いちばん近いもの)"), *Reason.choices],
        required=False,
    )
    note = forms.CharField(label="ひとこと", required=False, max_length=200, widget=forms.Textarea(attrs={"rows": 3}))


class DrawingForm(forms.Form):
    """A drawing handed in with an inquiry."""

    title = forms.CharField(label="図面名・図番", max_length=120)
    file = file_field(DRAWINGS)


class IntroduceForm(forms.Form):
    introduced_on = EraDateField(label="紹介日")
